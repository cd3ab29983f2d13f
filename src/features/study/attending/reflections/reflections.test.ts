import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../../members/index.ts";
import { StudyError } from "../../types.ts";
import { END, memberActor, OPERATOR, START, setUpStudy, staffActor } from "../attending.fixture.ts";

const TEXT = "听了今天的党课，想起刚进厂的日子。";
const VOICE = { channel: "telegram", file: { kind: "voice", fileId: "voice-1", seconds: 40 } } as const;

function setUp() {
  const bureau = setUpStudy();
  const sessionId = bureau.session();
  bureau.invite(sessionId, bureau.memberId);
  bureau.at(END);
  const { attending, memberId } = bureau;
  const reflect = (said: Parameters<typeof attending.reflect>[3], who = memberId) =>
    attending.reflect(memberActor(who), sessionId, who, said);
  return { ...bureau, sessionId, reflect };
}

describe("心得", () => {
  it("is read as it was written, by who runs the session", () => {
    const { attending, reflect, sessionId, memberId, secretaryId } = setUp();
    const id = reflect({ text: TEXT, voice: VOICE });
    expect(attending.reflections(memberActor(secretaryId), sessionId)).toEqual([
      { id, sessionId, memberId, name: "党员乙", at: END, text: TEXT, voice: VOICE },
    ]);
    expect(attending.reflections(staffActor("editor"), sessionId)).toHaveLength(1);
  });

  it("is sealed where it is stored, words and voice, and not in the audit log", () => {
    const { reflect, reflectionRows, members, memberId } = setUp();
    reflect({ text: TEXT, voice: VOICE });
    const [row] = reflectionRows();
    for (const sealed of [row!.textSealed, row!.voiceSealed!]) {
      expect(sealed.includes("党课")).toBe(false);
      expect(sealed.includes("voice-1")).toBe(false);
    }
    const [entry] = members.audit.of(`member:${memberId}`, 1);
    expect(entry?.action).toBe("study.reflect");
    expect(JSON.stringify(entry)).not.toContain("党课");
  });

  it("shows members their own and nobody else's", () => {
    const { attending, reflect, invite, sessionId, memberId, strangerId } = setUp();
    invite(sessionId, strangerId);
    reflect({ text: TEXT });
    reflect({ text: `${TEXT}我也一样。` }, strangerId);
    expect(attending.reflections(memberActor(memberId), sessionId).map(({ text }) => text)).toEqual([TEXT]);
    expect(() => attending.reflections(staffActor("viewer"), sessionId)).toThrow(NotAllowed);
    const proxy = { kind: "proxy", proxyId: 77, memberId } as const;
    expect(() => attending.reflections(proxy, sessionId)).toThrow(NotAllowed);
  });

  it("may be a voice alone", () => {
    const { attending, reflect, sessionId, memberId } = setUp();
    reflect({ text: "", voice: VOICE });
    expect(attending.reflections(memberActor(memberId), sessionId)[0]).toMatchObject({
      text: "",
      voice: VOICE,
    });
  });

  it.each([
    ["nine characters", "一二三四五六七八九", false],
    ["ten characters", "一二三四五六七八九十", true],
    ["ten that are two code units each", "𠮷".repeat(10), true],
    ["ten with blanks around nine", "  一二三四五六七八九  ", false],
    ["3,000 characters", "学".repeat(3_000), true],
    ["3,001 characters", "学".repeat(3_001), false],
  ])("has a length that is counted as people count: %s", (_, text, allowed) => {
    const { reflect } = setUp();
    if (allowed) expect(() => reflect({ text })).not.toThrow();
    else expect(() => reflect({ text })).toThrow(StudyError);
  });

  it("keeps no characters that cannot be shown", () => {
    const { attending, reflect, sessionId, memberId } = setUp();
    reflect({ text: "第一句话\u0000\u202E，很有收获。\r\n\r\n\r\n\r\n第二句话" });
    expect(attending.reflections(memberActor(memberId), sessionId)[0]?.text).toBe(
      "第一句话，很有收获。\n\n第二句话",
    );
  });

  it("waits for the beginning, needs a part in the session, and none of a cancelled one", () => {
    const { reflect, at, strangerId, attending, session, invite, memberId } = setUp();
    at(START - 1);
    expect(() => reflect({ text: TEXT })).toThrow(/还没有开始/);
    at(START);
    expect(() => reflect({ text: TEXT })).not.toThrow();
    expect(() => reflect({ text: TEXT }, strangerId)).toThrow(StudyError);
    const cancelled = session({ status: "cancelled" });
    invite(cancelled, memberId);
    expect(() => attending.reflect(memberActor(memberId), cancelled, memberId, { text: TEXT })).toThrow(
      /取消/,
    );
  });

  it("is written for nobody else, and at most twenty times", () => {
    const { attending, reflect, sessionId, memberId, strangerId } = setUp();
    expect(() => attending.reflect(memberActor(strangerId), sessionId, memberId, { text: TEXT })).toThrow(
      NotAllowed,
    );
    for (let i = 0; i < 20; i++) reflect({ text: TEXT });
    expect(() => reflect({ text: TEXT })).toThrow(StudyError);
  });

  it("is gone with the erased member, and so are the wrong codes; others' stay", () => {
    const { attending, reflect, invite, sessionId, memberId, strangerId, store } = setUp();
    invite(sessionId, strangerId);
    reflect({ text: TEXT });
    reflect({ text: `${TEXT}我也一样。` }, strangerId);
    attending.signIn(memberActor(memberId), memberId, "0000", "code");
    attending.erase(memberId);
    expect(attending.reflections(OPERATOR, sessionId).map((one) => one.memberId)).toEqual([strangerId]);
    expect(store.records.query.studyCodeFailure.findMany().sync()).toEqual([]);
  });
});
