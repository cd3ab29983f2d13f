import { describe, expect, it } from "vitest";
import { lacksFactAsked } from "./factAsked.ts";

describe("lacksFactAsked", () => {
  it.each([
    ["高龄津贴每月多少钱", "国家建立高龄补贴制度。", true],
    ["挂号电话是多少", "医疗机构应当提供便利。", true],
    ["社保局几点上班", "经办机构负责受理。", true],
    ["一次性抚恤金是多少", "标准为上一年度全国城镇居民人均可支配收入的二十倍。", false],
    ["法律援助要多少钱", "法律援助是无偿提供的法律服务。", false],
    ["怎么申请低保", "由户主提出书面申请。", false],
  ])("%s held against %s: %s", (question, clause, lacks) => {
    expect(lacksFactAsked(question, [clause])).toBe(lacks);
  });
});
