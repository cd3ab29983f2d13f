/** Creating, changing and cancelling sessions, and their materials. */
import { type Actor, actorName } from "../../../members/index.ts";
import {
  type MaterialDraft,
  type SessionChange,
  type SessionDraft,
  type Sessions,
  StudyError,
  type StudySession,
} from "../../types.ts";
import type { Answering } from "../answers/answering.ts";
import type { News } from "../news/news.ts";
import { saidOfCancel, saidOfChange } from "../news/newsText.ts";
import type { Core } from "../sessionsParts.ts";
import { RIDE_NOTES, TEXT } from "../text.ts";
import { sayWhen } from "../when.ts";
import { checkRoom, type Origin, readDraft } from "./draft.ts";
import {
  checkLength,
  checkMaterialCount,
  checkSpan,
  enteredCapacity,
  enteredContact,
  enteredForm,
  enteredMaterial,
  enteredNote,
  enteredPlace,
  enteredReason,
  enteredReminders,
  enteredTitle,
} from "./entered.ts";
import { sessionToRun } from "./rights.ts";
import type { SessionColumns, SessionRow } from "./sessions.repo.ts";

export type Planning = Pick<Sessions, "create" | "change" | "cancel" | "addMaterial" | "removeMaterial"> & {
  /** One session of a series, or one that stands alone. Returns its id. */
  make(actor: Actor, draft: SessionDraft, origin?: Origin): number;
  /** For a series that ends: cancels without asking who runs it. */
  drop(actor: Actor, session: StudySession, reason: string): void;
};

export interface PlanningParts {
  readonly core: Core;
  readonly answering: Pick<Answering, "promote">;
  readonly news: Pick<News, "tellChange">;
}

export function createPlanning({ core, answering, news }: PlanningParts): Planning {
  const { store, table, members, clock } = core;
  const subject = (id: number) => `studySession:${id}`;

  function make(actor: Actor, draft: SessionDraft, origin?: Origin): number {
    const { row, memberIds, materials } = readDraft(core, actor, draft, origin);
    const id = table.insert(row);
    core.invitees.add(id, memberIds);
    for (const material of materials)
      table.insertMaterial({ ...material, sessionId: id, addedAt: clock(), addedBy: actorName(actor) });
    members.audit.record(actor, "study.create", subject(id), {
      invited: memberIds.length,
      ...(origin === undefined ? {} : { series: origin.seriesId }),
    });
    return id;
  }

  /** What others know of it has changed: its new state under the next number, and everyone who was told hears of it. */
  function checkVersion(session: StudySession, version: number | undefined): void {
    if (version !== undefined && version !== session.version) throw new StudyError("version", TEXT.changed);
  }

  function change(actor: Actor, before: StudySession, entered: SessionChange): void {
    const now = clock();
    if (before.status === "cancelled") throw new StudyError("status", TEXT.cancelled);
    if (before.endsAt <= now) throw new StudyError("status", TEXT.over);
    const row = table.get(before.id)!.row;
    const fields = changedFields(row, readChange(core, row, entered, now));
    const names = Object.keys(fields);
    if (names.length === 0) return;
    checkFields(core, row, fields);
    const told = names.some((name) => TOLD.has(name));
    table.update(before.id, {
      ...fields,
      ...(fields.startsAt !== undefined && row.inviteAt >= fields.startsAt ? { inviteAt: now } : {}),
      ...(told ? { sequence: before.sequence + 1 } : {}),
      version: before.version + 1,
    });
    members.audit.record(actor, "study.change", subject(before.id), { fields: names });
    const after = core.get(before.id)!;
    if ("capacity" in fields) answering.promote(after);
    if (!told) return;
    const ground = { timeZone: core.timeZone, now };
    news.tellChange(after, { lines: saidOfChange(before, after, ground), before: before.startsAt });
    noteRides(before, after);
  }

  /** Who is fetched must be fetched at another time, or brought to another place: staff look at each. */
  function noteRides(before: StudySession, after: StudySession): void {
    const n = core.invitees.rides(after.id).length;
    const same =
      before.startsAt === after.startsAt && before.endsAt === after.endsAt && before.where === after.where;
    if (n === 0 || same) return;
    const when = sayWhen(after, { timeZone: core.timeZone, now: clock() });
    core.tellStaff({
      key: `study:${after.id}:rides:${after.sequence}`,
      reply: {
        blocks: [{ kind: "text", spans: [{ text: RIDE_NOTES.moved(after.title, when, n) }] }],
        choices: [],
      },
      urgent: false,
      roles: ["dispatcher", "admin"],
    });
  }

  function drop(actor: Actor, before: StudySession, reason: string): void {
    table.update(before.id, {
      status: "cancelled",
      cancelReason: reason,
      sequence: before.sequence + 1,
      version: before.version + 1,
    });
    members.audit.record(actor, "study.cancel", subject(before.id));
    for (const { memberId, requestId } of core.invitees.rides(before.id)) {
      core.rides.cancel(requestId, RIDE_NOTES.cancelReason(before.title));
      core.invitees.update(before.id, memberId, { pickUpRequestId: null });
    }
    const after = core.get(before.id)!;
    const lines = saidOfCancel(after, { timeZone: core.timeZone, now: clock() });
    news.tellChange(after, { lines, before: before.startsAt });
  }

  return {
    make,
    drop,
    create: (actor, draft) => store.transaction(() => make(actor, draft)),
    change: (actor, id, entered, version) =>
      store.transaction(() => {
        const before = sessionToRun(core, actor, id);
        checkVersion(before, version);
        change(actor, before, entered);
      }),
    cancel: (actor, id, reason) =>
      store.transaction(() => {
        const before = sessionToRun(core, actor, id);
        const why = enteredReason(reason);
        if (before.status === "cancelled") throw new StudyError("status", TEXT.cancelled);
        if (before.endsAt <= clock()) throw new StudyError("status", TEXT.overToCancel);
        drop(actor, before, why);
      }),
    addMaterial: (actor, id, draft: MaterialDraft) =>
      store.transaction(() => {
        const session = sessionToRun(core, actor, id);
        const material = enteredMaterial(core, draft);
        checkMaterialCount(table.materials(id).length + 1);
        const at = { sessionId: id, addedAt: clock(), addedBy: actorName(actor) };
        const materialId = table.insertMaterial({ ...material, ...at });
        table.update(id, { version: session.version + 1 });
        members.audit.record(actor, "study.material.add", subject(id), { materialId });
        return materialId;
      }),
    removeMaterial: (actor, id, materialId) =>
      store.transaction(() => {
        const session = sessionToRun(core, actor, id);
        if (!table.deleteMaterial(id, materialId)) throw new StudyError("materials", TEXT.noMaterial);
        table.update(id, { version: session.version + 1 });
        members.audit.record(actor, "study.material.remove", subject(id), { materialId });
      }),
  };
}

/** What everyone who was told hears of: the calendar's number rises with it (RFC 5545 3.8.7.4). */
const TOLD: ReadonlySet<string> = new Set(["title", "startsAt", "endsAt", "homeId", "room", "place"]);

/** The columns as entered. @throws StudyError */
function readChange(core: Core, row: SessionRow, entered: SessionChange, now: number): SessionColumns {
  const { title, form, where, capacity, contact, note, pickUp, reminders } = entered;
  return {
    ...(title === undefined ? {} : { title: enteredTitle(title) }),
    ...(form === undefined ? {} : { form: enteredForm(form) }),
    ...readSpan(row, entered, now),
    ...(where === undefined ? {} : enteredPlace(core, where)),
    ...(capacity === undefined ? {} : { capacity: enteredCapacity(capacity) }),
    ...(contact === undefined ? {} : { contact: enteredContact(contact) }),
    ...(note === undefined ? {} : { note: enteredNote(note) }),
    ...(pickUp === undefined ? {} : { pickUp }),
    ...(reminders === undefined ? {} : { reminders: enteredReminders(reminders) }),
  };
}

/** A session that is moved without a word on its end is as long as before. */
function readSpan(row: SessionRow, entered: SessionChange, now: number): SessionColumns {
  const { startsAt = row.startsAt } = entered;
  const { endsAt = row.endsAt + startsAt - row.startsAt } = entered;
  if (startsAt === row.startsAt && endsAt === row.endsAt) return {};
  if (startsAt === row.startsAt) checkLength(startsAt, endsAt);
  else {
    if (row.startsAt <= now) throw new StudyError("startsAt", TEXT.begun);
    checkSpan(startsAt, endsAt, now);
  }
  return { startsAt, endsAt };
}

/** Those that differ from what is stored. */
function changedFields(row: SessionRow, columns: SessionColumns): SessionColumns {
  const stored = row as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(columns).filter(([name, value]) => JSON.stringify(stored[name]) !== JSON.stringify(value)),
  );
}

/** What a field alone cannot say. @throws StudyError */
function checkFields(core: Core, row: SessionRow, fields: SessionColumns): void {
  const { homeId = row.homeId, room = row.room, startsAt = row.startsAt, endsAt = row.endsAt } = fields;
  if (["homeId", "room", "startsAt", "endsAt"].some((name) => name in fields))
    checkRoom(core, { homeId, room, startsAt, endsAt }, row.id);
  const { capacity } = fields;
  if (capacity === undefined || capacity === null) return;
  const accepted = core.invitees.accepted(row.id);
  if (capacity < accepted) throw new StudyError("capacity", TEXT.capacityBelow(accepted));
}
