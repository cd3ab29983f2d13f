/** Days of the lunar calendar and festivals by name, as the nearest day that bears it. Days are `YYYY-MM-DD`. */
import { Lunar, LunarYear, Solar } from "lunar-typescript";
import { daysAfter } from "../../../delivery/index.ts";

/** Festivals of the solar calendar, by month and day. */
const SOLAR: Readonly<Record<string, readonly [number, number]>> = {
  元旦: [1, 1],
  妇女节: [3, 8],
  三八节: [3, 8],
  劳动节: [5, 1],
  五一: [5, 1],
  青年节: [5, 4],
  儿童节: [6, 1],
  六一: [6, 1],
  建党节: [7, 1],
  七一: [7, 1],
  建军节: [8, 1],
  八一: [8, 1],
  教师节: [9, 10],
  国庆: [10, 1],
};

/** Festivals of the lunar calendar. 小年 is kept on the 24th in the south; 除夕 is the day before the new year. */
const LUNAR: Readonly<Record<string, readonly [number, number]>> = {
  大年初一: [1, 1],
  春节: [1, 1],
  元宵: [1, 15],
  端午: [5, 5],
  七夕: [7, 7],
  中秋: [8, 15],
  重阳: [9, 9],
  腊八: [12, 8],
  小年: [12, 24],
};
const NEW_YEARS_EVE = ["除夕", "大年三十", "年三十", "大年夜", "三十夜"] as const;
const SOLAR_TERMS = ["清明", "冬至"] as const;

/** The festivals that `festivalDay` knows, longest first. 节 may follow. */
export const FESTIVALS: readonly string[] = [
  ...Object.keys(SOLAR),
  ...Object.keys(LUNAR),
  ...NEW_YEARS_EVE,
  ...SOLAR_TERMS,
].sort((a, b) => b.length - a.length);

/** A day named without its year that has gone by no longer ago than this is meant, and is past. */
const JUST_PAST_DAYS = 30;
/** Years written further off than this are slips of the pen. */
const FARTHEST_YEARS = 50;

/**
 * The day of a festival: of that year, or the next to come. Undefined when that year is out of reach.
 * @param year the solar year; the lunar year that begins in it for lunar festivals
 */
export function festivalDay(name: string, today: string, year?: number): string | undefined {
  const eve = (NEW_YEARS_EVE as readonly string[]).includes(name);
  if (eve) return nearest(today, year, (of) => daysAfter(lunarDay(of + 1, 1, 1)!, -1), 1);
  const lunar = LUNAR[name];
  if (lunar !== undefined) return nearest(today, year, (of) => lunarDay(of, ...lunar), 1);
  const solar = SOLAR[name];
  if (solar !== undefined) return nearest(today, year, (of) => solarDay(of, ...solar));
  return nearest(today, year, (of) => Lunar.fromYmd(of, 6, 1).getJieQiTable()[name]?.toYmd());
}

/**
 * The next day of that lunar month and date; of `year`, if given. The 30th of a twelfth month of 29 days is 除夕.
 * Undefined when no near year has it.
 * @param month 1 to 12, negative for the leap month of that number
 */
export function nearestLunarDay(
  month: number,
  date: number,
  today: string,
  year?: number,
): string | undefined {
  const of = (lunarYear: number): string | undefined =>
    lunarDay(lunarYear, month, date) ??
    (month === 12 && date === 30 ? daysAfter(lunarDay(lunarYear + 1, 1, 1)!, -1) : undefined);
  return nearest(today, year, of, 1);
}

/** The next day of that date in any lunar month: 初八. Undefined when there is no such date. */
export function nextLunarDate(date: number, today: string): string | undefined {
  for (let days = 0; days < 62; days++) {
    const day = daysAfter(today, days);
    const [year, month, dayOfMonth] = day.split("-").map(Number);
    if (Solar.fromYmd(year!, month!, dayOfMonth!).getLunar().getDay() === date) return day;
  }
  return undefined;
}

/** The next day of that month and date; of `year`, if given. Undefined when there is none (2月30日). */
export function nearestSolarDay(
  month: number,
  date: number,
  today: string,
  year?: number,
): string | undefined {
  return nearest(today, year, (of) => solarDay(of, month, date));
}

/** That day of that year; undefined when there is none. */
export function solarDay(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return exists ? at.toISOString().slice(0, 10) : undefined;
}

/** @param earlier how many years before this one may still hold the next such day: lunar years end in the next one */
function nearest(
  today: string,
  year: number | undefined,
  of: (year: number) => string | undefined,
  earlier = 0,
): string | undefined {
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) return Math.abs(year - thisYear) > FARTHEST_YEARS ? undefined : of(year);
  const since = daysAfter(today, -JUST_PAST_DAYS);
  // Eight years reach the next 29 February; a leap lunar month may take longer, and is then asked about.
  for (let candidate = thisYear - earlier; candidate <= thisYear + 8; candidate++) {
    const day = of(candidate);
    if (day !== undefined && day >= since) return day;
  }
  return undefined;
}

function lunarDay(year: number, month: number, date: number): string | undefined {
  const found = LunarYear.fromYear(year).getMonth(month);
  if (found === null || date < 1 || date > found.getDayCount()) return undefined;
  return Solar.fromJulianDay(found.getFirstJulianDay() + date - 1).toYmd();
}
