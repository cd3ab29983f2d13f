import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createQuietHours } from "./quietHours.ts";

const at = (iso: string) => Date.parse(iso);
const MINUTE_MS = 60_000;

/** Minutes past midnight by Intl, another source than the code under test. */
function clockOf(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const value = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  return value("hour") * 60 + value("minute");
}

const instants = fc.oneof(
  fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z") }),
  // Nights of a clock change.
  fc
    .tuple(
      fc.constantFrom(
        at("2026-03-08T07:00:00Z"), // New York, forward
        at("2026-11-01T06:00:00Z"), // New York, back
        at("2026-03-29T01:00:00Z"), // London, forward
        at("2026-10-25T01:00:00Z"), // London, back
        at("2026-04-04T15:00:00Z"), // Lord Howe, half an hour back
        at("2026-10-03T15:30:00Z"), // Lord Howe, half an hour forward
      ),
      fc.integer({ min: -24 * 60, max: 24 * 60 }),
    )
    .map(([change, minutes]) => change + minutes * MINUTE_MS),
);
const zones = fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe");
const hours = fc.constantFrom(["21:00", "08:00"], ["22:30", "01:30"], ["23:00", "02:15"], ["01:10", "02:30"]);

describe("quiet hours", () => {
  const quietHours = createQuietHours("Asia/Shanghai");

  it("begin at 21:00:00 and are over at 08:00:00", () => {
    expect(quietHours.quiet(at("2026-11-23T20:59:59.999+08:00"))).toBe(false);
    expect(quietHours.quiet(at("2026-11-23T21:00:00+08:00"))).toBe(true);
    expect(quietHours.quiet(at("2026-11-24T07:59:59.999+08:00"))).toBe(true);
    expect(quietHours.quiet(at("2026-11-24T08:00:00+08:00"))).toBe(false);
  });

  it("say when they end, before and after midnight, and the present when they are not on", () => {
    const end = at("2026-11-24T08:00:00+08:00");
    expect(quietHours.endsAt(at("2026-11-23T21:00:00+08:00"))).toBe(end);
    expect(quietHours.endsAt(at("2026-11-24T00:00:00+08:00"))).toBe(end);
    expect(quietHours.endsAt(at("2026-11-24T07:59:59.999+08:00"))).toBe(end);
    expect(quietHours.endsAt(end)).toBe(end);
  });

  it("are none when both times are the same, and refuse what is no time", () => {
    expect(createQuietHours("Asia/Shanghai", "00:00", "00:00").quiet(at("2026-11-24T00:00:00+08:00"))).toBe(
      false,
    );
    expect(() => createQuietHours("Asia/Shanghai", "9点", "08:00")).toThrow(RangeError);
  });

  it("follow the clock of any zone", () => {
    fc.assert(
      fc.property(zones, hours, instants, (zone, [from, to], now) => {
        const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
        const [start, end, clock] = [minutes(from!), minutes(to!), clockOf(now, zone)];
        const expected = start < end ? clock >= start && clock < end : clock >= start || clock < end;
        expect(createQuietHours(zone, from, to).quiet(now)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("end at the first instant that is not quiet, over clock changes too", () => {
    fc.assert(
      fc.property(zones, hours, instants, (zone, [from, to], now) => {
        const { quiet, endsAt } = createQuietHours(zone, from, to);
        const end = endsAt(now);
        expect(quiet(end)).toBe(false);
        if (!quiet(now)) {
          expect(end).toBe(now);
          return;
        }
        expect(quiet(end - 1)).toBe(true);
        for (let t = now; t < end; t += 5 * MINUTE_MS) expect(quiet(t)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
