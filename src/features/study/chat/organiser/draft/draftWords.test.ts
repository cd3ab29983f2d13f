import { describe, expect, it } from "vitest";
import { readCapacity, readClock, readMinutes, readStart, sayLength } from "./draftWords.ts";

const ZONE = "Asia/Shanghai";
/** Tuesday 2026-11-24, 10:07 in Shanghai. */
const NOW = Date.parse("2026-11-24T10:07:00+08:00");

function start(text: string, now = NOW): string {
  const read = readStart(text, now, ZONE);
  if (!read.ok) return read.words;
  const at = new Date(read.value.startsAt + 8 * 3_600_000).toISOString().slice(0, 16).replace("T", " ");
  return `${at}${read.value.minutes === undefined ? "" : ` ${read.value.minutes}`}`;
}

describe("when it starts", () => {
  it.each([
    ["周五下午3点", "2026-11-27 15:00"],
    ["下周三上午九点半", "2026-12-02 09:30"],
    ["2026-11-27 15:00", "2026-11-27 15:00"],
    ["2026/12/5 9:30", "2026-12-05 09:30"],
    ["11月27日 15:00", "2026-11-27 15:00"],
    ["11/27 15:00", "2026-11-27 15:00"],
    ["12.5下午2点", "2026-12-05 14:00"],
    ["12月15日下午3点到5点", "2026-12-15 15:00 120"],
    ["十二月十五日下午两点", "2026-12-15 14:00"],
    ["2028年2月29日下午3点", "2028-02-29 15:00"],
  ])("reads %s", (text, expected) => {
    // A leap day two years ahead is read on its eve.
    const now = text.startsWith("2028") ? Date.parse("2028-02-28T10:00:00+08:00") : NOW;
    expect(start(text, now)).toBe(expected);
  });

  it("reads the first of the next month on the last evening of this one", () => {
    expect(start("明天上午9点", Date.parse("2026-11-30T23:59:00+08:00"))).toBe("2026-12-01 09:00");
  });

  it.each(["下周三", "12月5日", "12月5日上午"])("asks for the hour of %s", (text) => {
    expect(start(text)).toContain("几点开始");
  });

  it.each(["今天10点", "今天上午8点"])("says that %s is over", (text) => {
    expect(start(text)).toContain("已经过了");
  });

  it.each(["昨天下午3点", "每月15日下午3点", "随便", "第3次下午3点"])("does not guess at %s", (text) => {
    expect(start(text)).not.toMatch(/^\d/u);
  });

  it("asks about a day that the calendar does not have", () => {
    expect(start("11月31日下午3点")).toContain("没有");
    expect(start("2026-02-30 15:00")).toContain("没有");
  });
});

it.each([
  ["下午3点", "15:00"],
  ["15:30", "15:30"],
  ["上午九点半", "09:30"],
  ["晚上7点", "19:00"],
  ["9点", "09:00"],
])("reads the hour of a series: %s", (text, time) => {
  expect(readClock(text, NOW, ZONE)).toEqual({ ok: true, value: time });
});

it.each(["下午", "三", "", "每周三"])("asks again for the hour: %s", (text) => {
  expect(readClock(text, NOW, ZONE).ok).toBe(false);
});

it.each([
  ["90分钟", 90],
  ["90", 90],
  ["一个半小时", 90],
  ["1个半小时", 90],
  ["两小时", 120],
  ["2小时30分", 150],
  ["一小时半", 90],
  ["半小时", 30],
  ["半个钟头", 30],
  ["大约两个钟头", 120],
  ["四十五分钟", 45],
  ["半天", 180],
])("reads how long: %s", (text, minutes) => {
  expect(readMinutes(text)).toEqual({ ok: true, value: minutes });
});

it.each(["2", "很久", "", "三天", "一个半"])("asks again how long: %s", (text) => {
  expect(readMinutes(text).ok).toBe(false);
});

it.each([
  ["30", 30],
  ["三十人", 30],
  ["最多二十五个人", 25],
  ["两百人", 200],
  ["不限", null],
  ["不限人数", null],
  ["0", 0],
])("reads how many: %s", (text, capacity) => {
  expect(readCapacity(text)).toEqual({ ok: true, value: capacity });
});

it.each(["很多", "", "三十几个", "-5"])("asks again how many: %s", (text) => {
  expect(readCapacity(text).ok).toBe(false);
});

it.each([
  [45, "45分钟"],
  [60, "1小时"],
  [90, "1个半小时"],
  [135, "2小时15分钟"],
])("says %d minutes", (minutes, words) => {
  expect(sayLength(minutes)).toBe(words);
});
