import { describe, expect, it } from "vitest";
import type { Role } from "../../../dialogue/index.ts";
import { OPERATOR } from "../study.fixture.ts";
import { setUpCallers } from "./notedAnswers.fixture.ts";

/** A session whose four members no messenger reaches, one of them with this liaison. */
function setUpCall(session: Parameters<ReturnType<typeof setUpCallers>["create"]>[0] = {}) {
  const bureau = setUpCallers();
  const liaisonId = bureau.staff("liaison", "赵联络", "liaison");
  const memberId = bureau.branches.first.memberIds[1]!;
  bureau.members.change(OPERATOR, memberId, { liaisonId });
  const id = bureau.create(session);
  bureau.settle();
  return { ...bureau, liaisonId, memberId, id, act: (verb: string) => `study:${id}:${verb}:${memberId}` };
}

describe("an answer given on the telephone", () => {
  it("is a button of the call, and only what the person can answer is", async () => {
    const { tap, act, id, memberId } = setUpCall();
    const call = await tap("liaison", "calls");
    expect(call.text).toContain("第一2号");
    expect(call.text).toMatch(/对方怎么说，请点一下：$/);
    expect(call.labels).toEqual(["参加", "请假", "晚点再说", "通知到了", "没人接", "号码不对", "不用通知了"]);
    expect(call.reply.choices[0]!.action).toBe(act("yes"));
    for (const { action } of call.reply.choices) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
    expect(act("yes")).toBe(`study:${id}:yes:${memberId}`);
  });

  it("leaves out of a reminder's call the button that only shows the session", async () => {
    const { tap, say, id, memberId, setClock, settle } = setUpCall();
    say(id, memberId, "accept");
    setClock(Date.UTC(2026, 10, 26, 7));
    settle();
    const call = await tap("liaison", "calls");
    expect(call.text).toContain("提醒您参加活动");
    expect(call.labels.slice(0, 2)).toEqual(["请假", "通知到了"]);
  });

  it.each([
    ["yes", "accepted", "好的，记下了：第一2号参加「十月学习会」。", ["改成请假", "下一个电话"]],
    ["no", "declined", "好的，记下了：第一2号请假，不参加「十月学习会」。", ["改成参加", "下一个电话"]],
    ["later", "later", "记下了：「十月学习会」，第一2号还没有定。", ["参加", "请假", "下一个电话"]],
  ])(
    "%s is noted with the member's name, and settles the call as told",
    async (verb, answer, words, labels) => {
      const { tap, act, id, memberId, liaisonId, callsOf, answerOf, answeredBy, members } = setUpCall();
      const said = await tap("liaison", act(verb));
      expect(said).toMatchObject({ text: words, labels });
      expect(answerOf(id, memberId)).toBe(answer);
      expect(answeredBy(id, memberId)).toBe(`staff:${liaisonId}`);
      expect(callsOf(memberId)).toMatchObject([{ outcome: "told", doneBy: `staff:${liaisonId}` }]);
      expect(members.audit.of(`studySession:${id}`, 1)[0]).toMatchObject({
        action: "study.answer",
        actor: `staff:${liaisonId}`,
      });
      expect((await tap("liaison", "calls")).text).toBe("现在没有要打的电话。");
    },
  );

  it("asks about the pick-up where the session does, and orders it for the member", async () => {
    const { tap, act, rides, sessions, memberId, id } = setUpCall({ pickUp: true });
    const said = await tap("liaison", act("yes"));
    expect(said.text).toContain("请问一问，第一2号要不要人接送。");
    expect(said.labels).toEqual(["要接送", "不用接送", "下一个电话"]);
    expect((await tap("liaison", act("ride"))).text).toMatch(/^记下了：第一2号要接送，服务单号 [-\d]+。$/);
    expect(sessions.forMember(id, memberId)?.pickUp).toBe(true);
    // The fake keeps what was rehearsed as well.
    const [ordered, ride] = [...rides.rides].at(-1)!;
    expect(ride).toEqual({ memberId, sessionId: id, state: "open" });
    rides.setOut(ordered);
    expect((await tap("liaison", act("noride"))).text).toContain("接第一2号的人已经在路上了");
  });

  it("tells when there is no ride, without a word about buttons that the caller has not", async () => {
    const { tap, act, rides } = setUpCall({ pickUp: true });
    await tap("liaison", act("yes"));
    rides.refuse();
    const said = await tap("liaison", act("ride"));
    expect(said.text).toBe("第一2号的接送没有约上。请告诉派单员，另想办法。");
    expect(said.labels).toEqual(["下一个电话"]);
  });

  it("says the place on the waiting list when the session is full", async () => {
    const { tap, act, say, id, branches } = setUpCall({ capacity: 1 });
    say(id, branches.first.memberIds[2]!, "accept");
    const said = await tap("liaison", act("yes"));
    expect(said.text).toContain("第一2号排上了候补，是第 1 位");
    expect(said.labels).toEqual(["不等了", "下一个电话"]);
  });

  it("is noted once, however often it is tapped, and again by whoever was killed before writing", async () => {
    const { tap, turnOf, act, id, memberId, answerOf, callsOf } = setUpCall();
    await turnOf("liaison", act("yes"));
    expect(answerOf(id, memberId)).toBeNull();
    expect(callsOf(memberId)).toMatchObject([{ doneAt: null }]);
    await tap("liaison", act("yes"));
    expect((await tap("liaison", act("yes"))).text).toBe("第一2号前面已经报名参加「十月学习会」了。");
    expect(callsOf(memberId)).toHaveLength(1);
  });

  it("is refused for a session that is cancelled", async () => {
    const { tap, act, sessions, id, memberId, answerOf } = setUpCall();
    sessions.cancel(OPERATOR, id, "停电");
    expect((await tap("liaison", act("yes"))).text).toContain("取消");
    expect(answerOf(id, memberId)).toBeNull();
  });
});

describe("who may note it", () => {
  it.each<[string, Role, boolean, boolean]>([
    // Role, whether it is noted, whether the next call is offered.
    ["another liaison", "liaison", false, true],
    ["a dispatcher", "dispatcher", true, true],
    ["an admin", "admin", true, true],
    ["an editor, who runs the session and makes no calls", "editor", true, false],
    ["a viewer", "viewer", false, false],
  ])("%s", async (_who, role, noted, next) => {
    const { staff, tap, act, id, memberId, answerOf, callsOf } = setUpCall();
    staff("other", "钱同志", role);
    const said = await tap("other", act("yes"));
    expect(answerOf(id, memberId)).toBe(noted ? "accepted" : null);
    expect(callsOf(memberId)[0]!.outcome).toBe(noted ? "told" : null);
    if (!noted) {
      expect(said.text).toContain("不归您联络");
      expect(said.text).not.toContain("第一2号");
    }
    expect(said.labels.includes("下一个电话")).toBe(next);
    const ride = await tap("other", act("noride"));
    expect(ride.text).toContain(noted ? "不用接送" : "不归您联络");
  });

  it("is not the liaison any more once the member has another", async () => {
    const { members, memberId, staff, tap, act, id, answerOf } = setUpCall();
    members.change(OPERATOR, memberId, { liaisonId: staff("new", "孙联络", "liaison") });
    expect((await tap("liaison", act("yes"))).text).toContain("不归您联络");
    expect(answerOf(id, memberId)).toBeNull();
  });

  it("is left to the member's own conversation for proxies, strangers and who stands for the member themself", async () => {
    const { tap, act, proxyOf, members, memberId, id, branches } = setUpCall();
    proxyOf("proxy", memberId);
    proxyOf("anothers", branches.first.memberIds[2]!);
    for (const chat of ["proxy", "anothers", "stranger"]) {
      expect((await tap(chat, act("yes"))).text).toBe(`别处：${act("yes")}`);
    }
    expect(members.audit.of(`studySession:${id}`, 9).map(({ action }) => action)).not.toContain(
      "study.answer",
    );
  });

  it("shows the call list to nobody else, however they come by its button", async () => {
    const { tap, staff } = setUpCall();
    staff("viewer", "李看看", "viewer");
    for (const chat of ["viewer", "stranger"]) {
      expect((await tap(chat, "calls")).text).toBe("电话通知清单只给工作人员和联络员用。");
    }
  });
});

describe("an answer noted at the command line", () => {
  it("is taken by the call's number and a word", () => {
    const { desk, id, memberId, answerOf, callsOf } = setUpCall();
    const call = desk.list(OPERATOR).find((one) => one.memberId === memberId)!;
    expect(desk.answer(OPERATOR, call.id, "got")).toEqual({
      kind: "otherWord",
      words: ["yes", "no", "later"],
    });
    expect(callsOf(memberId)[0]!.doneAt).toBeNull();
    expect(desk.answer(OPERATOR, call.id, "no")).toEqual({
      kind: "noted",
      words: "好的，记下了：第一2号请假，不参加「十月学习会」。",
    });
    expect(answerOf(id, memberId)).toBe("declined");
    expect(desk.answer(OPERATOR, call.id, "yes")).toEqual({ kind: "noCall" });
  });

  it("finds no call of another liaison's members", () => {
    const { desk, liaisonId, staff, memberId } = setUpCall();
    const own = { kind: "staff", staffId: liaisonId, name: "赵联络", roles: ["liaison"] } as const;
    const [call] = desk.list(own);
    expect(call).toMatchObject({ memberId });
    const other = { ...own, staffId: staff("other", "钱同志", "liaison") };
    expect(desk.answer(other, call!.id, "yes")).toEqual({ kind: "noCall" });
  });
});
