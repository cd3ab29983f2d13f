/** Cron patterns in a zone: croner's date arithmetic only, never its timers. */
import { Cron } from "croner";

/** When a pattern comes round. Instants are Unix ms. */
export interface CronRule {
  /** The first time after `instant`; undefined when there is none any more. */
  next(instant: number): number | undefined;
  /** The last time at or before `instant`; undefined when there was none. */
  latest(instant: number): number | undefined;
}

/**
 * Parses a pattern of five fields (minute, hour, day, month, weekday) by the clock of the zone. A time that a clock
 * change skips comes as much later; one that it repeats comes once.
 * @throws TypeError or RangeError when the pattern cannot be read
 * @see https://croner.56k.guru/usage/pattern/
 */
export function parseCron(pattern: string, timeZone: string): CronRule {
  const cron = new Cron(pattern, { timezone: timeZone, paused: true, mode: "5-part" });
  return {
    next: (instant) => cron.nextRun(new Date(instant))?.getTime(),
    // croner looks strictly before its reference.
    latest: (instant) => cron.previousRuns(1, new Date(instant + 1))[0]?.getTime(),
  };
}
