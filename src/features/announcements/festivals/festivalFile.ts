/** Festivals that a greeting is drafted for: `data/festivals.csv`, which staff keep. */

import { existsSync } from "node:fs";
import { CalendarFileError, readCalendarFile } from "../../../delivery/index.ts";
import type { Audience, Category } from "../../members/index.ts";
import { LONGEST_BODY, LONGEST_TITLE } from "../life/limits.ts";
import { type FestivalRule, SOLAR_TERMS } from "./festivalDays.ts";
import { EVERYONE, FAULTS } from "./festivalText.ts";

/** A festival of the file. */
export interface Festival {
  readonly name: string;
  readonly rule: FestivalRule;
  /** So many days before, the greeting is drafted. */
  readonly leadDays: number;
  readonly title: string;
  readonly greeting: string;
  readonly audience: Audience;
}

const COLUMNS = ["name", "calendar", "month", "day", "leadDays", "title", "greeting", "audience"] as const;
const CATEGORIES = ["离休", "退休", "国企退休"] as const satisfies readonly Category[];
const LONGEST_NAME = 20;
const USUAL_LEAD_DAYS = 14;
const MOST_LEAD_DAYS = 90;
/** 29 February and the 30th of a lunar month are not there every year. */
const LAST_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const LAST_LUNAR_DAY = 29;

/**
 * Loads the file: rows `name,calendar,month,day,leadDays,title,greeting,audience`. An absent file means no festivals.
 * @throws CalendarFileError naming the line
 */
export function loadFestivals(file: string): readonly Festival[] {
  const names = new Set<string>();
  const rows = existsSync(file) ? readCalendarFile(file, COLUMNS) : [];
  return rows.map(({ line, cells }) => {
    const refuse = (reason: string): never => {
      throw new CalendarFileError(file, line, reason);
    };
    const festival = readFestival(cells, refuse);
    if (names.has(festival.name)) refuse(FAULTS.repeated(festival.name));
    names.add(festival.name);
    return festival;
  });
}

type Refuse = (reason: string) => never;

function readFestival(cells: readonly string[], refuse: Refuse): Festival {
  const [
    name = "",
    calendar = "",
    month = "",
    day = "",
    leadDays = "",
    title = "",
    greeting = "",
    audience = "",
  ] = cells;
  if (name === "") refuse(FAULTS.name);
  if ([...name].length > LONGEST_NAME) refuse(FAULTS.nameLong(LONGEST_NAME));
  return {
    name,
    rule: readRule({ name, calendar, month, day }, refuse),
    leadDays: readLeadDays(leadDays, refuse),
    title: readText(title, LONGEST_TITLE, FAULTS.title, refuse),
    greeting: readText(greeting, LONGEST_BODY, FAULTS.greeting, refuse),
    audience: readAudience(audience, refuse),
  };
}

function readRule(
  { name, calendar, month, day }: Readonly<Record<"name" | "calendar" | "month" | "day", string>>,
  refuse: Refuse,
): FestivalRule {
  if (calendar === "term") {
    if (month !== "" || day !== "") refuse(FAULTS.termEmpty);
    const term = name.replace(/节$/, "");
    return SOLAR_TERMS.includes(term) ? { calendar, term } : refuse(FAULTS.term(name));
  }
  if (calendar !== "solar" && calendar !== "lunar") return refuse(FAULTS.calendar(calendar));
  const m = wholeNumber(month);
  if (m === undefined || m < 1 || m > 12) return refuse(FAULTS.month(month));
  if (calendar === "lunar" && day === "last") return { calendar, month: m, day };
  const d = wholeNumber(day);
  const last = calendar === "solar" ? LAST_DAYS[m - 1]! : LAST_LUNAR_DAY;
  if (d === undefined || d < 1 || d > last) return refuse(FAULTS.day(day));
  return { calendar, month: m, day: d };
}

function readLeadDays(written: string, refuse: Refuse): number {
  if (written === "") return USUAL_LEAD_DAYS;
  const days = wholeNumber(written);
  return days === undefined || days > MOST_LEAD_DAYS
    ? refuse(FAULTS.leadDays(written, MOST_LEAD_DAYS))
    : days;
}

function readText(text: string, most: number, fault: (most: number) => string, refuse: Refuse): string {
  return text === "" || [...text].length > most ? refuse(fault(most)) : text;
}

function readAudience(written: string, refuse: Refuse): Audience {
  if (written === "" || written === EVERYONE) return { version: 1, everyone: true };
  const parts = written.split("、");
  const categories = CATEGORIES.filter((category) => parts.includes(category));
  return categories.length === parts.length ? { version: 1, categories } : refuse(FAULTS.audience(written));
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : undefined;
}
