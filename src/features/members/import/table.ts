/** Reading a file of members into rows of cells, headers matched to columns. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Cell, isEmpty, MembersFileError, readCells } from "./cells.ts";
import { bareHeader, COLUMNS, type ColumnKey, columnLetters, keyOfHeader } from "./columns.ts";
import { FILE_TEXT } from "./text.ts";

/** One person's row; `row` is its number as the spreadsheet shows it, from 1. */
export interface TableRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/** A file that was read: not yet checked. */
export interface MembersFile {
  /** Without its folder. */
  readonly name: string;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** Where each column stands, from 0. */
  readonly columns: ReadonlyMap<ColumnKey, number>;
  /** Rows with anything in them, in order. */
  readonly rows: readonly TableRow[];
}

const MAX_MEGABYTES = 50;
const MAX_ROWS = 200_000;
/** A title and notes may stand above the headers. */
const HEADER_SEARCH_ROWS = 10;

/**
 * Reads a file of members.
 * @throws MembersFileError
 */
export async function readMembersFile(path: string): Promise<MembersFile> {
  const bytes = await load(path);
  const table = await readCells(bytes);
  const { columns, headerAt } = findHeaders(table);
  const rows = table
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(headerAt + 1)
    .filter(({ cells }) => !cells.every(isEmpty));
  if (rows.length === 0) throw new MembersFileError(FILE_TEXT.noRows);
  if (rows.length > MAX_ROWS) throw new MembersFileError(FILE_TEXT.tooManyRows(MAX_ROWS));
  return { name: basename(path), sha256: createHash("sha256").update(bytes).digest("hex"), columns, rows };
}

async function load(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MAX_MEGABYTES * 1024 * 1024) {
      throw new MembersFileError(FILE_TEXT.tooLarge(MAX_MEGABYTES));
    }
    return await readFile(path);
  } catch (error) {
    if (error instanceof MembersFileError) throw error;
    throw new MembersFileError(FILE_TEXT.missing(basename(path)), { cause: error });
  }
}

/** The header row is the first with 姓名 in it; without any, the first with content, so that the error can name it. */
function findHeaders(table: readonly Cell[][]): { columns: Map<ColumnKey, number>; headerAt: number } {
  const top = table.slice(0, HEADER_SEARCH_ROWS);
  const named = top.findIndex((cells) => cells.some((cell) => keyOfHeader(headerText(cell)) === "name"));
  const headerAt = named >= 0 ? named : top.findIndex((cells) => !cells.every(isEmpty));
  const headers = table[headerAt];
  if (headers === undefined) throw new MembersFileError(FILE_TEXT.empty);
  const columns = new Map<ColumnKey, number>();
  const unknown: string[] = [];
  const repeated: string[] = [];
  for (const [index, cell] of headers.entries()) {
    const header = headerText(cell);
    const key = keyOfHeader(header);
    if (bareHeader(header) === "") continue;
    if (key === undefined) unknown.push(header.trim());
    else if (columns.has(key)) repeated.push(bareHeader(header));
    else columns.set(key, index);
  }
  const missing = COLUMNS.filter(({ key, required }) => required && !columns.has(key)).map(
    ({ header }) => header,
  );
  // Without a 姓名 this may be a person's row and no headers at all: nothing of it is repeated.
  if (named >= 0 && unknown.length > 0) throw new MembersFileError(FILE_TEXT.unknownHeaders(unknown));
  if (repeated.length > 0) throw new MembersFileError(FILE_TEXT.repeatedHeaders(repeated));
  if (missing.length > 0) throw new MembersFileError(FILE_TEXT.missingHeaders(missing));
  refuseNameless(table, headerAt, new Set(columns.values()));
  return { columns, headerAt };
}

/** A column without a header would be dropped in silence. */
function refuseNameless(table: readonly Cell[][], headerAt: number, known: ReadonlySet<number>): void {
  for (let row = headerAt + 1; row < table.length; row++) {
    const index = table[row]!.findIndex((cell, column) => !known.has(column) && !isEmpty(cell));
    if (index >= 0) throw new MembersFileError(FILE_TEXT.namelessColumn(columnLetters(index)));
  }
}

function headerText(cell: Cell): string {
  return typeof cell === "string" ? cell : cell === null ? "" : String(cell);
}
