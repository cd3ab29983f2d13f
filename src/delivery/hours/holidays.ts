/** Which days the bureau works: weekends, statutory holidays, and the swapped days (调休) of the yearly notice. */
import { existsSync } from "node:fs";
import { Lunar } from "lunar-typescript";
import { CalendarFileError, readCalendarFile } from "./calendarFile.ts";
import { daysAfter, weekdayOf } from "./localTime.ts";

/** Days are `YYYY-MM-DD`, years four digits. */
export interface Calendar {
  isWorkday(day: string): boolean;
  /** A day off that is more than an ordinary weekend. */
  isHoliday(day: string): boolean;
  /** False when the year's notice is not in the file: then swapped days are missing and the rest is worked out. */
  known(year: number): boolean;
  /** The first workday after the day. */
  nextWorkday(day: string): string;
}

const COLUMNS = ["day", "kind", "name"] as const;

/**
 * Loads `holidays.csv`: rows `day,kind,name`, kind `off` or `work`, over weekends and statutory holidays, which hold
 * without the file too. An absent file counts as empty.
 * @throws CalendarFileError naming the line
 */
export function loadHolidays(file: string): Calendar {
  const swapped = new Map<string, "off" | "work">();
  for (const { line, cells } of existsSync(file) ? readCalendarFile(file, COLUMNS) : []) {
    const [written = "", kind = ""] = cells;
    const day = readDay(written);
    if (day === undefined) {
      throw new CalendarFileError(file, line, `「${written}」不是日期，要写成 2026-01-04`);
    }
    if (kind !== "off" && kind !== "work") {
      throw new CalendarFileError(file, line, `「${kind}」不对，放假写 off，上班写 work`);
    }
    if (swapped.has(day)) throw new CalendarFileError(file, line, `${day} 前面已经写过`);
    swapped.set(day, kind);
  }
  return createCalendar(swapped);
}

/** A calendar of days off and swapped days over the statutory ones. */
function createCalendar(swapped: ReadonlyMap<string, "off" | "work">): Calendar {
  const knownYears = new Set([...swapped.keys()].map(yearOf));
  const statutory = new Map<number, ReadonlySet<string>>();

  const isHoliday = (day: string): boolean => {
    const kind = swapped.get(day);
    if (kind !== undefined) return kind === "off";
    const year = yearOf(day);
    const days = statutory.get(year) ?? new Set(statutoryHolidays(year));
    statutory.set(year, days);
    return days.has(day);
  };
  const isWorkday = (day: string): boolean =>
    swapped.get(day) === "work" || (!isHoliday(day) && weekdayOf(day) <= 5);

  return {
    isWorkday,
    isHoliday,
    known: (year) => knownYears.has(year),
    nextWorkday(day) {
      let next = daysAfter(day, 1);
      while (!isWorkday(next)) next = daysAfter(next, 1);
      return next;
    },
  };
}

/**
 * The holidays of all citizens in a year, `YYYY-MM-DD`: 全国年节及纪念日放假办法 第二条, as amended from 2025-01-01.
 * Days in lieu of those that fall on a weekend (第六条) are set by the yearly notice and are not among them.
 */
export function statutoryHolidays(year: number): string[] {
  const lunar = (month: number, day: number): string => Lunar.fromYmd(year, month, day).getSolar().toYmd();
  const newYear = lunar(1, 1);
  const clearBright = Lunar.fromYmd(year, 6, 1).getJieQiTable()["清明"];
  if (clearBright === undefined) throw new RangeError(`${year} 年的清明算不出来`);
  return [
    `${year}-01-01`,
    ...[-1, 0, 1, 2].map((days) => daysAfter(newYear, days)),
    clearBright.toYmd(),
    `${year}-05-01`,
    `${year}-05-02`,
    lunar(5, 5),
    lunar(8, 15),
    `${year}-10-01`,
    `${year}-10-02`,
    `${year}-10-03`,
  ];
}

/** `2026-01-04`, also as Excel shows it: `2026/1/4`. */
function readDay(text: string): string | undefined {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const day = `${match[1]}-${match[2]!.padStart(2, "0")}-${match[3]!.padStart(2, "0")}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? undefined : day;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
