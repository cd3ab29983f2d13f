/** A session as entered, made into what is stored, or refused with what to do. */
import { randomInt } from "node:crypto";
import { type Actor, type Audience, actorName, hasRole, NotAllowed } from "../../../members/index.ts";
import { type SessionDraft, StudyError } from "../../types.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";
import { sayWhen } from "../when.ts";
import {
  checkMaterialCount,
  checkSpan,
  DAY_MS,
  enteredCapacity,
  enteredContact,
  enteredForm,
  enteredMaterial,
  enteredNote,
  enteredPlace,
  enteredReminders,
  enteredTitle,
} from "./entered.ts";
import type { SessionInsert } from "./sessions.repo.ts";

/** What a draft came to: the row and who is invited. */
export interface ReadDraft {
  readonly row: SessionInsert;
  readonly memberIds: readonly number[];
  readonly materials: readonly ReturnType<typeof enteredMaterial>[];
}

/** Where an occurrence of a series comes from. */
export interface Origin {
  readonly seriesId: number;
  readonly occurrenceOn: string;
}

const CODE_DIGITS = 4;
const CODE_DRAWS = 50;

/** Whether the actor may give a session for the branch and the audience. @throws StudyError, NotAllowed */
export function checkOrganiser(
  core: Core,
  actor: Actor,
  branchId: number | undefined,
  audience: Audience,
): void {
  if (branchId !== undefined && core.table.branch(branchId) === undefined)
    throw new StudyError("branchId", TEXT.noBranch);
  if (hasRole(actor, "editor")) return;
  const own = actor.kind === "member" ? core.table.branchesOf(actor.memberId) : [];
  if (own.length === 0) throw new NotAllowed(TEXT.notRuns);
  if (branchId === undefined || !own.some(({ id }) => id === branchId))
    throw new StudyError("branchId", TEXT.ownBranchOnly);
  const fields = Object.keys(audience).filter((field) => field !== "version");
  const { branchIds } = audience;
  if (fields.length !== 1 || branchIds?.length !== 1 || branchIds[0] !== branchId)
    throw new StudyError("audience", TEXT.ownAudienceOnly);
}

/** Reads a draft of one session. Writes nothing. @throws StudyError, NotAllowed, MemberError for the audience */
export function readDraft(core: Core, actor: Actor, draft: SessionDraft, origin?: Origin): ReadDraft {
  const now = core.clock();
  const audience = core.audiences.read(draft.audience);
  if (actor.kind !== "system") checkOrganiser(core, actor, draft.branchId, audience);
  checkSpan(draft.startsAt, draft.endsAt, now);
  const inviteAt = Math.max(draft.inviteAt ?? now, now);
  if (!Number.isInteger(inviteAt) || inviteAt >= draft.startsAt)
    throw new StudyError("inviteAt", TEXT.inviteAfterStart);
  const materials = (draft.materials ?? []).map((material) => enteredMaterial(core, material));
  checkMaterialCount(materials.length);
  const row: SessionInsert = {
    seriesId: origin?.seriesId ?? null,
    occurrenceOn: origin?.occurrenceOn ?? null,
    uid: core.newUid(),
    title: enteredTitle(draft.title),
    form: enteredForm(draft.form),
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    ...enteredPlace(core, draft.where),
    capacity: enteredCapacity(draft.capacity),
    contact: enteredContact(draft.contact),
    note: enteredNote(draft.note),
    audience: { ...audience },
    branchId: draft.branchId ?? null,
    pickUp: draft.pickUp ?? false,
    reminders: enteredReminders(draft.reminders),
    inviteAt,
    status: "planned",
    code: drawCode(core, draft.startsAt, draft.endsAt),
    createdAt: now,
    createdBy: actorName(actor),
  };
  checkRoom(core, { ...row, homeId: row.homeId ?? null, room: row.room ?? null });
  const memberIds = core.audiences.memberIds(audience);
  if (memberIds.length === 0) throw new StudyError("audience", TEXT.nobody);
  return { row, memberIds, materials };
}

/** @throws StudyError naming the session that has the room then */
export function checkRoom(
  core: Core,
  at: { homeId: number | null; room: string | null; startsAt: number; endsAt: number },
  exceptId?: number,
): void {
  const { homeId, room, startsAt, endsAt } = at;
  if (homeId === null) return;
  const other = core.table.inTheWay({ homeId, room, startsAt, endsAt }, exceptId);
  if (other === undefined) return;
  const ground = { timeZone: core.timeZone, now: core.clock() };
  throw new StudyError("where", TEXT.taken(other.row.title, sayWhen(other.row, ground)));
}

/** Digits that no session around that time has; after many draws any will do: signing in prefers one's own session. */
function drawCode(core: Core, startsAt: number, endsAt: number): string {
  const draw = core.randomDigits ?? ((n: number) => String(randomInt(10 ** n)).padStart(n, "0"));
  for (let i = 1; ; i++) {
    const code = draw(CODE_DIGITS);
    if (i === CODE_DRAWS || !core.table.codeTaken(code, startsAt - DAY_MS, endsAt + DAY_MS)) return code;
  }
}
