/** A table's cells: the first sheet of an .xlsx, or CSV as Excel and WPS save it. */
import Papa from "papaparse";
import { FILE_TEXT } from "./text.ts";

/** A cell as the file holds it. Day cells are `Date`s at midnight UTC. */
export type Cell = string | number | boolean | Date | null;

/** The file cannot be read, or its headers do not fit. `message` says what to do; it holds nothing personal. */
export class MembersFileError extends Error {
  override readonly name = "MembersFileError";
}

/**
 * The rows of a table. The kind is told by its first bytes, not by its name; CSV may be UTF-8 (with or without BOM),
 * UTF-16 with BOM or GB18030, separated by commas, semicolons or tabs.
 * @throws MembersFileError
 */
export async function readCells(bytes: Buffer): Promise<Cell[][]> {
  return isZip(bytes) ? readExcel(bytes) : readCsv(bytes);
}

export function isEmpty(cell: Cell): boolean {
  return cell === null || (typeof cell === "string" && cell.trim() === "");
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

/** Told by the line of headers, since papaparse's own guess ("") needs longer rows; guessed where no line has 姓名. */
function delimiterOf(text: string): string {
  const headers = /^.*姓名.*$/m.exec(text)?.[0];
  if (headers === undefined) return "";
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
