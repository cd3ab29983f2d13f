import { describe, expect, it } from "vitest";
import {
  dayOf,
  daysAfter,
  instantOf,
  minutesOf,
  nextClockChange,
  timeOf,
  timeText,
  weekdayOf,
} from "./localTime.ts";

const at = (iso: string) => Date.parse(iso);

describe("local time", () => {
  it("tells day and time of the zone, not of the machine", () => {
    expect(dayOf(at("2026-11-22T16:30:00Z"), "Asia/Shanghai")).toBe("2026-11-23");
    expect(timeOf(at("2026-11-22T16:30:59Z"), "Asia/Shanghai")).toBe(30);
    expect(dayOf(at("2026-11-22T16:30:00Z"), "America/New_York")).toBe("2026-11-22");
  });

  it("finds the instant of a day and time, on both sides of a clock change", () => {
    expect(instantOf("2026-11-23", "08:30", "Asia/Shanghai")).toBe(at("2026-11-23T00:30:00Z"));
    expect(instantOf("2026-03-08", "08:30", "America/New_York")).toBe(at("2026-03-08T12:30:00Z"));
    expect(instantOf("2026-03-07", "08:30", "America/New_York")).toBe(at("2026-03-07T13:30:00Z"));
  });

  it("takes a skipped time as much later, and of a repeated one the one asked for", () => {
    const zone = "America/New_York";
    expect(instantOf("2026-03-08", "02:30", zone)).toBe(at("2026-03-08T03:30:00-04:00"));
    expect(instantOf("2026-11-01", "01:30", zone)).toBe(at("2026-11-01T01:30:00-04:00"));
    expect(instantOf("2026-11-01", "01:30", zone, "second")).toBe(at("2026-11-01T01:30:00-05:00"));
    expect(instantOf("2026-11-02", "01:30", zone, "second")).toBe(at("2026-11-02T01:30:00-05:00"));
  });

  it("knows clock changes, and that Shanghai has none ahead", () => {
    expect(nextClockChange(at("2026-03-01T00:00:00Z"), "America/New_York")).toBe(at("2026-03-08T07:00:00Z"));
    expect(nextClockChange(at("2026-03-01T00:00:00Z"), "Asia/Shanghai")).toBeUndefined();
  });

  it("counts days and weekdays over months and leap years", () => {
    expect(daysAfter("2028-02-28", 1)).toBe("2028-02-29");
    expect(daysAfter("2027-01-01", -1)).toBe("2026-12-31");
    expect(weekdayOf("2026-11-23")).toBe(1);
    expect(weekdayOf("2026-11-29")).toBe(7);
  });

  it("reads times as people and Excel write them, and no others", () => {
    expect(["08:30", "8:30", "8:30:00", "23:59", "0:00"].map(minutesOf)).toEqual([510, 510, 510, 1439, 0]);
    expect(["24:00", "8:60", "8", "八点", "08:30:15", ""].map(minutesOf)).toEqual(Array(6).fill(undefined));
    expect(timeText(510)).toBe("08:30");
    expect(minutesOf(timeText(1439))).toBe(1439);
  });

  it("leaves the globals alone", () => {
    expect("Temporal" in globalThis).toBe(false);
  });
});
