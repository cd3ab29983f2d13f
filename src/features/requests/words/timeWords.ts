/** When a service is wanted, read from everyday words: 今天下午, 下周三三点, 12月1号到5号, 腊月初八, 尽快. */
import { dayOf, daysAfter, instantOf, type OfficeHours, weekdayOf } from "../../../delivery/index.ts";
import {
  DAY_END,
  EVENING_END,
  gatherMoments,
  type LocalSpan,
  type Moment,
  movedBy,
  spanOf,
} from "./timeWordsMoment.ts";
import { sayTime } from "./timeWordsSay.ts";
import { TIME_TEXT } from "./timeWordsText.ts";
import { findTimeWords, plainSigns, type Token } from "./timeWordsToken.ts";

export { sayTime } from "./timeWordsSay.ts";

/** What was found. Times are Unix ms; `said` is the words found, `rest` the text without them. */
export type TimeReading =
  | { readonly kind: "none" }
  | {
      readonly kind: "time" | "past";
      readonly from: number;
      readonly to: number;
      readonly said: string;
      readonly rest: string;
    }
  /** `question` is what to ask, in Chinese. */
  | { readonly kind: "unclear"; readonly question: string };

/** `officeHours`: 尽快 begins when the office is open, 都行 counts its workdays; without, weekdays. */
export interface TimeSettings {
  readonly officeHours?: OfficeHours | undefined;
}

type Place = { readonly start: number; readonly end: number };
type Span = { readonly from: number; readonly to: number };
type Found = Span & { readonly places: readonly Place[] };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
/** Longer than a lunar year with its leap month. */
const FARTHEST_DAYS = 400;
const ANY_WORKDAYS = 3;
/** Long rambles are read to this length (characters). */
const LONGEST_READ = 600;
/** 明天没空: not then. */
const NOT_THEN =
  /^[，,]?(?:我们?|[他她]|屋里|家里)?(?:就|都|也|上午|下午|可能|要)?(?:不行|没空|没得空|冇空|冇得空|不得空|不在|不方便|有事|没时间|冇时间|不用|不要|出去|出门|外出)/;
/** 今天上午坏了: told, where another time is wanted. */
const TOLD_OF = /^[^，。,！？!?]{0,10}(?:了(?!吗|吧|没|再|就)|哒|坏|漏|摔|开始|出院|住院|过的)/;

/**
 * Reads the time that a sentence asks for. What is over is `past`, never a time; a time without a day, or a weekday
 * alone, is the next such one. The parts of the day are the hours of visits; a point in time is an hour's span.
 * @param now Unix ms
 * @param zone the bureau's time zone
 */
export function readTime(
  text: string,
  now: number,
  zone: string,
  { officeHours }: TimeSettings = {},
): TimeReading {
  const plain = plainSigns(text.slice(0, LONGEST_READ));
  const today = dayOf(now, zone);
  const tokens = findTimeWords(plain, today);
  const time = (found: Found, kind: "time" | "past" = "time"): TimeReading => ({
    kind,
    from: found.from,
    to: found.to,
    ...without(text, found.places),
  });

  const wait = tokens.find((token) => token.kind === "soon" && token.minutes > 0);
  if (wait?.kind === "soon") return time({ ...soon(wait, now, undefined), places: [wait] });

  const moments = gatherMoments(plain, tokens).filter((moment) => !NOT_THEN.test(plain.slice(endOf(moment))));
  const resolved = moments.map((moment) => ({ moment, ...resolve(moment, today, now, zone) }));
  const ahead = resolved.flatMap(({ moment, kind, ...found }) =>
    kind === "ahead" && "from" in found
      ? [{ moment, from: found.from, to: found.to, places: moment.places }]
      : [],
  );
  const wanted = narrow(ahead, plain);
  const [first, second] = wanted;
  if (first !== undefined && second !== undefined) {
    const [one, other] = [first, second].map(({ from, to }) => sayTime(from, to, now, zone));
    return { kind: "unclear", question: TIME_TEXT.which(one!, other!) };
  }
  if (first !== undefined) {
    if (first.from > now + FARTHEST_DAYS * DAY_MS) return { kind: "unclear", question: TIME_TEXT.tooFar };
    return time(first);
  }
  const question = resolved.find((one) => one.kind === "unclear");
  if (question?.kind === "unclear") return { kind: "unclear", question: question.question };
  const urge = tokens.find(({ kind }) => kind === "soon");
  if (urge?.kind === "soon") return time({ ...soon(urge, now, officeHours), places: [urge] });
  const any = tokens.find(({ kind }) => kind === "any") ?? saysAnyTime(plain);
  if (any !== undefined) return time({ ...nextWorkdays(today, zone, officeHours), places: [any] });
  const past = resolved.find((one) => one.kind === "past");
  if (past?.kind === "past")
    return time({ from: past.from, to: past.to, places: past.moment.places }, "past");
  const told = toldDay(plain, tokens, today, zone);
  return told === undefined ? { kind: "none" } : time(told, "past");
}

type Resolved =
  | ({ readonly kind: "ahead" | "past" } & Span)
  | { readonly kind: "unclear"; readonly question: string };

function resolve(moment: Moment, today: string, now: number, zone: string): Resolved {
  const span = spanOf(moment, today);
  if ("question" in span) return { kind: "unclear", question: span.question };
  const here = instants(lastingIntoEvening(span, today, now, zone), zone);
  if (here.to > roundedUp(now))
    return { kind: "ahead", from: Math.max(here.from, roundedUp(now)), to: here.to };
  if (span.retryDays === 0) return { kind: "past", ...here };
  return { kind: "ahead", ...instants(movedBy(span, span.retryDays), zone) };
}

/** 今天 said after six means this evening. */
function lastingIntoEvening(span: LocalSpan, today: string, now: number, zone: string): LocalSpan {
  const over =
    span.wholeDay && span.toDay === today && instantOf(today, clockText(DAY_END), zone) <= roundedUp(now);
  return over ? { ...span, to: EVENING_END } : span;
}

function instants({ fromDay, from, toDay, to }: LocalSpan, zone: string): Span {
  return { from: instantAt(fromDay, from, zone), to: instantAt(toDay, to, zone) };
}

/** @param minutes since midnight; 1440 and more are the next day's: 23点 ends at midnight */
function instantAt(day: string, minutes: number, zone: string): number {
  return instantOf(daysAfter(day, Math.floor(minutes / DAY_MINUTES)), clockText(minutes % DAY_MINUTES), zone);
}

function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function roundedUp(now: number): number {
  return Math.ceil(now / MINUTE_MS) * MINUTE_MS;
}

/** Drops times that are only told of or say the same again; what is left is more than one only when it is unclear. */
function narrow(
  times: readonly (Found & { moment: Moment })[],
  text: string,
): (Found & { moment: Moment })[] {
  const told = times.filter(({ moment }) => !TOLD_OF.test(text.slice(endOf(moment))));
  const wanted = told.length > 0 ? told : times.slice(-1);
  return wanted.filter(
    (one, i) =>
      !wanted.some((other, k) => {
        if (k === i || other.from < one.from || other.to > one.to) return false;
        const same = other.from === one.from && other.to === one.to;
        return !same || k < i;
      }),
  );
}

function endOf({ places }: Moment): number {
  return Math.max(...places.map(({ end }) => end));
}

function soon(
  { minutes, length }: Extract<Token, { kind: "soon" }>,
  now: number,
  officeHours: OfficeHours | undefined,
): Span {
  const start = roundedUp(officeHours?.nextOpening(roundedUp(now)) ?? now) + minutes * MINUTE_MS;
  return { from: start, to: start + length * MINUTE_MS };
}

/** From the first of the next three workdays to the last, in hours of visits. */
function nextWorkdays(today: string, zone: string, officeHours: OfficeHours | undefined): Span {
  const isWorkday = (day: string): boolean => {
    if (officeHours === undefined) return weekdayOf(day) <= 5;
    return dayOf(officeHours.nextOpening(instantOf(day, "00:00", zone)), zone) === day;
  };
  const days: string[] = [];
  for (let day = daysAfter(today, 1); days.length < ANY_WORKDAYS; day = daysAfter(day, 1)) {
    if (isWorkday(day)) days.push(day);
  }
  return { from: instantOf(days[0]!, "08:30", zone), to: instantOf(days.at(-1)!, "18:00", zone) };
}

/** 都行 alone, in answer to being asked when. */
function saysAnyTime(text: string): Place | undefined {
  const all =
    /^[\s，。]*(?:我|时间)?(?:都行|都可以|都好|都要得|随便|随意|不限|无所谓|哪天都)[吧的呢啊咯，。\s]*$/.test(
      text,
    );
  return all ? { start: 0, end: text.length } : undefined;
}

/** 昨天 and nothing else: a day that is over. In a longer sentence it is only told of. */
function toldDay(text: string, tokens: readonly Token[], today: string, zone: string): Found | undefined {
  const [token, ...others] = tokens;
  if (token?.kind !== "told" || token.daysAgo === undefined || others.length > 0) return undefined;
  if (text.length - (token.end - token.start) > 2) return undefined;
  const day = daysAfter(today, -token.daysAgo);
  return { from: instantOf(day, "08:30", zone), to: instantOf(day, "18:00", zone), places: [token] };
}

/** The words at these places, and the text without them. */
function without(text: string, places: readonly Place[]): { said: string; rest: string } {
  const sorted = [...places].sort((a, b) => a.start - b.start);
  const said = sorted.map(({ start, end }) => text.slice(start, end)).join("");
  let rest = "";
  let at = 0;
  for (const { start, end } of sorted) {
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  const tidy = rest.replaceAll(/([，,、。])[\s，,、。]+/g, "$1").replace(/^[\s，,、。]+|[\s，,、]+$/g, "");
  return { said, rest: tidy };
}
