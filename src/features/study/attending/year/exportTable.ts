/** The year as an Excel file: branches, sessions, and who came. Every file is in the audit log. */
import type { Cell, SheetData } from "write-excel-file/node";
import type { Attending } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { type Column, nameColumns, sessionColumns, summaryColumns } from "./exportColumns.ts";
import { EXPORT_TEXT } from "./exportText.ts";
import { wasGone } from "./outcome.ts";
import { type YearFigures, yearFigures } from "./table.ts";
import { countNames, type NameRow, yearNames } from "./year.repo.ts";

export interface ExportParts extends AttendingParts {
  /** {@link MOST_NAMES} unless given. */
  readonly mostNames?: number;
}

/**
 * The library builds a file in memory, 8 MB a thousand rows of names: so many need about 160 MB while they are written.
 * A branch has some 500 a year; where there are more rows the sheet says to export branch by branch.
 */
export const MOST_NAMES = 20_000;
const HEADER = { fontWeight: "bold", backgroundColor: "#E8EEF4", wrap: true } as const;

export function createExport(parts: ExportParts): Attending["exportTable"] {
  const { store, audit, timeZone, mostNames = MOST_NAMES } = parts;
  return async (actor, year, branchId) => {
    // In one transaction with the audit: a file that nobody knows of must not exist, and its sheets agree.
    const { figures, names, rows } = store.transaction(() => {
      const found = yearFigures(parts, actor, year, branchId);
      const count = countNames(store.records, found.filter, parts.clock());
      const written = count > mostNames ? [] : namesOf(parts, found, mostNames);
      audit.record(actor, "study.export", branchId === undefined ? "study:all" : `branch:${branchId}`, {
        year,
        branches: found.branches.map((line) => line.branchId),
        sessions: found.sessions.length,
        names: written.length,
      });
      return { figures: found, names: written, rows: count };
    });
    const { sheets } = EXPORT_TEXT;
    // Loaded when it is needed: the service starts without it.
    const { default: writeSheets } = await import("write-excel-file/node");
    return writeSheets([
      sheetOf(sheets.summary, summaryColumns(year), figures.branches),
      sheetOf(sheets.sessions, sessionColumns(timeZone), figures.sessions),
      rows > mostNames
        ? { sheet: sheets.names, columns: [{ width: 60 }], data: [[EXPORT_TEXT.tooMany(rows, mostNames)]] }
        : sheetOf(sheets.names, nameColumns(timeZone), names),
    ]).toBuffer();
  };
}

/** Without those who were dead or moved by then: they are not among the invited of the other sheets either. */
function namesOf(
  { store, clock, timeZone }: AttendingParts,
  { filter }: YearFigures,
  most: number,
): NameRow[] {
  return yearNames(store.records, filter, clock(), most).filter(
    (row) => row.attendedAt !== null || row.madeUpAt !== null || !wasGone(row, row.startsAt, timeZone),
  );
}

function sheetOf<Row>(sheet: string, columns: readonly Column<Row>[], rows: readonly Row[]) {
  const header: Cell[] = columns.map((column) => ({ value: column.header, type: String, ...HEADER }));
  const data: SheetData = [header, ...rows.map((row) => columns.map((column) => column.cell(row)))];
  return { sheet, stickyRowsCount: 1, columns: columns.map(({ width }) => ({ width })), data };
}
