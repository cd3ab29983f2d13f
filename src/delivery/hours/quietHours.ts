/** The hours of the night in which nothing but replies and emergencies is sent. */
import { dayOf, daysAfter, instantOf, minutesOf, nextClockChange, timeOf, timeText } from "./localTime.ts";

/** When to be quiet. Instants are Unix ms. */
export interface QuietHours {
  quiet(now: number): boolean;
  /** The first instant from `now` on that is not quiet: `now` itself when it is not. */
  endsAt(now: number): number;
}

/**
 * Quiet from `from` (included) to `to` (excluded) by the clock of the zone, over midnight when `from` is the later.
 * The same time twice means never quiet.
 * @throws RangeError when `from` or `to` is not written `HH:MM`
 */
export function createQuietHours(timeZone: string, from = "21:00", to = "08:00"): QuietHours {
  const start = minutesOf(from);
  const end = minutesOf(to);
  if (start === undefined || end === undefined) throw new RangeError(`不是时刻：${from}、${to}`);

  const quiet = (now: number): boolean => {
    const time = timeOf(now, timeZone);
    return start <= end ? start <= time && time < end : start <= time || time < end;
  };

  return {
    quiet,
    endsAt(now) {
      if (!quiet(now)) return now;
      // Quiet ends where the clock shows `to`, or where a clock change jumps over or back to it.
      const today = dayOf(now, timeZone);
      const ends = [today, daysAfter(today, 1), daysAfter(today, 2)].flatMap((day) => [
        instantOf(day, timeText(end), timeZone, "first"),
        instantOf(day, timeText(end), timeZone, "second"),
      ]);
      const change = nextClockChange(now, timeZone);
      const candidates = change === undefined ? ends : [...ends, change];
      return Math.min(...candidates.filter((instant) => instant > now && !quiet(instant)));
    },
  };
}
