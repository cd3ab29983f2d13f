/** Who is told what of a session and when: invitations, reminders, one nudge; and what an answer settles. */
import { describe, expect, it } from "vitest";
import { createCalls } from "../../../../delivery/index.ts";
import { at, DAY_MS, HOUR_MS, MINUTE_MS, OPERATOR, setUpStudy } from "../../study.fixture.ts";
import { StudyError } from "../../types.ts";

/** A branch whose four members all have accounts. */
function reachable() {
  const study = setUpStudy();
  study.bindBranch(study.branches.first);
  const [a, b, c, d] = study.branches.first.memberIds as [number, number, number, number];
  return { ...study, a, b, c, d };
}

describe("invitations", () => {
  it("go out once to everybody meant, with three buttons that name the member, a calendar entry and a map", () => {
    const { create, settle, sent, restarted, a } = reachable();
    const id = create({ note: "请带笔记本", contact: "李书记", pickUp: true });
    settle();
    restarted().tick();
    const invitations = sent("invite");
    expect(invitations).toHaveLength(4);
    expect(sent()).toHaveLength(4);
    const [first] = invitations;
    expect(first).toMatchObject({
      key: `study:${id}:invite:0:${a}`,
      urgent: false,
      readBy: at("2026-11-26"),
      actions: [`study:${id}:yes:${a}`, `study:${id}:no:${a}`, `study:${id}:later:${a}`],
    });
    expect(first!.text).toContain("请您参加学习活动：「十月学习会」");
    expect(first!.text).toContain("时间：11月27日（星期五）下午3点到4点半");
    expect(first!.text).toContain("地点：天元区老党员之家二楼会议室（天元区泰山路1号）");
    expect(first!.text).toContain("请带笔记本");
    expect(first!.aloud).toContain("有事请联系：李书记");
    expect(first!.text).not.toMatch(/[！!]/);
    expect(first!.links).toEqual([
      { label: "加到日历", path: `/calendar/session/${id}-test.ics` },
      { label: "看地图", url: expect.stringContaining("https://") },
    ]);
    for (const { actions } of invitations)
      for (const action of actions) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
  });

  it("wait for their time", () => {
    const { create, settle, sent, setClock } = reachable();
    create({ startsAt: at("2026-12-10"), inviteAt: at("2026-12-01", "09:00") });
    settle();
    expect(sent()).toEqual([]);
    setClock(at("2026-12-01", "09:00"));
    settle();
    expect(sent("invite")).toHaveLength(4);
  });

  it("become calls for whom no messenger reaches, and are no calls any more once the answer is noted", () => {
    const { create, settle, sent, branches, say, store, box, clock, sessions } = setUpStudy();
    const id = create();
    settle();
    const calls = createCalls(store, box, clock);
    expect(calls.open()).toBe(4);
    expect(sessions.invitees(OPERATOR, id).every(({ onCallList }) => onCallList)).toBe(true);
    say(id, branches.first.memberIds[2]!, "decline");
    expect(calls.open()).toBe(3);
    expect(sent("invite").map(({ status }) => status)).toEqual(["calling", "calling", "read", "calling"]);
  });

  it("reach who joins the branch later, within the hour; not who left before, nor the dead", () => {
    const { create, settle, sent, member, branches, members, pass, a, b } = reachable();
    create({ startsAt: at("2026-12-10") });
    const waiting = create({ startsAt: at("2026-12-17"), inviteAt: at("2026-11-24", "12:00") });
    settle();
    const fresh = member({ branchId: branches.first.id });
    members.setStatus(OPERATOR, a, "deceased", "2026-11-24");
    members.change(OPERATOR, b, { branchId: branches.second.id });
    pass(59 * MINUTE_MS);
    settle();
    expect(sent("invite").map(({ memberId }) => memberId)).not.toContain(fresh);
    pass(2 * HOUR_MS + MINUTE_MS);
    settle();
    expect(sent("invite").filter(({ memberId }) => memberId === fresh)).toHaveLength(2);
    const later = sent("invite").filter(({ key }) => key.startsWith(`study:${waiting}:`));
    expect(later.map(({ memberId }) => memberId)).not.toContain(a);
    expect(later.map(({ memberId }) => memberId)).not.toContain(b);
  });

  it("of a large audience go out in pieces, each tick some, nobody twice", () => {
    const { create, sessions, sent, member, pass } = setUpStudy();
    for (let n = 0; n < 650; n++) member();
    create({ audience: { version: 1, everyone: true } });
    const rounds: number[] = [];
    for (let n = 0; n < 5; n++) {
      rounds.push(sessions.tick());
      pass(MINUTE_MS);
    }
    expect(rounds.slice(0, 3)).toEqual([300, 300, 58]);
    expect(new Set(sent("invite").map(({ memberId }) => memberId)).size).toBe(658);
    expect(sent()).toHaveLength(658);
  });
});

describe("reminders", () => {
  it("reach those who accepted, at each time once", () => {
    const { create, settle, say, sent, setClock, restarted, a, b, c } = reachable();
    create({ startsAt: at("2026-11-30"), reminders: [4320, 120] });
    settle();
    const id = 1;
    say(id, a, "accept");
    say(id, b, "decline");
    say(id, c, "later");
    setClock(at("2026-11-27", "15:00"));
    settle();
    restarted().tick();
    expect(sent("remind").map(({ memberId }) => memberId)).toEqual([a]);
    setClock(at("2026-11-30", "13:00"));
    settle();
    expect(sent("remind")).toHaveLength(2);
    expect(sent("remind")[1]!.text).toContain("提醒您参加活动");
    expect(sent("remind")[1]!.actions).toEqual([`study:${id}:no:${a}`, `study:${id}::${a}`]);
  });

  it("that were past when somebody accepted, or when the session was moved, are left out", () => {
    const { create, settle, say, sent, setClock, deliver, sessions, a, b } = reachable();
    const id = create({ startsAt: at("2026-12-10"), reminders: [4320, 1440] });
    settle();
    deliver();
    say(id, a, "accept");
    setClock(at("2026-12-08", "10:00"));
    settle();
    const before = sent("remind").length;
    say(id, b, "accept");
    settle();
    expect(sent("remind")).toHaveLength(before);
    // Three days before the new start was an hour ago.
    sessions.change(OPERATOR, id, { startsAt: at("2026-12-11", "09:00") });
    settle();
    expect(sent("remind")).toHaveLength(before);
    setClock(at("2026-12-10", "09:00"));
    settle();
    expect(
      sent("remind")
        .slice(before)
        .map(({ memberId }) => memberId),
    ).toEqual([a, b]);
  });

  it("are one call at most for whom no messenger reaches", () => {
    const { create, settle, say, sent, setClock, branches } = setUpStudy();
    const [, one] = branches.first.memberIds as [number, number];
    const id = create({ startsAt: at("2026-12-01") });
    settle();
    say(id, one, "accept");
    for (const when of [at("2026-11-28"), at("2026-11-30"), at("2026-12-01", "13:00")]) {
      setClock(when);
      settle();
    }
    expect(sent("remind").map(({ key }) => key)).toEqual([`study:${id}:remind:${at("2026-11-30")}:${one}`]);
  });

  it("of a member who died are not sent", () => {
    const { create, settle, say, sent, setClock, members, a, b } = reachable();
    const id = create({ startsAt: at("2026-12-01") });
    settle();
    say(id, a, "accept");
    say(id, b, "accept");
    members.setStatus(OPERATOR, a, "deceased", "2026-11-24");
    setClock(at("2026-11-28"));
    settle();
    expect(sent("remind").map(({ memberId }) => memberId)).toEqual([b]);
  });
});

describe("the nudge", () => {
  it("comes once, to who has not answered or said later", () => {
    const { create, settle, say, sent, setClock, pass, a, b, c, d } = reachable();
    const id = create({ startsAt: at("2026-12-04") });
    settle();
    say(id, a, "accept");
    say(id, b, "decline");
    say(id, c, "later");
    setClock(at("2026-12-02", "14:59"));
    settle();
    expect(sent("nudge")).toEqual([]);
    setClock(at("2026-12-02", "15:00"));
    settle();
    pass(DAY_MS);
    settle();
    expect(sent("nudge").map(({ memberId }) => memberId)).toEqual([c, d]);
  });

  it("may be sent by the secretary, once a day, and counts whom it reached", () => {
    const { create, settle, say, sent, sessions, secretary, setClock, members, a, b } = reachable();
    const id = create({ startsAt: at("2026-12-10") });
    settle();
    say(id, a, "accept");
    members.setBlocked({ channel: "telegram", accountId: `m${b}` }, true);
    expect(sessions.nudge(secretary, id)).toBe(2);
    expect(() => sessions.nudge(secretary, id)).toThrow(StudyError);
    setClock(at("2026-11-25", "09:00"));
    expect(sessions.nudge(secretary, id)).toBe(2);
    expect(sent("nudge")).toHaveLength(4);
  });
});

describe("a tick", () => {
  it("does nothing when nothing is due, and nothing for what is past", () => {
    const { create, settle, deliver, sessions, setClock, say, a } = reachable();
    const id = create();
    settle();
    deliver();
    say(id, a, "accept");
    expect(sessions.tick()).toBe(0);
    setClock(at("2026-11-27", "15:00"));
    expect(sessions.tick()).toBe(0);
  });

  it("drops the calls about a session that has begun", () => {
    const { create, settle, setClock, store, box, clock } = setUpStudy();
    create();
    settle();
    const calls = createCalls(store, box, clock);
    setClock(at("2026-11-27", "14:59"));
    settle();
    expect(calls.open()).toBe(4);
    setClock(at("2026-11-27", "15:00"));
    settle();
    expect(calls.open()).toBe(0);
  });

  it("makes good what a transaction took back", () => {
    const { create, sessions, store, sent } = reachable();
    create();
    const undo = new Error("undo");
    try {
      store.transaction(() => {
        sessions.tick();
        throw undo;
      });
    } catch (error) {
      expect(error).toBe(undo);
    }
    expect(sent()).toEqual([]);
    sessions.tick();
    expect(sent("invite")).toHaveLength(4);
  });
});

describe("an answer", () => {
  it("before the invitation makes one hear of changes, without being invited afterwards", () => {
    const { create, settle, say, sent, sessions, a } = reachable();
    const id = create({ startsAt: at("2026-12-10") });
    say(id, a, "accept");
    settle();
    expect(sent("invite").map(({ memberId }) => memberId)).not.toContain(a);
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    expect(sent("change").map(({ memberId }) => memberId)).toContain(a);
  });

  it("settles the invitation, and keeps from being sent the nudge that waits", () => {
    const { create, settle, say, sent, sessions, a } = reachable();
    const id = create({ startsAt: at("2026-12-10") });
    settle();
    sessions.nudge(OPERATOR, id);
    say(id, a, "accept");
    const mine = sent().filter(({ memberId }) => memberId === a);
    expect(mine.map(({ what, status }) => [what, status])).toEqual([
      ["invite", "read"],
      ["nudge", "cancelled"],
    ]);
  });

  it("does not pass for having read a change that has not gone out", () => {
    const { create, settle, deliver, say, sent, sessions, a } = reachable();
    const id = create({ startsAt: at("2026-12-10") });
    settle();
    deliver();
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    say(id, a, "accept");
    expect(sent("change").find(({ memberId }) => memberId === a)!.status).toBe("open");
  });
});
