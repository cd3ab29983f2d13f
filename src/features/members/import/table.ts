/** Reading a file of members into rows of cells: .xlsx (first sheet) and CSV, headers matched to columns. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import Papa from "papaparse";
import { bareHeader, COLUMNS, type ColumnKey, columnLetters, keyOfHeader } from "./columns.ts";
import { FILE_TEXT } from "./text.ts";

/** A cell as the file holds it. Day cells are `Date`s at midnight UTC. */
export type Cell = string | number | boolean | Date | null;

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

/** The file cannot be read, or its headers do not fit. `message` says what to do; it holds nothing personal. */
export class MembersFileError extends Error {
  override readonly name = "MembersFileError";
}

const MAX_MEGABYTES = 50;
const MAX_ROWS = 200_000;
/** A title and notes may stand above the headers. */
const HEADER_SEARCH_ROWS = 10;

/**
 * Reads a file of members. The kind is told by its first bytes, not by its name; CSV may be UTF-8 (with or without
 * BOM), UTF-16 with BOM or GB18030, separated by commas, semicolons or tabs.
 * @throws MembersFileError
 */
export async function readMembersFile(path: string): Promise<MembersFile> {
  const bytes = await load(path);
  const table = isZip(bytes) ? await readExcel(bytes) : readCsv(bytes);
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

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

async function readExcel(bytes: Buffer): Promise<Cell[][]> {
  try {
    // Loaded when it is needed: the service starts without it.
    const { readSheet } = await import("read-excel-file/node");
    return (await readSheet(bytes)) as unknown as Cell[][];
  } catch (error) {
    throw new MembersFileError(FILE_TEXT.brokenExcel, { cause: error });
  }
}

function readCsv(bytes: Buffer): Cell[][] {
  // The container of .xls and of password-protected .xlsx: [MS-CFB] 2.2.
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new MembersFileError(FILE_TEXT.oldExcel);
  }
  const text = decode(bytes);
  const parsed = Papa.parse<string[]>(text, { delimiter: delimiterOf(text), skipEmptyLines: false });
  if (parsed.errors.some(({ type }) => type === "Quotes")) throw new MembersFileError(FILE_TEXT.brokenCsv);
  return parsed.data;
}

/** Told by the line of headers; papaparse's own guess needs longer rows. */
function delimiterOf(text: string): string {
  const headers = /^.*姓名.*$/m.exec(text)?.[0] ?? "";
  const count = (delimiter: string) => headers.split(delimiter).length;
  return [";", "\t"].find((delimiter) => count(delimiter) > count(",")) ?? ",";
}

function decode(bytes: Buffer): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of utf16 ? ["utf-16le"] : ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch {
      // Not this one.
    }
  }
  throw new MembersFileError(FILE_TEXT.encoding);
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

function isEmpty(cell: Cell): boolean {
  return cell === null || (typeof cell === "string" && cell.trim() === "");
}
