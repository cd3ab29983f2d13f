import fc from "fast-check";
import { expect, it } from "vitest";
import { readAges } from "../audience/ageWords.ts";
import { readReference } from "./clauseWords.ts";

it.each([
  ["80岁以上", { ageFrom: 80 }],
  ["满80周岁以上的", { ageFrom: 80 }],
  ["八十岁以上", { ageFrom: 80 }],
  ["八十五以上", { ageFrom: 85 }],
  ["一百岁及以上", { ageFrom: 100 }],
  ["一百零二岁以上", { ageFrom: 102 }],
  ["70岁以下", { ageTo: 70 }],
  ["60到69岁", { ageFrom: 60, ageTo: 69 }],
  ["60岁至69岁之间", { ageFrom: 60, ageTo: 69 }],
  ["60-69", { ageFrom: 60, ageTo: 69 }],
])("reads %s", (text, ages) => {
  expect(readAges(text)).toEqual(ages);
});

it.each(["80", "很老", "69到60岁", "200岁以上", "以上", "岁以上", "百岁老人"])("does not read %s", (text) => {
  expect(readAges(text)).toBeUndefined();
});

it("reads any age it can be told, in digits", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 130 }), fc.integer({ min: 0, max: 130 }), (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      expect(readAges(`${from}岁到${to}岁`)).toEqual({ ageFrom: from, ageTo: to });
    }),
  );
});

it.each([
  ["《某某办法》第三条", "某某办法", "第三条"],
  ["见《某某办法》的第19条。", "某某办法", "第十九条"],
  ["《某某办法》第110条", "某某办法", "第一百一十条"],
  ["《某某办法》1010条", "某某办法", "第一千零一十条"],
  ["《某某办法》第10条", "某某办法", "第十条"],
  ["《某某通知》二（一）", "某某通知", "二(一)"],
])("reads %s", (text, title, article) => {
  const read = readReference(text);
  expect(read).toMatchObject({ kind: "clause", title });
  expect(read?.kind === "clause" && read.article.normalize("NFKC")).toBe(article);
});

it.each(["第三条", "《某某办法》", "javascript:alert(1)", "ftp://example.org/a", "https://", "http:// a"])(
  "does not read %s",
  (text) => {
    expect(readReference(text)).toBeUndefined();
  },
);

it("reads an address", () => {
  expect(readReference(" https://example.org/a?b=1 ")).toEqual({
    kind: "url",
    url: "https://example.org/a?b=1",
  });
});
