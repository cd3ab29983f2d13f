/** What a check or an import has to tell, as lines, as a file for Excel, and as JSON. */
import Papa from "papaparse";
import type { Check } from "./check.ts";
import { columnOf } from "./columns.ts";
import type { Duplicate } from "./duplicates.ts";
import { FAULT_FILE_HEADERS, REPORT_TEXT, SAME_TEXT } from "./text.ts";

const MOST_LINES = 50;

/**
 * Lines for the console: 50 faults at most, then how many there are in all. No personal values.
 * @param update duplicates of stored members are then no reason to refuse
 */
export function reportLines(check: Check, { update }: { readonly update: boolean }): string[] {
  const lines = entries(check, update).map(({ cell, column, reason }) =>
    REPORT_TEXT.line(cell, column, reason),
  );
  const shown = lines.slice(0, MOST_LINES);
  const warnings = check.warnings.map(possible);
  return [
    ...shown,
    ...(lines.length > 0 ? [REPORT_TEXT.faults(lines.length, shown.length)] : []),
    ...warnings.slice(0, MOST_LINES).map(({ cell, reason }) => REPORT_TEXT.warning(cell, reason)),
    ...(warnings.length > 0 ? [REPORT_TEXT.warnings(warnings.length)] : []),
    ...(check.newBranches.length > 0 ? [REPORT_TEXT.newBranches(check.newBranches)] : []),
    ...(check.newHomes.length > 0 ? [REPORT_TEXT.newHomes(check.newHomes)] : []),
  ];
}

/** Faults, duplicates and warnings as CSV with a BOM, which Excel needs to see UTF-8. Formulas are made harmless. */
export function faultsCsv(check: Check, { update }: { readonly update: boolean }): string {
  const rows = [...entries(check, update), ...check.warnings.map(possible)];
  const csv = Papa.unparse(
    {
      fields: [...FAULT_FILE_HEADERS],
      data: rows.map(({ cell, column, value, reason }) => [cell, column, value, reason]),
    },
    // OWASP, CSV Injection: a cell that begins with = + - @ would be run as a formula.
    { escapeFormulae: true },
  );
  return `\uFEFF${csv}\r\n`;
}

interface Entry {
  readonly cell: string;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

function entries({ faults, duplicates }: Check, update: boolean): Entry[] {
  return [...faults, ...duplicates.filter(({ sameAs }) => "row" in sameAs || !update).map(certain)];
}

function certain({ row, sameAs }: Duplicate): Entry {
  const reason = "row" in sameAs ? SAME_TEXT.inFile(sameAs.row) : SAME_TEXT.inStore(sameAs.memberId);
  return { cell: REPORT_TEXT.row(row), column: columnOf("idNumber").header, value: "", reason };
}

function possible({ row, sameAs }: Duplicate): Entry {
  const reason =
    "row" in sameAs ? SAME_TEXT.perhapsInFile(sameAs.row) : SAME_TEXT.perhapsInStore(sameAs.memberId);
  return { cell: REPORT_TEXT.row(row), column: columnOf("name").header, value: "", reason };
}
