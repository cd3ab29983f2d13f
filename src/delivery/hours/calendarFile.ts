/** Reading the small tables that staff keep (holidays, office hours) as Excel saves them. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import Papa from "papaparse";

/** A line of a table is wrong. `message` names the file, the line and what to write instead. */
export class CalendarFileError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    reason: string,
  ) {
    super(`${basename(file)} 第 ${line} 行：${reason}`);
    this.name = "CalendarFileError";
  }
}

/** A row and where it stands, counted from 1. */
export interface CalendarRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows under the header, without blank lines and lines that begin with `#`. Cells are trimmed.
 * @param columns the header that must come first
 * @throws CalendarFileError when the header is missing or a row has another number of cells; ENOENT as it comes
 */
export function readCalendarFile(file: string, columns: readonly string[]): CalendarRow[] {
  const rows = decode(readFileSync(file))
    .split(/\r\n|\r|\n/)
    .flatMap((text, i): CalendarRow[] => {
      const cells = (Papa.parse<string[]>(text).data[0] ?? []).map((cell) => cell.trim());
      const noted = cells.every((cell) => cell === "") || cells[0]!.startsWith("#");
      return noted ? [] : [{ line: i + 1, cells: withoutEmptyEnd(cells, columns.length) }];
    });
  const [header, ...body] = rows;
  if (header?.cells.join(",") !== columns.join(",")) {
    throw new CalendarFileError(file, header?.line ?? 1, `表头要写 ${columns.join(",")}`);
  }
  for (const { line, cells } of body) {
    if (cells.length !== columns.length) {
      throw new CalendarFileError(file, line, `要有 ${columns.length} 格，这里有 ${cells.length} 格`);
    }
  }
  return body;
}

/** UTF-8, or GB 18030, which Chinese Excel writes for "CSV". */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Excel pads every line to the widest one, so that a comment with a comma makes empty cells at the end of the rest. */
function withoutEmptyEnd(cells: readonly string[], width: number): readonly string[] {
  return cells.slice(width).every((cell) => cell === "") ? cells.slice(0, width) : cells;
}
