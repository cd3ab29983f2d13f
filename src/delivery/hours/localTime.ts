/**
 * Days and times of day in a named zone, over Temporal. Nothing global is patched. Instants are Unix ms, days
 * `YYYY-MM-DD`, times of day `HH:MM`.
 * @see https://tc39.es/proposal-temporal/docs/ambiguity.html for times that a clock change skips or repeats
 */
import { Temporal } from "temporal-polyfill";

function zoned(now: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
}

/** The day it is there, `YYYY-MM-DD`. */
export function dayOf(now: number, timeZone: string): string {
  return zoned(now, timeZone).toPlainDate().toString();
}

/** Whole minutes that the clock there shows past midnight, 0 to 1439. */
export function timeOf(now: number, timeZone: string): number {
  const { hour, minute } = zoned(now, timeZone);
  return hour * 60 + minute;
}

/**
 * When the clock there shows a time on a day. A time that a clock change skips is taken as late as it was skipped by
 * (02:30 becomes 03:30).
 * @param repeated which of the two is meant where a clock change shows the time twice
 * @throws RangeError when `day` or `time` is none
 */
export function instantOf(
  day: string,
  time: string,
  timeZone: string,
  repeated: "first" | "second" = "first",
): number {
  // In a gap "compatible" and "later" agree: only repeated times tell them apart.
  const disambiguation = repeated === "first" ? "compatible" : "later";
  return Temporal.PlainDate.from(day)
    .toPlainDateTime(Temporal.PlainTime.from(time))
    .toZonedDateTime(timeZone, { disambiguation }).epochMilliseconds;
}

/** The next change of that zone's clocks after `now`; undefined where none is known. */
export function nextClockChange(now: number, timeZone: string): number | undefined {
  return zoned(now, timeZone).getTimeZoneTransition("next")?.epochMilliseconds;
}

/** The day so many days later; earlier when negative. */
export function daysAfter(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** 1 for Monday up to 7 for Sunday (ISO 8601). */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek;
}

/** Minutes since midnight of `HH:MM`; undefined when it is no time of day. A leading zero may be missing: Excel drops it. */
export function minutesOf(time: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(time);
  if (match === null) return undefined;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

/** `HH:MM` of minutes since midnight, 0 to 1439. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
