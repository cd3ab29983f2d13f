/** Days of birth, solar or lunar: reading, saying, age, and the day on which a birthday is kept. */
import { dayParts, daysInMonth, readDay, writeDay } from "./day.ts";
import { type LunarDay, lunarAnniversary, lunarToSolar, readLunarDay, sayLunarDay } from "./lunarDay.ts";
import { VALUE_TEXT } from "./valueText.ts";

/** `day` is `YYYY-MM-DD` written in its own calendar; `leap` marks a leap lunar month. */
export interface BirthDay {
  readonly day: string;
  readonly calendar: "solar" | "lunar";
  readonly leap: boolean;
}

/** What reading a day of birth yields. `reason` is Chinese and says what to do. */
export type ReadBirthDay =
  | { readonly ok: true; readonly birth: BirthDay }
  | { readonly ok: false; readonly reason: string };

const LUNAR = /农历|阴历|旧历/g;
const SOLAR = /公历|阳历|新历|西历/g;

/**
 * Reads a day of birth: solar as `readDay` takes it, lunar with 农历 (阴历, 旧历) before or behind it, as `readLunarDay`
 * takes it. Each is held against its calendar.
 * @param calendar where it is told apart from the day, as in a column of its own; one that contradicts the text is refused
 */
export function readBirthDay(text: string, calendar?: BirthDay["calendar"]): ReadBirthDay {
  const written = text.normalize("NFKC");
  const named = calendarNamed(written);
  if (named === "both" || (named !== undefined && calendar !== undefined && named !== calendar)) {
    return { ok: false, reason: VALUE_TEXT.calendarsDiffer };
  }
  const bare = written.replace(LUNAR, "").replace(SOLAR, "").replace(/[():]/g, "");
  if ((named ?? calendar ?? "solar") === "solar") {
    const read = readDay(bare);
    return read.ok ? { ok: true, birth: { day: read.day, calendar: "solar", leap: false } } : read;
  }
  const read = readLunarDay(bare.replace(/\s+/g, ""));
  if (!read.ok) return read;
  const { year, month, date, leap } = read.day;
  return { ok: true, birth: { day: writeDay(year, month, date), calendar: "lunar", leap } };
}

/** The solar day of birth, `YYYY-MM-DD`. */
export function solarBirthDay(birth: BirthDay): string {
  return birth.calendar === "solar" ? birth.day : lunarToSolar(lunarDay(birth));
}

/**
 * Full years of life on a solar day (周岁), counted by the solar calendar; below zero before birth.
 * @see 民法典 第二百条（公历），第二百零二条（没有对应日的，月末日）
 */
export function ageOn(birth: BirthDay, day: string): number {
  const born = solarBirthDay(birth);
  const year = dayParts(day)[0];
  const years = year - dayParts(born)[0];
  return day < solarAnniversary(born, year) ? years - 1 : years;
}

/**
 * The solar days of a solar year on which the birthday is kept, in order: one for solar birthdays; none, one or two for
 * lunar ones, since a day in the eleventh or twelfth lunar month may fall in January or in December. Empty before birth.
 * A leap month or a 30th that the year lacks is kept in the plain month and on the 29th; 29 February on the 28th.
 */
export function birthdaysIn(birth: BirthDay, year: number): readonly string[] {
  const born = solarBirthDay(birth);
  const days =
    birth.calendar === "solar"
      ? [solarAnniversary(born, year)]
      : [year - 1, year].map((lunarYear) => lunarAnniversary(lunarDay(birth), lunarYear));
  return days.filter((day) => day.startsWith(`${year}-`) && day >= born);
}

/** The first of `birthdaysIn`, for those who need one day a year. Undefined where the solar year has none. */
export function birthdayIn(birth: BirthDay, year: number): string | undefined {
  return birthdaysIn(birth, year)[0];
}

/** 1940年5月3日, 农历1940年闰五月初三 */
export function sayBirthDay(birth: BirthDay): string {
  if (birth.calendar === "lunar") return `农历${sayLunarDay(lunarDay(birth))}`;
  const [year, month, date] = dayParts(birth.day);
  return `${year}年${month}月${date}日`;
}

function solarAnniversary(born: string, year: number): string {
  const [, month, date] = dayParts(born);
  return writeDay(year, month, Math.min(date, daysInMonth(year, month)));
}

function lunarDay(birth: BirthDay): LunarDay {
  const [year, month, date] = dayParts(birth.day);
  return { year, month, date, leap: birth.leap };
}

function calendarNamed(text: string): BirthDay["calendar"] | "both" | undefined {
  const lunar = text.search(LUNAR) >= 0;
  const solar = text.search(SOLAR) >= 0;
  if (lunar && solar) return "both";
  return lunar ? "lunar" : solar ? "solar" : undefined;
}
