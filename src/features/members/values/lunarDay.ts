/** Days of the Chinese lunar calendar: their words, whether they exist, and the solar day they are. */
import { type LunarMonth, LunarYear, Solar } from "lunar-typescript";
import { readCount, readYear, writeDay } from "./day.ts";
import { VALUE_TEXT } from "./valueText.ts";

/** A lunar day in numbers; `leap` marks the second of two months of the same number. */
export interface LunarDay {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly leap: boolean;
}

/** What reading a lunar day yields. `reason` is Chinese and says what to do. */
export type ReadLunarDay =
  | { readonly ok: true; readonly day: LunarDay }
  | { readonly ok: false; readonly reason: string };

const MONTHS = "正二三四五六七八九十冬腊";
const TENS = ["初", "十", "廿", "三"] as const;
const UNITS = "一二三四五六七八九十";

const NUMERAL = "[0-9〇○零一二三四五六七八九十]";
const IN_WORDS = new RegExp(
  `^(${NUMERAL}{4})年(闰)?([正冬腊]|${NUMERAL}{1,3})月((?:初|廿|卅)?${NUMERAL}{1,3}|廿|卅)[日号]?$`,
);
const SEPARATED = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const YEAR_NAME = /^[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年/;

/** Reads `1940年五月初三`, `1940年闰五月初三`, `一九四〇年腊月廿三`, `1940-05-03`, `1940/5/3`, `19400503`. */
export function readLunarDay(text: string): ReadLunarDay {
  const separated = SEPARATED.exec(text);
  if (separated !== null) {
    return existing(Number(separated[1]), Number(separated[3]), Number(separated[4]), false);
  }
  const compact = COMPACT.exec(text);
  if (compact !== null) return existing(Number(compact[1]), Number(compact[2]), Number(compact[3]), false);
  const words = IN_WORDS.exec(text);
  if (words !== null) {
    return existing(readYear(words[1]!), readMonth(words[3]!), readDate(words[4]!), words[2] !== undefined);
  }
  return { ok: false, reason: YEAR_NAME.test(text) ? VALUE_TEXT.lunarYearName : VALUE_TEXT.lunarWriting };
}

/** 农历1940年闰五月初三, without 农历. */
export function sayLunarDay({ year, month, date, leap }: LunarDay): string {
  return `${year}年${leap ? "闰" : ""}${MONTHS[month - 1]}月${sayDate(date)}`;
}

/** The solar day of a lunar day that exists, `YYYY-MM-DD`. */
export function lunarToSolar({ year, month, date, leap }: LunarDay): string {
  const found = monthOf(year, month, leap);
  if (found === null || date > found.getDayCount()) throw new Error("no such lunar day");
  return solarOf(found, date);
}

/**
 * The solar day on which a lunar birthday is kept in a lunar year. In a year without that leap month the plain month
 * of the same number is kept, and in a month of 29 days the 29th stands for the 30th, as custom has it.
 */
export function lunarAnniversary({ month, date, leap }: LunarDay, lunarYear: number): string {
  const found = (leap ? monthOf(lunarYear, month, true) : null) ?? monthOf(lunarYear, month, false);
  if (found === null) throw new Error("every lunar year has twelve plain months");
  return solarOf(found, Math.min(date, found.getDayCount()));
}

function existing(year: number, month: number, date: number, leap: boolean): ReadLunarDay {
  if (![year, month, date].every(Number.isInteger)) return { ok: false, reason: VALUE_TEXT.lunarWriting };
  if (year < 1850 || year > 2100) return { ok: false, reason: VALUE_TEXT.dayRange };
  if (month < 1 || month > 12 || date < 1) return { ok: false, reason: VALUE_TEXT.lunarDayMissing };
  const found = monthOf(year, month, leap);
  if (found === null) return { ok: false, reason: VALUE_TEXT.lunarMonthMissing };
  if (date > found.getDayCount()) return { ok: false, reason: VALUE_TEXT.lunarDayMissing };
  return { ok: true, day: { year, month, date, leap } };
}

/** A year takes a third of a millisecond to work out, and the library keeps only the last one: birthdays need many. */
const knownYears = new Map<number, LunarYear>();

/** lunar-typescript writes a leap month as a negative number. */
function monthOf(year: number, month: number, leap: boolean): LunarMonth | null {
  let known = knownYears.get(year);
  if (known === undefined) {
    known = LunarYear.fromYear(year);
    knownYears.set(year, known);
  }
  return known.getMonth(leap ? -month : month);
}

function solarOf(month: LunarMonth, date: number): string {
  const solar = Solar.fromJulianDay(month.getFirstJulianDay() + date - 1);
  return writeDay(solar.getYear(), solar.getMonth(), solar.getDay());
}

function readMonth(text: string): number {
  const named = MONTHS.indexOf(text);
  return text.length === 1 && named >= 0 ? named + 1 : readCount(text);
}

/** 初三 → 3, 十五 → 15, 廿三 → 23, 三十 and 卅 → 30, 3 → 3. */
function readDate(text: string): number {
  if (text === "廿") return 20;
  if (text === "卅") return 30;
  const early = /^初(.)$/.exec(text);
  if (early !== null) return readCount(early[1]!);
  const late = /^廿([一二三四五六七八九])$/.exec(text);
  return late === null ? readCount(text) : 20 + readCount(late[1]!);
}

/** 10 → 初十, 20 → 二十, 23 → 廿三, 30 → 三十. */
function sayDate(date: number): string {
  if (date === 20) return "二十";
  if (date === 30) return "三十";
  return `${TENS[Math.floor((date - 1) / 10)]}${UNITS[(date - 1) % 10]}`;
}
