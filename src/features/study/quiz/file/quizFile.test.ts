/** Quiz files in YAML: read whole, every fault named with its place; the sample quiz. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { testLibrary } from "../../../../testing/library.ts";
import { citeClause } from "../../../policy/index.ts";
import { ZONE } from "../quiz.fixture.ts";
import { faultOf, fileOf } from "./quizFile.fixture.ts";
import { readQuizFile } from "./quizFile.ts";

const SAMPLE = resolve(import.meta.dirname, "../../../../../data/quizzes/sample.yaml");
const POLICIES = resolve(import.meta.dirname, "../../../../../data/policies");

/** A good file, with one piece replaced. */
function yaml(from = "", to = "", name = "q4.yaml") {
  const good = `title: 第四季度竞答
opensAt: 2026-12-01 09:00
closesAt: 2026-12-10
attempts: 2
passPercent: 60
questions:
  - kind: single
    text: 每月学习几次？
    options: [一次, 两次]
    answer: A
    explanation: 每月一次。
  - kind: multiple
    text: 怎么签到？
    options: [扫码, 签名, 不用签]
    answer: AB
    points: 20
    explanation: 扫码、签名都行。
    cite: { title: 规程, article: 四（一） }
`;
  expect(good).toContain(from);
  return readQuizFile(
    fileOf(
      good.replace(from, () => to),
      name,
    ),
    ZONE,
  );
}

describe("a YAML file", () => {
  it("is read whole, with times by the bureau's clock and what is left out filled in", async () => {
    const draft = await yaml();
    expect(draft).toEqual({
      slug: "q4",
      title: "第四季度竞答",
      intro: "",
      sample: false,
      opensAt: Date.UTC(2026, 11, 1, 1),
      // The end of that day.
      closesAt: Date.UTC(2026, 11, 10, 16),
      attempts: 2,
      passPercent: 60,
      shuffled: true,
      questions: [
        {
          kind: "single",
          text: "每月学习几次？",
          options: ["一次", "两次"],
          correct: [0],
          points: 10,
          explanation: "每月一次。",
        },
        {
          kind: "multiple",
          text: "怎么签到？",
          options: ["扫码", "签名", "不用签"],
          correct: [0, 1],
          points: 20,
          explanation: "扫码、签名都行。",
          cite: { title: "规程", article: "四（一）" },
        },
      ],
    });
  });

  it.each([
    ["an answer outside the options", "answer: A\n", "answer: C\n", 10, "answer：C 不在选项里，选项只到 B"],
    ["a single question with two answers", "answer: A\n", "answer: AB\n", 10, "单选题只能有一个答案"],
    ["a multiple question with one answer", "answer: AB\n", "answer: A\n", 15, "多选题至少要有两个答案"],
    ["a letter written twice", "answer: AB\n", "answer: ABB\n", 15, "同一个字母写了两次"],
    ["an answer that is no letter", "answer: A\n", "answer: 一次\n", 10, "answer：只能写选项的字母"],
    ["equal options", "[一次, 两次]", "[一次, 一次。]", 9, "options：选项 B 和前面的一样"],
    ["one option", "[一次, 两次]", "[一次]", 9, "要有 2 到 8 个"],
    ["too long an option", "[一次, 两次]", `[一次, ${"长".repeat(101)}]`, 9, "选项 B 太长，最多 100 个字"],
    ["too long a question", "每月学习几次？", "长".repeat(301), 8, "text：太长，最多 300 个字"],
    ["the same question twice", "怎么签到？", "每月学习几次?", 13, "和第 1 题重复了"],
    ["a letter in the explanation", "每月一次。", "选A，每月一次。", 11, "解析里不要写选项的字母"],
    ["no points", "points: 20", "points: 0", 16, "points：要写 1 到 100 的整数"],
    ["half a citation", "article: 四（一）", 'article: ""', 18, "cite：依据的文件和条款要么都写"],
    ["a draw above the number", "attempts: 2", "draw: 3", 4, "draw：要写 1 到 2 的整数"],
    ["a draw among uneven questions", "attempts: 2", "draw: 1", 4, "各题的分值要一样"],
    ["a closing before the opening", "2026-12-10", "2026-11-30", 3, "closesAt：截止时间要晚于开始时间"],
    ["a day that there is not", "2026-12-10", "2026-02-30", 3, "closesAt：要写成 2026-12-01 09:00"],
    ["a pass without sense", "passPercent: 60", "passPercent: 600", 5, "passPercent：要写 1 到 100"],
    ["no attempt", "attempts: 2", "attempts: 0", 4, "attempts：要写 1 到 10 的整数"],
    ["an unknown field", "attempts: 2", "atempts: 2", 4, "不认识 atempts"],
    ["an unknown kind", "kind: multiple", "kind: 问答", 12, "kind：不对，只能写：single、multiple"],
    ["a missing title", "title: 第四季度竞答\n", "", 1, "title：没有写"],
    [
      "an audience of an unknown kind",
      "attempts: 2",
      "audience: { categories: [在职] }",
      4,
      "只能写：离休、退休、国企退休",
    ],
    ["broken YAML", "[一次, 两次]", "[一次, 两次", 10, "格式不对"],
  ])("with %s is refused, naming file, line, field and what to do", async (_, from, to, line, words) => {
    const error = await faultOf(yaml(from, to));
    expect(error.message).toContain(words);
    expect(error.message).toContain(`q4.yaml 第 ${line} 行`);
    expect(error.line).toBe(line);
  });

  it("without a question is refused", async () => {
    const path = fileOf("title: 空的\nquestions: []\n", "empty.yaml");
    const error = await faultOf(readQuizFile(path, ZONE));
    expect(error.message).toBe("empty.yaml 第 2 行 questions：一道题也没有，请至少写一道");
  });

  it("keeps 以上都对 answerable by letter in its explanation, since such options are not shuffled", async () => {
    const draft = await yaml(
      "options: [一次, 两次]\n    answer: A\n    explanation: 每月一次。",
      "options: [一次, 以上都对]\n    answer: A\n    explanation: 选A。",
    );
    expect(draft.questions[0]?.explanation).toBe("选A。");
  });

  it("must have a name that can be the quiz's", async () => {
    const error = await faultOf(yaml("", "", "第四季度.yaml"));
    expect(error.message).toContain("文件名只能用英文字母、数字和连字符");
  });

  it.each([
    ["q.xls", "", "只认 .yaml 和 .xlsx"],
    ["q.xlsx", "no zip", "不是完好的 Excel 文件"],
    ["q.yaml", new Uint8Array([0xb1, 0xea, 0xcc, 0xe2]), "请存成 UTF-8"],
  ])("that is %s of another content is refused with what to do", async (name, content, words) => {
    expect((await faultOf(readQuizFile(fileOf(content, name), ZONE))).message).toContain(words);
  });

  it("that is not there is refused with what to do", async () => {
    expect((await faultOf(readQuizFile("/nowhere/q.yaml", ZONE))).message).toBe(
      "q.yaml：打不开。请确认文件在那里，并且程序有权读它",
    );
  });
});

describe("the sample quiz", () => {
  it("has ten questions, single and multiple, and says that it is a sample", async () => {
    const draft = await readQuizFile(SAMPLE, ZONE);
    expect(draft.questions).toHaveLength(10);
    expect(new Set(draft.questions.map(({ kind }) => kind))).toEqual(new Set(["single", "multiple"]));
    expect(draft.sample).toBe(true);
    expect(draft.title).toContain("示例");
  });

  it("cites only clauses that are in force in the bundled notices, and that hold the answer's figures", async () => {
    const library = testLibrary();
    await library.reindex([POLICIES]);
    const { questions } = await readQuizFile(SAMPLE, ZONE);
    for (const { cite, options, correct, text } of questions) {
      const clause = citeClause(library, cite!.title, cite!.article, "2026-11-24");
      expect(clause, text).toBeDefined();
      const figures = correct.flatMap((at) => options[at]!.match(/\d+/g) ?? []);
      for (const figure of figures) expect(clause!.text, text).toContain(figure);
    }
  });
});
