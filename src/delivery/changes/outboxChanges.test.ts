import { describe, expect, it } from "vitest";
import { replyText } from "../../dialogue/index.ts";
import { DeliveryError, type Posted } from "../sender.ts";
import { setUpChanges } from "./changes.fixture.ts";

describe("replacing what was queued", () => {
  it("says the new words only, where nothing had gone out", async () => {
    const { queue, changes, row, seal, work, settled, done } = setUpChanges();
    const id = queue("三点");
    expect(changes.replace(row(id), seal("四点"))).toBe("unsent");
    await work(settled(id));
    expect(done).toEqual(["send 四点"]);
  });

  it("edits what had, in its place, and history shows the new words with when", async () => {
    const { queue, changes, row, seal, work, settled, done, time, history, words } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    expect(history()).toEqual([{ words: "三点", changedAt: undefined }]);
    time.now = 9_000;
    expect(changes.replace(row(id), seal("四点"))).toBe("changing");
    await work(settled(id));
    expect(words()).toEqual(["四点"]);
    expect(done).toEqual(["send 三点", "edit 四点"]);
    expect(history()).toEqual([{ words: "四点", changedAt: 9_000 }]);
  });

  it("does the last of several changes only, where the first had not begun", async () => {
    const { queue, changes, row, seal, work, settled, done } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    for (const words of ["四点", "五点", "六点"]) changes.replace(row(id), seal(words));
    await work(settled(id));
    expect(done).toEqual(["send 三点", "edit 六点"]);
  });

  it("does not lose the new words when the old ones are on their way", async () => {
    const parts: { change?: () => void } = {};
    const { queue, changes, row, seal, work, settled, words, table, history } = setUpChanges({
      send: async () => {
        parts.change?.();
        return "m1";
      },
    });
    const id = queue("三点");
    parts.change = () => {
      expect(row(id).status).toBe("sending");
      changes.replace(row(id), seal("四点"));
    };
    await work(() => settled(id)() && table.changesOf(row(id)).every(({ status }) => status === "sent"));
    expect(words()).toEqual(["四点"]);
    expect(history()).toMatchObject([{ words: "四点" }]);
  });

  it("sends the new words only, when sending the old ones failed meanwhile", async () => {
    const fail: { once: boolean; change: () => unknown } = { once: true, change: () => undefined };
    const sent: string[] = [];
    const { queue, changes, row, seal, work, settled, table, time } = setUpChanges({
      send: async (_chat, reply) => {
        if (fail.once) {
          fail.once = false;
          fail.change();
          throw new DeliveryError("transport", "down");
        }
        sent.push(replyText(reply));
        return "m1";
      },
    });
    const id = queue("三点");
    fail.change = () => changes.replace(row(id), seal("四点"));
    await work(() => row(id).failure === "transport");
    time.now += 60_000;
    await work(settled(id));
    expect(sent).toEqual(["四点"]);
    expect(table.changesOf(row(id)).map(({ status }) => status)).toEqual(["cancelled"]);
  });

  it("waits until a message that is half out is out, and then changes all of it", async () => {
    let ids = 0;
    const done: string[] = [];
    const { queue, changes, row, seal, work, settled, time, table } = setUpChanges({
      parts: () => 2,
      send: async (_chat, reply, part) => {
        done.push(`${replyText(reply)}${part}`);
        return `m${++ids}`;
      },
      changes: {
        editSteps: ({ receipts }: Posted) => receipts.length,
        edit: async (_chat, { receipts }, reply, step) => {
          done.push(`${receipts[step]}=${replyText(reply)}`);
          return [receipts[step]!];
        },
        remove: async () => [],
      },
    });
    const id = queue("长");
    table.update(id, { part: 1, receipts: ["m0"], dueAt: time.now + 1_000 });
    expect(changes.replace(row(id), seal("短"))).toBe("changing");
    const [change] = table.changesOf(row(id));
    await work(() => row(change!.id).dueAt > time.now);
    expect(done).toEqual([]);
    time.now += 5_000;
    await work(() => row(id).status === "sent");
    time.now += 5_000;
    await work(settled(id));
    expect(done).toEqual(["长1", "m0=短", "m1=短"]);
    expect(row(id).receipts).toEqual(["m0", "m1"]);
  });

  it("says so where there is nothing to change", () => {
    const { queue, changes, row, seal, table } = setUpChanges();
    const id = queue("三点");
    table.update(id, { status: "failed" });
    expect([changes.replace(row(id), seal("四点")), changes.recall(row(id), seal("撤回"))]).toEqual([
      "none",
      "none",
    ]);
  });
});

describe("taking back what was queued", () => {
  it("never sends what had not gone out", async () => {
    const { queue, changes, row, seal, work, done } = setUpChanges();
    const id = queue("三点");
    const next = queue("另一条", "d");
    expect(changes.recall(row(id), seal("撤回"))).toBe("unsent");
    await work(() => row(next).status === "sent");
    expect(row(id).status).toBe("cancelled");
    expect(done).toEqual(["send 另一条"]);
  });

  it("removes what had, once, and history has the notice in its place", async () => {
    const { queue, changes, row, seal, work, settled, done, words, history } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    expect(changes.recall(row(id), seal("已撤回"))).toBe("changing");
    expect(changes.recall(row(id), seal("已撤回"))).toBe("none");
    await work(settled(id));
    expect(changes.recall(row(id), seal("已撤回"))).toBe("none");
    expect(changes.replace(row(id), seal("四点"))).toBe("none");
    expect(words()).toEqual([]);
    expect(done).toEqual(["send 三点", "remove"]);
    expect(history()).toMatchObject([{ words: "已撤回" }]);
    expect(row(id).receipts).toEqual([]);
  });

  it("overtakes a correction that has not begun", async () => {
    const { queue, changes, row, seal, work, settled, done } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    changes.replace(row(id), seal("四点"));
    changes.recall(row(id), seal("已撤回"));
    await work(settled(id));
    expect(done).toEqual(["send 三点", "remove"]);
  });

  it("does not send after all what failed while it was taken back", async () => {
    const fail = { change: () => undefined as unknown };
    const { queue, changes, row, seal, work, settled, table } = setUpChanges({
      send: async () => {
        fail.change();
        throw new DeliveryError("transport", "down");
      },
    });
    const id = queue("三点");
    fail.change = () => changes.recall(row(id), seal("已撤回"));
    await work(settled(id));
    expect(row(id).status).toBe("cancelled");
    expect(table.changesOf(row(id)).map(({ status }) => status)).toEqual(["cancelled"]);
  });

  it("removes what is out of a message that is half out, and sends no more of it", async () => {
    const removed: (readonly string[])[] = [];
    const { queue, changes, row, seal, work, table, settled, done } = setUpChanges({
      parts: () => 2,
      changes: {
        editSteps: () => 1,
        edit: async () => [],
        remove: async (_chat, { receipts }) => {
          removed.push(receipts);
          return [];
        },
      },
    });
    const id = queue("长");
    table.update(id, { part: 1, receipts: ["m0"], dueAt: 9e15 });
    expect(changes.recall(row(id), seal("已撤回"))).toBe("changing");
    await work(settled(id));
    await work(() => table.changesOf(row(id)).every(({ status }) => status === "sent"));
    expect([removed, done]).toEqual([[["m0"]], []]);
  });
});
