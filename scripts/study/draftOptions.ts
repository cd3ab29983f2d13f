/** A session or series out of the options of the command line. */

import type { Audience } from "../../src/features/members/index.ts";
import { FORMS, type Place, type SeriesDraft, type SessionDraft } from "../../src/features/study/index.ts";
import { given, needed, oneOf, RefusedError, UsageError, wholeNumber } from "../command.ts";
import { calendarDay, type Desk, moment, type Values } from "./desk.ts";

const MINUTE_MS = 60_000;
const HOLIDAYS = ["skip", "nextWorkday", "keep"] as const;
const LONGEST_MINUTES = 3 * 24 * 60;

/** What a session and a series have in common. @throws UsageError, RefusedError; MemberError for the audience */
function template(desk: Desk, values: Values): SeriesDraft["template"] {
  const branchId = values.branch === undefined ? undefined : wholeNumber(values.branch);
  return {
    title: needed(values.title),
    form: values.form === undefined ? "学习" : oneOf(values.form, FORMS),
    where: placeOf(values),
    audience: audienceOf(desk, values, branchId),
    ...given({
      branchId,
      capacity: values.capacity === undefined ? undefined : wholeNumber(values.capacity),
      contact: values.contact,
      note: values.note,
      pickUp: pickUpOf(values),
      reminders: values.remind?.map(wholeNumber),
    }),
  };
}

/** @throws UsageError, RefusedError, MemberError */
export function sessionDraft(desk: Desk, values: Values): SessionDraft {
  const startsAt = moment(values.at, desk);
  return {
    ...template(desk, values),
    startsAt,
    endsAt: startsAt + minutesOf(values.minutes) * MINUTE_MS,
    ...given({
      inviteAt: values["invite-at"] === undefined ? undefined : moment(values["invite-at"], desk),
    }),
  };
}

/** @throws UsageError, RefusedError, MemberError */
export function seriesDraft(desk: Desk, values: Values): SeriesDraft {
  return {
    rule: needed(values.rule).replace(/^RRULE:/i, ""),
    startsOn: calendarDay(values.starts),
    time: needed(values.time),
    minutes: minutesOf(values.minutes),
    onHoliday: values.holiday === undefined ? "skip" : oneOf(values.holiday, HOLIDAYS),
    template: template(desk, values),
    ...given({
      inviteDaysBefore: inviteDays(values["invite-days"]),
      endsOn: values.ends === undefined ? undefined : calendarDay(values.ends),
    }),
  };
}

/** 0: invitations go out on the day itself. */
function inviteDays(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  return written === "0" ? 0 : wholeNumber(written);
}

/** A home with a room, or another place; one of them. @throws UsageError */
export function placeOf({ home, room, place }: Values): Place {
  if ((home === undefined) === (place === undefined)) throw new UsageError();
  if (home === undefined) {
    if (room !== undefined) throw new UsageError();
    return { place: needed(place) };
  }
  return { homeId: wholeNumber(home), ...given({ room }) };
}

/** @throws UsageError for both at once */
export function pickUpOf({ "pick-up": yes, "no-pick-up": no }: Values): boolean | undefined {
  if (yes === true && no === true) throw new UsageError();
  return yes === true ? true : no === true ? false : undefined;
}

export function minutesOf(written: string | undefined): number {
  const minutes = wholeNumber(written);
  // What a session may last is the core's to say; this only keeps the sum a time.
  if (minutes > 10 * LONGEST_MINUTES) throw new UsageError();
  return minutes;
}

function audienceOf({ audiences }: Desk, { audience }: Values, branchId: number | undefined): Audience {
  if (audience === undefined) {
    if (branchId === undefined) throw new UsageError();
    return audiences.read({ version: 1, branchIds: [branchId] });
  }
  let entered: unknown;
  try {
    entered = JSON.parse(audience);
  } catch (error) {
    throw new RefusedError('--audience 不是 JSON。请写成 {"districts":["天元区"]} 这样。', { cause: error });
  }
  if (typeof entered !== "object" || entered === null || Array.isArray(entered))
    throw new RefusedError('--audience 要写成 {"districts":["天元区"]} 这样。');
  return audiences.read({ version: 1, ...entered });
}
