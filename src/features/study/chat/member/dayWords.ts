/** Days named in an answer: 周五, 明天, 27号, 下周三. Never guessed: what names no day leaves the words as they are. */
import { daysAfter, weekdayOf } from "../../../../delivery/index.ts";

/** The days that may be meant, and the words without the day and the time of day. */
interface DayWords {
  readonly rest: string;
  /** Whether a day, `YYYY-MM-DD`, may be meant. Undefined: no day is named. */
  readonly fits?: (day: string) => boolean;
}

const NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十廿]{1,3})";
const NEAR = /今[天日]|今晚|明[天日]|明晚|大后天|后[天日]/u;
const WEEKDAY = /(这个?|本|下个?)?(?:周|星期|礼拜)([一二三四五六日天])/u;
const DATE = new RegExp(`(?:(${NUMBER})月)?(?:份)?(${NUMBER})[号日]`, "u");
const TIME = new RegExp(
  `(?:早上|早晨|上午|中午|下午|晚上|晚)?(?:${NUMBER}点(?:半|钟|整|${NUMBER}分?)?|\\d{1,2}[:：]\\d{2})|早上|早晨|上午|中午|下午|晚上`,
  "u",
);
/** 27号 means the next such day, no later. */
const MONTH_DAYS = 31;

/** @param text without spaces @param today `YYYY-MM-DD` */
export function readDayWords(text: string, today: string): DayWords {
  for (const [pattern, read] of [
    [NEAR, nearDay],
    [DATE, date],
    [WEEKDAY, weekday],
  ] as const) {
    const found = pattern.exec(text);
    const fits = found === null ? undefined : read(found, today);
    if (found !== null && fits !== undefined) {
      const rest = cut(text, found);
      const time = TIME.exec(rest);
      return { rest: time === null ? rest : cut(rest, time), fits };
    }
  }
  return { rest: text };
}

function nearDay([word = ""]: RegExpExecArray, today: string) {
  const days = word.startsWith("今") ? 0 : word.startsWith("明") ? 1 : word.startsWith("大") ? 3 : 2;
  const meant = daysAfter(today, days);
  return (day: string) => day === meant;
}

function date([, month, number = ""]: RegExpExecArray, today: string) {
  const [m, d] = [month === undefined ? undefined : numberOf(month), numberOf(number)];
  if (d < 1 || d > 31 || (m !== undefined && (m < 1 || m > 12))) return undefined;
  return (day: string) => {
    if (Number(day.slice(8)) !== d) return false;
    return m === undefined ? day <= daysAfter(today, MONTH_DAYS) : Number(day.slice(5, 7)) === m;
  };
}

/** 周五 is the next one, today included; 这周五 and 下周五 are of this week and the next, Monday first. */
function weekday([, which, word = ""]: RegExpExecArray, today: string) {
  const n = "一二三四五六日".indexOf(word === "天" ? "日" : word) + 1;
  const monday = daysAfter(today, 1 - weekdayOf(today));
  const first = which === undefined ? today : which.startsWith("下") ? daysAfter(monday, 7) : monday;
  return (day: string) => weekdayOf(day) === n && day >= first && day < daysAfter(first, 7);
}

/** 27, 二十七, 廿七, 十五. */
function numberOf(written: string): number {
  if (/^\d+$/.test(written)) return Number(written);
  const [, tens = "", ones = ""] =
    /^(?:([一二三四五六七八九]?十|廿)?)([一二三四五六七八九]?)$/u.exec(written) ?? [];
  const digit = (c: string) => "一二三四五六七八九".indexOf(c) + 1;
  const high = tens === "" ? 0 : tens === "廿" ? 2 : tens === "十" ? 1 : digit(tens[0]!);
  return high * 10 + (ones === "" ? 0 : digit(ones));
}

function cut(text: string, found: RegExpExecArray): string {
  return text.slice(0, found.index) + text.slice(found.index + found[0].length);
}
