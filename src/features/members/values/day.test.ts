import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysInMonth, readDay, writeDay } from "./day.ts";
import { VALUE_TEXT } from "./valueText.ts";

describe("readDay", () => {
  it.each([
    ["1940-05-03"],
    ["1940/5/3"],
    ["1940.5.3"],
    ["19400503"],
    ["1940年5月3日"],
    ["1940年05月03号"],
    ["一九四〇年五月三日"],
    ["一九四零年五月三日"],
    ["１９４０－０５－０３"],
    [" 1940 年 5 月 3 日 "],
    ["1940-05-03 00:00:00"],
    ["1940-05-03T00:00:00.000Z"],
  ])("reads %s as 3 May 1940", (text) => {
    expect(readDay(text)).toEqual({ ok: true, day: "1940-05-03" });
  });

  it("reads numbers in words up to thirty-one", () => {
    expect(readDay("一九五一年十二月三十一日")).toEqual({ ok: true, day: "1951-12-31" });
    expect(readDay("一九五一年十月二十日")).toEqual({ ok: true, day: "1951-10-20" });
  });

  it("takes a spreadsheet's date cell by its UTC day, wherever the machine stands", () => {
    expect(readDay(new Date("1940-05-03T00:00:00Z"))).toEqual({ ok: true, day: "1940-05-03" });
    expect(readDay(new Date("1940-05-03T23:59:59Z"))).toEqual({ ok: true, day: "1940-05-03" });
    expect(readDay(new Date(Number.NaN))).toEqual({ ok: false, reason: VALUE_TEXT.dayWriting });
  });

  it.each([
    ["", VALUE_TEXT.dayEmpty],
    ["1941-02-29", VALUE_TEXT.dayMissing],
    ["1940-13-01", VALUE_TEXT.dayMissing],
    ["1940-00-10", VALUE_TEXT.dayMissing],
    ["1940-04-31", VALUE_TEXT.dayMissing],
    ["1740-05-03", VALUE_TEXT.dayRange],
    ["1965年7月", VALUE_TEXT.dayMonthOnly],
    ["1965.07", VALUE_TEXT.dayMonthOnly],
    ["196507", VALUE_TEXT.dayMonthOnly],
    ["5/3/40", VALUE_TEXT.dayShortYear],
    ["5/3/1940", VALUE_TEXT.dayShortYear],
    ["40年5月3日", VALUE_TEXT.dayShortYear],
    ["1940-05/03", VALUE_TEXT.dayWriting],
    ["14734", VALUE_TEXT.dayWriting],
    ["不详", VALUE_TEXT.dayWriting],
  ])("refuses %j and says what to do", (text, reason) => {
    expect(readDay(text)).toEqual({ ok: false, reason });
  });

  it("never invents a day: what it reads is the day that was written, in every writing", () => {
    const day = fc
      .record({ year: fc.integer({ min: 1850, max: 2100 }), month: fc.integer({ min: 1, max: 12 }) })
      .chain(({ year, month }) =>
        fc.integer({ min: 1, max: daysInMonth(year, month) }).map((date) => [year, month, date] as const),
      );
    fc.assert(
      fc.property(day, ([year, month, date]) => {
        const expected = { ok: true, day: writeDay(year, month, date) };
        for (const text of [
          `${year}-${month}-${date}`,
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
        ]) {
          expect(readDay(text)).toEqual(expected);
        }
        expect(readDay(writeDay(year, month, date).replaceAll("-", ""))).toEqual(expected);
      }),
    );
  });

  it("answers anything that is typed with a day or a reason", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-/.年月日一十三廿 ") }), (text) => {
        const read = readDay(text);
        if (read.ok) expect(new Date(`${read.day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(read.day);
        else expect(Object.values(VALUE_TEXT)).toContain(read.reason);
      }),
    );
  });
});
