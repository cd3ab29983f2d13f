/** The register of repeals: texts that ended without their successor saying so by title. A file that staff extend. */
import { existsSync, readFileSync } from "node:fs";
import Papa from "papaparse";
import { WordDataError } from "./wordData.ts";

/** One repealed title. Versions issued up to `issuedUpTo` ended on `repealedOn`. Dates are `YYYY-MM-DD`. */
export interface Repeal {
  readonly title: string;
  readonly issuedUpTo: string;
  readonly repealedOn: string;
  readonly successor: string;
  /** Where the repeal is stated. */
  readonly source: string;
}

const COLUMNS = ["title", "issuedUpTo", "repealedOn", "successor", "source"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Loads `repeals.csv`; an absent file counts as empty. @throws WordDataError naming the line */
export function loadRepeals(file: string): Repeal[] {
  if (!existsSync(file)) return [];
  const { data } = Papa.parse<string[]>(readFileSync(file, "utf8").replace(/^\uFEFF/, ""));
  const [header, ...rows] = data;
  if (header?.join(",") !== COLUMNS.join(",")) {
    throw new WordDataError("repeals.csv", 1, `第一行要写 ${COLUMNS.join(",")}`);
  }
  return rows.flatMap((row, i) => {
    if (row.every((cell) => cell.trim() === "")) return [];
    const [title = "", issuedUpTo = "", repealedOn = "", successor = "", source = ""] = row.map((c) =>
      c.trim(),
    );
    if (title === "" || !DAY.test(issuedUpTo) || !DAY.test(repealedOn) || source === "") {
      throw new WordDataError("repeals.csv", i + 2, "要有标题、出处和两个日期，日期写成 2022-05-01");
    }
    return [{ title, issuedUpTo, repealedOn, successor, source }];
  });
}
