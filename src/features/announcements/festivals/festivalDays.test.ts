import { describe, expect, it } from "vitest";
import { type FestivalRule, nextOccurrence } from "./festivalDays.ts";

const NEW_YEAR: FestivalRule = { calendar: "lunar", month: 1, day: 1 };
const EVE: FestivalRule = { calendar: "lunar", month: 12, day: "last" };
const DOUBLE_NINTH: FestivalRule = { calendar: "lunar", month: 9, day: 9 };

const days = (rule: FestivalRule, from: string, count: number): string[] => {
  const found: string[] = [];
  let day = from;
  for (let n = 0; n < count; n += 1) {
    const next = nextOccurrence(rule, day).day;
    found.push(next);
    day = new Date(Date.parse(next) + 86_400_000).toISOString().slice(0, 10);
  }
  return found;
};

describe("the day of a festival", () => {
  it("is the same every year by the solar calendar, over its end and leap years", () => {
    const rule: FestivalRule = { calendar: "solar", month: 3, day: 1 };
    expect(days(rule, "2027-12-31", 2)).toEqual(["2028-03-01", "2029-03-01"]);
    expect(days({ calendar: "solar", month: 1, day: 1 }, "2026-01-02", 2)).toEqual([
      "2027-01-01",
      "2028-01-01",
    ]);
  });

  it("is today when it is today", () => {
    expect(nextOccurrence({ calendar: "solar", month: 10, day: 1 }, "2026-10-01")).toEqual({
      year: 2026,
      day: "2026-10-01",
    });
  });

  it("follows the lunar year: 春节 and 重阳 as published", () => {
    expect(days(NEW_YEAR, "2025-01-01", 4)).toEqual(["2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26"]);
    expect(days(DOUBLE_NINTH, "2025-01-01", 3)).toEqual(["2025-10-29", "2026-10-18", "2027-10-08"]);
  });

  it("takes the last day of the twelfth month, the 29th or the 30th, for 除夕", () => {
    expect(days(EVE, "2025-01-01", 4)).toEqual(["2025-01-28", "2026-02-16", "2027-02-05", "2028-01-25"]);
    expect(nextOccurrence(EVE, "2027-01-01")).toEqual({ year: 2026, day: "2027-02-05" });
  });

  it("passes the leap months of 2025, 2028 and 2033 over: a festival comes once a lunar year", () => {
    // 闰六月 2025-07-25 to 2025-08-22, 闰五月 2028-06-23 to 2028-07-21, 闰十一月 2033-12-22 to 2034-01-19.
    expect(days({ calendar: "lunar", month: 6, day: 6 }, "2025-06-01", 2)).toEqual([
      "2025-06-30",
      "2026-07-19",
    ]);
    expect(days({ calendar: "lunar", month: 5, day: 5 }, "2028-01-01", 2)).toEqual([
      "2028-05-28",
      "2029-06-16",
    ]);
    expect(days({ calendar: "lunar", month: 11, day: 15 }, "2033-01-01", 3)).toEqual([
      "2033-12-06",
      "2034-12-25",
      "2035-12-14",
    ]);
    expect(days(NEW_YEAR, "2033-02-01", 2)).toEqual(["2034-02-19", "2035-02-08"]);
    expect(days(EVE, "2033-02-01", 1)).toEqual(["2034-02-18"]);
  });

  it("tells two of one lunar festival in one solar year apart by their lunar years", () => {
    const laba: FestivalRule = { calendar: "lunar", month: 12, day: 8 };
    expect(nextOccurrence(laba, "2022-01-01")).toEqual({ year: 2021, day: "2022-01-10" });
    expect(nextOccurrence(laba, "2022-01-11")).toEqual({ year: 2022, day: "2022-12-30" });
  });

  it("knows the solar terms", () => {
    const clear: FestivalRule = { calendar: "term", term: "清明" };
    expect(days(clear, "2024-01-01", 5)).toEqual([
      "2024-04-04",
      "2025-04-04",
      "2026-04-05",
      "2027-04-05",
      "2028-04-04",
    ]);
  });
});
