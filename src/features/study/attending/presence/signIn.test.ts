import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../../members/index.ts";
import {
  DAY_MS,
  END,
  HOUR_MS,
  MINUTE_MS,
  memberActor,
  OPERATOR,
  START,
  setUpStudy,
  staffActor,
} from "../attending.fixture.ts";

function setUp() {
  const bureau = setUpStudy();
  const sessionId = bureau.session({ code: "2468" });
  bureau.invite(sessionId, bureau.memberId, { invitedAt: START - DAY_MS });
  const { attending, memberId } = bureau;
  const sign = (code: string, who = memberId) => attending.signIn(memberActor(who), who, code, "code");
  return { ...bureau, sessionId, sign };
}

describe("signing in", () => {
  it("notes who came, when and how, and says so in the audit log of the member", () => {
    const { sign, row, sessionId, memberId, at, members } = setUp();
    at(START - 10 * MINUTE_MS);
    expect(sign("2468")).toMatchObject({ kind: "signedIn", guest: false, session: { id: sessionId } });
    expect(row(sessionId, memberId)).toMatchObject({
      attendedAt: START - 10 * MINUTE_MS,
      attendedVia: "code",
      attendedBy: `member:${memberId}`,
      guest: false,
    });
    expect(members.audit.of(`member:${memberId}`, 1)).toMatchObject([
      { action: "study.signIn", detail: { sessionId, via: "code", guest: false } },
    ]);
  });

  it("keeps the first time when the code is typed twice", () => {
    const { sign, row, sessionId, memberId, at } = setUp();
    sign("2468");
    at(START + HOUR_MS);
    expect(sign("2468")).toMatchObject({ kind: "already", session: { id: sessionId } });
    expect(row(sessionId, memberId)?.attendedAt).toBe(START);
  });

  it.each([
    ["a millisecond too early", START - HOUR_MS - 1, "wrong"],
    ["an hour before the start", START - HOUR_MS, "signedIn"],
    ["an hour after the end", END + HOUR_MS, "signedIn"],
    ["a millisecond too late", END + HOUR_MS + 1, "wrong"],
  ])("minds the hour: %s", (_, moment, kind) => {
    const { sign, at } = setUp();
    at(moment);
    expect(sign("2468").kind).toBe(kind);
  });

  it("goes on past midnight and over the end of a leap February", () => {
    const { session, sign, at } = setUp();
    // 2028-02-29, 22:30 to 2028-03-01, 00:30 in Shanghai.
    const start = Date.UTC(2028, 1, 29, 14, 30);
    session({ code: "1357", startsAt: start, endsAt: start + 2 * HOUR_MS });
    at(start + 3 * HOUR_MS);
    expect(sign("1357").kind).toBe("signedIn");
  });

  it("lets in to a course of several days on each of them", () => {
    const { session, sign, at } = setUp();
    session({ code: "1357", endsAt: START + 3 * DAY_MS });
    at(START + 2 * DAY_MS);
    expect(sign("1357").kind).toBe("signedIn");
  });

  it("knows no code of a cancelled session", () => {
    const { session, sign } = setUp();
    session({ code: "1357", status: "cancelled", cancelReason: "停电" });
    expect(sign("1357").kind).toBe("wrong");
  });

  it("takes digits as they are typed by hand", () => {
    const { sign } = setUp();
    expect(sign(" ２４ ６８ ").kind).toBe("signedIn");
  });

  it("makes a guest of whoever was not invited, once", () => {
    const { sign, row, sessionId, strangerId } = setUp();
    expect(sign("2468", strangerId)).toMatchObject({ kind: "signedIn", guest: true });
    expect(row(sessionId, strangerId)).toMatchObject({ guest: true, attendedVia: "code" });
    expect(sign("2468", strangerId).kind).toBe("already");
  });

  it("takes presence over an answer given before", () => {
    const { session, invite, memberId, sign, row } = setUp();
    const declined = session({ code: "1357" });
    invite(declined, memberId, { answer: "declined", answeredAt: START - DAY_MS });
    expect(sign("1357")).toMatchObject({ kind: "signedIn", guest: false });
    expect(row(declined, memberId)).toMatchObject({ answer: "declined", attendedAt: START });
  });

  it("of two sessions with one code means the one to which the member is invited", () => {
    const { session, sign, strangerId, invite, sessionId } = setUp();
    const other = session({ code: "2468", startsAt: START + 30 * MINUTE_MS });
    invite(other, strangerId);
    expect(sign("2468", strangerId)).toMatchObject({ session: { id: other }, guest: false });
    expect(sign("2468")).toMatchObject({ session: { id: sessionId } });
  });

  it("of two sessions with one code gives a guest the nearer one", () => {
    const { session, sign, strangerId, at } = setUp();
    const later = session({ code: "2468", startsAt: START + HOUR_MS, endsAt: END + HOUR_MS });
    at(START + 50 * MINUTE_MS);
    expect(sign("2468", strangerId)).toMatchObject({ session: { id: later } });
  });

  it("lets a proxy sign in for the member beside them, until the grant is taken back", () => {
    const { members, attending, memberId, row, sessionId } = setUp();
    const grantId = members.grant(OPERATOR, {
      memberId,
      name: "女儿",
      phone: "13900000001",
      relation: "女儿",
    });
    const [grant] = members.grantsOf(memberId);
    const proxy = { kind: "proxy", proxyId: grant!.proxyId, memberId } as const;
    expect(attending.signIn(proxy, memberId, "2468", "qr").kind).toBe("signedIn");
    expect(row(sessionId, memberId)).toMatchObject({
      attendedVia: "qr",
      attendedBy: `proxy:${grant!.proxyId}`,
    });
    members.revokeGrant(OPERATOR, grantId);
    expect(() => attending.signIn(proxy, memberId, "2468", "qr")).toThrow(NotAllowed);
  });

  it("lets nobody sign in for somebody else, for the dead, or for nobody", () => {
    const { attending, members, memberId, strangerId } = setUp();
    expect(() => attending.signIn(memberActor(strangerId), memberId, "2468", "code")).toThrow(NotAllowed);
    expect(() => attending.signIn(staffActor("viewer"), memberId, "2468", "code")).toThrow(NotAllowed);
    expect(() => attending.signIn(memberActor(9_999), 9_999, "2468", "code")).toThrow(NotAllowed);
    members.setStatus(OPERATOR, memberId, "deceased", "2026-11-01");
    expect(() => attending.signIn(memberActor(memberId), memberId, "2468", "code")).toThrow(NotAllowed);
  });
});

describe("the limit on guessing", () => {
  it("looks nothing up after five wrong codes within an hour, not even the right one", () => {
    const { sign, row, sessionId, memberId, at } = setUp();
    const left = ["1111", "2222", "3333", "4444", "5555"].map((code) => sign(code));
    expect(left).toEqual([4, 3, 2, 1, 0].map((triesLeft) => ({ kind: "wrong", triesLeft })));
    expect(sign("2468")).toEqual({ kind: "tooMany" });
    expect(row(sessionId, memberId)?.attendedAt).toBeNull();
    at(START + HOUR_MS);
    expect(sign("2468").kind).toBe("signedIn");
  });

  it("is each member's own", () => {
    const { sign, strangerId } = setUp();
    for (let i = 0; i < 5; i++) sign("0000");
    expect(sign("2468", strangerId).kind).toBe("signedIn");
  });

  it("does not count what cannot be a code", () => {
    const { sign } = setUp();
    for (const slip of ["", "246", "24680", "abcd", "签到", "二四六八"])
      expect(sign(slip)).toEqual({ kind: "wrong", triesLeft: 5 });
    expect(sign("2468").kind).toBe("signedIn");
  });

  it("keeps no failures that no longer count", () => {
    const { sign, at, store, strangerId } = setUp();
    sign("0000");
    sign("1111", strangerId);
    at(START + 61 * MINUTE_MS);
    sign("2222");
    const kept = store.records.query.studyCodeFailure.findMany().sync();
    expect(kept).toHaveLength(1);
  });
});

describe("digits without a word", () => {
  it("may be a code only while a session of the member is on", () => {
    const { attending, memberId, strangerId, at } = setUp();
    expect(attending.looksLikeCode(memberId, "1234")).toBe(true);
    expect(attending.looksLikeCode(memberId, "２４６８")).toBe(true);
    expect(attending.looksLikeCode(memberId, "12345")).toBe(false);
    expect(attending.looksLikeCode(memberId, "一二三四")).toBe(false);
    at(END + HOUR_MS + 1);
    expect(attending.looksLikeCode(memberId, "1234")).toBe(false);
    at(START);
    // The same for the right code as for a wrong one: nobody finds it out without being counted.
    expect(attending.looksLikeCode(strangerId, "2468")).toBe(attending.looksLikeCode(strangerId, "1111"));
  });

  it("are no code for a guest who has signed in with a word before", () => {
    const { attending, sign, strangerId } = setUp();
    sign("2468", strangerId);
    expect(attending.looksLikeCode(strangerId, "2468")).toBe(false);
  });
});
