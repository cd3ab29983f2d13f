/** Rules: which are read, which days they give, what holidays do, and how they are said. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysAfter, weekdayOf } from "../../../../delivery/index.ts";
import { StudyError } from "../../types.ts";
import { occurrences } from "./occurrences.ts";
import { checkRule, readRule, ruleDays } from "./rule.ts";
import { ruleWords } from "./ruleWords.ts";

const ZONE = "Asia/Shanghai";
const START = "2026-11-24";

function days(rule: string, n: number, from = START): string[] {
  return ruleDays(readRule(rule, ZONE), from, from, daysAfter(from, 3660), n);
}

function refusal(rule: string, startsOn = START, endsOn?: string): string {
  try {
    checkRule(readRule(rule, ZONE), startsOn, endsOn);
  } catch (error) {
    if (error instanceof StudyError) return error.message;
    throw error;
  }
  return "";
}

describe("the days of a rule", () => {
  it.each([
    ["FREQ=MONTHLY;BYDAY=1FR", ["2026-12-04", "2027-01-01", "2027-02-05"]],
    ["FREQ=MONTHLY;BYMONTHDAY=15", ["2026-12-15", "2027-01-15", "2027-02-15"]],
    ["FREQ=MONTHLY;BYMONTHDAY=31", ["2026-12-31", "2027-01-31", "2027-03-31"]],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29", "2032-02-29"]],
    ["FREQ=WEEKLY;BYDAY=WE", ["2026-11-25", "2026-12-02"]],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-11-24", "2026-12-08", "2026-12-22"]],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", ["2026-11-30", "2026-12-31", "2027-01-29"]],
    ["FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", ["2027-07-01", "2028-07-01"]],
    ["FREQ=DAILY;COUNT=3", ["2026-11-24", "2026-11-25", "2026-11-26"]],
    ["FREQ=DAILY;INTERVAL=10;COUNT=3", ["2026-11-24", "2026-12-04", "2026-12-14"]],
    ["FREQ=DAILY;BYDAY=SA,SU;COUNT=3", ["2026-11-28", "2026-11-29", "2026-12-05"]],
    ["FREQ=DAILY;BYMONTH=12;COUNT=2", ["2026-12-01", "2026-12-02"]],
    ["rrule:freq=weekly;byday=fr;until=20261204", ["2026-11-27", "2026-12-04"]],
  ])("%s", (rule, expected) => {
    expect(days(rule, expected.length)).toEqual(expected);
  });

  it("takes the last day of a moment in UTC as the day it is where the bureau is", () => {
    // 2026-12-04 00:00 in Shanghai.
    expect(readRule("FREQ=DAILY;UNTIL=20261203T160000Z", ZONE).until).toBe("2026-12-04");
    expect(readRule("FREQ=DAILY;UNTIL=20261203T155959Z", ZONE).until).toBe("2026-12-03");
  });

  it("gives the same days wherever the machine stands", () => {
    const zone = process.env["TZ"];
    try {
      for (const TZ of ["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Shanghai"]) {
        process.env["TZ"] = TZ;
        expect(days("FREQ=MONTHLY;BYMONTHDAY=1", 2)).toEqual(["2026-12-01", "2027-01-01"]);
      }
    } finally {
      if (zone === undefined) delete process.env["TZ"];
      else process.env["TZ"] = zone;
    }
  });

  it("starts a window later with the same days as from the beginning", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR",
          "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
          "FREQ=MONTHLY;BYDAY=-1SU;COUNT=9",
          "FREQ=YEARLY;BYMONTH=2,11;BYMONTHDAY=-1",
        ),
        fc.nat(1500),
        fc.nat(300),
        (rule, offset, length) => {
          const read = readRule(rule, ZONE);
          const from = daysAfter(START, offset);
          const to = daysAfter(from, length);
          const all = ruleDays(read, START, START, daysAfter(START, 2000));
          expect(ruleDays(read, START, from, to)).toEqual(all.filter((day) => day >= from && day <= to));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a rule that is refused", () => {
  it.each([
    ["", "没有写多久一次"],
    ["BYDAY=FR", "没有写多久一次"],
    ["FREQ=FORTNIGHTLY", "看不懂"],
    ["FREQ=HOURLY", "一天最多安排一次"],
    ["FREQ=SECONDLY;COUNT=2", "一天最多安排一次"],
    ["DTSTART=20261201;FREQ=DAILY", "不用写 DTSTART"],
    ["DTSTART;TZID=Asia/Shanghai:20261201T150000", "不用写 DTSTART"],
    ["FREQ=WEEKLY;BYHOUR=15", "不用写 BYHOUR"],
    ["FREQ=WEEKLY;BYDAY=XX", "看不懂"],
    ["FREQ=WEEKLY;INTERVAL=0", "看不懂"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "看不懂"],
    ["FREQ=MONTHLY;BYMONTHDAY=0", "看不懂"],
    ["FREQ=YEARLY;BYMONTH=13", "看不懂"],
    ["FREQ=DAILY;COUNT=-1", "看不懂"],
    ["FREQ=DAILY;COUNT=0", "看不懂"],
    ["FREQ=DAILY;UNTIL=20270230", "看不懂"],
    ["FREQ=DAILY;FREQ=WEEKLY", "看不懂"],
    ["FREQ=WEEKLY;X=1", "看不懂"],
    ["每月第一个星期五", "看不懂"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20270101", "不能一起写"],
    ["FREQ=WEEKLY;BYDAY=1FR", "不能一起写"],
    ["FREQ=WEEKLY;BYMONTHDAY=15", "不能一起写"],
    ["FREQ=MONTHLY;BYWEEKNO=3", "不能一起写"],
    ["FREQ=MONTHLY;BYSETPOS=1", "看不懂"],
    ["FREQ=DAILY;INTERVAL=3;BYDAY=MO", "不能一起写"],
  ])("%s: %s", (rule, words) => {
    expect(refusal(rule)).toContain(words);
  });

  it.each([
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=6",
    "FREQ=DAILY;UNTIL=20261101",
  ])("%s never comes", (rule) => {
    expect(refusal(rule)).toContain("一次也轮不到");
  });

  it("nearly daily and for ever, until an end within a year is given", () => {
    for (const rule of ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;COUNT=400"])
      expect(refusal(rule)).toContain("最长一年");
    expect(refusal("FREQ=DAILY", START, "2027-11-20")).toBe("");
    expect(refusal("FREQ=DAILY", START, "2028-01-01")).toContain("最长一年");
    expect(refusal("FREQ=DAILY;COUNT=30")).toBe("");
    expect(refusal("FREQ=DAILY;UNTIL=20270101")).toBe("");
    expect(refusal("FREQ=WEEKLY;BYDAY=MO,WE,FR")).toBe("");
    expect(refusal("FREQ=DAILY;INTERVAL=14")).toBe("");
  });

  it("whatever is written, it is read or refused with words, never anything else", () => {
    const part = fc.oneof(
      fc.constantFrom(
        "FREQ=MONTHLY",
        "FREQ=DAILY",
        "BYDAY=1FR",
        "BYDAY=,",
        "COUNT=1e3",
        "UNTIL=2",
        "BYMONTHDAY=-31",
      ),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        try {
          readRule(parts.join(";"), ZONE);
        } catch (error) {
          expect(error).toBeInstanceOf(StudyError);
        }
      }),
    );
  });
});

describe("holidays", () => {
  const holidays = new Set(["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]);
  const calendar = {
    isHoliday: (day: string) => holidays.has(day),
    nextWorkday(day: string): string {
      let next = daysAfter(day, 1);
      while (holidays.has(next) || weekdayOf(next) > 5) next = daysAfter(next, 1);
      return next;
    },
  };
  const fates = (rule: string, onHoliday: "skip" | "nextWorkday" | "keep") =>
    occurrences(
      { rule: readRule(rule, ZONE), startsOn: "2026-12-01", endsOn: undefined, onHoliday, calendar },
      "2026-12-25",
      "2027-01-10",
    );

  it("skip an occurrence, carry it to the next workday, or leave it", () => {
    const rule = "FREQ=MONTHLY;BYDAY=1FR";
    expect(fates(rule, "skip")).toEqual([{ day: "2027-01-01", fate: "skipped" }]);
    expect(fates(rule, "nextWorkday")).toEqual([{ day: "2027-01-01", fate: "moved", to: "2027-01-05" }]);
    expect(fates(rule, "keep")).toEqual([{ day: "2027-01-01", fate: "kept" }]);
  });

  it("never carry it into another's day, nor two to the same day", () => {
    expect(fates("FREQ=WEEKLY;BYDAY=FR,TU", "nextWorkday")).toContainEqual({
      day: "2027-01-01",
      fate: "skipped",
    });
    const two = fates("FREQ=WEEKLY;BYDAY=FR,SA", "nextWorkday").filter(({ day }) => holidays.has(day));
    expect(two).toEqual([
      { day: "2027-01-01", fate: "moved", to: "2027-01-05" },
      { day: "2027-01-02", fate: "skipped" },
    ]);
  });

  it("do the same to a day whether it is looked at alone or with others", () => {
    const ground = {
      rule: readRule("FREQ=DAILY;UNTIL=20270110;BYDAY=FR,SA,TH", ZONE),
      startsOn: "2026-12-01",
      endsOn: undefined,
      onHoliday: "nextWorkday" as const,
      calendar,
    };
    const all = occurrences(ground, "2026-12-20", "2027-01-10");
    for (const one of all) expect(occurrences(ground, one.day, one.day)).toEqual([one]);
  });
});

describe("a rule in words", () => {
  it.each([
    ["FREQ=MONTHLY;BYDAY=1FR", "每月第一个星期五 15:00"],
    ["FREQ=MONTHLY;BYMONTHDAY=15", "每月15日 15:00"],
    ["FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天 15:00"],
    ["FREQ=MONTHLY;BYDAY=-1MO", "每月最后一个星期一 15:00"],
    ["FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU", "每三个月的第二个星期二 15:00"],
    ["FREQ=WEEKLY;BYDAY=WE", "每周三 15:00"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "每两周的星期一、四 15:00"],
    ["FREQ=DAILY;COUNT=5", "每天 15:00，共5次"],
    ["FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "每年7月1日 15:00"],
    ["FREQ=WEEKLY;BYDAY=FR;UNTIL=20270630", "每周五 15:00，到2027年6月30日为止"],
    ["FREQ=YEARLY;BYYEARDAY=100", "按自定的日子 15:00"],
  ])("%s is %s", (rule, words) => {
    expect(ruleWords(readRule(rule, ZONE), "15:00")).toBe(words);
  });
});
