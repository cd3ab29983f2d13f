/** A series as entered, checked. Persisted JSON carries its version. */
import { instantOf } from "../../../../delivery/index.ts";
import { type SeriesDraft, type SessionDraft, StudyError } from "../../types.ts";
import { isDay } from "../plan/entered.ts";
import { RULE_TEXT } from "../text.ts";
import { checkRule, type Rule, readRule } from "./rule.ts";

const LEAST_MINUTES = 15;
const MOST_MINUTES = 12 * 60;
const INVITE_DAYS = 14;
const INVITE_DAYS_MOST = 60;
const FARTHEST_YEARS = 2;
const INVITE_TIME = "09:00";

/** What each occurrence is made from. */
export interface Template {
  readonly version: 1;
  readonly minutes: number;
  readonly inviteDaysBefore: number;
  readonly session: SeriesDraft["template"];
}

/** The parts of a draft that say when. */
export interface ReadSeries {
  readonly rule: Rule;
  readonly startsOn: string;
  readonly endsOn: string | undefined;
  readonly time: string;
  readonly template: Template;
}

/** @throws StudyError */
export function readSeries(draft: SeriesDraft, timeZone: string, today: string): ReadSeries {
  const { startsOn, endsOn, time, minutes, inviteDaysBefore = INVITE_DAYS } = draft;
  const rule = readRule(draft.rule, timeZone);
  if (!isDay(startsOn)) throw new StudyError("startsOn", RULE_TEXT.startsOn);
  if (startsOn.slice(0, 4) > String(Number(today.slice(0, 4)) + FARTHEST_YEARS))
    throw new StudyError("startsOn", RULE_TEXT.startsOnFar);
  if (endsOn !== undefined && (!isDay(endsOn) || endsOn < startsOn))
    throw new StudyError("endsOn", RULE_TEXT.endsOn);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new StudyError("time", RULE_TEXT.time);
  if (!Number.isInteger(minutes) || minutes < LEAST_MINUTES || minutes > MOST_MINUTES)
    throw new StudyError("minutes", RULE_TEXT.minutes(LEAST_MINUTES, MOST_MINUTES));
  if (!Number.isInteger(inviteDaysBefore) || inviteDaysBefore < 0 || inviteDaysBefore > INVITE_DAYS_MOST)
    throw new StudyError("inviteDaysBefore", RULE_TEXT.inviteDays(INVITE_DAYS_MOST));
  checkRule(rule, startsOn, endsOn);
  const template: Template = { version: 1, minutes, inviteDaysBefore, session: draft.template };
  return { rule, startsOn, endsOn, time, template };
}

/** The session of one day. Invited at 09:00 so many days before, an hour before the start at the latest. */
export function sessionOn(
  template: Template,
  time: string,
  days: { readonly day: string; readonly inviteOn: string },
  timeZone: string,
): SessionDraft {
  const startsAt = instantOf(days.day, time, timeZone);
  const inviteAt = instantOf(days.inviteOn, INVITE_TIME, timeZone);
  return {
    ...template.session,
    startsAt,
    endsAt: startsAt + template.minutes * 60_000,
    inviteAt: Math.min(inviteAt, startsAt - 3_600_000),
  };
}

/** @throws RangeError for what a newer programme has written */
export function storedTemplate(stored: Readonly<Record<string, unknown>>): Template {
  if (stored["version"] !== 1) throw new RangeError("study series template of an unknown version");
  return stored as unknown as Template;
}
