import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadHolidays, loadOfficeHours } from "../../../delivery/index.ts";
import { readTime, sayTime } from "./timeWords.ts";

const ZONE = "Asia/Shanghai";
/** A Monday morning. */
const NOW = Date.parse("2026-11-23T10:07:00+08:00");
const DATA = join(import.meta.dirname, "../../../../data");
const officeHours = loadOfficeHours(
  join(DATA, "office-hours.csv"),
  loadHolidays(join(DATA, "holidays.csv")),
  ZONE,
);

/** `2026-11-24 14:00–18:00`, or the kind when there is no time. */
function read(text: string, now = NOW): string {
  const reading = readTime(text, now, ZONE);
  if (reading.kind === "none" || reading.kind === "unclear") return reading.kind;
  const at = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString();
  const [from, to] = [at(reading.from), at(reading.to)];
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  const span = `${from.slice(0, 10)} ${from.slice(11, 16)}–${sameDay ? "" : `${to.slice(0, 10)} `}${to.slice(11, 16)}`;
  return reading.kind === "past" ? `past ${span}` : span;
}

describe("days", () => {
  it.each([
    ["今天下午", "2026-11-23 14:00–18:00"],
    ["明早", "2026-11-24 07:30–09:30"],
    ["明日子上昼", "2026-11-24 08:30–12:00"],
    ["后天上午", "2026-11-25 08:30–12:00"],
    ["大后天", "2026-11-26 08:30–18:00"],
    ["今晚", "2026-11-23 18:00–21:00"],
    ["下周三", "2026-12-02 08:30–18:00"],
    ["下下周一", "2026-12-07 08:30–18:00"],
    ["周三", "2026-11-25 08:30–18:00"],
    ["星期天中午", "2026-11-29 12:00–14:00"],
    ["这个礼拜五下午三点", "2026-11-27 15:00–16:00"],
    ["周一", "2026-11-23 10:07–18:00"],
    ["下周", "2026-11-30 08:30–2026-12-04 18:00"],
    ["周末", "2026-11-28 08:30–2026-11-29 18:00"],
    ["12月1号", "2026-12-01 08:30–18:00"],
    ["十二月五日上午", "2026-12-05 08:30–12:00"],
    ["1月5号", "2027-01-05 08:30–18:00"],
    ["2027年3月8日", "2027-03-08 08:30–18:00"],
    ["二十五号", "2026-11-25 08:30–18:00"],
    ["5号", "2026-12-05 08:30–18:00"],
    ["31号", "2026-12-31 08:30–18:00"],
    ["下个月五号", "2026-12-05 08:30–18:00"],
    ["月底", "2026-11-28 08:30–2026-11-30 18:00"],
    ["月初", "2026-12-01 08:30–2026-12-05 18:00"],
    ["12月中旬", "2026-12-11 08:30–2026-12-20 18:00"],
    ["三天后", "2026-11-26 08:30–18:00"],
    ["一个礼拜后", "2026-11-30 08:30–18:00"],
    ["下周的周三", "2026-12-02 08:30–18:00"],
  ])("reads %s", (text, span) => {
    expect(read(text)).toBe(span);
  });

  it.each([
    ["农历腊月初八", "2027-01-15 08:30–18:00"],
    ["冬月十五", "2026-12-23 08:30–18:00"],
    ["腊月三十", "2027-02-05 08:30–18:00"],
    ["除夕", "2027-02-05 08:30–18:00"],
    ["大年初一", "2027-02-06 08:30–18:00"],
    ["春节前一天", "2027-02-05 08:30–18:00"],
    ["重阳节", "2027-10-08 08:30–18:00"],
    ["初八", "2026-12-16 08:30–18:00"],
    ["冬至", "2026-12-22 08:30–18:00"],
    ["农历2027年正月初一", "2027-02-06 08:30–18:00"],
    ["农历2027年闰五月初一", "unclear"],
  ])("reads the lunar day or festival %s", (text, span) => {
    expect(read(text)).toBe(span);
  });

  it("takes a weekday alone for next week's once its day is over", () => {
    const evening = Date.parse("2026-11-23T18:30:00+08:00");
    expect(read("周一上午", evening)).toBe("2026-11-30 08:30–12:00");
    expect(read("周一下午", NOW)).toBe("2026-11-23 14:00–18:00");
  });

  it("asks about days that the calendar does not have or that do not agree", () => {
    expect(read("11月31号上午")).toBe("unclear");
    expect(read("2027年2月29日")).toBe("unclear");
    expect(read("明天星期五上午")).toBe("unclear");
    expect(read("明天星期二上午")).toBe("2026-11-24 08:30–12:00");
  });

  it.each(["下个月", "下个月初五", "过两天", "改天再说", "半个月后"])(
    "asks which day is meant by %s",
    (text) => {
      expect(readTime(text, NOW, ZONE)).toMatchObject({
        kind: "unclear",
        question: expect.stringContaining("哪一天"),
      });
    },
  );
});

describe("times of the day", () => {
  it.each([
    ["三点半", "2026-11-23 15:30–16:30"],
    ["明天9点到11点", "2026-11-24 09:00–11:00"],
    ["明天上午十点左右", "2026-11-24 10:00–11:00"],
    ["明天三点", "2026-11-24 15:00–16:00"],
    ["明天七点", "2026-11-24 07:00–08:00"],
    ["明天下午三点到五点", "2026-11-24 15:00–17:00"],
    ["明天十点到两点", "2026-11-24 10:00–14:00"],
    ["明天９：３０－１１：００", "2026-11-24 09:30–11:00"],
    ["明天9:30-11:00", "2026-11-24 09:30–11:00"],
    ["明天两三点", "2026-11-24 14:00–15:00"],
    ["明天晚上八点", "2026-11-24 20:00–21:00"],
    ["明天十点一刻", "2026-11-24 10:15–11:15"],
    ["明天下午一点", "2026-11-24 13:00–14:00"],
    ["明天下午三点以后", "2026-11-24 15:00–18:00"],
    ["明天三点前", "2026-11-24 08:30–15:00"],
    ["明天中午晚上", "2026-11-24 12:00–21:00"],
    ["15时30分", "2026-11-23 15:30–16:30"],
  ])("reads %s", (text, span) => {
    expect(read(text)).toBe(span);
  });

  it("takes a time without a day for tomorrow's once it is over", () => {
    expect(read("下午", Date.parse("2026-11-23T19:00:00+08:00"))).toBe("2026-11-24 14:00–18:00");
  });

  it("takes 今天 for this evening once the day is over", () => {
    expect(read("今天", Date.parse("2026-11-23T18:20:00+08:00"))).toBe("2026-11-23 18:20–21:00");
  });

  it.each(["25:70", "晚上3点", "明天26点"])("asks when there is no such time: %s", (text) => {
    expect(read(text)).toBe("unclear");
  });
});

describe("ranges and waits", () => {
  it.each([
    ["明天到后天", "2026-11-24 08:30–2026-11-25 18:00"],
    ["明天下午到后天上午", "2026-11-24 14:00–2026-11-25 12:00"],
    ["12月1号到5号", "2026-12-01 08:30–2026-12-05 18:00"],
    ["下周一到周三上午", "2026-11-30 08:30–2026-12-02 12:00"],
    ["周三到下周一", "2026-11-25 08:30–2026-11-30 18:00"],
    ["明天后天都行", "2026-11-24 08:30–2026-11-25 18:00"],
    ["半小时后", "2026-11-23 10:37–11:37"],
    ["两个小时以后", "2026-11-23 12:07–13:07"],
    ["一个半小时后", "2026-11-23 11:37–12:37"],
    ["马上来人", "2026-11-23 10:07–12:07"],
    ["随便哪天", "2026-11-24 08:30–2026-11-26 18:00"],
    ["都行", "2026-11-24 08:30–2026-11-26 18:00"],
  ])("reads %s", (text, span) => {
    expect(read(text)).toBe(span);
  });

  it("begins 尽快 when the office opens, and counts its workdays for 都行", () => {
    const friday = Date.parse("2026-09-24T19:00:00+08:00");
    const at = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
    const soon = readTime("尽快", friday, ZONE, { officeHours });
    expect(soon.kind === "time" && at(soon.from)).toBe(at(officeHours.nextOpening(friday)));
    const any = readTime("哪天都行", friday, ZONE, { officeHours });
    if (any.kind !== "time") throw new Error("no time was read");
    // 中秋 and the days after it are no workdays.
    for (const ms of [any.from, any.to - 60_000]) {
      expect(officeHours.workMinutesBetween(ms - 10 * 3_600_000, ms + 10 * 3_600_000)).toBeGreaterThan(0);
    }
    expect(at(any.from) > "2026-09-25").toBe(true);
  });
});

describe("within a sentence", () => {
  it.each([
    ["我家水管漏了下午能来人吗", "下午", "我家水管漏了能来人吗"],
    ["明天我要去医院，三点来接", "明天三点", "我要去医院，来接"],
    ["下午三点，这个礼拜五", "下午三点，这个礼拜五", ""],
    ["今天上午水管爆了，下午来人", "下午", "今天上午水管爆了，来人"],
    ["后天上午来人，明天我不在", "后天上午", "来人，明天我不在"],
  ])("gives the words found in %s and the rest", (text, said, rest) => {
    expect(readTime(text, NOW, ZONE)).toMatchObject({ kind: "time", said, rest });
  });

  it.each([
    "泰山路12号3栋201",
    "泰山路十二号",
    "住3号楼",
    "一点都不难",
    "快一点来",
    "我家水管昨天就漏了，来人看看",
    "每天早上打个电话",
    "一个星期来三次",
    "我崽三十岁了",
    "",
  ])("finds no wanted time in: %s", (text) => {
    expect(readTime(text, NOW, ZONE)).toEqual({ kind: "none" });
  });

  it.each([
    ["今天上午", "2026-11-23T15:00:00+08:00"],
    ["昨天", "2026-11-23T10:00:00+08:00"],
    ["11月20号", "2026-11-23T10:00:00+08:00"],
    ["这周一", "2026-11-25T10:00:00+08:00"],
  ])("says that %s is past", (text, now) => {
    expect(readTime(text, Date.parse(now), ZONE).kind).toBe("past");
  });

  it("asks when two different times are wanted", () => {
    const reading = readTime("明天要人来，不，后天上午来", NOW, ZONE);
    expect(reading).toMatchObject({ kind: "unclear", question: expect.stringContaining("还是") });
  });
});

describe("saying a time back", () => {
  it.each([
    ["明天下午", "明天（11月24日，星期二）下午2点到6点"],
    ["明天上午", "明天（11月24日，星期二）上午8点半到12点"],
    ["下周三十点", "12月2日（星期三）上午10点到11点"],
    ["明天中午", "明天（11月24日，星期二）中午12点到下午2点"],
    ["明天到后天", "明天（11月24日，星期二）上午8点半到后天（11月25日，星期三）下午6点"],
    ["1月5号上午九点零五分", "2027年1月5日（星期二）上午9点05分到10点05分"],
  ])("says %s", (text, said) => {
    const reading = readTime(text, NOW, ZONE);
    expect(reading.kind === "time" && sayTime(reading.from, reading.to, NOW, ZONE)).toBe(said);
  });
});
