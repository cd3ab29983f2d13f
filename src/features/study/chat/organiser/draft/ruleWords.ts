/** How often, in words → RFC 5545 RRULE: 每月第一个星期五, 每月15日, 每两周的周三, 每季度第一个月10日, 每年7月1日. */
import { readNumber } from "../../../../requests/index.ts";
import { FORM_TEXT } from "../../organiserFormText.ts";
import type { Read } from "./draftWords.ts";

const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const DAY = "[一二三四五六日天末1-7]";
const WEEK = "(?:星期|礼拜|周)";
const NUMBER = "(\\d{1,2}|[一二两三四五六七八九十廿卅]{1,3})";
/** What every month has. */
const SAFE_DAY = 28;

/** A rule, and the words without it: 每月15日下午3点 leaves 下午3点. */
export interface RuleRead {
  readonly rule: string;
  readonly rest: string;
}

/** @returns words that say what to write where it cannot be read, is too often, or would skip months unasked */
export function readRule(text: string): Read<RuleRead> {
  const words = text.normalize("NFKC").replace(/[\s。]/gu, "");
  if (/每(?:一)?(?:天|日)|天天|每小时/u.test(words)) return { ok: false, words: FORM_TEXT.ruleTooOften };
  for (const read of [readNth, readMonthDay, readYearDay, readQuarter, readWeekly]) {
    const found = read(words);
    if (found !== undefined) return found;
  }
  return { ok: false, words: FORM_TEXT.ruleNotRead };
}

function ruled(rule: string, words: string, said: string): Read<RuleRead> {
  return { ok: true, value: { rule, rest: words.replace(said, "").replace(/^[的，,在]+/u, "") } };
}

/** 每月第一个星期五, 每月最后一个周三, 每个月第2个礼拜天. */
function readNth(words: string): Read<RuleRead> | undefined {
  const pattern = new RegExp(`每(?:个)?月的?(?:(最后一?个?)|第([一二三四五1-5])个?)(?:${WEEK})(${DAY})`, "u");
  const match = pattern.exec(words);
  if (match === null) return undefined;
  const [said, last, nth = "", name = ""] = match;
  const day = dayCode(name);
  if (day === undefined) return { ok: false, words: FORM_TEXT.ruleNotRead };
  const n = last === undefined ? readNumber(nth)! : -1;
  if (n === 5) return { ok: false, words: FORM_TEXT.ruleNotFifth };
  return ruled(`FREQ=MONTHLY;BYDAY=${n}${day}`, words, said);
}

/** 每月15日, 每月最后一天, 每月10号和25号, 每两个月的5号. */
function readMonthDay(words: string): Read<RuleRead> | undefined {
  const last = /每(?:个)?月的?(?:最后一天|月底|底)/u.exec(words);
  if (last !== null) return ruled("FREQ=MONTHLY;BYMONTHDAY=-1", words, last[0]);
  const pattern = new RegExp(`每(?:个)?月的?(${NUMBER}[日号](?:(?:[、,，和及]|以及)${NUMBER}[日号])*)`, "u");
  const match = pattern.exec(words);
  if (match === null) return undefined;
  const days = [...match[1]!.matchAll(new RegExp(`${NUMBER}[日号]`, "gu"))].map(([, n = ""]) =>
    readNumber(n),
  );
  const faulty = faultyDay(days);
  if (faulty !== undefined) return faulty;
  const list = [...new Set(days as number[])].sort((a, b) => a - b).join(",");
  return ruled(`FREQ=MONTHLY;BYMONTHDAY=${list}`, words, match[0]);
}

/** 每年7月1日. */
function readYearDay(words: string): Read<RuleRead> | undefined {
  const match = new RegExp(`每年的?${NUMBER}月${NUMBER}[日号]`, "u").exec(words);
  if (match === null) return undefined;
  const [month, day] = [readNumber(match[1]!), readNumber(match[2]!)];
  if (month === undefined || month < 1 || month > 12) return { ok: false, words: FORM_TEXT.ruleNotRead };
  const faulty = faultyDay([day]);
  // 每年7月30日 is every year; of 29 to 31 only those that the month always has pass.
  if (faulty !== undefined && !(day !== undefined && day <= lengthOf(month))) return faulty;
  return ruled(`FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`, words, match[0]);
}

/** 每季度第一个月15日; 每季度15日 is its first month's. */
function readQuarter(words: string): Read<RuleRead> | undefined {
  const match = new RegExp(`每(?:个)?季度?的?(?:第([一二三123])个月的?)?${NUMBER}[日号]`, "u").exec(words);
  if (match === null) return undefined;
  const day = readNumber(match[2]!);
  const faulty = faultyDay([day]);
  if (faulty !== undefined) return faulty;
  const first = match[1] === undefined ? 1 : readNumber(match[1])!;
  const months = [0, 3, 6, 9].map((shift) => first + shift).join(",");
  return ruled(`FREQ=YEARLY;BYMONTH=${months};BYMONTHDAY=${day}`, words, match[0]);
}

/** 每周三, 每周一、周四, 每两周的星期五, 隔周周五. */
function readWeekly(words: string): Read<RuleRead> | undefined {
  const one = `(?:${WEEK})?${DAY}`;
  const list = `(${one}(?:(?:[、,，和及])${one})*)`;
  const other = new RegExp(
    `(?:每(?:隔)?(?:两|二|2)个?(?:星期|礼拜|周)|每?隔一?个?(?:星期|礼拜|周))的?(?:的|在)?${list}`,
    "u",
  );
  const fortnightly = other.exec(words);
  if (fortnightly !== null) return weekly(";INTERVAL=2", fortnightly, words);
  const every = new RegExp(`每(?:个)?${WEEK}的?${list}`, "u").exec(words);
  return every === null ? undefined : weekly("", every, words);
}

function weekly(interval: string, match: RegExpExecArray, words: string): Read<RuleRead> {
  const names = [...match[1]!.matchAll(new RegExp(DAY, "gu"))].map(([name]) => dayCode(name));
  if (names.includes(undefined)) return { ok: false, words: FORM_TEXT.ruleNotRead };
  const days = DAYS.filter((day) => names.includes(day));
  return ruled(`FREQ=WEEKLY${interval};BYDAY=${days.join(",")}`, words, match[0]);
}

/** 末 (周末) is two days: it is asked which. */
function dayCode(name: string): (typeof DAYS)[number] | undefined {
  if (name === "日" || name === "天") return "SU";
  const n = readNumber(name);
  return n === undefined ? undefined : DAYS[n - 1];
}

function faultyDay(days: readonly (number | undefined)[]): Read<never> | undefined {
  for (const day of days) {
    if (day === undefined || day < 1 || day > 31) return { ok: false, words: FORM_TEXT.ruleNotRead };
    if (day > SAFE_DAY) return { ok: false, words: FORM_TEXT.ruleNotEveryMonth(day) };
  }
  return undefined;
}

function lengthOf(month: number): number {
  return month === 2 ? SAFE_DAY : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
