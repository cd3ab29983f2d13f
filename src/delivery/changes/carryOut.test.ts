import { describe, expect, it } from "vitest";
import { DeliveryError, type Sender } from "../sender.ts";
import { setUpChanges } from "./changes.fixture.ts";

describe("the dispatcher, carrying out changes", () => {
  it.each(["edit", "remove"] as const)(
    "does an %s that a stop cut off after the restart",
    async (operation) => {
      const line: { down: boolean } = { down: true };
      const { queue, changes, row, seal, work, settled, table } = setUpChanges({
        changes: {
          editSteps: () => 1,
          edit: async () => {
            if (line.down) throw new DeliveryError("uncertain", "cut off");
            return ["m1"];
          },
          remove: async () => {
            if (line.down) throw new DeliveryError("uncertain", "cut off");
            return [];
          },
        },
      });
      const id = queue("三点");
      await work(settled(id));
      if (operation === "edit") changes.replace(row(id), seal("四点"));
      else changes.recall(row(id), seal("四点"));
      const change = table.changesOf(row(id))[0]!.id;
      // As a kill -9 leaves it: marked, and nobody knows what became of it. So often that a send would be given up.
      for (let kill = 0; kill < 6; kill++) {
        table.update(change, { status: "sending" });
        await work(() => row(change).attempts === kill + 1);
        table.update(change, { dueAt: 0 });
      }
      expect(row(change)).toMatchObject({ status: "pending" });
      line.down = false;
      await work(() => row(change).status === "sent");
      expect(row(id).receipts).toEqual(operation === "edit" ? ["m1"] : []);
    },
  );

  it("goes on with the step after the last that was stored", async () => {
    const steps: number[] = [];
    const { queue, changes, row, seal, work, table, settled } = setUpChanges({
      changes: {
        editSteps: () => 3,
        edit: async (_chat, _sent, _reply, step) => {
          steps.push(step);
          return [`n${step}`];
        },
        remove: async () => [],
      },
    });
    const id = queue("三点");
    await work(settled(id));
    changes.replace(row(id), seal("四点"));
    table.update(table.changesOf(row(id))[0]!.id, { part: 1, receipts: ["n0"] });
    await work(() => table.changesOf(row(id))[0]!.status === "sent");
    expect(steps).toEqual([1, 2]);
    expect(row(id).receipts).toEqual(["n0", "n1", "n2"]);
  });

  it("changes at night too, which makes no sound, while pushes wait", async () => {
    const night = { quietHours: { quiet: () => true, endsAt: (now: number) => now + 60_000 } };
    const { queue, changes, row, seal, work, settled, done } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    changes.recall(row(id), seal("已撤回"));
    const waiting = queue("明天见");
    await work(() => done.includes("remove"), night);
    expect(row(waiting).status).toBe("pending");
  });

  it("answers people before it changes what others were sent", async () => {
    const order: string[] = [];
    const { queue, changes, row, seal, work, table, time } = setUpChanges({
      limits: { perSecond: 1000, chatIntervalMs: () => 0 },
    });
    const ids = ["p", "q"].map((chatId) => queue("三点", chatId));
    await work(() => ids.every((id) => row(id).status === "sent"));
    for (const id of ids) changes.replace(row(id), seal("四点"));
    time.now += 1;
    table.insert({
      channel: "test",
      chatId: "r",
      lane: "reply",
      body: seal("答"),
      uniqueKey: "reply",
      createdAt: time.now,
      dueAt: time.now,
    });
    const claims = table.due("reply", time.now, 9).concat(table.due("change", time.now, 9));
    order.push(...claims.map(({ chatId, operation }) => `${operation} ${chatId}`));
    expect(order).toEqual(["send r", "edit p", "edit q"]);
    expect(table.due("push", time.now, 9)).toEqual([]);
  });

  it("leaves alone what a channel cannot change", async () => {
    const { queue, changes, row, seal, table, make, settled, time } = setUpChanges();
    const id = queue("三点");
    const plain: Sender = { channel: "test", parts: () => 1, send: async () => "m1" };
    const first = make({ senders: [plain] });
    first.start();
    await expect.poll(settled(id)).toBe(true);
    changes.replace(row(id), seal("四点"));
    time.now += 1;
    first.wake();
    await expect.poll(() => table.changesOf(row(id))[0]!.status).toBe("cancelled");
    await first.stop();
    expect(row(id)).toMatchObject({ status: "sent", receipts: ["m1"] });
  });

  it("tells who looks at the chat, once the change is stored", async () => {
    const seen: string[] = [];
    const { queue, changes, row, seal, work, settled, history } = setUpChanges();
    const id = queue("三点");
    await work(settled(id));
    changes.replace(row(id), seal("四点"));
    await work(settled(id), {
      onChanged: (channel, chatId) => void seen.push(`${channel} ${chatId} ${history()[0]!.words}`),
    });
    expect(seen).toEqual(["test c 四点"]);
  });
});
