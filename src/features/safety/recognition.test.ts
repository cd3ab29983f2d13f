import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recogniseDanger } from "./danger.ts";
import { recogniseFraud } from "./fraud.ts";

const DATA = new URL("../../../data/", import.meta.url);

function rows<Row>(path: URL): Row[] {
  const lines = readFileSync(path, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Row);
}

/** What the two intents come to, danger first: the number to call, `fraud` or `none`. */
function heard(text: string): string {
  return recogniseDanger(text)?.service ?? (recogniseFraud(text) ? "fraud" : "none");
}

const dev = rows<{ question: string; kind: string; service: string | null }>(
  new URL("calibration/urgent.jsonl", DATA),
);
const of = (kind: string) => dev.filter((row) => row.kind === kind);

describe("on the development set", () => {
  it("misses no emergency", () => {
    const missed = of("emergency").filter((row) => recogniseDanger(row.question) === undefined);
    expect(missed.map((row) => row.question)).toEqual([]);
  });

  it("names the right service in at least 95 % of emergencies", () => {
    const right = of("emergency").filter((row) => heard(row.question) === row.service);
    expect(right.length / of("emergency").length).toBeGreaterThanOrEqual(0.95);
  });

  it("misses no fraud", () => {
    const missed = of("fraud").filter((row) => heard(row.question) !== "fraud");
    expect(missed.map((row) => row.question)).toEqual([]);
  });

  it("takes at most 2 % of the harmless questions", () => {
    const taken = of("none").filter((row) => heard(row.question) !== "none");
    expect(taken.length / of("none").length).toBeLessThanOrEqual(0.02);
  });
});

it("takes fewer than 0.5 % of the question bank for danger or fraud", () => {
  const bank = readdirSync(new URL("questions/", DATA)).flatMap((file) =>
    rows<{ question: string }>(new URL(`questions/${file}`, DATA)),
  );
  const taken = bank.filter((row) => heard(row.question) !== "none");
  expect(taken.length / bank.length).toBeLessThan(0.005);
});

describe("in other words than the development set", () => {
  const wordings = rows<{ question: string; kind: string; service: string | null }>(
    new URL("calibration/urgent-wordings.jsonl", DATA),
  );

  it.each(wordings)("hears $question as $kind", ({ question, kind, service }) => {
    expect(heard(question)).toBe(kind === "emergency" ? service : kind);
  });
});

it("does not take a real accident told by telephone for a swindler's", () => {
  expect(heard("保姆打电话来说我妈被车撞了腿断了流好多血要转院")).toBe("120");
  expect(heard("有人打电话说我孙子出车祸了要我马上打三万块私了")).toBe("fraud");
});

describe("inside a ramble", () => {
  const before =
    "我跟你讲啊我是化肥厂退休的今年七十九了养老金三千多块社保卡是前年换的崽女都在外面打工一年回来一次平时就是我跟老伴两个人在屋里";
  const after = "我也不晓得该找哪个就想起来你们上次来慰问的时候留过这个号码麻烦你们帮我看一下要得不";

  it.each([
    ["刚才老伴在厕所摔倒了喊不应", "120"],
    ["今天煮饭的时候厨房起火了烟好大", "119"],
    ["现在外头有人拿刀在砸我的门", "110"],
    ["我真的不想活了", "12356"],
    ["今天公安打电话说我涉嫌洗钱叫我把钱转到安全账户", "fraud"],
  ])("still hears %s", (clause, expected) => {
    expect(heard(before + clause + after)).toBe(expected);
  });

  it("hears nothing where nothing is wrong", () => {
    expect(heard(before + after)).toBe("none");
  });
});

it.each(["我爸摔倒了喊不应", "我爸，摔倒了！喊不应。", "我 爸 摔倒 了 喊 不 应 他"])(
  "hears %s however it is punctuated",
  (text) => {
    expect(heard(text)).toBe("120");
  },
);

it("takes less than 0.5 ms a message, and stays fast on a very long one", () => {
  const started = performance.now();
  for (const { question } of dev) heard(question);
  expect((performance.now() - started) / dev.length).toBeLessThan(0.5);
  const longStarted = performance.now();
  heard("老伴摔倒了流血止不住".repeat(400));
  expect(performance.now() - longStarted).toBeLessThan(200);
});
