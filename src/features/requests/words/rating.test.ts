import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRating } from "./rating.ts";

describe("reading a rating", () => {
  it.each([
    ["5", 5],
    ["１", 1],
    ["五星", 5],
    ["给三分", 3],
    ["打五分", 5],
    ["★★★☆☆", 3],
    ["非常满意", 5],
    ["很好", 5],
    ["师傅蛮仔细，谢谢", 5],
    ["👍", 5],
    ["没什么不满意的", 5],
    ["满意", 4],
    ["不错", 4],
    ["好", 4],
    ["要得", 4],
    ["一般", 3],
    ["基本满意", 3],
    ["还可以", 3],
    ["不太好", 2],
    ["不满意", 2],
    ["差", 2],
    ["很差", 1],
    ["非常不满意", 1],
  ])("reads %s as %i", (text, rating) => {
    expect(readRating(text)).toBe(rating);
  });

  it.each(["明天来", "10", "0", "6星", "3点才来", "师傅很好，就是态度差", ""])(
    "reads none from: %s",
    (text) => {
      expect(readRating(text)).toBeUndefined();
    },
  );

  it("gives whole figures from 1 to 5 for any text", () => {
    const scraps = fc.constantFrom(..."很不太好满意一般差星分12345五★☆👍，".split(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: scraps, maxLength: 12 })), (text) => {
        const rating = readRating(text);
        if (rating !== undefined) expect([1, 2, 3, 4, 5]).toContain(rating);
      }),
    );
  });
});
