/** A calendar year where the bureau is. */
import { instantOf } from "../../../../delivery/index.ts";
import { StudyError } from "../../types.ts";
import { ATTENDING_TEXT } from "../attendingText.ts";
import type { YearSpan } from "./year.repo.ts";

const FIRST_YEAR = 2000;
const LAST_YEAR = 2199;

/** @throws StudyError for what is no year of ours */
export function yearSpan(year: number, timeZone: string): YearSpan {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR)
    throw new StudyError("year", ATTENDING_TEXT.year(FIRST_YEAR, LAST_YEAR));
  return {
    from: instantOf(`${year}-01-01`, "00:00", timeZone),
    to: instantOf(`${year + 1}-01-01`, "00:00", timeZone),
  };
}
