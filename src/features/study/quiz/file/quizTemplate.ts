/** The Excel file from which staff make a quiz: settings with how to fill them in, and two questions to write over. */
import { LIMITS, letterOf } from "./draftCheck.ts";
import { SHEET_FIELDS as FIELDS, SHEET_TEXT as SHEET } from "./fileText.ts";

const HEADER = { fontWeight: "bold", backgroundColor: "#E8EEF4", wrap: true } as const;
const SAMPLE = { backgroundColor: "#FFF3C4", textColor: "#8A5A00", wrap: true } as const;
/** Excel's format for text: dates stay as they are typed. */
const AS_TEXT = "@";
const LETTERS = Array.from({ length: LIMITS.options }, (_, index) => letterOf(index));

/** The template as .xlsx. `readQuizFile` reads it as it is. */
export async function writeQuizTemplate(): Promise<Buffer> {
  const { default: writeSheets } = await import("write-excel-file/node");
  return writeSheets([
    {
      sheet: SHEET.questions,
      stickyRowsCount: 1,
      columns: [
        { width: 8 },
        { width: 50 },
        ...LETTERS.map(() => ({ width: 16 })),
        { width: 8 },
        { width: 8 },
        { width: 50 },
        { width: 40 },
        { width: 12 },
      ],
      data: [headerRow(), ...SHEET.sampleRows.map(sampleRow)],
    },
    {
      sheet: SHEET.settings,
      columns: [{ width: 14 }, { width: 40 }, { width: 70 }],
      data: [
        [SHEET.setting, SHEET.value, SHEET.meaning].map((value) => ({ value, ...HEADER })),
        ...SHEET.settingRows.map(([name, value, meaning]) => [
          { value: name },
          { type: String, format: AS_TEXT, wrap: true, ...(value === "" ? {} : { value }) },
          { value: meaning, wrap: true },
        ]),
      ],
    },
    {
      sheet: SHEET.meaning,
      columns: [{ width: 24 }, { width: 90 }],
      data: SHEET.columnNotes.map(([column, note]) => [{ value: column }, { value: note, wrap: true }]),
    },
  ]).toBuffer();
}

function headerRow() {
  return [
    FIELDS.kind,
    FIELDS.text,
    ...LETTERS.map(SHEET.option),
    FIELDS.correct,
    FIELDS.points,
    FIELDS.explanation,
    SHEET.citedTitle,
    SHEET.citedArticle,
  ].map((value) => ({ value, ...HEADER }));
}

function sampleRow(row: (typeof SHEET.sampleRows)[number]) {
  const options = LETTERS.map((_, index) => row.options[index] ?? null);
  const cells = [row.kind, row.text, ...options, row.answer, row.points, row.explanation, ...row.cited];
  return cells.map((value) => (value === null ? null : { value, ...SAMPLE }));
}
