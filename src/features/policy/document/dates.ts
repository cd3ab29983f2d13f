/** Dates as notices and laws write them. */
import { readNumber } from "./numerals.ts";

/** A date in running text: 2026年7月1日 or 二〇二六年七月一日, with or without spaces. For use with `new RegExp`. */
export const DATE =
  "(?<year>(?:19|20)\\d{2}|[一二][〇零○Ｏ一二三四五六七八九]{3})\\s*年\\s*" +
  "(?<month>\\d{1,2}|[一二三四五六七八九十]{1,2})\\s*月\\s*(?<day>\\d{1,2}|[一二三四五六七八九十]{1,3})\\s*日";

/** A date found in a text. */
export interface FoundDate {
  /** `YYYY-MM-DD` */
  readonly iso: string;
  readonly start: number;
  readonly end: number;
}

/** All real dates in a text, in order. */
export function findDates(text: string): FoundDate[] {
  return [...text.matchAll(new RegExp(DATE, "g"))].flatMap((match) => {
    const iso = isoOf(match);
    return iso === undefined ? [] : [{ iso, start: match.index, end: match.index + match[0].length }];
  });
}

/** The date of a match whose pattern holds `DATE`. Undefined when no calendar has that day. */
export function isoOf(match: RegExpMatchArray): string | undefined {
  const parts = [match.groups?.["year"], match.groups?.["month"], match.groups?.["day"]];
  const [year, month, day] = parts.map((part) => (part === undefined ? undefined : readNumber(part)));
  return year === undefined || month === undefined || day === undefined ? undefined : toIso(year, month, day);
}

/** `YYYY-MM-DD`, or undefined when no calendar has that day. */
export function toIso(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

/** Reads 2026-07-01, 2026/7/1, 2026.7.1 or 2026年7月1日 as staff write them. Undefined when it is no real date. */
export function readStatedDate(text: string): string | undefined {
  const match = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text.trim());
  return match ? toIso(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The last day of a term of whole years that begins on `from`: 2026-07-01 and 5 years end on 2031-06-30. */
export function lastDayOfTerm(from: string, years: number): string {
  const end = new Date(`${from}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}
