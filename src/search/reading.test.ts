import { describe, expect, it } from "vitest";
import { createLexicon } from "./lexicon.ts";
import { createReader } from "./reading.ts";
import { createSlipMender } from "./slips.ts";
import { bigrams, createSegmenter, normalize } from "./words.ts";

const segmenter = createSegmenter(["老党员之家"]);

describe("normalize", () => {
  it("reads traditional characters, full width and capitals as their plain forms", () => {
    expect(normalize("養老金ＡＢＣ１２")).toBe("养老金abc12");
  });
});

describe("segmenter", () => {
  it("does not cut the bureau's own words", () => {
    expect(segmenter.words("老党员之家几点开门")).toContain("老党员之家");
  });
});

describe("lexicon", () => {
  it("takes the longest everyday word and gives all its official ones", () => {
    const lexicon = createLexicon([
      { everyday: "退休工资", official: "基本养老金" },
      { everyday: "退休", official: "离退休" },
      { everyday: "崽", official: "子女" },
      { everyday: "崽", official: "赡养人" },
    ]);
    expect(lexicon.translate("崽拿我的退休工资").map((t) => t.official)).toEqual([
      "子女",
      "赡养人",
      "基本养老金",
    ]);
  });
});

describe("slip mender", () => {
  const known = new Set(["怎么", "么领", "领取", "养老", "老金", "抚恤", "恤金", "监护", "护人"]);
  const mender = createSlipMender(["抚恤金", "养老金", "监护人", "基本医疗保险"], (letters) =>
    known.has(letters),
  );

  it.each([
    ["扶恤金怎么领", "抚恤金怎么领"],
    ["他的监户人是谁", "他的监护人是谁"],
    ["yanglaojin怎么领", "养老金怎么领"],
    ["yang lao jin怎么领", "养老金怎么领"],
  ])("hears %s as %s", (heard, meant) => {
    expect(mender.mend(heard).text).toBe(meant);
  });

  it.each(["养老金怎么领", "hello怎么", "我要去洗头", "抚恤金"])("leaves %s alone", (text) => {
    expect(mender.mend(text)).toEqual({ text, slips: [] });
  });
});

describe("reader", () => {
  const reader = createReader(
    segmenter,
    createLexicon([{ everyday: "低保", official: "最低生活保障" }]),
    createSlipMender([], () => true),
    new Set(["请问", "的"]),
  );

  it("drops fillers, joins official words, and says of two-character words once", () => {
    const reading = reader.read("请问低保的申请");
    expect([...reading.words.keys()]).not.toContain("请问");
    expect([...reading.official.keys()]).toContain("最低");
    expect(reading.translations).toEqual([{ everyday: "低保", official: "最低生活保障" }]);
    for (const word of reading.words.keys()) expect(reading.grams.has(`#${word}`)).toBe(false);
  });

  it("reads an empty, an endless and a strange question without failing", () => {
    for (const text of ["", "？？", "啊".repeat(100_000), "\u0000\ud800"])
      expect(() => reader.read(text)).not.toThrow();
  });
});

describe("bigrams", () => {
  it("runs over Han characters only", () => {
    expect(bigrams("老年a证件")).toEqual(["#老年", "#证件"]);
  });
});
