import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testFolder } from "../../testing/library.ts";
import { CalendarFileError } from "./calendarFile.ts";
import { loadHolidays } from "./holidays.ts";
import { loadOfficeHours } from "./officeHours.ts";

const DATA = resolve(import.meta.dirname, "../../../data");
const calendar = loadHolidays(join(DATA, "holidays.csv"));
const office = loadOfficeHours(join(DATA, "office-hours.csv"), calendar, "Asia/Shanghai");
/** By the clock in Shanghai. */
const at = (local: string) => Date.parse(`${local}+08:00`);

function load(rows: string, zone = "Asia/Shanghai") {
  const folder = testFolder({ "office-hours.csv": `weekday,from,to\n${rows}` });
  return loadOfficeHours(join(folder, "office-hours.csv"), calendar, zone);
}

describe("the office", () => {
  it("is open from the first to before the last minute of each span", () => {
    const open = ["2026-11-23T08:30", "2026-11-23T11:59:59", "2026-11-23T14:30", "2026-11-23T17:29:59"];
    const closed = ["2026-11-23T08:29:59", "2026-11-23T12:00", "2026-11-23T17:30", "2026-11-28T10:00"];
    expect(open.map((time) => office.open(at(time)))).toEqual([true, true, true, true]);
    expect(closed.map((time) => office.open(at(time)))).toEqual([false, false, false, false]);
  });

  it("is closed on holidays and open on swapped weekends, at a weekday's hours", () => {
    expect(office.open(at("2026-10-05T10:00"))).toBe(false);
    expect(office.open(at("2026-10-10T10:00"))).toBe(true);
    expect(office.open(at("2026-10-10T13:00"))).toBe(false);
  });

  it("may keep hours of its own at weekends, holidays excepted", () => {
    const weekends = load("周一,08:30,17:30\n周六,09:00,11:00\n");
    expect(weekends.open(at("2026-11-28T10:00"))).toBe(true);
    expect(weekends.open(at("2026-10-03T10:00"))).toBe(false);
    expect(weekends.open(at("2026-10-10T12:00"))).toBe(false);
  });

  it("stays closed on a weekday that has no hours", () => {
    const mondays = load("周一,08:30,17:30\n");
    expect(mondays.nextOpening(at("2026-11-24T10:00"))).toBe(at("2026-11-30T08:30"));
  });

  it("opens next now, later today, tomorrow, or after the holidays", () => {
    expect(office.nextOpening(at("2026-11-23T09:00"))).toBe(at("2026-11-23T09:00"));
    expect(office.nextOpening(at("2026-11-23T12:00"))).toBe(at("2026-11-23T14:30"));
    expect(office.nextOpening(at("2026-11-23T17:30"))).toBe(at("2026-11-24T08:30"));
    expect(office.nextOpening(at("2026-02-14T18:00"))).toBe(at("2026-02-24T08:30"));
  });

  it("says so in words that a caller understands", () => {
    expect(office.sayNextOpening(at("2026-11-23T09:00"))).toBe("现在");
    expect(office.sayNextOpening(at("2026-11-23T12:30"))).toBe("今天下午2点半");
    expect(office.sayNextOpening(at("2026-11-23T20:00"))).toBe("明天（11月24日）上午8点半");
    expect(office.sayNextOpening(at("2026-11-27T20:00"))).toBe("11月30日（星期一）上午8点半");
    expect(office.sayNextOpening(at("2026-11-24T00:10"))).toBe("今天上午8点半");
    expect(load("周一,12:00,18:45\n").sayNextOpening(at("2026-11-23T05:00"))).toBe("今天中午12点");
    expect(load("周一,18:45,20:00\n").sayNextOpening(at("2026-11-23T05:00"))).toBe("今天晚上6点45分");
    expect(load("周一,05:05,20:00\n").sayNextOpening(at("2026-11-23T05:00"))).toBe("今天凌晨5点5分");
  });
});

describe("deadlines in working hours", () => {
  it("stop at noon, in the evening, over weekends and holidays, and go on where the office opens", () => {
    expect(office.addWorkMinutes(at("2026-11-23T11:30"), 60)).toBe(at("2026-11-23T15:00"));
    expect(office.addWorkMinutes(at("2026-11-23T17:00"), 30)).toBe(at("2026-11-23T17:30"));
    expect(office.addWorkMinutes(at("2026-11-27T17:00"), 60)).toBe(at("2026-11-30T09:00"));
    expect(office.addWorkMinutes(at("2026-09-30T17:00"), 60)).toBe(at("2026-10-08T09:00"));
    expect(office.addWorkMinutes(at("2026-10-09T17:00"), 60)).toBe(at("2026-10-10T09:00"));
    expect(office.addWorkMinutes(at("2026-11-28T03:00"), 0)).toBe(at("2026-11-28T03:00"));
    expect(() => office.addWorkMinutes(at("2026-11-28T03:00"), -1)).toThrow(RangeError);
    expect(() => office.addWorkMinutes(at("2026-11-28T03:00"), Number.NaN)).toThrow(RangeError);
  });

  it("count what lies between, holidays left out", () => {
    expect(office.workMinutesBetween(at("2026-11-23T08:00"), at("2026-11-23T18:00"))).toBe(390);
    expect(office.workMinutesBetween(at("2026-09-30T17:00"), at("2026-10-08T09:00"))).toBe(60);
    expect(office.workMinutesBetween(at("2026-11-24T08:30"), at("2026-11-23T17:00"))).toBe(-30);
    expect(office.workMinutesBetween(at("2026-11-28T08:30"), at("2026-11-29T17:00"))).toBe(0);
  });

  /** The sample, and one whose hours a clock change cuts into. */
  const offices = () =>
    fc.constantFrom(
      office,
      load("周一,01:00,02:30\n周一,02:45,12:00\n周三,08:30,17:30\n周日,01:15,02:15\n", "America/New_York"),
    );
  const instants = fc.integer({ min: at("2026-01-01T00:00"), max: at("2027-03-31T00:00") });
  const spans = fc.integer({ min: 0, max: 20_000 });

  it("are the inverse of counting", () => {
    fc.assert(
      fc.property(offices(), instants, spans, (hours, from, minutes) => {
        const deadline = hours.addWorkMinutes(from, minutes);
        expect(hours.workMinutesBetween(from, deadline)).toBe(minutes);
        // The first such instant: a moment earlier the work is not done.
        if (minutes > 0) expect(hours.workMinutesBetween(from, deadline - 1)).toBeLessThan(minutes);
      }),
      { numRuns: 200 },
    );
  });

  it("never come earlier for a later start or for more work", () => {
    fc.assert(
      fc.property(
        offices(),
        instants,
        fc.nat(10 * 86_400_000),
        spans,
        fc.nat(600),
        (hours, from, later, minutes, more) => {
          const deadline = hours.addWorkMinutes(from, minutes);
          expect(hours.addWorkMinutes(from + later, minutes)).toBeGreaterThanOrEqual(deadline);
          expect(hours.addWorkMinutes(from, minutes + more)).toBeGreaterThanOrEqual(deadline);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("add up over any instant in between", () => {
    fc.assert(
      fc.property(offices(), fc.tuple(instants, instants, instants), (hours, times) => {
        const [a, b, c] = times.toSorted((x, y) => x - y) as [number, number, number];
        const whole = hours.workMinutesBetween(a, c);
        expect(hours.workMinutesBetween(a, b) + hours.workMinutesBetween(b, c)).toBeCloseTo(whole, 6);
        expect(hours.workMinutesBetween(c, a)).toBeCloseTo(-whole, 6);
      }),
      { numRuns: 50 },
    );
  });
});

describe("an office hours file", () => {
  it("takes times as Excel writes them and the days' other names", () => {
    expect(load("周一,8:30,12:00:00\n").open(at("2026-11-23T08:30"))).toBe(true);
    expect(load("星期一,8:30,9:00\n星期天,8:30,9:00\n").open(at("2026-11-29T08:30"))).toBe(true);
  });

  it.each([
    ["星期八,08:30,12:00\n", 2, "星期八"],
    ["周一,08:30,24:30\n", 2, "08:30"],
    ["周一,12:00,08:30\n", 2, "晚于"],
    ["周一,08:30,12:00\n\n周一,11:00,13:00\n", 4, "重叠"],
    ["周六,08:30,12:00\n", 1, "至少"],
    ["", 1, "至少"],
  ])("is refused with the line at fault: %j", (rows, line, reason) => {
    let fault: unknown;
    try {
      load(rows);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(CalendarFileError);
    expect((fault as CalendarFileError).line).toBe(line);
    expect((fault as Error).message).toContain(reason);
  });
});
