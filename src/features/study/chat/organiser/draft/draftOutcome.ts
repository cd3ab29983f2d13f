/** What a drawn-up session or series comes to: its lines, whom it reaches or when it falls, and making it. */
import { dayOf, daysAfter, instantOf } from "../../../../../delivery/index.ts";
import type { Speaker, Tried } from "../../../../../dialogue/index.ts";
import type { Actor } from "../../../../members/index.ts";
import { sayDayOf, sayWhen } from "../../../sessions/when.ts";
import type { SeriesDraft, SessionDraft } from "../../../types.ts";
import { FORM_TEXT, HOLIDAY_LABELS } from "../../organiserFormText.ts";
import { ORGANISER } from "../../organiserText.ts";
import { attempt, type OrganiserParts, organiserOf } from "../organiserParts.ts";
import type { DraftValues, Field } from "./draftFields.ts";
import { sayLength } from "./draftWords.ts";
import { sayPlace } from "./places.ts";

const MINUTE_MS = 60_000;
const PREVIEWED = 6;

/** What has been said so far. */
export interface DraftData {
  readonly branchId: number;
  readonly series: boolean;
  /** `confirm`: all is answered and shown; `change`: which answer is to be given anew. */
  readonly at: Field | "confirm" | "change";
  readonly values: DraftValues;
}

/** What a draft comes to. */
export interface DraftOutcome {
  branchName(branchId: number): string;
  /** The answers, read back. */
  lines(data: DraftData): readonly string[];
  /** How many are invited, or the next days of a series; or why it is refused. Nothing is kept. */
  comesTo(data: DraftData, speaker: Speaker): Tried<readonly string[]>;
  /** Makes it. @throws StudyError, MemberError, NotAllowed */
  make(actor: Actor, data: DraftData): void;
}

export function createDraftOutcome(parts: OrganiserParts): DraftOutcome {
  const { sessions, members, clock, timeZone } = parts;
  const branchName = (branchId: number): string =>
    members.branches().find(({ id }) => id === branchId)?.name ?? "";

  function lines({ branchId, series, values }: DraftData): readonly string[] {
    const { title = "", form = "学习", startsAt = 0, minutes = 0, capacity = null, pickUp = false } = values;
    const now = clock();
    const when = { startsAt, endsAt: startsAt + minutes * MINUTE_MS };
    const time = series
      ? FORM_TEXT.summaryLength(sayLength(minutes))
      : ORGANISER.when(sayWhen(when, { timeZone, now }));
    return [
      FORM_TEXT.summaryBranch(branchName(branchId)),
      FORM_TEXT.summaryTitle(title, form),
      time,
      ORGANISER.where(sayPlace(members.homes(), placeOf(values))),
      FORM_TEXT.summaryCapacity(capacity),
      FORM_TEXT.summaryPickUp(pickUp),
      ...(series ? [FORM_TEXT.summaryHoliday(HOLIDAY_LABELS[values.onHoliday ?? "skip"])] : []),
    ];
  }

  function rehearsedSession(actor: Actor, data: DraftData): readonly string[] {
    const id = sessions.create(actor, sessionDraft(data));
    return [ORGANISER.willInvite(sessions.counts(id).invited)];
  }

  function rehearsedSeries(actor: Actor, data: DraftData): readonly string[] {
    const draft = seriesDraft(data);
    const id = sessions.createSeries(actor, draft);
    const words = sessions.series().find((one) => one.id === id)?.words ?? draft.rule;
    const ground = { timeZone, now: clock() };
    const days = sessions.previewSeries(draft, PREVIEWED).map(({ day, fate, to }) => {
      const said = sayDayOf(day, ground);
      if (fate === "skipped") return FORM_TEXT.previewSkipped(said);
      return fate === "moved" && to !== undefined
        ? FORM_TEXT.previewMoved(said, sayDayOf(to, ground))
        : FORM_TEXT.previewKept(said);
    });
    return [FORM_TEXT.summaryRule(words), [FORM_TEXT.previewTitle, ...days].join("\n")];
  }

  function template({ branchId, values }: DraftData): SeriesDraft["template"] {
    const { title = "", form = "学习", capacity, pickUp = false } = values;
    return {
      title,
      form,
      where: placeOf(values),
      audience: { version: 1, branchIds: [branchId] },
      branchId,
      pickUp,
      ...(typeof capacity === "number" ? { capacity } : {}),
    };
  }

  function sessionDraft(data: DraftData): SessionDraft {
    const { startsAt = 0, minutes = 0 } = data.values;
    return { ...template(data), startsAt, endsAt: startsAt + minutes * MINUTE_MS };
  }

  function seriesDraft(data: DraftData): SeriesDraft {
    const { rule = "", time = "", minutes = 0, onHoliday = "skip" } = data.values;
    const today = dayOf(clock(), timeZone);
    // Today's hour may be over: what it would be for is then a session of its own.
    const over = instantOf(today, time, timeZone) <= clock();
    return {
      rule,
      startsOn: over ? daysAfter(today, 1) : today,
      time,
      minutes,
      onHoliday,
      template: template(data),
    };
  }

  return {
    branchName,
    lines,
    comesTo(data, speaker) {
      const actor = organiserOf(parts, speaker, data.branchId);
      if (actor === undefined) return { ok: false, words: ORGANISER.notYourSession };
      return attempt(parts, () =>
        data.series ? rehearsedSeries(actor, data) : rehearsedSession(actor, data),
      );
    },
    make(actor, data) {
      if (data.series) sessions.createSeries(actor, seriesDraft(data));
      else sessions.create(actor, sessionDraft(data));
    },
  };
}

function placeOf({ where, room }: DraftValues): SessionDraft["where"] {
  if (where === undefined) return { place: "" };
  if (!("homeId" in where)) return where;
  return { homeId: where.homeId, ...(typeof room === "string" ? { room } : {}) };
}
