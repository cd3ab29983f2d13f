import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../../members/index.ts";
import { StudyError } from "../../types.ts";
import {
  DAY_MS,
  END,
  HOUR_MS,
  memberActor,
  OPERATOR,
  START,
  setUpStudy,
  staffActor,
} from "../attending.fixture.ts";

function setUp() {
  const bureau = setUpStudy();
  const sessionId = bureau.session({ code: "2468" });
  bureau.invite(sessionId, bureau.memberId);
  return { ...bureau, sessionId, secretary: memberActor(bureau.secretaryId) };
}

describe("a tick", () => {
  it("notes who came and can be taken back, by the secretary of the branch", () => {
    const { attending, secretary, sessionId, memberId, row, members, secretaryId } = setUp();
    attending.tick(secretary, sessionId, memberId, true);
    expect(row(sessionId, memberId)).toMatchObject({
      attendedAt: START,
      attendedVia: "tick",
      attendedBy: `member:${secretaryId}`,
    });
    attending.tick(secretary, sessionId, memberId, false);
    expect(row(sessionId, memberId)).toMatchObject({ attendedAt: null, attendedVia: null, attendedBy: null });
    expect(members.audit.of(`member:${memberId}`, 2).map(({ action }) => action)).toEqual([
      "study.untick",
      "study.tick",
    ]);
  });

  it("changes nothing, and is not logged, where it says what is known", () => {
    const { attending, secretary, sessionId, memberId, row, members, at } = setUp();
    attending.signIn(memberActor(memberId), memberId, "2468", "code");
    at(END);
    attending.tick(secretary, sessionId, memberId, true);
    expect(row(sessionId, memberId)).toMatchObject({ attendedAt: START, attendedVia: "code" });
    expect(members.audit.of(`member:${memberId}`, 1)[0]?.action).toBe("study.signIn");
  });

  it("makes a guest of whoever was not invited, and leaves nothing of one taken back", () => {
    const { attending, sessionId, strangerId, row } = setUp();
    attending.tick(staffActor("editor"), sessionId, strangerId, true);
    expect(row(sessionId, strangerId)).toMatchObject({ guest: true, attendedVia: "tick" });
    attending.tick(staffActor("editor"), sessionId, strangerId, false);
    expect(row(sessionId, strangerId)).toBeUndefined();
  });

  it.each([
    ["too early", START - HOUR_MS - 1, false],
    ["an hour before", START - HOUR_MS, true],
    ["thirty days after", END + 30 * DAY_MS, true],
    ["too late", END + 30 * DAY_MS + 1, false],
  ])("minds the time: %s", (_, moment, allowed) => {
    const { attending, sessionId, memberId, at } = setUp();
    at(moment);
    const tick = () => attending.tick(OPERATOR, sessionId, memberId, true);
    if (allowed) expect(tick).not.toThrow();
    else expect(tick).toThrow(StudyError);
  });

  it("makes a secretary's guests of their own branch alone: others' names are not theirs to find out", () => {
    const { attending, secretary, sessionId, strangerId, row, person, branchId } = setUp();
    const fresh = person("党员丁", { branchId });
    attending.tick(secretary, sessionId, fresh, true);
    expect(row(sessionId, fresh)).toMatchObject({ guest: true });
    const fault = (memberId: number) => {
      try {
        attending.tick(secretary, sessionId, memberId, true);
      } catch (error) {
        return (error as StudyError).message;
      }
      return "";
    };
    expect(fault(strangerId)).not.toBe("");
    // As for a number that nobody has.
    expect(fault(strangerId)).toBe(fault(9_999));
    expect(row(sessionId, strangerId)).toBeUndefined();
  });

  it("can be given by a secretary to a guest who signed in, whatever their branch", () => {
    const { attending, secretary, sessionId, strangerId, row } = setUp();
    attending.signIn(memberActor(strangerId), strangerId, "2468", "code");
    attending.tick(secretary, sessionId, strangerId, false);
    expect(row(sessionId, strangerId)).toBeUndefined();
  });

  it("is refused to whoever does not run the session", () => {
    const { attending, sessionId, memberId, strangerId, members, otherBranchId } = setUp();
    members.setSecretary(OPERATOR, otherBranchId, strangerId);
    for (const actor of [memberActor(memberId), memberActor(strangerId), staffActor("viewer", "liaison")])
      expect(() => attending.tick(actor, sessionId, memberId, true)).toThrow(NotAllowed);
  });

  it("is refused for a cancelled session, for a member there is not, and where there is no session", () => {
    const { attending, session, sessionId, memberId } = setUp();
    const cancelled = session({ status: "cancelled" });
    expect(() => attending.tick(OPERATOR, cancelled, memberId, true)).toThrow(StudyError);
    expect(() => attending.tick(OPERATOR, sessionId, 9_999, true)).toThrow(StudyError);
    expect(() => attending.tick(OPERATOR, 9_999, memberId, true)).toThrow(StudyError);
  });
});

describe("a make-up", () => {
  it("is confirmed once by the absent who have the materials", () => {
    const { attending, sessionId, memberId, material, row, at, members } = setUp();
    material(sessionId);
    at(END);
    attending.makeUp(memberActor(memberId), sessionId, memberId);
    at(END + DAY_MS);
    attending.makeUp(memberActor(memberId), sessionId, memberId);
    expect(row(sessionId, memberId)).toMatchObject({
      madeUpAt: END,
      madeUpBy: `member:${memberId}`,
      attendedAt: null,
    });
    expect(
      members.audit.of(`member:${memberId}`, 10).filter(({ action }) => action === "study.makeUp"),
    ).toHaveLength(1);
  });

  it("is noted by who runs it, for somebody who read them on paper", () => {
    const { attending, secretary, secretaryId, sessionId, memberId, material, row, at } = setUp();
    material(sessionId);
    at(END);
    attending.makeUp(secretary, sessionId, memberId);
    expect(row(sessionId, memberId)?.madeUpBy).toBe(`member:${secretaryId}`);
  });

  it("is refused before the end, without materials, and for a cancelled session", () => {
    const { attending, session, invite, sessionId, memberId, material, at } = setUp();
    const self = memberActor(memberId);
    at(END);
    expect(() => attending.makeUp(self, sessionId, memberId)).toThrow(/还没有学习材料/);
    material(sessionId);
    at(END - 1);
    expect(() => attending.makeUp(self, sessionId, memberId)).toThrow(/还没有结束/);
    const cancelled = session({ status: "cancelled" });
    invite(cancelled, memberId);
    material(cancelled);
    at(END);
    expect(() => attending.makeUp(self, cancelled, memberId)).toThrow(/已经取消/);
  });

  it("is refused to those who came, to those who were not invited, and for somebody else", () => {
    const { attending, secretary, sessionId, memberId, strangerId, material, at } = setUp();
    material(sessionId);
    attending.tick(staffActor("editor"), sessionId, strangerId, true);
    attending.tick(secretary, sessionId, memberId, true);
    at(END);
    expect(() => attending.makeUp(memberActor(memberId), sessionId, memberId)).toThrow(/已经签到/);
    expect(() => attending.makeUp(memberActor(strangerId), sessionId, strangerId)).toThrow(/没有邀请/);
    expect(() => attending.makeUp(memberActor(strangerId), sessionId, memberId)).toThrow(NotAllowed);
  });
});
