import { describe, expect, it } from "vitest";
import { plainReply } from "../../dialogue/index.ts";
import { own, proxys, setUpPushes } from "./pushes.fixture.ts";

const NEW = plainReply("改到后天上午学习。");
const ALOUD = "您好，改到后天上午学习。";
const GONE = plainReply("这条通知已经撤回。");

describe("correcting a push", () => {
  it("sends only the new words where the old had not gone out, to a proxy with whom it is for", () => {
    const { pushes, push, queued, words } = setUpPushes({ 1: [own("a")], 2: [proxys("p")] });
    for (const id of [1, 2]) {
      pushes.send(push(id));
      expect(pushes.replace(`k${id}`, NEW, ALOUD)).toBe("unsent");
    }
    expect(queued().map(words)).toEqual([
      "改到后天上午学习。",
      "这条消息是给测试2的，请您转告。\n\n改到后天上午学习。",
    ]);
  });

  it("edits what somebody has, and gives the next account the new words", () => {
    const { pushes, push, queued, sendAll, outbox, words } = setUpPushes({
      1: [own("a")],
      2: [own("x"), own("y")],
    });
    for (const id of [1, 2]) pushes.send(push(id));
    const failing = queued().find(({ chatId }) => chatId === "x")!;
    outbox.update(failing.id, { dueAt: 9e15 });
    const [delivered] = queued().filter(({ chatId }) => chatId === "a");
    outbox.settleSent(delivered!.id, 1, ["m"], 10_000);
    pushes.sent(delivered!.pushId!, 10_000);
    expect(pushes.replace("k1", NEW, ALOUD)).toBe("edited");
    expect(pushes.replace("k2", NEW, ALOUD)).toBe("unsent");
    const [edit] = outbox.changesOf(delivered!);
    expect(edit).toMatchObject({ operation: "edit", pushId: null, targetId: delivered!.id });
    expect(words(edit!)).toBe("改到后天上午学习。");
    outbox.update(failing.id, { status: "failed" });
    pushes.failed(failing.pushId!, { channel: "telegram", accountId: "x" }, "blocked");
    expect(queued().map((row) => [row.chatId, words(row)])).toEqual([["y", "改到后天上午学习。"]]);
    sendAll();
    expect(pushes.stateOf("k2")).toMatchObject({ status: "delivered" });
  });

  it("gives the liaison the new words to read aloud", () => {
    const { pushes, push, calls } = setUpPushes({});
    pushes.send(push(1));
    expect(pushes.replace("k1", NEW, ALOUD)).toBe("unsent");
    expect(calls.list()).toMatchObject([{ aloud: ALOUD }]);
  });

  it("has nothing to correct where there is none, or where it was called off", () => {
    const { pushes, push } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1));
    pushes.cancel("k1");
    expect([pushes.replace("k1", NEW, ALOUD), pushes.replace("k9", NEW, ALOUD)]).toEqual(["none", "none"]);
  });
});

describe("taking a push back", () => {
  it("never sends what waits, and nobody calls", () => {
    const { pushes, push, queued, calls } = setUpPushes({ 1: [own("a")] });
    for (const id of [1, 2]) pushes.send(push(id));
    expect([pushes.recall("k1", GONE), pushes.recall("k2", GONE)]).toEqual(["unsent", "unsent"]);
    expect([queued(), calls.list()]).toEqual([[], []]);
    expect(pushes.stateOf("k1")).toMatchObject({ status: "cancelled" });
    expect([pushes.recall("k1", GONE), pushes.recall("k9", GONE)]).toEqual(["none", "none"]);
  });

  it("removes what somebody has, who counts as reached; no deadline runs on", () => {
    const { pushes, push, sendAll, outbox, queued, words, calls, time, store } = setUpPushes({
      1: [own("a")],
    });
    pushes.send(push(1, { readBy: 20_000 }));
    const [row] = queued();
    sendAll();
    expect(pushes.recall("k1", GONE)).toBe("removing");
    const removals = outbox.changesOf(row!);
    expect(removals).toMatchObject([{ operation: "remove" }]);
    expect(words(removals[0]!)).toBe("这条通知已经撤回。");
    expect(pushes.stateOf("k1")).toMatchObject({ status: "delivered", deliveredAt: 10_000 });
    time.now = 30_000;
    expect(pushes.callOverdue()).toBe(0);
    expect(calls.list()).toEqual([]);
    expect(pushes.recall("k1", GONE)).toBe("none");
    expect(store.transaction(() => outbox.changesOf(row!))).toHaveLength(1);
  });

  it("counts as reached whom it reached while it was taken back", () => {
    const { pushes, push, outbox, queued } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1));
    const row = outbox.claim(queued()[0]!.id)!;
    expect(pushes.recall("k1", GONE)).toBe("removing");
    expect(pushes.stateOf("k1")).toMatchObject({ status: "cancelled", deliveredAt: null });
    outbox.settleSent(row.id, 1, ["m"], 11_000);
    pushes.sent(row.pushId!, 11_000);
    expect(pushes.stateOf("k1")).toMatchObject({ status: "cancelled", deliveredAt: 11_000 });
  });

  it("takes off the call list who had it and did not read", () => {
    const { pushes, push, sendAll, calls, time } = setUpPushes({ 1: [own("a")] });
    pushes.send(push(1, { readBy: 20_000 }));
    sendAll();
    time.now = 20_000;
    pushes.callOverdue();
    expect(pushes.recall("k1", GONE)).toBe("removing");
    expect(calls.list()).toEqual([]);
    expect(pushes.stateOf("k1")).toMatchObject({ status: "delivered", call: { outcome: "notNeeded" } });
  });
});
