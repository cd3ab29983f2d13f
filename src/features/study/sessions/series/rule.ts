/**
 * Rules by which sessions come round: a part of RFC 5545 3.3.10 (RRULE), read strictly. Days only: rrule gets midnights
 * of UTC, since it reckons in UTC whatever zone it is told, and the time of day is joined afterwards.
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
import rrule, { type Options } from "rrule";
import { dayOf, daysAfter } from "../../../../delivery/index.ts";
import { StudyError } from "../../types.ts";
import { isDay } from "../plan/entered.ts";
import { RULE_TEXT } from "../text.ts";

const { RRule } = rrule;

export type Frequency = "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";

/** A weekday, 1 for Monday up to 7; `nth` of the month or year, from its end where negative. */
export interface RuleDay {
  readonly weekday: number;
  readonly nth?: number;
}

/** A rule as read. Lists are empty where the part is left out. */
export interface Rule {
  readonly freq: Frequency;
  readonly interval: number;
  readonly count?: number;
  /** The last day, `YYYY-MM-DD`. */
  readonly until?: string;
  readonly weekStart?: number;
  readonly byDay: readonly RuleDay[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly bySetPos: readonly number[];
}

const FREQUENCIES: Readonly<Record<Frequency, number>> = { YEARLY: 0, MONTHLY: 1, WEEKLY: 2, DAILY: 3 };
const OFTENER = new Set(["HOURLY", "MINUTELY", "SECONDLY"]);
const WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
/** Of time of day and start: both are entered apart. */
const REFUSED = new Set(["DTSTART", "TZID", "BYHOUR", "BYMINUTE", "BYSECOND", "EXDATE", "RDATE"]);
const KNOWN = new Set(
  "FREQ INTERVAL COUNT UNTIL WKST BYDAY BYMONTHDAY BYMONTH BYYEARDAY BYWEEKNO BYSETPOS".split(" "),
);
const INTERVAL_MOST = 366;
const COUNT_MOST = 1000;
/** What does not come within this time never does: 29 February comes within eight years, also around 2100. */
const NEVER_YEARS = 10;
/** More in the first year than three a week must have an end, a year away at most. */
const OFTEN_A_YEAR = 160;
const YEAR_DAYS = 366;

/** Reads `FREQ=MONTHLY;BYDAY=1FR`. @throws StudyError with field `rule` */
export function readRule(text: string, timeZone: string): Rule {
  const parts = split(text);
  const freq = readFrequency(parts.get("FREQ"));
  const list = (name: string, most: number, negative: boolean) =>
    numbers(name, parts.get(name), most, negative);
  const until = parts.get("UNTIL");
  const weekStart = parts.get("WKST");
  const rule: Rule = {
    freq,
    interval: list("INTERVAL", INTERVAL_MOST, false)[0] ?? 1,
    ...(parts.has("COUNT") ? { count: list("COUNT", COUNT_MOST, false)[0]! } : {}),
    ...(until === undefined ? {} : { until: readUntil(until, timeZone) }),
    ...(weekStart === undefined ? {} : { weekStart: readDay(weekStart).weekday }),
    byDay: (parts.get("BYDAY")?.split(",") ?? []).map(readDay),
    byMonthDay: list("BYMONTHDAY", 31, true),
    byMonth: list("BYMONTH", 12, false),
    byYearDay: list("BYYEARDAY", 366, true),
    byWeekNo: list("BYWEEKNO", 53, true),
    bySetPos: list("BYSETPOS", 366, true),
  };
  checkTogether(rule);
  return rule;
}

function split(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const written = text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "");
  for (const part of written.split(";").filter((one) => one !== "")) {
    const match = /^([A-Z-]+)=([A-Z0-9,+-]+)$/.exec(part);
    const name = match?.[1] ?? part.split(/[=:]/)[0]!;
    if (REFUSED.has(name)) throw fault(RULE_TEXT.partRefused(name));
    if (match === null || !KNOWN.has(name) || parts.has(name))
      throw fault(RULE_TEXT.unreadable(part.slice(0, 40)));
    parts.set(name, match[2]!);
  }
  return parts;
}

function readFrequency(text: string | undefined): Frequency {
  if (text === undefined) throw fault(RULE_TEXT.noFreq);
  if (OFTENER.has(text)) throw fault(RULE_TEXT.tooOften);
  if (!Object.hasOwn(FREQUENCIES, text)) throw fault(RULE_TEXT.unreadable(`FREQ=${text}`));
  return text as Frequency;
}

function numbers(name: string, text: string | undefined, most: number, negative: boolean): number[] {
  return (text?.split(",") ?? []).map((one) => {
    const n = /^[+-]?\d{1,4}$/.test(one) ? Number(one) : 0;
    if (n === 0 || Math.abs(n) > most || (n < 0 && !negative))
      throw fault(RULE_TEXT.unreadable(`${name}=${text}`));
    return n;
  });
}

function readDay(text: string): RuleDay {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text);
  const nth = match?.[1] === undefined ? undefined : Number(match[1]);
  if (match === null || nth === 0 || Math.abs(nth ?? 1) > 53) throw fault(RULE_TEXT.unreadable(text));
  return { weekday: WEEKDAYS.indexOf(match[2]!) + 1, ...(nth === undefined ? {} : { nth }) };
}

/** `20271231`, or a moment in UTC as calendars write it: the day it is then where the bureau is. */
function readUntil(text: string, timeZone: string): string {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(text);
  const day = match === null ? "" : `${match[1]}-${match[2]}-${match[3]}`;
  if (match === null || !isDay(day)) throw fault(RULE_TEXT.unreadable(`UNTIL=${text}`));
  if (match[7] === undefined) return day;
  const at = Date.parse(`${day}T${match[4]}:${match[5]}:${match[6]}Z`);
  if (Number.isNaN(at)) throw fault(RULE_TEXT.unreadable(`UNTIL=${text}`));
  return dayOf(at, timeZone);
}

/** What the RFC forbids together, and what can only mean nothing. */
function checkTogether(rule: Rule): void {
  const { freq, byDay, byMonthDay, byMonth, byYearDay, byWeekNo, bySetPos } = rule;
  const refuse = (when: boolean, a: string, b: string) => {
    if (when) throw fault(RULE_TEXT.notTogether(a, b));
  };
  const often = freq === "DAILY" || freq === "WEEKLY";
  refuse(rule.count !== undefined && rule.until !== undefined, "COUNT", "UNTIL");
  refuse(often && byDay.some(({ nth }) => nth !== undefined), `FREQ=${freq}`, "BYDAY=1FR");
  refuse(freq === "WEEKLY" && byMonthDay.length > 0, "FREQ=WEEKLY", "BYMONTHDAY");
  refuse(freq !== "YEARLY" && byYearDay.length > 0, `FREQ=${freq}`, "BYYEARDAY");
  refuse(freq !== "YEARLY" && byWeekNo.length > 0, `FREQ=${freq}`, "BYWEEKNO");
  refuse(byWeekNo.length > 0 && byDay.some(({ nth }) => nth !== undefined), "BYWEEKNO", "BYDAY=1FR");
  refuse(often && bySetPos.length > 0, `FREQ=${freq}`, "BYSETPOS");
  const narrowed = byDay.length + byMonthDay.length + byMonth.length + byYearDay.length + byWeekNo.length > 0;
  if (bySetPos.length > 0 && !narrowed) throw fault(RULE_TEXT.unreadable("BYSETPOS"));
  // Every third day, if it is a Monday: nobody means that, and rrule may look for it till the year 9999.
  refuse(freq === "DAILY" && rule.interval > 1 && narrowed, "FREQ=DAILY;INTERVAL", "BYDAY");
}

function fault(message: string): StudyError {
  return new StudyError("rule", message);
}

/** The days of a rule from `from` to `to`, both included, ascending. `startsOn` is its DTSTART. */
export function ruleDays(rule: Rule, startsOn: string, from: string, to: string, most = 4000): string[] {
  if (to < from || to < startsOn) return [];
  return new RRule(optionsOf(rule, startsOn), true)
    .between(utc(from), utc(to), true, (_day, found) => found < most)
    .slice(0, most)
    .map((day) => day.toISOString().slice(0, 10));
}

function optionsOf(rule: Rule, startsOn: string): Partial<Options> {
  const { byDay, byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos } = rule;
  const days = byDay.map(({ weekday, nth }) => {
    const day = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU][weekday - 1]!;
    return nth === undefined ? day : day.nth(nth);
  });
  const some = <T>(name: string, list: readonly T[]) => (list.length === 0 ? {} : { [name]: [...list] });
  const narrowed = byDay.length + byMonth.length + byMonthDay.length > 0;
  return {
    // Day by day rrule would take minutes to learn that 30 February never comes; by years it means the same days.
    freq: rule.freq === "DAILY" && narrowed ? FREQUENCIES.YEARLY : FREQUENCIES[rule.freq],
    interval: rule.interval,
    dtstart: utc(startsOn),
    ...(rule.count === undefined ? {} : { count: rule.count }),
    ...(rule.until === undefined ? {} : { until: utc(rule.until) }),
    ...(rule.weekStart === undefined ? {} : { wkst: rule.weekStart - 1 }),
    ...(rule.freq === "DAILY" && byMonth.length > 0 && byDay.length + byMonthDay.length === 0
      ? { byweekday: [0, 1, 2, 3, 4, 5, 6] }
      : some("byweekday", days)),
    ...some("bymonth", byMonth),
    ...some("bymonthday", byMonthDay),
    ...some("byyearday", byYearDay),
    ...some("byweekno", byWeekNo),
    ...some("bysetpos", bySetPos),
  };
}

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

/**
 * Whether the rule ever comes, and ends where it comes nearly every day.
 * @throws StudyError with field `rule`
 */
export function checkRule(rule: Rule, startsOn: string, endsOn: string | undefined): void {
  if (ruleDays(rule, startsOn, startsOn, daysAfter(startsOn, NEVER_YEARS * YEAR_DAYS), 1).length === 0)
    throw fault(RULE_TEXT.never);
  const last = daysAfter(startsOn, 2 * YEAR_DAYS);
  const days = ruleDays(rule, startsOn, startsOn, endsOn !== undefined && endsOn < last ? endsOn : last);
  const year = daysAfter(startsOn, YEAR_DAYS);
  const inFirst = days.filter((day) => day < year).length;
  if (inFirst > OFTEN_A_YEAR && (days.at(-1) ?? startsOn) > year) throw fault(RULE_TEXT.noEnd);
}
