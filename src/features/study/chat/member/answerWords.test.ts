import { describe, expect, it } from "vitest";
import type { MemberSession } from "../../types.ts";
import { pointedAt, readAnswer } from "./answerWords.ts";
import { readDayWords } from "./dayWords.ts";

const ZONE = "Asia/Shanghai";
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
const NOW = Date.UTC(2026, 10, 24, 1);

/** A session at 15:00 of that day in Shanghai. */
function session(day: string, title: string, form = "学习"): MemberSession {
  const startsAt = Date.parse(`${day}T07:00:00Z`);
  return {
    session: { title, form, startsAt },
    invited: true,
    answer: null,
    materials: [],
  } as unknown as MemberSession;
}

const UPCOMING = [
  session("2026-11-25", "参观博物馆", "参观"),
  session("2026-11-27", "学习全会精神"),
  session("2026-12-04", "主题党日：志愿服务", "座谈"),
];

/** Titles that an answer points at, `other` where it speaks of something else. */
function titles(text: string, now = NOW): readonly string[] | "other" {
  const words = readAnswer(text);
  if (words === undefined) return "other";
  const at = pointedAt(words.about, UPCOMING, now, ZONE);
  return at.kind === "other" ? "other" : at.fitting.map((one) => one.session.title);
}

describe("what an answer points at", () => {
  it.each([
    ["周五的学习我去不了", ["学习全会精神"]],
    ["星期五的活动我参加", ["学习全会精神"]],
    ["下周五的活动我请假", ["主题党日：志愿服务"]],
    ["27号的学习我参加", ["学习全会精神"]],
    ["二十七号我去不了", ["学习全会精神"]],
    ["12月4日的活动我不参加", ["主题党日：志愿服务"]],
    ["十二月四号的座谈我去", ["主题党日：志愿服务"]],
    ["明天的参观我去", ["参观博物馆"]],
    ["明天下午三点的参观我去不了", ["参观博物馆"]],
    ["明天我去不了", ["参观博物馆"]],
    ["参观博物馆我参加", ["参观博物馆"]],
    ["全会精神那场我参加", ["学习全会精神"]],
    ["志愿服务的活动我请假", ["主题党日：志愿服务"]],
    ["我身体不舒服，周五的学习去不了", ["学习全会精神"]],
    ["家里有事，周五的学习请假", ["学习全会精神"]],
    ["请假，周五的学习", ["学习全会精神"]],
    ["参加", ["参观博物馆", "学习全会精神", "主题党日：志愿服务"]],
    ["腿疼，去不了", ["参观博物馆", "学习全会精神", "主题党日：志愿服务"]],
  ])("%s", (text, expected) => {
    expect(titles(text)).toEqual(expected);
  });

  it("is nothing on a day without a session, when something of ours is named", () => {
    expect(titles("周六的学习我去不了")).toEqual([]);
  });

  it.each([
    "周六我去不了",
    "老年大学我报名",
    "我想报名老年大学",
    "我要参加体检",
    "明天体检我去不了",
    "护工今天请假",
    "今天下午护工不来了",
    "师傅明天下午来",
    "我家水管漏了，师傅下午来",
    "我不去医院",
    "我去银行",
    "我参加工作六十年了",
    "我儿子明天来",
    "追悼会我参加",
    "同学聚会我不去",
  ])("is nothing of ours: %s", (text) => {
    expect(titles(text)).toBe("other");
  });
});

describe("days in words", () => {
  const days = (text: string, today: string, ...among: string[]) => {
    const { fits } = readDayWords(text, today);
    return fits === undefined ? undefined : among.filter(fits);
  };

  it("takes 周五 as the next one, today included, and tells this week from the next", () => {
    const fridays = ["2026-11-20", "2026-11-27", "2026-12-04"];
    expect(days("周五", "2026-11-24", ...fridays)).toEqual(["2026-11-27"]);
    expect(days("周五", "2026-11-27", ...fridays)).toEqual(["2026-11-27"]);
    expect(days("下周五", "2026-11-24", ...fridays)).toEqual(["2026-12-04"]);
    expect(days("这个星期五", "2026-11-29", ...fridays)).toEqual(["2026-11-27"]);
    // On a Sunday the week that is over is still this one.
    expect(days("下个礼拜天", "2026-11-29", "2026-11-29", "2026-12-06")).toEqual(["2026-12-06"]);
  });

  it("crosses the month's end, the year's end and the leap day", () => {
    expect(days("明天", "2026-11-30", "2026-11-30", "2026-12-01")).toEqual(["2026-12-01"]);
    expect(days("后天", "2026-12-30", "2026-12-31", "2027-01-01")).toEqual(["2027-01-01"]);
    expect(days("大后天", "2028-02-26", "2028-02-28", "2028-02-29")).toEqual(["2028-02-29"]);
    expect(days("29号", "2028-02-20", "2028-02-29", "2028-03-29")).toEqual(["2028-02-29"]);
    expect(days("1月3日", "2026-12-30", "2027-01-03", "2027-02-03")).toEqual(["2027-01-03"]);
  });

  it("reads numbers in characters", () => {
    for (const [written, day] of [
      ["三号", "2026-12-03"],
      ["十号", "2026-12-10"],
      ["十五日", "2026-12-15"],
      ["二十号", "2026-12-20"],
      ["廿三号", "2026-12-23"],
      ["三十一号", "2026-12-31"],
    ] as const) {
      expect(days(written, "2026-12-01", "2026-12-01", day), written).toEqual([day]);
    }
  });

  it("leaves what is no day as it is", () => {
    expect(readDayWords("三十二号楼", "2026-11-24")).toEqual({ rest: "三十二号楼" });
    expect(readDayWords("全会精神", "2026-11-24")).toEqual({ rest: "全会精神" });
    expect(readDayWords("明天下午三点半的活动", "2026-11-24").rest).toBe("的活动");
  });
});
