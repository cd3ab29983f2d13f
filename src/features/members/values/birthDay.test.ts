import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ageOn,
  type BirthDay,
  birthdayIn,
  birthdaysIn,
  readBirthDay,
  sayBirthDay,
  solarBirthDay,
} from "./birthDay.ts";
import { VALUE_TEXT } from "./valueText.ts";

const solar = (day: string): BirthDay => ({ day, calendar: "solar", leap: false });
const lunar = (day: string, leap = false): BirthDay => ({ day, calendar: "lunar", leap });

describe("readBirthDay", () => {
  it.each([
    ["1940-05-03", solar("1940-05-03")],
    ["公历1940年5月3日", solar("1940-05-03")],
    ["农历1940年五月初三", lunar("1940-05-03")],
    ["阴历一九四〇年五月初三日", lunar("1940-05-03")],
    ["旧历1940-5-3", lunar("1940-05-03")],
    ["1940/5/3（农历）", lunar("1940-05-03")],
    ["农历1940年正月十五", lunar("1940-01-15")],
    ["农历1940年腊月廿三", lunar("1940-12-23")],
    ["农历1940年冬月三十", lunar("1940-11-30")],
    ["农历1940年十一月三十", lunar("1940-11-30")],
    ["农历 1940 年 十月 二十", lunar("1940-10-20")],
    ["农历1940年十月廿", lunar("1940-10-20")],
    ["农历1941年闰六月初三", lunar("1941-06-03", true)],
    ["农历１９４１年闰6月3日", lunar("1941-06-03", true)],
  ])("reads %s", (text, birth) => {
    expect(readBirthDay(text)).toEqual({ ok: true, birth });
  });

  it("takes the calendar from elsewhere, and refuses one that contradicts the text", () => {
    expect(readBirthDay("1940-05-03", "lunar")).toEqual({ ok: true, birth: lunar("1940-05-03") });
    expect(readBirthDay("五月", "solar").ok).toBe(false);
    expect(readBirthDay("农历1940年五月初三", "solar")).toEqual({
      ok: false,
      reason: VALUE_TEXT.calendarsDiffer,
    });
    expect(readBirthDay("农历1940年五月初三（公历）")).toEqual({
      ok: false,
      reason: VALUE_TEXT.calendarsDiffer,
    });
  });

  it.each([
    ["1941-02-29", VALUE_TEXT.dayMissing],
    ["农历1940年闰五月初三", VALUE_TEXT.lunarMonthMissing],
    ["农历1941年六月三十", VALUE_TEXT.lunarDayMissing],
    ["农历1940年五月三十一", VALUE_TEXT.lunarDayMissing],
    ["农历1940年十三月初一", VALUE_TEXT.lunarDayMissing],
    ["农历庚辰年五月初三", VALUE_TEXT.lunarYearName],
    ["农历五月初三", VALUE_TEXT.lunarWriting],
    ["农历1940年五月廿十", VALUE_TEXT.lunarWriting],
    ["农历1940年五月初十三", VALUE_TEXT.lunarWriting],
    ["农历", VALUE_TEXT.lunarWriting],
  ])("refuses %s and says what to do", (text, reason) => {
    expect(readBirthDay(text)).toEqual({ ok: false, reason });
  });

  it("knows a lunar 30 February, which no solar year has", () => {
    expect(readBirthDay("农历1940年二月三十").ok).toBe(true);
  });
});

describe("solarBirthDay", () => {
  it.each([
    ["1940-01-01", false, "1940-02-08"],
    ["1949-08-10", false, "1949-10-01"],
    ["1941-06-03", true, "1941-07-26"],
    ["2023-02-01", true, "2023-03-22"],
    ["2025-12-29", false, "2026-02-16"],
  ])("puts lunar %s (leap %s) on %s", (day, leap, expected) => {
    expect(solarBirthDay(lunar(day, leap))).toBe(expected);
  });
});

describe("ageOn", () => {
  it("counts a year on the birthday, not before", () => {
    expect(ageOn(solar("1940-05-03"), "2026-05-02")).toBe(85);
    expect(ageOn(solar("1940-05-03"), "2026-05-03")).toBe(86);
  });

  it("counts by the solar calendar for lunar birthdays too", () => {
    expect(ageOn(lunar("1949-08-10"), "2025-09-30")).toBe(75);
    expect(ageOn(lunar("1949-08-10"), "2025-10-01")).toBe(76);
  });

  it("lets a year of 29 February pass on the last of the month", () => {
    expect(ageOn(solar("1940-02-29"), "2026-02-27")).toBe(85);
    expect(ageOn(solar("1940-02-29"), "2026-02-28")).toBe(86);
    expect(ageOn(solar("1940-02-29"), "2028-02-28")).toBe(87);
  });
});

describe("birthdays in a year", () => {
  it("are one for the solar, on the last of February where the 29th is missing", () => {
    expect(birthdaysIn(solar("1940-05-03"), 2026)).toEqual(["2026-05-03"]);
    expect(birthdayIn(solar("1940-02-29"), 2026)).toBe("2026-02-28");
    expect(birthdayIn(solar("1940-02-29"), 2028)).toBe("2028-02-29");
  });

  it("move with the moon for the lunar", () => {
    expect(birthdayIn(lunar("1940-08-15"), 2025)).toBe("2025-10-06");
    expect(birthdayIn(lunar("1940-01-01"), 2026)).toBe("2026-02-17");
  });

  it("fall into the plain month when the year lacks the leap month, and into the leap month when it has it", () => {
    expect(birthdayIn(lunar("1941-06-03", true), 2026)).toBe(birthdayIn(lunar("1941-06-03"), 2026));
    expect(birthdayIn(lunar("1941-06-03", true), 2025)).toBe("2025-07-27");
    expect(birthdayIn(lunar("1941-06-03"), 2025)).toBe("2025-06-27");
  });

  it("fall on the 29th when the month has no 30th", () => {
    // 腊月 of the lunar year 2025 has 29 days.
    expect(birthdaysIn(lunar("1942-12-30"), 2026)).toContain("2026-02-16");
  });

  it("are none or two where the lunar year's end wanders over the new year", () => {
    const counts = Array.from({ length: 40 }, (_, i) => birthdaysIn(lunar("1940-11-20"), 2000 + i).length);
    expect(new Set(counts)).toEqual(new Set([0, 1, 2]));
    const all = Array.from({ length: 40 }, (_, i) => birthdaysIn(lunar("1940-11-20"), 2000 + i)).flat();
    const gaps = all.slice(1).map((day, i) => (Date.parse(day) - Date.parse(all[i]!)) / 86_400_000);
    expect(gaps.every((days) => days >= 353 && days <= 385)).toBe(true);
  });

  it("are none before birth", () => {
    expect(birthdayIn(solar("1940-05-03"), 1939)).toBeUndefined();
    expect(birthdaysIn(lunar("1940-12-23"), 1940)).toEqual([]);
  });
});

describe("sayBirthDay", () => {
  it("says the day as people do", () => {
    expect(sayBirthDay(solar("1940-05-03"))).toBe("1940年5月3日");
    expect(sayBirthDay(lunar("1940-12-23"))).toBe("农历1940年腊月廿三");
    expect(sayBirthDay(lunar("1940-10-20"))).toBe("农历1940年十月二十");
    expect(sayBirthDay(lunar("1940-11-30"))).toBe("农历1940年冬月三十");
    expect(sayBirthDay(lunar("1941-06-10", true))).toBe("农历1941年闰六月初十");
  });

  it("says what is read again as the same day", () => {
    const any = fc.record({
      year: fc.integer({ min: 1900, max: 2000 }),
      month: fc.integer({ min: 1, max: 12 }),
      date: fc.integer({ min: 1, max: 30 }),
      leap: fc.boolean(),
      calendar: fc.constantFrom("公历", "农历"),
    });
    fc.assert(
      fc.property(any, ({ year, month, date, leap, calendar }) => {
        const read = readBirthDay(
          `${calendar}${year}年${leap && calendar === "农历" ? "闰" : ""}${month}月${date}日`,
        );
        if (read.ok) expect(readBirthDay(sayBirthDay(read.birth))).toEqual(read);
      }),
    );
  });
});
