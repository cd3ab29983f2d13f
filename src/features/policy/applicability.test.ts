import { describe, expect, it } from "vitest";
import { applicableAudiences, applicableRegions, statedCategory } from "./applicability.ts";

describe("applicableRegions", () => {
  it.each([
    ["湖南省株洲市", ["全国", "湖南省", "湖南省株洲市"]],
    ["上海市", ["全国", "上海市"]],
    ["内蒙古自治区包头市", ["全国", "内蒙古自治区", "内蒙古自治区包头市"]],
  ])("for %s", (region, expected) => {
    expect(applicableRegions(region)).toEqual(expected);
  });
});

describe("statedCategory", () => {
  it.each([
    ["我是离休干部，看病怎么报", "离休"],
    ["我爸是国企退休的", "国企退休"],
    ["我是退休干部", "退休"],
    ["离休干部有什么待遇", undefined],
  ])("%s → %s", (question, category) => {
    expect(statedCategory(question)).toBe(category);
  });
});

it("rules no audience out while the category is unknown, and the others once it is known", () => {
  expect(applicableAudiences(undefined)).toBeUndefined();
  expect(applicableAudiences("退休")).not.toContain("离休");
});
