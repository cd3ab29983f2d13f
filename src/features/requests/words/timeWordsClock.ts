/** Words for parts of the day and times of the clock. Times are minutes since midnight. */
import { NUMBER, readNumber } from "./timeWordsNumber.ts";

/** What is read at one place. */
export type ClockWords =
  | {
      readonly kind: "part";
      readonly from: number;
      readonly to: number;
      readonly half: Half;
    }
  | {
      readonly kind: "clock";
      /** As written, before the part of the day is known: 3 for 下午3点. */
      readonly hour: number;
      readonly minute: number;
      /** The later of 两三点. */
      readonly untilHour?: number;
    };

/** How a bare hour is to be taken in this part of the day. */
export type Half = "morning" | "noon" | "afternoon" | "evening" | "night";

/** A part of the day with its usual hours. */
interface PartRule {
  readonly pattern: RegExp;
  readonly from: number;
  readonly to: number;
  readonly half: Half;
}

const part = (source: string, from: number, to: number, half: Half): PartRule => ({
  pattern: new RegExp(source, "y"),
  from: from * 60,
  to: to * 60,
  half,
});

/** Hours of visits. 早 and 晚 alone are read only after a day: 明早, 周五晚. */
const PARTS: readonly PartRule[] = [
  part("凌晨|半夜", 0, 6, "night"),
  part(
    "大清早|一大早|清早|清晨|早晨|早上|一早|(?<=[今明后天日一二三四五六号])早(?![点些日一])",
    7.5,
    9.5,
    "morning",
  ),
  part("上午|上昼|早饭后", 8.5, 12, "morning"),
  part("中午|正午|晌午", 12, 14, "noon"),
  part("下午|下昼|午后|(?:午饭|中饭)(?:以|之)?后|吃(?:了|完)中饭", 14, 18, "afternoon"),
  part("傍晚|断黑", 17, 19, "afternoon"),
  part(
    "晚上|夜里|夜晚|晚饭(?:以|之)?后|吃(?:了|完)晚饭|(?<=[今明后天日一二三四五六号])晚(?![点些饭餐一])",
    18,
    21,
    "evening",
  ),
  part("全天|一整天|整天(?=都)|一天都|白天(?=都)", 8.5, 18, "noon"),
];

const MINUTE =
  "(?:(半)|([一三])刻|([零〇]?[一二三四五六七八九](?=分)|[一二三四五]?十[一二三四五六七八九]?(?!个|位|斤|块|元|号|楼|[多几])|\\d{1,2}(?!\\d|个|位|斤|块|元|号|楼))分?|[钟整])?";
const HOUR_WORD = "(?:点|时(?![候间段常代分刻]))";
/** After 点 these make it a number of things: 三点要求. */
const NOT_A_CLOCK = "(?!要求|意见|建议|原因|事|好处|东西|心|菜|药|水|内容)";
const WRITTEN = /(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)/y;
const SEVERAL = new RegExp(
  `([一二两三四五六七八九十]|十一)([二三四五六七八九十]|十[一二])${HOUR_WORD}钟?${NOT_A_CLOCK}`,
  "y",
);
const SPOKEN = new RegExp(`(?<![\\d.])(${NUMBER})${HOUR_WORD}${MINUTE}${NOT_A_CLOCK}`, "y");
/** 一点 is a little of something unless a time surely is meant. */
const SURELY_ONE = /^(?:一点|1点)(?:半|钟|整|一刻|三刻|[到至~—-]|[一二三四五]?十|\d|左右|前|后|以|之|多)/;

/** Reads a part of the day or a time at `at`; `end` is where the words end. */
export function readClockWords(text: string, at: number): { words: ClockWords; end: number } | undefined {
  for (const { pattern, from, to, half } of PARTS) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return { words: { kind: "part", from, to, half }, end: pattern.lastIndex };
  }
  return readClock(text, at);
}

function readClock(text: string, at: number): { words: ClockWords; end: number } | undefined {
  const written = matchAt(WRITTEN, text, at);
  if (written !== undefined) {
    return found(written, Number(written[1]), Number(written[2]));
  }
  const several = matchAt(SEVERAL, text, at);
  if (several !== undefined) {
    const [first, last] = [readNumber(several[1]!)!, readNumber(several[2]!)!];
    if (last === first + 1) {
      const words: ClockWords = { kind: "clock", hour: first, minute: 0, untilHour: last };
      return { words, end: at + several[0].length };
    }
  }
  const spoken = matchAt(SPOKEN, text, at);
  const hour = spoken === undefined ? undefined : readNumber(spoken[1]!);
  if (spoken === undefined || hour === undefined) return undefined;
  if (hour === 1 && /^[一1]点/.test(text.slice(at)) && !oneIsATime(text, at)) return undefined;
  const [, , half, quarters, minutes] = spoken;
  const minute =
    half !== undefined
      ? 30
      : quarters !== undefined
        ? 15 * readNumber(quarters)!
        : (readNumber(minutes ?? "0") ?? 0);
  return found(spoken, hour, minute);
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function found(match: RegExpExecArray, hour: number, minute: number): { words: ClockWords; end: number } {
  return { words: { kind: "clock", hour, minute }, end: match.index + match[0].length };
}

function oneIsATime(text: string, at: number): boolean {
  return (
    SURELY_ONE.test(text.slice(at)) ||
    /(?:上午|中午|下午|晚上|凌晨|[天日号）)到至~—-])\s*$/.test(text.slice(0, at))
  );
}

/**
 * Minutes since midnight of an hour as said; undefined when there is no such time or it is the middle of the night.
 * An hour without a part of the day is taken by day: 三点 is 15:00, 九点 is 9:00.
 */
export function minutesOfClock(hour: number, minute: number, half: Half | undefined): number | undefined {
  if (minute > 59 || hour > 23) return undefined;
  const at = (hours: number) => hours * 60 + minute;
  if (hour > 12) return at(hour);
  switch (half) {
    case "morning":
      return hour === 0 ? undefined : at(hour);
    case "night":
      return at(hour % 12);
    case "noon":
      return at(hour < 7 ? hour + 12 : hour);
    case "afternoon":
      return at(hour === 12 || hour === 0 ? 12 : hour + 12);
    case "evening":
      return hour < 5 || hour === 12 ? undefined : at(hour + 12);
    case undefined:
      return hour === 0 ? undefined : at(hour < 7 ? hour + 12 : hour);
  }
}
