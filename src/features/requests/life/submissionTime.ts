/** Whether a wanted time can be had: not past, within the item's hours, with time to prepare, not years away. */
import { dayOf, daysAfter, instantOf, type OfficeHours, sayAt, weekdayOf } from "../../../delivery/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import { REFUSALS } from "../text.ts";
import type { Refusal, TimeSpan } from "../types.ts";

const DAY_MS = 24 * 3_600_000;
const FARTHEST_DAYS = 183;
/** The item's hours are by the week: two of them hold every weekday that there is. */
const LOOK_DAYS = 14;
/** Less than this left of a service's hours is none. */
const LEAST_MS = 15 * 60_000;

export interface TimeGround {
  readonly now: number;
  readonly timeZone: string;
  readonly officeHours: OfficeHours;
}

/** Why the item cannot be had then; undefined when it can. */
export function refuseWanted(
  item: Pick<ServiceItem, "hours" | "leadMinutes">,
  wanted: TimeSpan,
  ground: TimeGround,
): Refusal | undefined {
  const { now, timeZone, officeHours } = ground;
  if (!(wanted.from < wanted.to)) return { code: "missing", words: REFUSALS.timeMissing };
  if (wanted.to > now + FARTHEST_DAYS * DAY_MS) return { code: "missing", words: REFUSALS.tooFar };
  const earliest = officeHours.addWorkMinutes(now, item.leadMinutes);
  const because = (code: "past" | "tooSoon" | "outsideHours", from: number): Refusal => {
    const next = nextPossible(item, from, ground);
    return { code, words: REFUSALS[code](sayAt(next, timeZone)), nextPossible: next };
  };
  if (wanted.to <= now) return because("past", earliest);
  if (wanted.to <= earliest) return because("tooSoon", earliest);
  const rest = { from: Math.max(wanted.from, earliest), to: wanted.to };
  if (givenWithin(item, rest, ground)) return undefined;
  // Within the hours, were it not for the time to prepare.
  const soon =
    wanted.from < earliest && givenWithin(item, { ...wanted, from: Math.max(wanted.from, now) }, ground);
  return because(soon ? "tooSoon" : "outsideHours", rest.from);
}

/** The first moment from `from` on at which the service is given. */
export function nextPossible(
  { hours }: Pick<ServiceItem, "hours">,
  from: number,
  { timeZone, officeHours }: TimeGround,
): number {
  if (hours.kind === "always") return from;
  if (hours.kind === "office") return officeHours.nextOpening(from);
  const [first] = weekSpans(hours.spans, { from, to: from + LOOK_DAYS * DAY_MS }, timeZone);
  return first?.from ?? from;
}

/** Whether some of the span lies within the service's hours. */
function givenWithin(
  { hours }: Pick<ServiceItem, "hours">,
  span: TimeSpan,
  { timeZone, officeHours }: TimeGround,
): boolean {
  const least = Math.min(LEAST_MS, span.to - span.from);
  if (least <= 0) return false;
  if (hours.kind === "always") return true;
  if (hours.kind === "office") {
    return officeHours.workMinutesBetween(span.from, span.to) * 60_000 >= least;
  }
  return weekSpans(hours.spans, span, timeZone).some(({ from, to }) => to - from >= least);
}

/** The parts of a span that lie within weekly hours, in order. */
function weekSpans(
  hours: readonly { weekday: number; from: string; to: string }[],
  { from, to }: TimeSpan,
  timeZone: string,
): TimeSpan[] {
  const found: TimeSpan[] = [];
  const last = dayOf(to, timeZone);
  for (let day = dayOf(from, timeZone); day <= last; day = daysAfter(day, 1)) {
    for (const hour of hours) {
      if (hour.weekday !== weekdayOf(day)) continue;
      const start = Math.max(from, instantOf(day, hour.from, timeZone));
      const end = Math.min(to, instantOf(day, hour.to, timeZone));
      if (start < end) found.push({ from: start, to: end });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}
