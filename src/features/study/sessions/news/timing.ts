/** When members are told of a session. Pure; times are Unix ms. */
import { createQuietHours, dayOf, daysAfter, instantOf } from "../../../../delivery/index.ts";
import type { StudySession } from "../../types.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Within this time before the start, a change is told at any hour. */
const URGENT_MS = DAY_MS;
/** A reminder that quiet hours would bring later than that before the start comes the evening before. */
const USEFUL_MS = 45 * MINUTE_MS;
const EVENING = "20:00";
/** After an outage, an older reminder is left out. */
const REMINDER_STALE_MS = 12 * HOUR_MS;
const NUDGE_BEFORE_MS = 2 * DAY_MS;
const NUDGE_REST_MS = 2 * HOUR_MS;
const NUDGE_LAST_MS = HOUR_MS;
/** From these minutes before the start on, a reminder still leaves time for a telephone call. */
const CALL_MINUTES = 12 * 60;

type Times = Pick<StudySession, "startsAt" | "reminders">;

/** One reminder of a session. */
export interface Reminder {
  readonly at: number;
  /** Liaisons call whom no messenger reaches for one reminder only, about a day before. */
  readonly byPhone: boolean;
}

/** The reminders of a session, the first first. */
export function remindersOf({ startsAt, reminders }: Times, timeZone: string): Reminder[] {
  const quietHours = createQuietHours(timeZone);
  const phone = reminders.filter((minutes) => minutes >= CALL_MINUTES).at(-1) ?? reminders[0];
  const found = new Map<number, boolean>();
  for (const minutes of reminders) {
    const planned = startsAt - minutes * MINUTE_MS;
    const useful = quietHours.endsAt(planned) <= startsAt - Math.min(USEFUL_MS, minutes * MINUTE_MS);
    const at = useful ? planned : eveningBefore(planned, timeZone);
    found.set(at, found.get(at) === true || minutes === phone);
  }
  return [...found].map(([at, byPhone]) => ({ at, byPhone })).sort((a, b) => a.at - b.at);
}

/** The last 20:00 before a time in the quiet hours. */
function eveningBefore(at: number, timeZone: string): number {
  const day = dayOf(at, timeZone);
  const today = instantOf(day, EVENING, timeZone);
  return today < at ? today : instantOf(daysAfter(day, -1), EVENING, timeZone);
}

/** The reminder to be sent now: the newest that is due. Older ones are past. */
export function dueReminder(session: Times, timeZone: string, now: number): Reminder | undefined {
  const due = remindersOf(session, timeZone).findLast(({ at }) => at <= now);
  return due === undefined || now - due.at > REMINDER_STALE_MS ? undefined : due;
}

/**
 * Who was invited by then is to be nudged now: two days before the start; half-way between the invitation and the
 * start where they are less than four days apart; never within two hours of the invitation. Undefined: nobody.
 */
export function nudgeInvitedBy(startsAt: number, now: number): number | undefined {
  if (now < startsAt - NUDGE_BEFORE_MS || now > startsAt - NUDGE_LAST_MS) return undefined;
  // now ≥ (invitedAt + startsAt) / 2; at two days before the start that is an invitation four days before it.
  return Math.min(now - NUDGE_REST_MS, 2 * now - startsAt);
}

/** From when on there may be somebody to nudge. */
export function nudgesFrom(startsAt: number): number {
  return startsAt - NUDGE_BEFORE_MS;
}

/** By when an invitation is to be read, else a liaison calls: a day before, later where that leaves no time to read. */
export function invitationReadBy(startsAt: number, timeZone: string, now: number): number | undefined {
  const dayBefore = startsAt - DAY_MS;
  if (dayBefore > now + 6 * HOUR_MS) return dayBefore;
  const sent = createQuietHours(timeZone).endsAt(now);
  const readBy = Math.min(startsAt - HOUR_MS, sent + 3 * HOUR_MS);
  return readBy > now ? readBy : undefined;
}

/**
 * By when a change or cancellation is to be read: a day before the earlier of both starts, or three hours, or within
 * half an hour where it is nearer: whoever is about to leave home must be stopped.
 */
export function changeReadBy(start: number, now: number): number {
  if (start - DAY_MS > now + 6 * HOUR_MS) return start - DAY_MS;
  return Math.max(start - 3 * HOUR_MS, now + 30 * MINUTE_MS);
}

/** Whether it must be told at any hour. */
export function isUrgent(start: number, now: number): boolean {
  return start - now <= URGENT_MS;
}

/** When something may be due next for a session whose invitations are out; `after` is excluded. */
export function nextDue(
  session: Times & { readonly inviteAt: number },
  timeZone: string,
  after: number,
): number {
  const { inviteAt, startsAt } = session;
  const moments = [
    inviteAt,
    nudgesFrom(startsAt),
    startsAt,
    ...remindersOf(session, timeZone).map(({ at }) => at),
  ];
  return Math.min(...moments.filter((at) => at > after));
}
