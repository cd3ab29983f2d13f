import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCron } from "./cron.ts";

const at = (iso: string) => Date.parse(iso);

describe("cron patterns", () => {
  it("come by the clock of the zone", () => {
    const rule = parseCron("0 8 * * *", "Asia/Shanghai");
    expect(rule.next(at("2026-11-22T23:59:59.999Z"))).toBe(at("2026-11-23T00:00:00Z"));
    expect(rule.next(at("2026-11-23T00:00:00Z"))).toBe(at("2026-11-24T00:00:00Z"));
    expect(rule.latest(at("2026-11-23T00:00:00Z"))).toBe(at("2026-11-23T00:00:00Z"));
    expect(rule.latest(at("2026-11-22T23:59:59.999Z"))).toBe(at("2026-11-22T00:00:00Z"));
  });

  it("come later when the clock skips their time, and once when it shows it twice", () => {
    const skipped = parseCron("30 2 * * *", "America/New_York");
    expect(skipped.next(at("2026-03-08T05:00:00Z"))).toBe(at("2026-03-08T07:00:00Z"));
    const repeated = parseCron("30 1 * * *", "America/New_York");
    expect(repeated.next(at("2026-11-01T04:00:00Z"))).toBe(at("2026-11-01T05:30:00Z"));
    expect(repeated.next(at("2026-11-01T05:30:00Z"))).toBe(at("2026-11-02T06:30:00Z"));
  });

  it("say of any instant which time was the last and which is the next", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("0 8 * * *", "*/15 * * * *", "30 2 * * 1-5", "0 0 1 * *", "30 1 * * *"),
        fc.constantFrom("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe"),
        fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2027-12-31T00:00:00Z") }),
        (pattern, zone, instant) => {
          const rule = parseCron(pattern, zone);
          const next = rule.next(instant)!;
          expect(next).toBeGreaterThan(instant);
          expect(rule.latest(next)).toBe(next);
          const latest = rule.latest(instant)!;
          expect(latest).toBeLessThanOrEqual(instant);
          expect(rule.next(latest)).toBe(next);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("are refused when they cannot be read", () => {
    expect(() => parseCron("每天八点", "Asia/Shanghai")).toThrow(/invalid/);
    expect(() => parseCron("61 8 * * *", "Asia/Shanghai")).toThrow(/minute/);
    expect(() => parseCron("0 8 * * * *", "Asia/Shanghai")).toThrow(/5 parts/);
  });
});
