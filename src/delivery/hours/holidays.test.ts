import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../../testing/library.ts";
import { CalendarFileError } from "./calendarFile.ts";
import { loadHolidays, statutoryHolidays } from "./holidays.ts";

const SHIPPED = resolve(import.meta.dirname, "../../../data/holidays.csv");

function load(content: string | Uint8Array) {
  return loadHolidays(join(testFolder({ "holidays.csv": content }), "holidays.csv"));
}

describe("the shipped calendar", () => {
  const calendar = loadHolidays(SHIPPED);

  it("has the days off of the 2026 notice, weekends among them, and the swapped workdays", () => {
    for (const day of ["2026-01-02", "2026-02-23", "2026-04-06", "2026-05-05", "2026-06-21", "2026-10-07"]) {
      expect([day, calendar.isWorkday(day), calendar.isHoliday(day)]).toEqual([day, false, true]);
    }
    for (const day of ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]) {
      expect([day, calendar.isWorkday(day), calendar.isHoliday(day)]).toEqual([day, true, false]);
    }
    expect(calendar.isWorkday("2026-11-23")).toBe(true);
    expect(calendar.isWorkday("2026-11-28")).toBe(false);
    expect(calendar.isHoliday("2026-11-28")).toBe(false);
    expect(calendar.known(2026)).toBe(true);
  });

  it("agrees with the statutory days worked out for the same year", () => {
    const days = statutoryHolidays(2026);
    expect(days.filter((day) => calendar.isWorkday(day))).toEqual([]);
    expect(loadHolidays("/nowhere/holidays.csv").isHoliday("2026-10-05")).toBe(false);
    expect(days).toContain("2026-06-19");
    expect(days).toContain("2026-09-25");
  });

  it("finds the next workday over a holiday and over a swapped weekend", () => {
    expect(calendar.nextWorkday("2026-02-14")).toBe("2026-02-24");
    expect(calendar.nextWorkday("2026-05-08")).toBe("2026-05-09");
    expect(calendar.nextWorkday("2026-11-27")).toBe("2026-11-30");
  });
});

describe("a year whose notice is not in the file", () => {
  const calendar = loadHolidays(SHIPPED);

  it("is worked out from weekends and the statutory days, and said to be a guess", () => {
    expect(calendar.known(2027)).toBe(false);
    // Lunar New Year's Eve 2027 is 5 February; Dragon Boat 9 June; Mid-Autumn 15 September.
    for (const day of ["2027-01-01", "2027-02-05", "2027-02-08", "2027-04-05", "2027-06-09", "2027-09-15"]) {
      expect([day, calendar.isWorkday(day)]).toEqual([day, false]);
    }
    expect(calendar.isWorkday("2027-02-09")).toBe(true);
    expect(calendar.isWorkday("2027-10-04")).toBe(true);
    expect(calendar.isWorkday("2027-10-09")).toBe(false);
  });

  it("has thirteen statutory days, fewer only where two fall on one", () => {
    expect(new Set(statutoryHolidays(2027)).size).toBe(13);
    // Mid-Autumn 2028 is 3 October.
    expect(new Set(statutoryHolidays(2028)).size).toBe(12);
  });
});

describe("a holidays file", () => {
  it("may come from Chinese Excel: GB 18030, slashes in dates, padded comments", () => {
    const gbk = Buffer.concat([
      Buffer.from("# \xB7\xC5\xBC\xD9,,,\r\nday,kind,name\r\n2027/2/11,off,", "latin1"),
      Buffer.from([0xb4, 0xba, 0xbd, 0xda]),
      Buffer.from("\r\n2027/2/20,work,\r\n"),
    ]);
    const calendar = load(gbk);
    expect(calendar.isWorkday("2027-02-11")).toBe(false);
    expect(calendar.isWorkday("2027-02-20")).toBe(true);
    expect(calendar.known(2027)).toBe(true);
  });

  it("keeps statutory days off even when a year is entered in part", () => {
    const calendar = load("\uFEFFday,kind,name\n2027-02-11,off,春节\n");
    expect(calendar.isWorkday("2027-10-01")).toBe(false);
  });

  it.each([
    ["day,kind\n", 1, "表头"],
    ["", 1, "表头"],
    ["# 说明\n\nday,kind,name\n2026-02-30,off,春节\n", 4, "2026-02-30"],
    ["day,kind,name\n2026-02-17,放假,春节\n", 2, "放假"],
    ["day,kind,name\n2026-02-17,off\n", 2, "3 格"],
    ["day,kind,name\n2026-02-17,off,春节\n2026/2/17,work,春节\n", 3, "已经写过"],
  ])("is refused with the line at fault: %j", (content, line, reason) => {
    let fault: unknown;
    try {
      load(content);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(CalendarFileError);
    expect((fault as CalendarFileError).line).toBe(line);
    expect((fault as Error).message).toContain(reason);
    expect((fault as Error).message).toContain("holidays.csv");
  });
});
