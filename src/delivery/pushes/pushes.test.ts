import { describe, expect, it, onTestFinished } from "vitest";
import { plainReply, type Reply, replyText } from "../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { outboxTable } from "../outbox.repo.ts";
import { createCalls } from "./calls.ts";
import { createPushes, type Push, type Reachable } from "./pushes.ts";

function setUp(accounts: Readonly<Record<number, readonly Reachable[]>>) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  const time = { now: 10_000 };
  for (const id of [1, 2]) {
    store.records
      .insert(tables.member)
      .values({ id, name: `测试${id}`, category: "退休", createdAt: 0, updatedAt: 0 })
      .run();
  }
  const outbox = outboxTable(store.records);
  const pushes = createPushes({
    store,
    box,
    clock: () => time.now,
    recipients: { accountsOf: (id) => accounts[id] ?? [], nameOf: (id) => `测试${id}` },
  });
  const calls = createCalls(store, box, () => time.now);
  const push = (memberId: number, rest: Partial<Push> = {}): Push => ({
    memberId,
    key: `k${memberId}`,
    topic: "study",
    reply: plainReply("明天上午学习。"),
    aloud: "您好，明天上午学习。",
    ...rest,
  });
  const queued = () =>
    outbox
      .due("push", Number.MAX_SAFE_INTEGER, 100)
      .concat(outbox.due("reply", Number.MAX_SAFE_INTEGER, 100));
  const words = (row: { body: Buffer }) => replyText(JSON.parse(box.open(row.body)) as Reply);
  return { store, pushes, calls, outbox, push, queued, words, time };
}

const own = (accountId: string, blocked = false): Reachable => ({
  channel: "telegram",
  accountId,
  via: "self",
  blocked,
});
const proxys = (accountId: string): Reachable => ({ ...own(accountId), via: "proxy" });

describe("pushes", () => {
  it("queues a push once, however often it is sent, and to one account only", () => {
    const { pushes, push, queued } = setUp({ 1: [own("a"), own("b")] });
    expect([pushes.send(push(1)), pushes.send(push(1))]).toEqual(["queued", "already"]);
    expect(queued().map(({ chatId, lane }) => [chatId, lane])).toEqual([["a", "push"]]);
  });

  it("puts an emergency in the lane that quiet hours do not hold back", () => {
    const { pushes, push, queued } = setUp({ 1: [own("a")] });
    pushes.send(push(1, { urgent: true }));
    expect(queued()[0]!.lane).toBe("reply");
  });

  it("tries the next account when one fails, a proxy's last and naming the member, then has a liaison call", () => {
    const { pushes, push, queued, outbox, words, calls } = setUp({ 1: [own("a"), proxys("p")] });
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
    const { pushes, push } = setUp({ 1: [proxys("p")] });
    expect(pushes.send(push(1, { ownOnly: true }))).toBe("callList");
  });

  it("has a liaison call at once where no account is bound or all are blocked", () => {
    const { pushes, push, calls } = setUp({ 2: [own("x", true)] });
    expect([pushes.send(push(1)), pushes.send(push(2))]).toEqual(["callList", "callList"]);
    expect(calls.list().map(({ reason }) => reason)).toEqual(["noAccount", "blocked"]);
  });

  it("has a liaison call whoever has not been seen to read by the deadline, and nobody who has", () => {
    const { pushes, push, queued, calls, outbox, time } = setUp({ 1: [own("a")], 2: [own("b")] });
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
    const { pushes, push, queued, calls, time } = setUp({ 1: [own("a")] });
    pushes.send(push(1, { readBy: 20_000 }));
    time.now = 30_000;
    pushes.callOverdue();
    expect(queued()).toEqual([]);
    expect(calls.list()).toMatchObject([{ reason: "failed" }]);
  });

  it("needs no call any more when the member confirms, and none when it is cancelled", () => {
    const { pushes, push, calls } = setUp({});
    pushes.send(push(1));
    pushes.send(push(2));
    pushes.acknowledge("k1");
    pushes.cancel("k2");
    expect(calls.list()).toEqual([]);
    expect([pushes.acknowledge("none"), pushes.cancel("none")]).toEqual([false, false]);
  });

  it("keeps a call open while nobody answers, counting, and settles it once", () => {
    const { pushes, push, calls } = setUp({});
    pushes.send(push(1));
    const id = calls.list()[0]!.id;
    expect(calls.settle(id, "noAnswer", "staff:1")).toBe(true);
    expect(calls.list()).toMatchObject([{ attempts: 1 }]);
    expect(calls.settle(id, "told", "staff:1", "老人说知道了")).toBe(true);
    expect(calls.settle(id, "told", "staff:1")).toBe(false);
    expect(calls.list()).toEqual([]);
    expect(pushes.tally("study")).toEqual([{ status: "read", n: 1 }]);
  });
});
