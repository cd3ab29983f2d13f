/** Solar days as people and spreadsheets write them → `YYYY-MM-DD`. */
import { VALUE_TEXT } from "./valueText.ts";

/** What reading a day yields. `reason` is Chinese and says what to do. */
export type ReadDay =
  | { readonly ok: true; readonly day: string }
  | { readonly ok: false; readonly reason: string };

/** Years that a living person's papers can bear. */
const FIRST_YEAR = 1850;
const LAST_YEAR = 2100;

const DIGITS = "〇一二三四五六七八九";
const NUMERAL = "[0-9〇○零一二三四五六七八九十]";
const SEPARATED = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
const IN_WORDS = new RegExp(`^(${NUMERAL}{4})年(${NUMERAL}{1,3})月(${NUMERAL}{1,3})[日号]$`);
const MONTH_ONLY = new RegExp(`^\\d{4}[-/.]\\d{1,2}$|^\\d{6}$|^${NUMERAL}{4}年${NUMERAL}{1,3}月$`);
const SHORT_YEAR = /^\d{1,2}([-/.])\d{1,2}\1\d{1,4}$|^\d{2}年/;
/** An export's midnight behind a date says nothing. */
const MIDNIGHT = /[T\s]+0?0:00(:00(\.0+)?)?Z?$/;

/**
 * Reads a solar day: `1940-05-03`, `1940/5/3`, `1940.5.3`, `19400503`, `1940年5月3日`, `一九四〇年五月三日`, full-width
 * digits and stray spaces included. A `Date` is taken by its UTC parts, as spreadsheet readers give date cells.
 */
export function readDay(value: string | Date): ReadDay {
  if (value instanceof Date) return readDate(value);
  const text = value.normalize("NFKC").trim().replace(MIDNIGHT, "").replace(/\s+/g, "");
  if (text === "") return refuse("dayEmpty");
  const separated = SEPARATED.exec(text);
  if (separated !== null) return solarDay(Number(separated[1]), Number(separated[3]), Number(separated[4]));
  const parts = COMPACT.exec(text) ?? IN_WORDS.exec(text);
  if (parts !== null) return solarDay(readYear(parts[1]!), readCount(parts[2]!), readCount(parts[3]!));
  if (MONTH_ONLY.test(text)) return refuse("dayMonthOnly");
  return refuse(SHORT_YEAR.test(text) ? "dayShortYear" : "dayWriting");
}

/** A day from its numbers, refused when the calendar has no such day. */
export function solarDay(year: number, month: number, date: number): ReadDay {
  if (![year, month, date].every(Number.isInteger)) return refuse("dayWriting");
  if (year < FIRST_YEAR || year > LAST_YEAR) return refuse("dayRange");
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return refuse("dayMissing");
  return { ok: true, day: writeDay(year, month, date) };
}

/** Days of a solar month; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** `YYYY-MM-DD` */
export function writeDay(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
}

/** Year, month, date of a `YYYY-MM-DD`. */
export function dayParts(day: string): readonly [year: number, month: number, date: number] {
  const [year, month, date] = day.split("-").map(Number);
  return [year ?? Number.NaN, month ?? Number.NaN, date ?? Number.NaN];
}

/** 1940, 一九四〇, 一九四零 → 1940; NaN for anything else. */
export function readYear(text: string): number {
  return Number(spellDigits(text));
}

/** 5, 05, 五, 十, 十二, 二十三, 三十 → the number; NaN for anything else. */
export function readCount(text: string): number {
  if (!text.includes("十")) return Number(spellDigits(text));
  const parts = /^([二三])?十([一二三四五六七八九])?$/.exec(text);
  if (parts === null) return Number.NaN;
  const tens = parts[1] === undefined ? 1 : DIGITS.indexOf(parts[1]);
  return tens * 10 + (parts[2] === undefined ? 0 : DIGITS.indexOf(parts[2]));
}

function spellDigits(text: string): string {
  return text
    .replace(/[○零]/g, "〇")
    .replace(/[〇一二三四五六七八九]/g, (digit) => String(DIGITS.indexOf(digit)));
}

function readDate(date: Date): ReadDay {
  if (Number.isNaN(date.getTime())) return refuse("dayWriting");
  return solarDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function refuse(
  reason: "dayEmpty" | "dayWriting" | "dayMonthOnly" | "dayShortYear" | "dayMissing" | "dayRange",
): ReadDay {
  return { ok: false, reason: VALUE_TEXT[reason] };
}
