/** What members answer, for whom, when; places, the waiting list, and being fetched. */
import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../../members/index.ts";
import { at, HOUR_MS, OPERATOR, setUpStudy, staffActor } from "../../study.fixture.ts";
import { StudyError } from "../../types.ts";
import { inviteeTable } from "./invitees.repo.ts";

function faultOf(work: () => unknown): StudyError {
  try {
    work();
  } catch (error) {
    if (error instanceof StudyError) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("answers", () => {
  it("are kept, may change, and say when nothing changed", () => {
    const { create, say, sessions, branches } = setUpStudy();
    const id = create();
    const [, one] = branches.first.memberIds as [number, number];
    expect(say(id, one, "later")).toEqual({ answer: "later", askPickUp: false, unchanged: false });
    expect(say(id, one, "accept")).toMatchObject({ answer: "accepted", unchanged: false });
    expect(say(id, one, "accept")).toMatchObject({ answer: "accepted", unchanged: true });
    expect(say(id, one, "decline")).toMatchObject({ answer: "declined", unchanged: false });
    expect(say(id, one, "decline")).toMatchObject({ answer: "declined", unchanged: true });
    expect(say(id, one, "accept")).toMatchObject({ answer: "accepted", unchanged: false });
    expect(sessions.counts(id)).toMatchObject({ accepted: 1, declined: 0, later: 0, unanswered: 3 });
  });

  it("keep the place of who taps 晚点再说 on an old message after saying yes", () => {
    const { create, say, branches } = setUpStudy();
    const id = create();
    const [, one] = branches.first.memberIds as [number, number];
    say(id, one, "accept");
    expect(say(id, one, "later")).toMatchObject({ answer: "accepted", unchanged: true });
  });

  it("may be given by the member, a proxy whose grant is open, who runs it, the desk and the member's liaison", () => {
    const { create, sessions, branches, proxy, secretary, members, member } = setUpStudy();
    const liaisonId = members.addStaff(OPERATOR, { name: "李联络", roles: ["liaison"] });
    const id = create({ audience: { version: 1, everyone: true } });
    const [, one] = branches.first.memberIds as [number, number];
    members.change(OPERATOR, one, { liaisonId });
    const { actor, grantId } = proxy(one);
    const able = [actor, secretary, staffActor(liaisonId, "liaison"), staffActor(9, "dispatcher"), OPERATOR];
    for (const [n, who] of able.entries())
      expect(sessions.answer(who, id, one, n % 2 === 0 ? "accept" : "decline").unchanged).toBe(false);
    members.revokeGrant(OPERATOR, grantId);
    const stranger = member();
    for (const who of [
      actor,
      staffActor(9, "viewer"),
      staffActor(9, "liaison"),
      { kind: "member", memberId: stranger } as const,
      { kind: "member", memberId: branches.second.secretaryId } as const,
    ])
      expect(() => sessions.answer(who, id, one, "accept")).toThrow(NotAllowed);
  });

  it("are refused from who is not invited, and for a session that there is not", () => {
    const { create, sessions, branches, say } = setUpStudy();
    const id = create();
    const [other] = branches.second.memberIds as [number];
    expect(() => say(id, other, "accept")).toThrow(NotAllowed);
    expect(faultOf(() => sessions.answer(OPERATOR, id, other, "accept")).field).toBe("memberId");
    expect(faultOf(() => say(99, other, "accept")).field).toBe("id");
  });

  it("end with the session; once it has begun only 请假 is refused", () => {
    const { create, say, branches, setClock, sessions } = setUpStudy();
    const id = create();
    const [, one, two] = branches.first.memberIds as [number, number, number];
    say(id, one, "accept");
    setClock(at("2026-11-27", "15:10"));
    expect(faultOf(() => say(id, one, "decline")).message).toContain("已经开始");
    expect(say(id, two, "accept").answer).toBe("accepted");
    setClock(at("2026-11-27", "16:30"));
    expect(faultOf(() => say(id, one, "accept")).message).toContain("已经结束");
    const next = create({ startsAt: at("2026-12-01") });
    sessions.cancel(OPERATOR, next, "停电");
    expect(faultOf(() => say(next, one, "accept")).message).toContain("已经取消");
  });
});

describe("the waiting list", () => {
  it("takes who comes when it is full, tells their place, and moves up in order", () => {
    const { create, say, branches, sessions, sent } = setUpStudy();
    const id = create({ capacity: 1 });
    const [a, b, c, d] = branches.first.memberIds as [number, number, number, number];
    say(id, a, "accept");
    expect(say(id, c, "accept")).toMatchObject({ answer: "waiting", waitingPlace: 1 });
    expect(say(id, b, "accept")).toMatchObject({ answer: "waiting", waitingPlace: 2 });
    expect(say(id, d, "accept")).toMatchObject({ answer: "waiting", waitingPlace: 3 });
    expect(say(id, c, "accept")).toMatchObject({ answer: "waiting", waitingPlace: 1, unchanged: true });
    say(id, b, "decline");
    expect(sessions.forMember(id, d)).toMatchObject({ waitingPlace: 2 });
    say(id, a, "decline");
    expect(sessions.forMember(id, c)).toMatchObject({ answer: "accepted" });
    expect(sent("promoted").map(({ memberId }) => memberId)).toEqual([c]);
    expect(sent("promoted")[0]!.text).toContain("您有名额了：「十月学习会」");
    const order = sessions.invitees(OPERATOR, id).map(({ memberId, answer }) => [memberId, answer]);
    expect(order).toEqual([
      [c, "accepted"],
      [d, "waiting"],
      [a, "declined"],
      [b, "declined"],
    ]);
  });

  it("moves up when there are more places, or no limit, also within the last hour", () => {
    const { create, say, branches, sessions, setClock } = setUpStudy();
    const id = create({ capacity: 1 });
    for (const one of branches.first.memberIds) say(id, one, "accept");
    setClock(at("2026-11-27", "14:50"));
    sessions.change(OPERATOR, id, { capacity: 2 });
    expect(sessions.counts(id)).toMatchObject({ accepted: 2, waiting: 2 });
    sessions.change(OPERATOR, id, { capacity: null });
    expect(sessions.counts(id)).toMatchObject({ accepted: 4, waiting: 0 });
    const fault = faultOf(() => sessions.change(OPERATOR, id, { capacity: 3 }));
    expect(fault.message).toContain("已经有 4 人");
  });

  it("moves up when somebody dies, moves away or is erased", () => {
    const { create, say, branches, sessions, members, settle, pass, setClock, rides } = setUpStudy();
    setClock(at("2026-11-24", "10:00"));
    const id = create({ capacity: 1, pickUp: true, startsAt: at("2026-12-04") });
    const [a, b, c, d] = branches.first.memberIds as [number, number, number, number];
    for (const one of [b, c, d, a]) say(id, one, "accept");
    sessions.setPickUp({ kind: "member", memberId: b }, id, b, true);
    settle();
    members.setStatus(OPERATOR, b, "deceased", "2026-11-24");
    pass(HOUR_MS);
    settle();
    expect(sessions.forMember(id, c)).toMatchObject({ answer: "accepted" });
    expect(rides.rides.get(1)!.state).toBe("cancelled");
    members.setStatus(OPERATOR, c, "moved", "2026-11-24");
    // Found as soon as anybody answers.
    say(id, a, "accept");
    expect(sessions.forMember(id, d)).toMatchObject({ answer: "accepted" });
    sessions.erase(d);
    expect(sessions.forMember(id, d)).toBeUndefined();
    expect(sessions.forMember(id, a)).toMatchObject({ answer: "accepted" });
  });
});

describe("erasure", () => {
  it("keeps that somebody came, without who said what", () => {
    const { create, say, sessions, branches, setClock, invitees } = withRows();
    const id = create();
    const [, one] = branches.first.memberIds as [number, number];
    say(id, one, "accept");
    invitees.update(id, one, { attendedAt: at("2026-11-27"), attendedVia: "tick", attendedBy: "member:1" });
    setClock(at("2026-11-28"));
    sessions.erase(one);
    expect(invitees.get(id, one)).toMatchObject({
      answer: null,
      answeredBy: null,
      attendedAt: at("2026-11-27"),
      attendedBy: null,
    });
    expect(sessions.counts(id)).toMatchObject({ accepted: 0, attended: 1 });
  });
});

describe("being fetched", () => {
  it("is asked of those who accept where the session offers it, and ordered once", () => {
    const { create, say, sessions, branches, rides } = setUpStudy();
    const id = create({ pickUp: true });
    const [, one] = branches.first.memberIds as [number, number];
    const me = { kind: "member", memberId: one } as const;
    expect(faultOf(() => sessions.setPickUp(me, id, one, true)).message).toContain("先点「参加」");
    expect(say(id, one, "accept").askPickUp).toBe(true);
    expect(sessions.setPickUp(me, id, one, true)).toEqual({ kind: "ordered", number: "20261124-0001" });
    expect(sessions.setPickUp(me, id, one, true)).toEqual({ kind: "ordered", number: "20261124-0001" });
    expect(rides.rides.size).toBe(1);
    expect(say(id, one, "accept").askPickUp).toBe(false);
    expect(sessions.setPickUp(me, id, one, false)).toEqual({ kind: "notNeeded" });
    expect(rides.rides.get(1)!.state).toBe("cancelled");
    expect(sessions.setPickUp(me, id, one, true)).toEqual({ kind: "ordered", number: "20261124-0002" });
  });

  it("is taken back with 请假 and with the session", () => {
    const { create, say, sessions, branches, rides } = setUpStudy();
    const id = create({ pickUp: true });
    const [, one, two] = branches.first.memberIds as [number, number, number];
    for (const memberId of [one, two]) {
      say(id, memberId, "accept");
      sessions.setPickUp({ kind: "member", memberId }, id, memberId, true);
    }
    say(id, one, "decline");
    expect([...rides.rides.values()].map(({ state }) => state)).toEqual(["cancelled", "open"]);
    expect(say(id, one, "accept").askPickUp).toBe(true);
    sessions.cancel(OPERATOR, id, "停电");
    expect([...rides.rides.values()].map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  it("is not taken back once the driver has set out, refused where none is to be had, and not offered by every session", () => {
    const { create, say, sessions, branches, rides } = setUpStudy();
    const id = create({ pickUp: true });
    const [, one, two] = branches.first.memberIds as [number, number, number];
    say(id, one, "accept");
    sessions.setPickUp(OPERATOR, id, one, true);
    rides.setOut(1);
    expect(sessions.setPickUp(OPERATOR, id, one, false)).toMatchObject({ kind: "refused" });
    expect(sessions.forMember(id, one)!.pickUp).toBe(true);
    rides.refuse();
    say(id, two, "accept");
    expect(sessions.setPickUp(OPERATOR, id, two, true)).toMatchObject({ kind: "refused" });
    expect(sessions.forMember(id, two)!.pickUp).toBeNull();
    const plain = create({ startsAt: at("2026-12-01") });
    say(plain, one, "accept");
    expect(faultOf(() => sessions.setPickUp(OPERATOR, plain, one, true)).field).toBe("pickUp");
    expect(sessions.setPickUp(OPERATOR, plain, one, false)).toEqual({ kind: "notNeeded" });
  });

  it("has staff look at each ride when the session is moved, not when its title changes", () => {
    const { create, say, sessions, branches, notes, settle, deliver, sent } = setUpStudy();
    const id = create({ pickUp: true });
    const [, one] = branches.first.memberIds as [number, number];
    settle();
    deliver();
    say(id, one, "accept");
    sessions.setPickUp(OPERATOR, id, one, true);
    sessions.change(OPERATOR, id, { title: "学习会" });
    expect(notes).toEqual([]);
    sessions.change(OPERATOR, id, { startsAt: at("2026-11-28") });
    expect(notes).toHaveLength(1);
    expect(JSON.stringify(notes[0])).toContain("有 1 位老同志约了接送");
    expect(sent("change").at(-4 + 1)!.text).toContain("工作人员会和您核对接送");
  });
});

describe("a member's own list", () => {
  it("has what is to come and was invited to, soonest first, with the own answer", () => {
    const { create, say, sessions, branches, setClock } = setUpStudy();
    const later = create({ startsAt: at("2026-12-01") });
    const sooner = create();
    create({ startsAt: at("2026-12-08"), inviteAt: at("2026-12-01", "09:00") });
    const gone = create({ startsAt: at("2026-11-30") });
    sessions.cancel(OPERATOR, gone, "停电");
    const [, one] = branches.first.memberIds as [number, number];
    say(later, one, "accept");
    const mine = sessions.upcoming(one);
    expect(mine.map(({ session, answer }) => [session.id, answer])).toEqual([
      [sooner, null],
      [later, "accepted"],
    ]);
    setClock(at("2026-11-27", "16:30"));
    expect(sessions.upcoming(one).map(({ session }) => session.id)).toEqual([later]);
    expect(sessions.upcoming(branches.second.memberIds[0]!)).toEqual([]);
    expect(sessions.forMember(gone, one)).toMatchObject({ invited: true, session: { status: "cancelled" } });
    expect(sessions.forMember(gone, branches.second.memberIds[0]!)).toBeUndefined();
  });
});

function withRows() {
  const study = setUpStudy();
  return { ...study, invitees: inviteeTable(study.store.records) };
}

describe("the dead", () => {
  it("get no place that more room sets free: the next in line does", () => {
    const { create, say, sessions, branches, members, settle, sent } = setUpStudy();
    const id = create({ capacity: 1 });
    settle();
    const [one, two, three] = branches.first.memberIds as [number, number, number];
    for (const memberId of [one, two, three]) say(id, memberId, "accept");
    members.setStatus(OPERATOR, two, "deceased", "2026-11-23");
    sessions.change(OPERATOR, id, { capacity: 2 });
    expect(sent("promoted").map(({ memberId }) => memberId)).toEqual([three]);
    expect(sessions.forMember(id, three)?.answer).toBe("accepted");
  });
});
