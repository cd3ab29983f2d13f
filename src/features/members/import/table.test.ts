import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import writeSheets from "write-excel-file/node";
import { MembersFileError } from "./cells.ts";
import { columnLetters } from "./columns.ts";
import { readRow } from "./memberRow.ts";
import { readMembersFile } from "./table.ts";
import { writeTemplate } from "./template.ts";
import { CELL_TEXT, FILE_TEXT } from "./text.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-table-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer, name = "名册.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const TEXT = "姓名,类别\r\n测试甲,退休\r\n";
/** The same in GB18030. */
const GB18030 = Buffer.from("d0d5c3fb2cc0e0b1f00d0ab2e2cad4bcd72ccdcbd0dd0d0a", "hex");

describe("readMembersFile", () => {
  it.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with BOM", Buffer.from(`\uFEFF${TEXT}`)],
    ["GB18030", GB18030],
    ["UTF-16 with BOM", Buffer.from(`\uFEFF${TEXT.replaceAll(",", "\t")}`, "utf16le")],
    ["semicolons", Buffer.from(TEXT.replaceAll(",", ";"))],
  ])("reads CSV in %s", async (_, bytes) => {
    const { columns, rows, name } = await readMembersFile(file(bytes));
    expect(name).toBe("名册.csv");
    expect([...columns.keys()]).toEqual(["name", "category"]);
    expect(rows).toEqual([{ row: 2, cells: ["测试甲", "退休"] }]);
  });

  it("counts rows as the spreadsheet does, past a title, empty rows and line breaks in cells", async () => {
    const text =
      '某局老同志名册,\n\n姓名*,类别（必填）,健康备注\n测试甲,退休,"一行\n两行"\n,,\n测试乙,离休,\n';
    const { rows } = await readMembersFile(file(text));
    expect(rows.map(({ row }) => row)).toEqual([4, 6]);
  });

  it("counts rows and columns of .xlsx as Excel shows them, and reads the first sheet", async () => {
    const path = join(folder, "名册.xlsx");
    const first = [
      [null, null, null],
      [null, "姓名", "类别"],
      [null, null, null],
      [null, "测试甲", "退休"],
    ];
    await writeSheets([
      { data: first, sheet: "一" },
      { data: [["别的"]], sheet: "二" },
    ]).toFile(path);
    const { columns, rows } = await readMembersFile(path);
    expect(columns.get("name")).toBe(1);
    expect(rows).toEqual([{ row: 4, cells: [null, "测试甲", "退休"] }]);
  });

  it("tells the kind of a file by its content, not by its name", async () => {
    const path = join(folder, "名册.csv");
    await writeSheets([
      ["姓名", "类别"],
      ["测试甲", "退休"],
    ]).toFile(path);
    expect((await readMembersFile(path)).rows).toHaveLength(1);
  });

  it.each([
    ["missing required headers", "姓名,性别\n测试甲,男\n", FILE_TEXT.missingHeaders(["类别"])],
    ["unknown headers", "姓名,类别,绰号,爱好\n测试甲,退休,x,y\n", FILE_TEXT.unknownHeaders(["绰号", "爱好"])],
    ["repeated headers", "姓名,类别,手机,手机号\n测试甲,退休,,\n", FILE_TEXT.repeatedHeaders(["手机号"])],
    ["a column without a header", "姓名,类别,\n测试甲,退休,x\n", FILE_TEXT.namelessColumn("C")],
    ["nothing", "", FILE_TEXT.empty],
    ["headers alone", "姓名,类别\n", FILE_TEXT.noRows],
    ["an open quote", '姓名,类别\n"测试甲,退休\n', FILE_TEXT.brokenCsv],
    ["an old .xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), FILE_TEXT.oldExcel],
    ["a torn .xlsx", Buffer.from("504b0304ffffffff", "hex"), FILE_TEXT.brokenExcel],
    ["bytes that are no text", Buffer.from("ff00ff00ff81", "hex"), FILE_TEXT.encoding],
  ])("refuses %s and says what to do", async (_, content, message) => {
    await expect(readMembersFile(file(content))).rejects.toThrow(new MembersFileError(message));
  });

  it("does not repeat a person's row when the headers are missing", async () => {
    await expect(readMembersFile(file("测试甲,13800001234\n"))).rejects.toThrow(
      FILE_TEXT.missingHeaders(["姓名", "类别"]),
    );
  });

  it("names a file that is not there, without its folder", async () => {
    await expect(readMembersFile(join(folder, "没有.xlsx"))).rejects.toThrow(FILE_TEXT.missing("没有.xlsx"));
  });
});

describe("writeTemplate", () => {
  it("writes a file whose sample row is refused, and whose blank rows are none", async () => {
    const path = join(folder, "模板.xlsx");
    await writeTemplate(path);
    const template = await readMembersFile(path);
    expect(template.columns.size).toBe(18);
    expect(template.rows).toHaveLength(1);
    expect(readRow(template, template.rows[0]!, "2026-05-01")).toMatchObject({
      kind: "faulty",
      faults: [{ cell: "A2", reason: CELL_TEXT.sample }],
    });
  });

  it("holds a sample that would pass under another name", async () => {
    const path = join(folder, "模板.xlsx");
    await writeTemplate(path);
    const template = await readMembersFile(path);
    const [sample] = template.rows;
    const named = { ...sample!, cells: ["测试甲", ...sample!.cells.slice(1)] };
    expect(readRow(template, named, "2026-05-01").kind).toBe("row");
  });
});

describe("columnLetters", () => {
  it("counts as Excel does", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnLetters)).toEqual([
      "A",
      "Z",
      "AA",
      "AZ",
      "BA",
      "ZZ",
      "AAA",
    ]);
  });
});
