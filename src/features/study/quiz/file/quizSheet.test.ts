/** Quiz files in Excel: read whole, every fault named with sheet, row and column; the template. */
import { describe, expect, it } from "vitest";
import writeSheets from "write-excel-file/node";
import { ZONE } from "../quiz.fixture.ts";
import { faultOf, fileOf } from "./quizFile.fixture.ts";
import { readQuizFile } from "./quizFile.ts";
import { writeQuizTemplate } from "./quizTemplate.ts";

const HEAD = ["题型", "题目", "选项A", "选项B", "选项C", "答案", "分值", "解析", "依据文件", "依据条款"];
const ROW = ["单选", "每月几次？", "一次", "两次", null, "A", 10, "一次。", "规程", "二（一）"];

/** An Excel file of these rows. */
async function excel(
  questions: readonly (readonly (string | number | null)[])[],
  settings: [string, string | Date | number][],
) {
  const cell = (value: string | number | Date | null) =>
    value === null
      ? null
      : value instanceof Date
        ? { value, type: Date, format: "yyyy-mm-dd hh:mm" }
        : { value };
  const bytes = await writeSheets([
    { sheet: "题目", data: questions.map((row) => row.map(cell)) },
    { sheet: "设置", data: [["项目", "内容"], ...settings].map((row) => row.map(cell)) },
  ]).toBuffer();
  return readQuizFile(fileOf(bytes, "q4.xlsx"), ZONE);
}

describe("an Excel file", () => {
  it("is read whole, days and times as the sheet shows them", async () => {
    const draft = await excel(
      [
        HEAD,
        ROW,
        [],
        ["多选题", "怎么签到？", "扫码", "签名", "都不用", "Ａ、b", null, "都行。", null, null],
      ],
      [
        ["标题", "第四季度竞答"],
        ["开始时间", new Date(Date.UTC(2026, 11, 1, 9))],
        ["截止时间", "2026-12-10 18:00"],
        ["限时分钟", 20],
        ["打乱次序", "否"],
        ["区县", "天元区、芦淞区"],
      ],
    );
    expect(draft).toMatchObject({
      slug: "q4",
      opensAt: Date.UTC(2026, 11, 1, 1),
      closesAt: Date.UTC(2026, 11, 10, 10),
      minutes: 20,
      attempts: 1,
      shuffled: false,
      audience: { version: 1, districts: ["天元区", "芦淞区"] },
    });
    expect(draft.questions).toEqual([
      {
        kind: "single",
        text: "每月几次？",
        options: ["一次", "两次"],
        correct: [0],
        points: 10,
        explanation: "一次。",
        cite: { title: "规程", article: "二（一）" },
      },
      {
        kind: "multiple",
        text: "怎么签到？",
        options: ["扫码", "签名", "都不用"],
        correct: [0, 1],
        points: 10,
        explanation: "都行。",
      },
    ]);
  });

  it.each([
    ["答案", "D", "「题目」第 3 行 答案：D 不在选项里"],
    ["选项B", "一次", "「题目」第 3 行 选项：选项 B 和前面的一样"],
    ["选项A", null, "「题目」第 3 行 选项：选项 A 空着"],
    ["题型", "问答", "「题目」第 3 行 题型：不对，只能写：单选、多选"],
    ["分值", "十分", "「题目」第 3 行 分值：要写 1 到 100 的整数"],
    ["依据条款", null, "「题目」第 3 行 依据：依据的文件和条款要么都写"],
  ])("with a wrong %s names sheet, row and column", async (column, value, words) => {
    const row = ROW.map((cell, at) => (HEAD[at] === column ? value : cell));
    const other = ROW.map((cell) => (cell === "每月几次？" ? "每年几次？" : cell));
    const error = await faultOf(excel([HEAD, other, row], [["标题", "竞答"]]));
    expect(error.message).toContain(`q4.xlsx${words}`);
    expect(error.line).toBe(3);
  });

  it.each([
    ["限时分钟", "二十", "「设置」第 3 行 限时分钟：要写数字"],
    ["打乱次序", "也许", "「设置」第 3 行 打乱次序：要写 是 或者 否"],
    ["截止时间", "下周", "「设置」第 3 行 截止时间：要写成 2026-12-01 09:00"],
    ["合格线", "60", "「设置」第 3 行 项目：不认识「合格线」"],
    ["人员类别", "在职", "「设置」第 3 行 人员类别：不对，只能写：离休、退休、国企退休"],
  ])("with a wrong setting %s names its row", async (name, value, words) => {
    const error = await faultOf(
      excel(
        [HEAD, ROW],
        [
          ["标题", "竞答"],
          [name, value],
        ],
      ),
    );
    expect(error.message).toContain(words);
  });

  it("with a changed header says which column is missing or unknown", async () => {
    const without = HEAD.map((header) => (header === "答案" ? null : header));
    expect((await faultOf(excel([without, ROW], [["标题", "竞答"]]))).message).toContain("缺少这些列：答案");
    const unknown = HEAD.map((header) => (header === "解析" ? "说明文字" : header));
    expect((await faultOf(excel([unknown, ROW], [["标题", "竞答"]]))).message).toContain(
      "不认识「说明文字」这一列",
    );
  });

  it("made from the template is read as it comes", async () => {
    const draft = await readQuizFile(fileOf(await writeQuizTemplate(), "template.xlsx"), ZONE);
    expect(draft.title).toBe("第四季度政策知识竞答");
    expect(draft).toMatchObject({ attempts: 2, passPercent: 60, shuffled: true, sample: false });
    expect(draft.questions.map(({ kind, correct }) => [kind, correct])).toEqual([
      ["single", [0]],
      ["multiple", [0, 1, 2]],
    ]);
  });
});
