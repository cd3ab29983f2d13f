/** What a holiday does to the days of a rule. Pure. */
import { daysAfter } from "../../../../delivery/index.ts";
import type { SeriesDraft } from "../../types.ts";
import { type Rule, ruleDays } from "./rule.ts";

/** A day that the rule gave, and what becomes of it. Days are `YYYY-MM-DD`. */
export type Occurrence =
  | { readonly day: string; readonly fate: "kept" | "skipped" }
  | { readonly day: string; readonly fate: "moved"; readonly to: string };

export interface RuleGround {
  readonly rule: Rule;
  readonly startsOn: string;
  readonly endsOn: string | undefined;
  readonly onHoliday: SeriesDraft["onHoliday"];
  readonly calendar: { isHoliday(day: string): boolean; nextWorkday(day: string): string };
}

/** Longer than any run of days off: what comes before can move into the days that are asked for. */
const MARGIN_DAYS = 20;

/** The occurrences from one day to another, both included, by the rule's day. */
export function occurrences(ground: RuleGround, from: string, to: string, most?: number): Occurrence[] {
  const { rule, startsOn, endsOn, onHoliday, calendar } = ground;
  const last = endsOn !== undefined && endsOn < to ? endsOn : to;
  // Days after the last are looked at, too: nothing is moved into one of them.
  const days = ruleDays(rule, startsOn, daysAfter(from, -MARGIN_DAYS), daysAfter(to, MARGIN_DAYS));
  const taken = new Set(days);
  const found: Occurrence[] = [];
  for (const day of days) {
    if (day > last || found.length === most) break;
    const one = fateOf(day, onHoliday, calendar, taken);
    if (one.fate === "moved") taken.add(one.to);
    if (day >= from) found.push(one);
  }
  return found;
}

function fateOf(
  day: string,
  onHoliday: SeriesDraft["onHoliday"],
  calendar: RuleGround["calendar"],
  taken: ReadonlySet<string>,
): Occurrence {
  if (onHoliday === "keep" || !calendar.isHoliday(day)) return { day, fate: "kept" };
  if (onHoliday === "skip") return { day, fate: "skipped" };
  const to = calendar.nextWorkday(day);
  return taken.has(to) ? { day, fate: "skipped" } : { day, fate: "moved", to };
}
