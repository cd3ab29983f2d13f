import Papa from "papaparse";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Members } from "../types.ts";
import type { ImportParts } from "./check.ts";
import { importMembers } from "./importMembers.ts";
import { faultsCsv, reportLines } from "./report.ts";
import {
  inventedId,
  MAN,
  NEITHER,
  OPERATOR,
  openSampleBureau,
  type SampleBureau,
  told,
} from "./sampleBureau.ts";
import { CELL_TEXT } from "./text.ts";

let bureau: SampleBureau;
let members: Members;
let parts: ImportParts;

beforeEach(() => {
  bureau = openSampleBureau();
  ({ members, parts } = bureau);
});

afterEach(() => bureau.close());

describe("checking a file", () => {
  it("reads what Excel makes of numbers and days", async () => {
    const file = await bureau.excel(
      ["姓名", "类别", "手机", "出生日期", "入党时间"],
      ["测试甲", "退休", 13800001234, new Date("1940-05-03T00:00:00Z"), 19650701],
      ["测试乙", "退休", 73122345678, "农历1940年五月初三", null],
    );
    expect(bureau.check(file).rows.map(({ draft }) => draft)).toEqual([
      {
        name: "测试甲",
        category: "退休",
        phone: "13800001234",
        birth: { day: "1940-05-03", calendar: "solar", leap: false },
        joinedPartyOn: "1965-07-01",
      },
      {
        name: "测试乙",
        category: "退休",
        phone: "073122345678",
        birth: { day: "1940-05-03", calendar: "lunar", leap: false },
      },
    ]);
  });

  it("names every bad cell with its reason, and stores nothing at all", async () => {
    const file = await bureau.csv(
      [
        "姓名",
        "类别",
        "身份证号",
        "手机",
        "出生日期",
        "性别",
        "状态",
        "入党时间",
        "历法",
        "党支部",
        "联络员",
      ],
      ["测试甲", "退休", "", "", "", "", "", "", "", "", ""],
      ["", "在职", "11010519491231002Y", "12345", "1941-02-29", "？", "不详", "2030-01-01", "佛历", "", ""],
      ["测试乙", "退休", MAN, "", "1940-05-04", "女", "", "1930-01-01", "", "没有的支部", "没有的人"],
      ["测试丙", "#N/A", "4.30203E+17", "", "", "", "", "", "农历", "", ""],
    );
    const result = importMembers(parts, OPERATOR, file, NEITHER);
    expect(result.kind).toBe("refused");
    expect(result.check.faults.map(({ cell }) => cell)).toEqual([
      "A3",
      "B3",
      "C3",
      "D3",
      "F3",
      "G3",
      "H3",
      "I3",
      "E4",
      "F4",
      "H4",
      "B5",
      "C5",
      "I5",
    ]);
    expect(told(result.check)).toContainEqual(["E4", CELL_TEXT.idBirth]);
    expect(told(result.check)).toContainEqual(["H4", CELL_TEXT.joinedBeforeBirth]);
    expect(told(result.check)).toContainEqual(["C5", CELL_TEXT.digitsLost]);
    expect(members.list({})).toEqual([]);
  });

  it("tells Excel's own loss of digits from a wrong number", async () => {
    const file = await bureau.excel(
      ["姓名", "类别", "身份证号"],
      ["测试甲", "退休", Number("430203194005031234")],
    );
    expect(told(bureau.check(file))).toEqual([["C2", CELL_TEXT.digitsLost]]);
  });

  it("takes a lunar birthday that the identity card bears as its solar day or in its own figures", async () => {
    const asSolar = inventedId("19400608", "001");
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号", "出生日期"],
      ["测试甲", "退休", asSolar, "农历1940年五月初三"],
      ["测试乙", "退休", MAN, "农历1940年五月初三"],
      ["测试丙", "退休", inventedId("19400609", "001"), "农历1940年五月初三"],
    );
    expect(told(bureau.check(file))).toEqual([["D4", CELL_TEXT.idBirth]]);
  });

  it("warns of people who may be the same, and lets them pass", async () => {
    const id = members.add(OPERATOR, {
      name: "测试甲",
      category: "退休",
      unit: "某局",
      birth: { day: "1940-05-03", calendar: "solar", leap: false },
    });
    const file = await bureau.csv(
      ["姓名", "类别", "出生日期", "单位"],
      ["测试甲", "退休", "1940-05-03", "某 局"],
      ["测试甲", "退休", "1940-05-03", "别局"],
      ["测试乙", "退休", "1941-01-01", ""],
      ["测试乙", "退休", "1941-01-01", ""],
      ["测试丙", "退休", "", ""],
      ["测试丙", "退休", "", ""],
    );
    const result = importMembers(parts, OPERATOR, file, NEITHER);
    expect(result.kind).toBe("imported");
    expect(result.check.warnings).toEqual([
      { row: 2, sameAs: { memberId: id } },
      { row: 5, sameAs: { row: 4 } },
    ]);
  });

  it("does not take two people with different identity numbers for one", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号", "单位"],
      ["测试甲", "退休", MAN, "某局"],
      ["测试甲", "退休", inventedId("19400503", "003"), "某局"],
    );
    expect(bureau.check(file).warnings).toEqual([]);
  });

  it("takes a liaison only where the name leaves no doubt and the person is one", async () => {
    members.addStaff(OPERATOR, { name: "测试同名", roles: ["liaison"] });
    members.addStaff(OPERATOR, { name: "测试同名", roles: ["liaison"] });
    members.addStaff(OPERATOR, { name: "测试编辑", roles: ["editor"] });
    const gone = members.addStaff(OPERATOR, { name: "测试离职", roles: ["liaison"] });
    members.deactivate(OPERATOR, gone);
    const file = await bureau.csv(
      ["姓名", "类别", "联络员"],
      ["测试甲", "退休", "测试同名"],
      ["测试乙", "退休", "测试编辑"],
      ["测试丙", "退休", "测试离职"],
    );
    expect(told(bureau.check(file, true))).toEqual([
      ["C2", CELL_TEXT.severalNamed],
      ["C3", CELL_TEXT.unknownLiaison],
      ["C4", CELL_TEXT.unknownLiaison],
    ]);
  });
});

describe("what a fault shows", () => {
  it("never holds a phone, an identity number, an address or a note on health, in whatever column they stand", async () => {
    const secrets = [
      "13800001234x",
      "430203194005031234",
      "某某街道某某小区三栋二单元四零二室靠近菜市场",
      "0731-2234567x",
    ];
    const header = [
      "姓名",
      "类别",
      "性别",
      "出生日期",
      "历法",
      "身份证号",
      "手机",
      "党支部",
      "入党时间",
      "联络员",
      "状态",
    ];
    const rows = secrets.map((secret) => header.map((name) => (name === "姓名" ? "测试甲" : secret)));
    const { faults, ...rest } = bureau.check(await bureau.csv(header, ...rows));
    const output =
      JSON.stringify(faults) +
      faultsCsv({ faults, ...rest }, NEITHER) +
      reportLines({ faults, ...rest }, NEITHER).join();
    for (const secret of secrets) expect(output).not.toContain(secret);
    expect(output).not.toMatch(/\d{7}/);
  });

  it("is cut off at fifty lines, with the sum told", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => [`测试${i}`, "不详"]);
    const lines = reportLines(bureau.check(await bureau.csv(["姓名", "类别"], ...rows)), NEITHER);
    expect(lines).toHaveLength(51);
    expect(lines[0]).toBe(`B2（类别）：${CELL_TEXT.category}`);
    expect(lines[50]).toContain("共 60 处");
  });

  it("opens in Excel as UTF-8 and runs no formula", async () => {
    const text = faultsCsv(
      bureau.check(await bureau.csv(["姓名", "类别"], ["测试甲", '=HYPERLINK("x")'])),
      NEITHER,
    );
    expect(text.startsWith("\uFEFF单元格,列,内容,原因\r\n")).toBe(true);
    expect(Papa.parse<string[]>(text.slice(1)).data[1]![2]).toMatch(/^'=/);
  });
});
