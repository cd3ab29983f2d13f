/** The template that staff fill in: headers, a sample row that must go, and a sheet that explains each column. */
import { COLUMNS } from "./columns.ts";
import { COLUMN_TEXT, SHEET_TEXT } from "./text.ts";

/** Rows prepared as text, lest Excel turn identity numbers into 4.3E+17 while they are typed. */
const PREPARED_ROWS = 500;
const HEADER = { fontWeight: "bold", backgroundColor: "#E8EEF4", wrap: true } as const;
const SAMPLE = { backgroundColor: "#FFF3C4", textColor: "#8A5A00" } as const;
/** Excel's format for text. */
const AS_TEXT = "@";

/**
 * Writes the template as .xlsx. An existing file is replaced.
 * @throws Error when the file cannot be written
 */
export async function writeTemplate(file: string): Promise<void> {
  const { default: writeSheets } = await import("write-excel-file/node");
  await writeSheets([
    {
      sheet: SHEET_TEXT.members,
      stickyRowsCount: 1,
      columns: COLUMNS.map(({ width }) => ({ width })),
      data: [headerRow(), sampleRow(), ...Array.from({ length: PREPARED_ROWS }, blankRow)],
    },
    {
      sheet: SHEET_TEXT.explained,
      columns: [{ width: 16 }, { width: 12 }, { width: 90 }],
      data: [
        [SHEET_TEXT.column, SHEET_TEXT.required, SHEET_TEXT.explanation].map((value) => ({
          value,
          ...HEADER,
        })),
        ...COLUMNS.map(({ key, header, required }) => [
          { value: header },
          { value: required ? SHEET_TEXT.yes : SHEET_TEXT.no },
          { value: COLUMN_TEXT[key], wrap: true },
        ]),
        ...SHEET_TEXT.notes.map((value) => [null, null, { value, wrap: true }]),
      ],
    },
  ]).toFile(file);
}

function headerRow() {
  return COLUMNS.map(({ header, required }) => ({ value: required ? `${header}*` : header, ...HEADER }));
}

function sampleRow() {
  return COLUMNS.map(({ sample, asText }) => ({
    type: String,
    ...(sample === "" ? {} : { value: sample }),
    ...SAMPLE,
    ...(asText ? { format: AS_TEXT } : {}),
  }));
}

function blankRow() {
  return COLUMNS.map(({ asText }) => (asText ? { type: String, format: AS_TEXT } : null));
}
