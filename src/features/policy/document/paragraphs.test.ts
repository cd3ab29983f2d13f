import { describe, expect, it } from "vitest";
import { paragraphsOf } from "./paragraphs.ts";

const labels = (text: string) => paragraphsOf(text).map(({ label }) => label);

describe("paragraphsOf", () => {
  it("names paragraphs 款 and numbered lines 项 of the 款 before them", () => {
    expect(labels("第十条 甲。\n有下列情形的，不予受理：\n（一）乙；\n（二）丙。\n丁。")).toEqual([
      "第一款",
      "第二款",
      "第二款第（一）项",
      "第二款第（二）项",
      "第三款",
    ]);
  });

  it("takes a notice item's own mark for its beginning, and 1. for its 项", () => {
    expect(labels("（一）从下列岗位中认领：\n1.楼栋长；\n2.志愿者。")).toEqual([
      "第一款",
      "第一款第1项",
      "第一款第2项",
    ]);
  });

  it("names 1. below a 项 目, and half-width brackets as full ones", () => {
    expect(labels("第二条 下列：\n(一)甲：\n1.乙；\n（2）丙。")).toEqual([
      "第一款",
      "第一款第（一）项",
      "第一款第（一）项第1目",
      "第一款第（一）项第2目",
    ]);
  });

  it("names 一、 within an article 项", () => {
    expect(labels("第十三条 甲：\n一、乙；\n二、丙。")).toEqual(["第一款", "第一款第一项", "第一款第二项"]);
  });

  it("keeps every line word for word, table rows with the line above", () => {
    const text = "附件1\n| a | b |\n| c | d |\n说明。";
    expect(paragraphsOf(text).map((p) => p.text)).toEqual(["附件1\n| a | b |\n| c | d |", "说明。"]);
  });
});
