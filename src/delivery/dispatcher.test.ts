import { describe, expect, it, onTestFinished, vi } from "vitest";
import { paragraph } from "../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../store/index.ts";
import { createDispatcher } from "./dispatcher.ts";
import { insertOutgoing } from "./messages.repo.ts";
import { DeliveryError, type Sender } from "./sender.ts";

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

function setUp(send: Sender["send"], parts = 1) {
  const store = openStore(":memory:");
  const box = createSecretBox(Buffer.alloc(32, 7));
  let now = 1_000_000;
  const dispatcher = createDispatcher({
    store,
    box,
    senders: [{ channel: "test", parts: () => parts, send }],
    clock: () => now,
    random: () => 0.5,
    log: SILENT,
  });
  onTestFinished(async () => {
    await dispatcher.stop();
    store.close();
  });
  const queue = (key: string, chatId = "c", channel = "test") =>
    insertOutgoing(store.records, {
      channel,
      chatId,
      inboxId: null,
      body: box.seal(JSON.stringify({ blocks: [paragraph(key)], choices: [] })),
      uniqueKey: key,
      createdAt: now,
      dueAt: now,
    });
  const rows = () => store.records.select().from(tables.outbox).all();
  return {
    store,
    dispatcher,
    queue,
    rows,
    advance: (ms: number) => {
      now += ms;
    },
  };
}

const textOf = (reply: Parameters<Sender["send"]>[1]) => reply.blocks[0]!.spans[0]!.text;

describe("dispatcher", () => {
  it("sends in order within a chat, and queues the same push once only", async () => {
    const sent: string[] = [];
    const { dispatcher, queue, rows } = setUp(async (_, reply) => {
      sent.push(textOf(reply));
    });
    for (const key of ["一", "二", "一", "三"]) queue(key);
    dispatcher.start();
    await vi.waitFor(() => expect(sent).toHaveLength(3));
    expect(sent).toEqual(["一", "二", "三"]);
    await vi.waitFor(() => expect(rows().every((row) => row.status === "sent")).toBe(true));
  });

  it("waits exactly as long as the transport asks, and lets nothing in that chat overtake", async () => {
    const sent: string[] = [];
    let refused = false;
    const { dispatcher, queue, rows, advance } = setUp(async (_, reply) => {
      if (textOf(reply) === "一" && !refused) {
        refused = true;
        throw new DeliveryError("rateLimited", "太快", 7);
      }
      sent.push(textOf(reply));
    });
    queue("一");
    queue("二");
    dispatcher.start();
    await vi.waitFor(() => expect(rows()[0]!.dueAt).toBe(1_000_000 + 7000));
    expect(sent).toEqual([]);
    expect(rows()[0]!.attempts).toBe(0);
    advance(7000);
    dispatcher.wake();
    await vi.waitFor(() => expect(sent).toEqual(["一", "二"]));
  });

  it.each(["blocked", "refused"] as const)(
    "gives up at once when %s, and goes on with the next",
    async (kind) => {
      const sent: string[] = [];
      const { dispatcher, queue, rows } = setUp(async (_, reply) => {
        if (textOf(reply) === "一") throw new DeliveryError(kind, "不行");
        sent.push(textOf(reply));
      });
      queue("一");
      queue("二");
      dispatcher.start();
      await vi.waitFor(() => expect(sent).toEqual(["二"]));
      expect(rows()[0]).toMatchObject({ status: "failed", failure: kind });
    },
  );

  it("repeats a send whose outcome is unknown, and counts it", async () => {
    let tries = 0;
    const { dispatcher, queue, rows, advance } = setUp(async () => {
      if (++tries === 1) throw new DeliveryError("uncertain", "没有回音");
    });
    queue("一");
    dispatcher.start();
    await vi.waitFor(() => expect(rows()[0]).toMatchObject({ uncertain: 1, attempts: 1, status: "pending" }));
    advance(60_000);
    dispatcher.wake();
    await vi.waitFor(() => expect(rows()[0]).toMatchObject({ uncertain: 1, status: "sent" }));
  });

  it("goes on with the part that failed, not from the beginning", async () => {
    const parts: number[] = [];
    const { dispatcher, queue, rows, advance } = setUp(async (_, __, part) => {
      parts.push(part);
      if (parts.length === 2) throw new DeliveryError("transport", "断了");
    }, 3);
    queue("长");
    dispatcher.start();
    await vi.waitFor(() => expect(rows()[0]).toMatchObject({ part: 1, attempts: 1 }));
    advance(60_000);
    dispatcher.wake();
    await vi.waitFor(() => expect(rows()[0]).toMatchObject({ status: "sent" }));
    expect(parts).toEqual([0, 1, 1, 2]);
  });

  it("fails a message for a channel that is switched off, instead of holding it for ever", async () => {
    const { dispatcher, queue, rows } = setUp(async () => {});
    queue("一", "c", "telegram");
    dispatcher.start();
    await vi.waitFor(() => expect(rows()[0]).toMatchObject({ status: "failed", failure: "noSender" }));
  });
});
