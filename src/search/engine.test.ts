import { describe, expect, it } from "vitest";
import { Engine } from "./engine.ts";
import { IndexBuilder } from "./indexBuilder.ts";
import { InvertedIndex } from "./invertedIndex.ts";
import { createLexicon } from "./lexicon.ts";
import { createReader } from "./reading.ts";
import { createSlipMender } from "./slips.ts";
import { createSegmenter } from "./words.ts";

const segmenter = createSegmenter();
const reader = createReader(
  segmenter,
  createLexicon([]),
  createSlipMender([], () => true),
  new Set(["的", "了", "吗"]),
);
const TEXTS = [
  "赡养人应当履行对老年人经济上供养、生活上照料和精神上慰藉的义务。",
  "用人单位应当自用工之日起与劳动者订立书面劳动合同。",
  "饲养的动物造成他人损害的，动物饲养人或者管理人应当承担侵权责任。",
  "居民身份证丢失的，应当申请补领。",
  "消费者有权自商品收到之日起七日内退货。",
  "遗嘱人可以撤回、变更自己所立的遗嘱。",
];

function makeEngine(pairs: { id: number; question: string; clauses: number[] }[] = []) {
  const documents = TEXTS.map((_, i) => ({ key: String(i), title: `第${i}号文`, facets: {}, authority: 0 }));
  const builder = new IndexBuilder(segmenter, documents);
  TEXTS.forEach((text, i) => {
    builder.add({ id: 10 + i, document: i, heading: "", text });
  });
  return new Engine({ index: new InvertedIndex(builder.finish()), reader, pairs });
}

const BANK = [
  { id: 1, question: "崽女不给钱花怎么弄", clauses: [0] },
  { id: 2, question: "儿子几年不回家看我们", clauses: [0] },
  { id: 3, question: "老板一直不跟我签合同", clauses: [1] },
  { id: 4, question: "上班半年没签字据", clauses: [1] },
  { id: 5, question: "邻居的狗咬了我孙子", clauses: [2] },
  { id: 6, question: "被猫抓伤找谁赔", clauses: [2] },
  { id: 7, question: "证件掉了去哪里补", clauses: [3] },
  { id: 8, question: "钱包被偷证没了", clauses: [3] },
  { id: 9, question: "网上买的衣服不合适想退", clauses: [4] },
  { id: 10, question: "东西不想要了能退么", clauses: [4] },
  { id: 11, question: "以前写的那张纸不作数了想改", clauses: [5] },
  { id: 12, question: "房子给谁我又变主意了", clauses: [5] },
];
const UNANSWERABLE = ["今天天气怎么样", "红烧肉怎么做", "股票会不会涨", "世界杯谁赢了"];

describe("Engine", () => {
  it("finds by a confirmed question what shares no word with the clause", async () => {
    const untaught = await makeEngine().search("狗把孙子咬了", {}, 3);
    const taught = makeEngine(BANK);
    await taught.train({ unanswerable: UNANSWERABLE });
    const ranking = await taught.search("狗把孙子咬了", {}, 3);
    expect(untaught.hits[0]?.id).not.toBe(12);
    expect(ranking.hits[0]?.id).toBe(12);
  });

  it("is surer of what it was taught than of what it never heard of", async () => {
    const engine = makeEngine(BANK);
    await engine.train({ unanswerable: UNANSWERABLE });
    const known = await engine.search("邻居的狗咬人", {}, 3);
    const unknown = await engine.search("火星上有没有水", {}, 3);
    expect(known.confidence).toBeGreaterThan(unknown.confidence);
  });

  it("ranks after a withdrawn confirmation exactly as if it had never been", async () => {
    const engine = makeEngine(BANK);
    await engine.train({ unanswerable: UNANSWERABLE });
    const questions = ["猫抓了人", "身份证掉了", "崽不管我"];
    const before = await Promise.all(questions.map((q) => engine.search(q, {}, 6)));
    engine.confirm({ id: 99, question: "猫抓了人", clauses: [4] });
    const wrong = await engine.search("猫抓了人", {}, 6);
    expect(wrong.hits).not.toEqual(before[0]!.hits);
    engine.withdraw(99);
    expect(await Promise.all(questions.map((q) => engine.search(q, {}, 6)))).toEqual(before);
  });

  it("learns the same weights from the same questions", async () => {
    const [one, other] = [makeEngine(BANK), makeEngine(BANK)];
    expect(await one.train({ unanswerable: UNANSWERABLE })).toEqual(
      await other.train({ unanswerable: UNANSWERABLE }),
    );
  });

  it("explains a hit by words said, words linked and questions asked, and the parts add up to the score", async () => {
    const engine = makeEngine(BANK);
    await engine.train({ unanswerable: UNANSWERABLE });
    const { ranking, explanation } = await engine.explain("邻居的狗咬了我", {}, 2);
    const [first] = explanation.hits;
    expect(first?.askedQuestions[0]?.question).toBe("邻居的狗咬了我孙子");
    const sum = Object.values(first!.parts).reduce((total, part) => total + part, 0);
    expect(sum).toBeCloseTo(ranking.hits[0]!.score, 6);
  });

  it("answers an empty question and an empty index with nothing, unsure", async () => {
    const engine = makeEngine(BANK);
    expect((await engine.search("", {}, 3)).degree).toBe("abstain");
    const empty = new Engine({ index: new InvertedIndex(new IndexBuilder(segmenter, []).finish()), reader });
    expect(await empty.search("赡养", {}, 3)).toMatchObject({ hits: [], confidence: 0, degree: "abstain" });
  });
});
