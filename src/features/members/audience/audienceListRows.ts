/** The rows of an uploaded list: headers are looked for in the first lines, columns that are not needed passed over. */
import Papa from "papaparse";
import { bareHeader, keyOfHeader } from "../import/columns.ts";
import { type Cell, MembersFileError } from "../import/table.ts";
import { FILE_TEXT } from "../import/text.ts";
import { LIST_TEXT } from "./audienceText.ts";

/** One row; `row` is its number as the spreadsheet shows it, from 1. */
export interface ListRow {
  readonly row: number;
  readonly name: Cell | undefined;
  readonly number: Cell | undefined;
  readonly idNumber: Cell | undefined;
  readonly phone: Cell | undefined;
}

type Key = Exclude<keyof ListRow, "row">;

const MAX_MEGABYTES = 20;
const MAX_ROWS = 50_000;
/** A title and notes may stand above the headers. */
const HEADER_SEARCH_ROWS = 10;

/**
 * Reads the file; it is an .xlsx when it is a zip, otherwise CSV in UTF-8 or GB 18030.
 * @throws MembersFileError
 */
export async function readListRows(file: Uint8Array): Promise<ListRow[]> {
  if (file.length > MAX_MEGABYTES * 1024 * 1024)
    throw new MembersFileError(LIST_TEXT.tooLarge(MAX_MEGABYTES));
  const bytes = Buffer.from(file);
  const table = bytes.subarray(0, 2).toString("latin1") === "PK" ? await readExcel(bytes) : readCsv(bytes);
  const { columns, headerAt } = findColumns(table);
  const rows = table
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(headerAt + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null && String(cell).trim() !== ""))
    .map(({ row, cells }): ListRow => {
      const at = (key: Key) => {
        const column = columns.get(key);
        return column === undefined ? undefined : cells[column];
      };
      return { row, name: at("name"), number: at("number"), idNumber: at("idNumber"), phone: at("phone") };
    });
  if (rows.length === 0) throw new MembersFileError(LIST_TEXT.noRows);
  if (rows.length > MAX_ROWS) throw new MembersFileError(LIST_TEXT.tooManyRows(MAX_ROWS));
  return rows;
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
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") throw new MembersFileError(FILE_TEXT.oldExcel);
  const { data, errors } = Papa.parse<string[]>(decode(bytes), { skipEmptyLines: false });
  if (errors.some(({ type }) => type === "Quotes")) throw new MembersFileError(FILE_TEXT.brokenCsv);
  return data;
}

function decode(bytes: Buffer): string {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes("\0")) return text;
    } catch {
      // Not this one.
    }
  }
  throw new MembersFileError(FILE_TEXT.encoding);
}

/** The first row by whose headers people can be found. */
function findColumns(table: readonly Cell[][]): { columns: Map<Key, number>; headerAt: number } {
  for (const [headerAt, cells] of table.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const columns = new Map<Key, number>();
    for (const [index, cell] of cells.entries()) {
      const key = keyOf(typeof cell === "string" ? cell : "");
      if (key !== undefined && !columns.has(key)) columns.set(key, index);
    }
    const findable =
      columns.has("number") || columns.has("idNumber") || (columns.has("name") && columns.has("phone"));
    if (findable) return { columns, headerAt };
  }
  throw new MembersFileError(LIST_TEXT.needs);
}

function keyOf(header: string): Key | undefined {
  if ((LIST_TEXT.number as readonly string[]).includes(bareHeader(header))) return "number";
  const key = keyOfHeader(header);
  return key === "name" || key === "idNumber" || key === "phone" ? key : undefined;
}
