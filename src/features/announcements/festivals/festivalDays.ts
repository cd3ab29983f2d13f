/** On which day a festival falls: by the solar calendar, by the lunar one, or at a solar term. */
import { Lunar, LunarYear, Solar } from "lunar-typescript";

/** When a festival is, every year. */
export type FestivalRule =
  | { readonly calendar: "solar"; readonly month: number; readonly day: number }
  /** `last`: the 29th or 30th, as the month has it. */
  | { readonly calendar: "lunar"; readonly month: number; readonly day: number | "last" }
  /** 清明, 冬至 … */
  | { readonly calendar: "term"; readonly term: string };

/** A festival in one year. `year` is that of its own calendar: 除夕 of the lunar year 2026 is in February 2027. */
export interface Occurrence {
  readonly year: number;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** The 24 solar terms (节气), as the library names them. */
export const SOLAR_TERMS: readonly string[] = [
  ..."小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至".split(" "),
  ..."小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至".split(" "),
];

/**
 * The first time on or after a day that it is that festival. A leap lunar month never counts: the festival is kept in
 * the plain month of that number.
 * @param from `YYYY-MM-DD`
 */
export function nextOccurrence(rule: FestivalRule, from: string): Occurrence {
  const year = Number(from.slice(0, 4));
  // The end of a lunar year falls into the next solar one.
  for (const of of [year - 1, year, year + 1, year + 2]) {
    const day = dayIn(rule, of);
    if (day !== undefined && day >= from) return { year: of, day };
  }
  throw new RangeError("a festival that does not come every year");
}

/** Its day in a year of its own calendar; undefined where that year has no such day (the 30th of a short month). */
function dayIn(rule: FestivalRule, year: number): string | undefined {
  switch (rule.calendar) {
    case "solar":
      return `${year}-${twoDigits(rule.month)}-${twoDigits(rule.day)}`;
    case "lunar":
      return lunarDay(year, rule.month, rule.day);
    case "term":
      return Lunar.fromYmd(year, 6, 1).getJieQiTable()[rule.term]?.toYmd();
  }
}

/** lunar-typescript writes a leap month as a negative number: the plain one is asked for. */
function lunarDay(year: number, month: number, day: number | "last"): string | undefined {
  const lunarYear = LunarYear.fromYear(year);
  // 除夕 is the last day of the year, though it were a leap twelfth month's.
  const leap = day === "last" && month === 12 ? lunarYear.getMonth(-12) : null;
  const found = leap ?? lunarYear.getMonth(month);
  if (found === null) return undefined;
  const date = day === "last" ? found.getDayCount() : day;
  if (date > found.getDayCount()) return undefined;
  return Solar.fromJulianDay(found.getFirstJulianDay() + date - 1).toYmd();
}

function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}
