/** From words to moments: words that belong together are gathered and taken as a span of time. */
import { daysAfter } from "../../../delivery/index.ts";
import { type Half, minutesOfClock } from "./timeWordsClock.ts";
import type { NamedDays } from "./timeWordsDay.ts";
import { TIME_TEXT } from "./timeWordsText.ts";
import type { Token } from "./timeWordsToken.ts";

/** Words for one time: what stands before and after 到, and where in the text. `end` is excluded. */
export interface Moment {
  readonly places: readonly { readonly start: number; readonly end: number }[];
  readonly left: Side;
  readonly right: Side | undefined;
}

/** Words for one end of a time. */
export interface Side {
  readonly days: readonly NamedDays[];
  readonly parts: readonly Extract<Token, { kind: "part" }>[];
  readonly clocks: readonly Extract<Token, { kind: "clock" }>[];
  readonly bound: "before" | "after" | undefined;
  readonly vague: string | undefined;
}

/** A span of local time: days `YYYY-MM-DD`, minutes since midnight. */
export interface LocalSpan {
  readonly fromDay: string;
  readonly from: number;
  readonly toDay: string;
  readonly to: number;
  /** Days to move on by when it is over: 1 where no day was said, 7 for a weekday alone, 0 for a day that was said. */
  readonly retryDays: 0 | 1 | 7;
  /** Only the day was said, not the time. */
  readonly wholeDay: boolean;
}

/** Hours of visits, in minutes since midnight. */
const DAY_START = 8.5 * 60;
export const DAY_END = 18 * 60;
export const EVENING_END = 21 * 60;
const POINT_MINUTES = 60;
/** What may stand between words for one time. */
const FILLER = /^[\s的在，,、()和或者就是吧]*$/;

/** Gathers the words for times; 今天上午坏了，下午来 are two moments of one day. */
export function gatherMoments(text: string, tokens: readonly Token[]): Moment[] {
  const groups: Token[][] = [];
  let last: Token | undefined;
  for (const token of tokens) {
    if (isTimed(token)) {
      const joined = last !== undefined && isTimed(last) && FILLER.test(text.slice(last.end, token.start));
      if (joined) groups.at(-1)!.push(token);
      else groups.push([token]);
    }
    last = token;
  }
  return shareDays(groups.flatMap((group) => momentOf(group, text)));
}

function isTimed({ kind }: Token): boolean {
  return !["told", "soon", "any"].includes(kind);
}

function momentOf(group: readonly Token[], text: string): Moment[] {
  const said = group.filter(({ kind }) => kind !== "about");
  const times = said.filter(({ kind }) => kind !== "link");
  if (times.length === 0) return [];
  const link = said.findIndex(({ kind }, i) => kind === "link" && i > 0 && i < said.length - 1);
  const last = group.findLast(({ kind }) => kind !== "link")!;
  const end = text[last.end] === ")" ? last.end + 1 : last.end;
  return [
    {
      places: [{ start: group[0]!.start, end }],
      left: sideOf(link < 0 ? said : said.slice(0, link)),
      right: link < 0 ? undefined : sideOf(said.slice(link + 1)),
    },
  ];
}

function sideOf(tokens: readonly Token[]): Side {
  const of = <K extends Token["kind"]>(kind: K) =>
    tokens.filter((token): token is Extract<Token, { kind: K }> => token.kind === kind);
  const bound = tokens.findLast(({ kind }) => kind === "before" || kind === "after")?.kind;
  return {
    days: of("days"),
    parts: of("part"),
    clocks: of("clock"),
    bound: bound === "before" || bound === "after" ? bound : undefined,
    vague: of("vague")[0]?.question,
  };
}

/** A time without a day belongs to the day that was named last, or to one named right after it. */
function shareDays(moments: readonly Moment[]): Moment[] {
  const out: Moment[] = [];
  for (const [i, moment] of moments.entries()) {
    const before = out.at(-1);
    const after = moments[i + 1];
    if (hasDays(moment)) {
      const timeBefore = before !== undefined && !hasDays(before) && isDayOnly(moment);
      if (timeBefore) out[out.length - 1] = joined(before, moment.left.days, moment);
      else out.push(moment);
    } else if (before !== undefined && hasDays(before) && isDayOnly(before)) {
      out[out.length - 1] = joined(moment, before.left.days, before);
    } else if (
      before !== undefined &&
      before.left.days.length > 0 &&
      !(after !== undefined && isDayOnly(after))
    ) {
      out.push({ ...moment, left: { ...moment.left, days: before.left.days } });
    } else {
      out.push(moment);
    }
  }
  return out;
}

function joined(time: Moment, days: readonly NamedDays[], other: Moment): Moment {
  const places = [...time.places, ...other.places].sort((a, b) => a.start - b.start);
  return { ...time, places, left: { ...time.left, days } };
}

function hasDays({ left, right }: Moment): boolean {
  return left.days.length > 0 || left.vague !== undefined || (right?.days.length ?? 0) > 0;
}

function isDayOnly({ left, right }: Moment): boolean {
  const { days, parts, clocks, bound, vague } = left;
  return (
    right === undefined &&
    days.length > 0 &&
    parts.length + clocks.length === 0 &&
    !bound &&
    vague === undefined
  );
}

/** The span of a moment, or what must be asked. */
export function spanOf(moment: Moment, today: string): LocalSpan | { readonly question: string } {
  const { left, right } = moment;
  const vague = left.vague ?? right?.vague;
  if (vague !== undefined) return { question: vague };
  const leftDays = daysOf(left.days);
  const rightDays = daysOf(right?.days ?? []);
  if (isQuestion(leftDays)) return leftDays;
  if (isQuestion(rightDays)) return rightDays;
  const hours = hoursOf(left, right);
  if (isQuestion(hours)) return hours;
  const timeSaid = left.parts.length + left.clocks.length > 0;
  if (left.bound !== undefined && !timeSaid) return { question: TIME_TEXT.whichDay };
  const first = leftDays ?? { kind: "days", way: "relative", from: today, to: today };
  const last = rightDays === undefined ? first : following(rightDays, first);
  const retryDays =
    leftDays === undefined && rightDays === undefined ? 1 : leftDays?.weekly && !rightDays ? 7 : 0;
  const span = {
    fromDay: first.from,
    toDay: last.to,
    ...hours,
    retryDays,
    wholeDay: !timeSaid && right === undefined,
  };
  const late = span.toDay < span.fromDay || (span.toDay === span.fromDay && span.to <= span.from);
  return late ? { question: TIME_TEXT.backwards } : { ...span, retryDays };
}

function isQuestion(value: object | undefined): value is { readonly question: string } {
  return value !== undefined && "question" in value;
}

/** 明天后天 are both days; 明天星期二 is the one that both name. */
function daysOf(named: readonly NamedDays[]): NamedDays | undefined | { readonly question: string } {
  const [first, ...others] = named;
  let days = first;
  for (const other of others) {
    if (days === undefined) break;
    if (other.way === days.way && other.way !== "span") {
      days = { ...days, from: earlier(days.from, other.from), to: later(days.to, other.to), weekly: false };
      continue;
    }
    const common = intersection(days, other);
    if (common === undefined) {
      return { question: TIME_TEXT.mismatch(sayDate(days.from), sayDate(other.from)) };
    }
    days = common;
  }
  return days;
}

function intersection(a: NamedDays, b: NamedDays): NamedDays | undefined {
  const again = b.again?.(a.from);
  const moved = again !== undefined && b.from === b.to ? { ...b, from: again, to: again } : b;
  const [from, to] = [later(a.from, moved.from), earlier(a.to, moved.to)];
  return from > to ? undefined : { kind: "days", way: a.way, from, to };
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

function sayDate(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
}

/** After 到, a day without its week or month is the next such day. */
function following(days: NamedDays, first: NamedDays): NamedDays {
  const day = days.again?.(first.from);
  return day === undefined ? days : { ...days, from: day, to: day };
}

type Clocks = { readonly from: number; readonly to: number };
const NO_SUCH_TIME = { question: TIME_TEXT.noSuchTime } as const;

function hoursOf(left: Side, right: Side | undefined): Clocks | { readonly question: string } {
  const half = left.parts.at(-1)?.half;
  const clocks = left.clocks.map(({ hour, minute }) => minutesOfClock(hour, minute, half));
  if (clocks.includes(undefined)) return NO_SUCH_TIME;
  const [clock] = clocks;
  if (clock !== undefined && right === undefined && left.bound !== undefined) return bounded(clock, left);
  const partsFrom = Math.min(...left.parts.map(({ from }) => from));
  const from = clock ?? (left.parts.length > 0 ? partsFrom : DAY_START);
  if (right !== undefined) {
    const to = endOf(right, from, half);
    return to === undefined ? NO_SUCH_TIME : { from, to };
  }
  if (clock === undefined) return partHours(left, from);
  const until = left.clocks[0]!.untilHour;
  const to = until === undefined ? clocks.at(-1)! : minutesOfClock(until, 0, half);
  return { from, to: to === undefined || to <= from ? from + POINT_MINUTES : to };
}

function partHours({ parts, bound }: Side, from: number): Clocks {
  if (parts.length === 0) return { from, to: DAY_END };
  const to = Math.max(...parts.map((part) => part.to));
  if (bound === "before" && from > DAY_START) return { from: DAY_START, to: from };
  if (bound === "after" && to < EVENING_END) return { from: to, to: to < DAY_END ? DAY_END : EVENING_END };
  return { from, to };
}

/** 三点以前 begins with the part of the day, 三点以后 ends with it. */
function bounded(clock: number, { bound, parts }: Side): Clocks {
  if (bound === "before") {
    const from = Math.max(0, Math.min(parts[0]?.from ?? DAY_START, clock - POINT_MINUTES));
    return { from, to: clock };
  }
  const end = [12 * 60, DAY_END, EVENING_END].find((minutes) => minutes > clock) ?? clock + POINT_MINUTES;
  return { from: clock, to: end };
}

function endOf({ parts, clocks, days }: Side, from: number, leftHalf: Half | undefined): number | undefined {
  const last = clocks.at(-1);
  if (last === undefined) return parts.length > 0 ? Math.max(...parts.map(({ to }) => to)) : DAY_END;
  const half = parts.at(-1)?.half ?? (days.length === 0 ? leftHalf : undefined);
  const to = minutesOfClock(last.hour, last.minute, half);
  const turned = to !== undefined && to <= from && parts.length === 0 && days.length === 0 && last.hour <= 12;
  // 十点到两点, 上午十点到两点: the end is in the next half of the day.
  return turned ? (minutesOfClock(last.hour, last.minute, "afternoon") ?? to) : to;
}

/** The span moved on by so many days. */
export function movedBy(span: LocalSpan, days: number): LocalSpan {
  return { ...span, fromDay: daysAfter(span.fromDay, days), toDay: daysAfter(span.toDay, days) };
}
