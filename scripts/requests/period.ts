/** From which day to which: both days included, the last 30 days unless told. */

import { dayOf, daysAfter, instantOf } from "../../src/delivery/index.ts";
import { sayDate } from "../../src/features/members/index.ts";
import { UsageError } from "../command.ts";
import type { Desk, Values } from "./desk.ts";

const USUAL_DAYS = 30;

export interface Period {
  /** Unix ms. */
  readonly from: number;
  /** Unix ms, left out. */
  readonly to: number;
  /** 2026年11月1日到2026年11月23日. */
  readonly words: string;
}

/** @throws UsageError when a day is none, or they are the wrong way round */
export function readPeriod({ clock, timeZone }: Desk, { from, to }: Values): Period {
  const last = day(to) ?? dayOf(clock(), timeZone);
  const first = day(from) ?? daysAfter(last, 1 - USUAL_DAYS);
  if (first > last) throw new UsageError();
  const [start, end] = [first, daysAfter(last, 1)].map((one) => instantOf(one, "00:00", timeZone));
  return { from: start!, to: end!, words: `${sayDate(start!, timeZone)}到${sayDate(end! - 1, timeZone)}` };
}

function day(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) throw new UsageError();
  try {
    return daysAfter(written, 0);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError();
    throw error;
  }
}
