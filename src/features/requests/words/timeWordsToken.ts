/** Finding the words for times in a sentence, in order, with what lies between them left alone. */
import { type ClockWords, readClockWords } from "./timeWordsClock.ts";
import { DAY_RULES, type DayWords } from "./timeWordsDay.ts";
import { NUMBER, readNumber } from "./timeWordsNumber.ts";
import { TIME_TEXT } from "./timeWordsText.ts";

/** A word for a time and its place in the text. `end` is excluded. */
export type Token = { readonly start: number; readonly end: number } & (
  | DayWords
  | ClockWords
  /** 到, between two times. */
  | { readonly kind: "link" }
  /** 三点以前, 三点以后. */
  | { readonly kind: "before" | "after" }
  /** 左右: nothing to add. */
  | { readonly kind: "about" }
  /** From `minutes` from now on, for an hour; 尽快 has two. */
  | { readonly kind: "soon"; readonly minutes: number; readonly length: number }
  | { readonly kind: "any" }
  /** Told of the past or of every day: no time that is wanted. `day` is how many days ago. */
  | { readonly kind: "told"; readonly daysAgo?: number }
);

type Words = Token extends infer T ? (T extends unknown ? Omit<T, "start" | "end"> : never) : never;

/** `afterTime`: read only where a time ends. */
interface WordRule {
  readonly pattern: RegExp;
  readonly afterTime?: boolean;
  read(match: RegExpExecArray): Words | undefined;
}

const words = (source: string, read: WordRule["read"], afterTime = false): WordRule => ({
  pattern: new RegExp(source, "y"),
  read,
  afterTime,
});

const WEEK = "(?:周|星期|礼拜)";
const PART = "(?:早上|早晨|上午|中午|下午|傍晚|晚上)";
const NOW = "(?=$|[，。！,!吗行]|就|能|可|请|叫|喊|派|来|上门|过来)";

/** More words for times than anyone says in a sentence; lunar days take a while to work out. */
const MOST_WORDS = 30;

/** Looked for before days and times. */
const FIRST: readonly WordRule[] = [
  words(`(?:每个?|天天|每天|每日)(?:天|日)?的?(?:${WEEK}[一二三四五六日天]?|月)?${PART}?`, () => ({
    kind: "told",
  })),
  words(`(大前|前|昨)(?:天|日|晚|夜)(?:${PART})?`, ([, which]) => ({
    kind: "told",
    daysAgo: which === "昨" ? 1 : which === "前" ? 2 : 3,
  })),
  words(`上上?个?(?:${WEEK}[一二三四五六日天末]?|月)|去年|前年|前几天|前两天|刚才|刚刚|上次|上回`, () => ({
    kind: "told",
  })),
  words(
    "(?:随便|任何)(?:哪天|哪一天|什么时候|几时|时候|一天)|(?:哪天|哪一天|什么时候|几时|时间|天天)(?:上门)?(?:都行|都可以|都好|都要得|随便|不限|都方便|都在)",
    () => ({ kind: "any" }),
  ),
  words(
    "看你们(?:的?时间|方便|的?安排|什么时候)?|你们(?:来?定|看着办|方便就行)|随你们|随时(?:都行|都可以|来|可以)?",
    () => ({ kind: "any" }),
  ),
  words(
    "(?:这两天|这一两天|这几天|近几天|近两天)(?=$|[，。]|就|都|能|内|之内|有空|安排|方便|来|上门|抽空)",
    () => ({ kind: "any" }),
  ),
  words(`过?(${NUMBER}|半)个?半?(小时|钟头|点钟|分钟)(?:以|之|过)?后`, readWait),
  words(`(${NUMBER}|半)个?(小时|钟头|分钟)(?:以|之)?内`, readWithin),
  words(`现在${NOW}|马上|立刻|立即|即刻|尽快|尽早|越快越好|越早越好|赶紧|赶快|快点|快些|这就`, () => ({
    kind: "soon",
    minutes: 0,
    length: 120,
  })),
  words(
    "过几天|过两天|过些天|过一阵子?|过段时间|改天|改日|哪天有空|有空的时候|有时间再|下次|节前|节后|年前|年后",
    () => ({
      kind: "vague",
      question: TIME_TEXT.whichDay,
    }),
  ),
];

/** Looked for after them, where a time has just ended. */
const LAST: readonly WordRule[] = [
  words("(?:左右|前后|上下|的样子|的时候|那天|当天|大概)", () => ({ kind: "about" }), true),
  words("(?:以前|之前|前)(?![天后面门])", () => ({ kind: "before" }), true),
  words("(?:以后|之后|过后|后|起)(?![天面门来])", () => ({ kind: "after" }), true),
  words("[)）]?\\s*(?:到|至|~|～|—+|-+|–)\\s*(?!了|我|屋|家)", () => ({ kind: "link" }), true),
];

/** Digits and signs of full width become plain ones, each in its place. */
export function plainSigns(text: string): string {
  return text.replaceAll(/[０-９：（）－]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** The words for times in a text that `plainSigns` has gone over. */
export function findTimeWords(text: string, today: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length && tokens.length < MOST_WORDS; ) {
    const read = readAt(text, at, today, tokens.at(-1)?.end === at);
    if (read === undefined) at++;
    else {
      tokens.push({ ...read.words, start: at, end: read.end } as Token);
      at = read.end;
    }
  }
  return tokens;
}

function readAt(
  text: string,
  at: number,
  today: string,
  afterTime: boolean,
): { words: Words; end: number } | undefined {
  return (
    readByRules(FIRST, text, at, afterTime) ??
    readDay(text, at, today) ??
    readClockWords(text, at) ??
    readByRules(LAST, text, at, afterTime)
  );
}

function readByRules(rules: readonly WordRule[], text: string, at: number, afterTime: boolean) {
  for (const { pattern, read, afterTime: needed } of rules) {
    if (needed && !afterTime) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const found = match === null ? undefined : read(match);
    if (match !== null && found !== undefined) return { words: found, end: at + match[0].length };
  }
  return undefined;
}

function readDay(text: string, at: number, today: string) {
  for (const { pattern, read } of DAY_RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    const found = match === null ? undefined : read(match, today);
    if (match !== null && found !== undefined) return { words: found, end: at + match[0].length };
  }
  return undefined;
}

/** 半小时后, 两个小时以后, 一个半钟头后, 二十分钟后. */
function readWait([said, count = "", unit = ""]: RegExpExecArray): Words | undefined {
  const minutes = minutesOf(said, count, unit);
  return minutes === undefined ? undefined : { kind: "soon", minutes, length: 60 };
}

function readWithin([said, count = "", unit = ""]: RegExpExecArray): Words | undefined {
  const minutes = minutesOf(said, count, unit);
  return minutes === undefined || minutes === 0 ? undefined : { kind: "soon", minutes: 0, length: minutes };
}

function minutesOf(said: string, count: string, unit: string): number | undefined {
  const n = count === "半" ? 0.5 : readNumber(count);
  if (n === undefined) return undefined;
  const half = count !== "半" && said.includes("半") ? 0.5 : 0;
  return Math.round((n + half) * (unit === "分钟" ? 1 : 60));
}
