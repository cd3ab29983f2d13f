import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import { readItem, soundsLikeOrder } from "./itemWords.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const catalogue = loadCatalogue(join(ROOT, "data/services.yaml"));

function rows<T>(file: string): T[] {
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}

/** Sentences written apart from the rules, several for every item. */
const orders = rows<{ text: string; item: string }>(
  join(import.meta.dirname, "itemWords.orders.fixture.jsonl"),
);
const questions = ["answerable-a", "answerable-b"].flatMap((name) =>
  rows<{ question: string }>(join(ROOT, `data/calibration/${name}.jsonl`)),
);

const bestOf = (text: string) => readItem(text, catalogue)[0]?.item.id;

describe("reading which service is wanted", () => {
  it("has order sentences for every item of the catalogue", () => {
    expect(new Set(orders.map(({ item }) => item))).toEqual(new Set(catalogue.byId.keys()));
    expect(orders.length).toBeGreaterThanOrEqual(300);
  });

  it("hears nine orders of ten as orders and puts the right item first", () => {
    const missed = orders.filter(({ text, item }) => !soundsLikeOrder(text) || bestOf(text) !== item);
    expect(missed.length / orders.length, JSON.stringify(missed, null, 1)).toBeLessThanOrEqual(0.1);
  });

  it("leaves policy questions to the policy feature: at most two of a hundred sound like orders", () => {
    expect(questions.length).toBeGreaterThanOrEqual(200);
    const taken = questions.filter(({ question }) => soundsLikeOrder(question));
    expect(taken.length / questions.length, JSON.stringify(taken, null, 1)).toBeLessThanOrEqual(0.02);
  });

  it.each([
    ["我家水管漏了下午能来人吗", "plumbing"],
    ["喊个剃头的来屋里", "haircut"],
    ["陪诊", "accompany-clinic"],
    ["预约特殊检查", "special-exam"],
    ["轮椅能不能借我用几天", "equipment-loan"],
    ["想请人给我理个发", "haircut"],
  ])("reads %s as %s", (text, item) => {
    expect(bestOf(text)).toBe(item);
  });

  it("finds every item by its own name", () => {
    for (const item of catalogue.items) expect(bestOf(item.name)).toBe(item.id);
  });

  it("reads traditional characters and homophones of names", () => {
    expect(bestOf("水電維修")).toBe("plumbing");
    expect(bestOf("要借用辅据")).toBeUndefined();
    expect(bestOf("帮我叫个加电维修")).toBe("appliance-repair");
  });

  it("reads nothing into a sentence that names no service", () => {
    expect(readItem("今天天气真好", catalogue)).toEqual([]);
    expect(readItem("", catalogue)).toEqual([]);
  });

  it("gives scores between 0 and 1, best first", () => {
    for (const { text } of orders) {
      const scores = readItem(text, catalogue).map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const score of scores) expect(score > 0 && score < 1).toBe(true);
    }
  });

  it("does not join words across the end of a sentence", () => {
    expect(bestOf("借我看看。轮椅")).toBeUndefined();
  });
});

describe("telling orders from questions", () => {
  it.each([
    "陪诊能不能报销",
    "上门理发有什么规定",
    "适老化改造有多少钱的补贴",
    "怎么申请困难补助",
    "护工上门照顾国家给不给钱",
    "家里装扶手政府补不补",
    "请律师要多少钱",
    "养老院收费标准是什么",
    "你好",
    "",
  ])("hears no order in: %s", (text) => {
    expect(soundsLikeOrder(text)).toBe(false);
  });

  it.each([
    "我家水管漏了下午能来人吗",
    "喊个师傅来修一下空调咯",
    "麻烦派人来看看",
    "帮我买两袋米",
    "预约明天上午理发",
  ])("hears an order in: %s", (text) => {
    expect(soundsLikeOrder(text)).toBe(true);
  });
});
