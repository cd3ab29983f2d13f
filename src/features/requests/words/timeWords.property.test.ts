import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTime, sayTime } from "./timeWords.ts";

const ZONE = "Asia/Shanghai";

const DAYS = [
  "",
  "今天",
  "明天",
  "后天",
  "大后天",
  "周三",
  "下周五",
  "这个礼拜天",
  "12月1号",
  "3月8日",
  "二十五号",
  "31号",
  "下个月五号",
  "月底",
  "周末",
  "腊月初八",
  "除夕",
  "重阳节",
  "国庆节",
  "三天后",
  "下周",
  "初十",
  "年底",
  "昨天",
  "11月31号",
  "2028年2月29日",
];
const PARTS = ["", "早上", "上午", "中午", "下午", "傍晚", "晚上", "凌晨"];
const CLOCKS = [
  "",
  "三点",
  "九点半",
  "10点",
  "十二点",
  "7:45",
  "两三点",
  "9点到11点",
  "三点以后",
  "五点前",
  "一点半到四点",
  "23点",
];
const TAILS = ["", "来人", "，麻烦了", "都行", "没空", "左右", "到后天", "到周五下午", "尽快", "半小时后"];
const phrase = fc
  .tuple(
    fc.constantFrom(...DAYS),
    fc.constantFrom(...PARTS),
    fc.constantFrom(...CLOCKS),
    fc.constantFrom(...TAILS),
  )
  .map((words) => words.join(""));
const instant = fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2030-12-31") });
const zone = fc.constantFrom(ZONE, "UTC");

describe("for any words at any time", () => {
  it("gives spans that begin before they end, and none that begins before now unless it says past", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          phrase,
          fc.array(phrase).map((all) => all.join("，")),
        ),
        instant,
        zone,
        (text, now, tz) => {
          const reading = readTime(text, now, tz);
          if (reading.kind !== "time" && reading.kind !== "past") return;
          expect(reading.from).toBeLessThan(reading.to);
          if (reading.kind === "time") expect(reading.from).toBeGreaterThanOrEqual(now);
          else expect(reading.to).toBeLessThan(now + 60_000);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("reads back what it says", () => {
    fc.assert(
      fc.property(phrase, instant, zone, (text, now, tz) => {
        const reading = readTime(text, now, tz);
        if (reading.kind !== "time") return;
        const said = sayTime(reading.from, reading.to, now, tz);
        expect(readTime(said, now, tz), said).toMatchObject({
          kind: "time",
          from: reading.from,
          to: reading.to,
          rest: "",
        });
      }),
      { numRuns: 2000 },
    );
  });

  it("survives any text", () => {
    const scraps = fc.constantFrom(
      ..."今明后天周下个月号点半上午到初八十二3９：-（）年农历腊闰前后都行".split(""),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: scraps, maxLength: 40 })), instant, (text, now) => {
        const reading = readTime(text, now, ZONE);
        if ("from" in reading) expect(reading.from).toBeLessThan(reading.to);
      }),
      { numRuns: 3000 },
    );
  });
});
