import { describe, expect, it } from "vitest";
import { readAnswer } from "./answerWords.ts";
import { asksForList, asksForRecord } from "./asking.ts";
import { NEAR_MISSES } from "./nearMisses.fixture.ts";
import { readSignIn } from "./signingIn.ts";

describe("words about study", () => {
  it.each(NEAR_MISSES)("leave alone: %s", (text) => {
    expect(asksForList(text)).toBe(false);
    expect(asksForRecord(text)).toBeUndefined();
    expect(readSignIn(text)).toBeUndefined();
  });

  it.each([
    "学习活动",
    "/study",
    "我的学习",
    "我的活动",
    "活动",
    "有什么活动",
    "有什么活动？",
    "有哪些活动呢",
    "学习安排",
    "这个月有什么学习",
    "这个月有什么活动吗",
    "本月有哪些学习活动",
    "下个月有什么学习",
    "这周有什么活动",
    "最近有什么活动",
    "最近有啥活动",
    "支部最近有什么活动",
    "我们支部有什么学习",
    "近期学习安排",
    "这个月的学习安排",
    "看看学习活动",
    "请问最近有什么活动",
    "我想看看我的学习",
    "有没有活动",
    "最近有没有活动",
    "这个月有活动吗",
    "下次学习是什么时候",
    "什么时候学习",
    "学 习 活 动。",
  ])("ask for the list: %s", (text) => {
    expect(asksForList(text)).toBe(true);
  });

  it.each([
    ["我的学习记录", 0],
    ["学习记录", 0],
    ["今年的学习记录", 0],
    ["看看我的学习记录", 0],
    ["去年的学习记录", 1],
    ["我去年的学习记录", 1],
    ["我今年学了几次", 0],
    ["我今年参加了几次活动", 0],
    ["我的学习情况", 0],
    ["我要写心得", 0],
    ["补学", 0],
  ])("ask for the record: %s", (text, yearsAgo) => {
    expect(asksForRecord(text)).toEqual({ yearsAgo });
    expect(asksForList(text)).toBe(false);
  });
});

describe("signing in, in words", () => {
  it.each([
    ["签到 1234", "1234"],
    ["签到1234", "1234"],
    ["签到码1234", "1234"],
    ["签到码是：１２３４", "1234"],
    ["我来签到，1234", "1234"],
    ["签到 1 2 3 4", "1234"],
    ["签到一二三四", "1234"],
    ["签到幺零〇九", "1009"],
  ])("%s is the code %s", (text, code) => {
    expect(readSignIn(text)).toEqual({ kind: "code", code, via: "code" });
  });

  it("knows the link of the QR code, and no other start", () => {
    expect(readSignIn("/start q0042")).toEqual({ kind: "code", code: "0042", via: "qr" });
    for (const text of ["/start", "/start 123456789", "/start q123", "/start q12345", "q1234"]) {
      expect(readSignIn(text), text).toBeUndefined();
    }
  });

  it("asks for four digits where there are none, or others", () => {
    expect(readSignIn("签到")).toEqual({ kind: "asks" });
    expect(readSignIn("我要签到。")).toEqual({ kind: "asks" });
    expect(readSignIn("签到 123")).toEqual({ kind: "wrongLength" });
    expect(readSignIn("签到 12345")).toEqual({ kind: "wrongLength" });
  });
});

describe("answers in words", () => {
  it.each([
    ["参加", "accept"],
    ["我参加", "accept"],
    ["我要参加！", "accept"],
    ["我会准时参加的", "accept"],
    ["报名", "accept"],
    ["我报名", "accept"],
    ["我去", "accept"],
    ["我会来的", "accept"],
    ["我们俩都去", "accept"],
    ["请假", "decline"],
    ["我请假", "decline"],
    ["我要请个假", "decline"],
    ["不参加", "decline"],
    ["我不去了", "decline"],
    ["我去不了", "decline"],
    ["我来不了了", "decline"],
    ["参加不了", "decline"],
    ["我不能参加", "decline"],
    ["晚点再说", "later"],
    ["等会儿再答复", "later"],
    ["我再想想", "later"],
    ["过两天再说吧", "later"],
  ] as const)("%s", (text, answer) => {
    expect(readAnswer(text)).toMatchObject({ answer, about: "" });
  });

  it("keeps what it is about", () => {
    expect(readAnswer("周五的学习我去不了")).toMatchObject({ answer: "decline", about: "周五的学习" });
    expect(readAnswer("请假，周五的学习")).toMatchObject({ answer: "decline", about: "周五的学习" });
    expect(readAnswer("27号的座谈我参加")).toMatchObject({ answer: "accept", about: "27号的座谈" });
  });

  it.each([
    "参加？",
    "我参加吗",
    "去",
    "来",
    "要不要参加",
    "能参加什么活动",
    "请假怎么请",
    "谁参加",
    "参加有补贴",
    "你好",
    "",
  ])("are not heard in: %s", (text) => {
    expect(readAnswer(text)).toBeUndefined();
  });
});
