/** `library.csv`: what staff state about the files of a folder. */
import Papa from "papaparse";
import { normaliseText } from "./decode.ts";
import { FIELDS, isField, readField } from "./fields.ts";
import { parseFault } from "./parseError.ts";
import type { MetadataOverride } from "./policyDocument.ts";
import { FIELD_FAULTS, TABLE_FAULTS } from "./text.ts";

/** A row with the line of the table it begins on. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads library.csv: one row a file, by the file's path in the folder with `/`. Columns: file, title, docNumber, issuer,
 * region, audience, issuedOn, effectiveOn, expiresOn, status, supersedes, in any order; also adoptedOn, amendedOn and
 * repealedOn. An empty cell states nothing.
 * @throws PolicyParseError naming file, line and field
 */
export function parseLibraryCsv(file: string, text: string): Map<string, MetadataOverride> {
  const [header, ...rows] = readRows(file, normaliseText(text));
  const columns = readHeader(file, header);
  const overrides = new Map<string, MetadataOverride>();
  for (const row of rows) {
    if (row.cells.slice(columns.length).some((cell) => cell.trim() !== "")) {
      throw parseFault(file, TABLE_FAULTS.cells, row.line);
    }
    const name = (row.cells[columns.indexOf("file")] ?? "").trim().replaceAll("\\", "/").replace(/^\.\//, "");
    if (name === "") throw parseFault(file, TABLE_FAULTS.noFile, row.line);
    if (overrides.has(name)) throw parseFault(file, TABLE_FAULTS.twice(name), row.line);
    overrides.set(name, readRow(file, columns, row));
  }
  return overrides;
}

function readHeader(file: string, header: Row | undefined): string[] {
  const columns = (header?.cells ?? []).map((cell) => cell.trim());
  if (!columns.includes("file")) throw parseFault(file, TABLE_FAULTS.header("file"), 1);
  const unknown = columns.find((column) => column !== "file" && column !== "" && !isField(column));
  if (unknown !== undefined) throw parseFault(file, FIELD_FAULTS.unknown(unknown, ["file", ...FIELDS]), 1);
  const twice = columns.find((column, i) => column !== "" && columns.indexOf(column) !== i);
  if (twice !== undefined) throw parseFault(file, TABLE_FAULTS.twiceColumn(twice), 1);
  return columns;
}

function readRow(file: string, columns: readonly string[], row: Row): MetadataOverride {
  let override: MetadataOverride = {};
  columns.forEach((column, i) => {
    if (!isField(column)) return;
    const read = readField(column, row.cells[i] ?? "");
    if ("fault" in read) throw parseFault(file, read.fault, row.line);
    override = { ...override, ...read.value };
  });
  const { effectiveOn, expiresOn } = override;
  if (effectiveOn !== undefined && expiresOn !== undefined && expiresOn < effectiveOn) {
    throw parseFault(file, FIELD_FAULTS.order(), row.line);
  }
  return override;
}

function readRows(file: string, text: string): Row[] {
  const rows: Row[] = [];
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter: ",",
    newline: "\n",
    step: ({ data, errors, meta }) => {
      const line = text.slice(0, start).split("\n").length;
      if (errors.some(({ type }) => type === "Quotes")) throw parseFault(file, TABLE_FAULTS.quotes, line);
      if (data.some((cell) => cell.trim() !== "")) rows.push({ line, cells: data });
      start = meta.cursor;
    },
  });
  return rows;
}
