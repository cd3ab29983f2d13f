/** Answers as people write and say them. */
import { describe, expect, it } from "vitest";
import { readAnswer } from "./answerWords.ts";

const OPTIONS = ["一次", "两次", "三次", "四次"];

describe("an answer", () => {
  it.each([
    ["A", [0]],
    ["ａ", [0]],
    ["ac", [0, 2]],
    ["C、A", [0, 2]],
    ["1 3", [0, 2]],
    ["13", [0, 2]],
    ["AAB", [0, 1]],
    ["选B", [1]],
    ["我选 A 和 C 吧", [0, 2]],
    ["应该是第三个。", [2]],
    ["第一项和第四项", [0, 3]],
    ["二", [1]],
    ["两次", [1]],
    ["三 次", [2]],
    ["答案：D", [3]],
    ["ABC都对", [0, 1, 2]],
  ])("%s is read", (text, options) => {
    expect(readAnswer(text, OPTIONS)).toEqual({ kind: "options", options });
  });

  it.each(["E", "A和E", "5", "第八个"])("%s names an option that is not there", (text) => {
    expect(readAnswer(text, OPTIONS)).toEqual({ kind: "unknown" });
  });

  it.each([
    "",
    "。",
    "我家水管漏了",
    "高龄补贴多少钱",
    "APP",
    "13800001234",
    "2026",
    "我选不出来",
    "什么是A",
    `A${"号".repeat(60)}`,
  ])("%s is none", (text) => {
    expect(readAnswer(text, OPTIONS)).toEqual({ kind: "none" });
  });

  it("对 is an option where there is such an option, and nothing otherwise", () => {
    expect(readAnswer("对", ["对", "错"])).toEqual({ kind: "options", options: [0] });
    expect(readAnswer("对", OPTIONS)).toEqual({ kind: "none" });
  });
});
