import { describe, expect, it } from "vitest";
import { instantOf } from "./localTime.ts";
import { sayAt, sayDayOf, saySpan } from "./spokenTime.ts";

const ZONE = "Asia/Shanghai";
const at = (day: string, time: string) => instantOf(day, time, ZONE);

describe("times in messages", () => {
  it("names day and hour, never today", () => {
    expect(sayAt(at("2026-11-24", "14:30"), ZONE)).toBe("11月24日（星期二）下午2点半");
    expect(sayAt(at("2026-11-24", "00:05"), ZONE)).toBe("11月24日（星期二）凌晨0点5分");
  });

  it("says morning or afternoon once in a span, and both days over midnight", () => {
    const span = (from: string, to: string) =>
      saySpan({ from: at("2026-11-24", from), to: at("2026-11-24", to) }, ZONE);
    expect(span("14:00", "18:00")).toBe("11月24日（星期二）下午2点到晚上6点");
    expect(span("08:30", "11:00")).toBe("11月24日（星期二）上午8点半到11点");
    expect(saySpan({ from: at("2026-11-24", "08:00"), to: at("2026-11-25", "12:00") }, ZONE)).toBe(
      "11月24日（星期二）上午8点到11月25日（星期三）中午12点",
    );
  });

  it("names the year only where it is told the present and that is another year", () => {
    const now = at("2026-12-31", "23:59");
    expect(sayDayOf("2028-02-29", ZONE, now)).toBe("2028年2月29日（星期二）");
    expect(sayDayOf("2026-01-01", ZONE, now)).toBe("1月1日（星期四）");
    expect(sayDayOf("2028-02-29", ZONE)).toBe("2月29日（星期二）");
    // A minute later there it is the new year, whatever it is in UTC.
    expect(sayAt(at("2027-01-01", "15:00"), ZONE, now + 60_000)).toBe("1月1日（星期五）下午3点");
    expect(saySpan({ from: at("2026-12-31", "23:00"), to: at("2027-01-01", "01:00") }, ZONE, now)).toBe(
      "12月31日（星期四）晚上11点到2027年1月1日（星期五）凌晨1点",
    );
  });
});
