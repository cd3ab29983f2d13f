import { describe, expect, it } from "vitest";
import { plainReply } from "../../dialogue/index.ts";
import { own, proxys, setUpPushes } from "./pushes.fixture.ts";

describe("pushes", () => {
  it("queues a push once, however often it is sent, and to one account only", () => {
    const { pushes, push, queued } = setUpPushes({ 1: [own("a"), own("b")] });
    expect([pushes.send(push(1)), pushes.send(push(1))]).toEqual(["queued", "already"]);
    expect(queued().map(({ chatId, lane }) => [chatId, lane])).toEqual([["a", "push"]]);
  });

  it("puts an emergency in the lane that quiet hours do not hold back", () => {
    const { pushes, push, queued } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1, { urgent: true }));
    expect(queued()[0]!.lane).toBe("reply");
  });

  it("tries the next account when one fails, a proxy's last and naming the member, then has a liaison call", () => {
    const { pushes, push, queued, outbox, words, calls } = setUpPushes({ 1: [own("a"), proxys("p")] });
    pushes.send(push(1));
    const [first] = queued();
    const fail = (row: { id: number; pushId: number | null; chatId: string }) => {
      outbox.update(row.id, { status: "failed" });
      pushes.failed(row.pushId!, { channel: "telegram", accountId: row.chatId }, "blocked");
    };
    fail(first!);
    const [second] = queued();
    expect(second!.chatId).toBe("p");
    expect(words(second!)).toContain("这条消息是给测试1的");
    expect(calls.list()).toEqual([]);
    fail(second!);
    expect(queued()).toEqual([]);
    expect(calls.list()).toMatchObject([{ name: "测试1", reason: "blocked", aloud: "您好，明天上午学习。" }]);
  });

  it("keeps from a proxy what concerns the proxy: a liaison calls instead", () => {
    const { pushes, push } = setUpPushes({ 1: [proxys("p")] });
    expect(pushes.send(push(1, { ownOnly: true }))).toBe("callList");
  });

  it("has a liaison call at once where no account is bound or all are blocked", () => {
    const { pushes, push, calls } = setUpPushes({ 2: [own("x", true)] });
    expect([pushes.send(push(1)), pushes.send(push(2))]).toEqual(["callList", "callList"]);
    expect(calls.list().map(({ reason }) => reason)).toEqual(["noAccount", "blocked"]);
  });

  it("has a liaison call whoever has not been seen to read by the deadline, and nobody who has", () => {
    const { pushes, push, queued, calls, outbox, time } = setUpPushes({ 1: [own("a")], 2: [own("b")] });
    for (const id of [1, 2]) pushes.send(push(id, { readBy: 20_000 }));
    for (const row of queued()) {
      outbox.settleSent(row.id, 1, ["m"], 11_000);
      pushes.sent(row.pushId!, 11_000);
    }
    pushes.seen("telegram", "b", 10_500);
    pushes.seen("telegram", "a", 12_000);
    time.now = 19_999;
    expect(pushes.callOverdue()).toBe(0);
    time.now = 20_000;
    expect(pushes.callOverdue()).toBe(1);
    expect(pushes.callOverdue()).toBe(0);
    expect(calls.list()).toMatchObject([{ memberId: 2, reason: "unread" }]);
  });

  it("does not nudge after the call: what was never sent by the deadline is withdrawn", () => {
    const { pushes, push, queued, calls, time } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1, { readBy: 20_000 }));
    time.now = 30_000;
    pushes.callOverdue();
    expect(queued()).toEqual([]);
    expect(calls.list()).toMatchObject([{ reason: "failed" }]);
  });

  it("needs no call any more when the member confirms, and none when it is cancelled", () => {
    const { pushes, push, calls } = setUpPushes({});
    pushes.send(push(1));
    pushes.send(push(2));
    pushes.acknowledge("k1");
    pushes.cancel("k2");
    expect(calls.list()).toEqual([]);
    expect([pushes.acknowledge("none"), pushes.cancel("none")]).toEqual([false, false]);
  });

  it("keeps a call open while nobody answers, counting, and settles it once", () => {
    const { pushes, push, calls } = setUpPushes({});
    pushes.send(push(1));
    const id = calls.list()[0]!.id;
    expect(calls.settle(id, "noAnswer", "staff:1")).toBe(true);
    expect(calls.list()).toMatchObject([{ attempts: 1 }]);
    expect(calls.settle(id, "told", "staff:1", "老人说知道了")).toBe(true);
    expect(calls.settle(id, "told", "staff:1")).toBe(false);
    expect(calls.list()).toEqual([]);
    expect(pushes.tally("study")).toEqual([{ status: "read", n: 1 }]);
  });

  it("says whom it is for where one account stands for several, and only there", () => {
    const { pushes, push, queued, words } = setUpPushes(
      { 1: [own("home")], 2: [own("b")] },
      { sharedBy: (_, accountId) => (accountId === "home" ? 2 : 1) },
    );
    for (const id of [1, 2]) pushes.send(push(id));
    expect(queued().map(words)).toEqual(["这条消息是给测试1的。\n\n明天上午学习。", "明天上午学习。"]);
  });

  it("tells how far a push has come", () => {
    const { pushes, push, sendAll, calls, time } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1));
    pushes.send(push(2));
    expect(pushes.stateOf("none")).toBeUndefined();
    expect(pushes.stateOf("k1")).toEqual({
      status: "open",
      deliveredAt: null,
      readAt: null,
      acknowledgedAt: null,
      inDoubt: false,
    });
    time.now = 11_000;
    sendAll();
    time.now = 12_000;
    pushes.seen("telegram", "a", time.now);
    expect(pushes.stateOf("k1")).toMatchObject({ status: "read", deliveredAt: 11_000, readAt: 12_000 });
    time.now = 13_000;
    pushes.acknowledge("k1");
    time.now = 14_000;
    pushes.acknowledge("k1");
    expect(pushes.stateOf("k1")).toMatchObject({ readAt: 12_000, acknowledgedAt: 13_000 });
    const call = { reason: "noAccount", doneAt: null, outcome: null };
    expect(pushes.stateOf("k2")).toMatchObject({ status: "calling", call });
    calls.settle(calls.list()[0]!.id, "told", "staff:1");
    expect(pushes.stateOf("k2")).toMatchObject({
      status: "read",
      acknowledgedAt: 14_000,
      call: { doneAt: 14_000, outcome: "told" },
    });
  });

  it("has a liaison call about what was read and not confirmed, once, and no more when it is confirmed", () => {
    const { pushes, push, sendAll, calls } = setUpPushes({ 1: [own("a")], 2: [own("b")] });
    for (const id of [1, 2]) pushes.send(push(id));
    sendAll();
    pushes.seen("telegram", "a", 10_000);
    expect([pushes.callFor("k1"), pushes.callFor("k1"), pushes.callFor("none")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(calls.list()).toMatchObject([{ memberId: 1, reason: "unread" }]);
    pushes.acknowledge("k1");
    expect(calls.list()).toEqual([]);
    expect(pushes.stateOf("k1")).toMatchObject({ status: "read", call: { outcome: "notNeeded" } });
    pushes.acknowledge("k2");
    expect([pushes.callFor("k1"), pushes.callFor("k2")]).toEqual([false, false]);
    expect(calls.list()).toEqual([]);
  });

  it("settles the call as told where the answer was noted on the telephone", () => {
    const { pushes, push, calls, time } = setUpPushes({});
    pushes.send(push(1));
    const [call] = calls.list();
    time.now = 11_000;
    pushes.acknowledge("k1", "staff:3");
    expect(calls.list()).toEqual([]);
    expect(calls.memberOf(call!.id)).toBeUndefined();
    expect(pushes.stateOf("k1")).toMatchObject({
      status: "read",
      deliveredAt: null,
      readAt: 11_000,
      acknowledgedAt: 11_000,
      call: { reason: "noAccount", doneAt: 11_000, outcome: "told" },
    });
    // What is settled stays as it was.
    pushes.acknowledge("k1");
    expect(pushes.stateOf("k1")?.call?.outcome).toBe("told");
  });

  it("gives the buttons of the message to whoever calls", () => {
    const { pushes, push, calls } = setUpPushes({});
    const choices = [{ label: "收到", action: "ann:7:got:1" }];
    pushes.send(push(1, { reply: { ...plainReply("明天上午学习。"), choices } }));
    pushes.send(push(2));
    expect(calls.list().map((call) => call.choices)).toEqual([choices, []]);
    pushes.replace("k1", plainReply("后天上午学习。"), "后天上午学习。");
    expect(calls.list()[0]).toMatchObject({ aloud: "后天上午学习。", choices: [] });
  });

  it("does not send after the call for what had not even gone out", () => {
    const { pushes, push, queued, calls } = setUpPushes({ 1: [own("a")], 2: [own("b")] });
    for (const id of [1, 2]) pushes.send(push(id));
    expect(pushes.callFor("k1")).toBe(true);
    pushes.cancel("k2");
    expect(pushes.callFor("k2")).toBe(false);
    expect(queued()).toEqual([]);
    expect(calls.list()).toMatchObject([{ memberId: 1, reason: "failed" }]);
  });
});
