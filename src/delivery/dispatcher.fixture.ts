/** A dispatcher over a transport in memory, for the tests beside it. */
import { onTestFinished } from "vitest";
import { paragraph, type Reply, replyText } from "../dialogue/index.ts";
import { createSecretBox, openStore } from "../store/index.ts";
import { createDispatcher, type DispatcherParts } from "./dispatcher.ts";
import { type Lane, outboxTable } from "./outbox.repo.ts";
import type { Sender } from "./sender.ts";

export const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function setUpDispatcher(sender: Partial<Sender>, parts: Partial<DispatcherParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  const table = outboxTable(store.records);
  const time = { now: 1_000 };
  const sent: string[] = [];
  const queue = (chatId: string, text: string, lane: Lane = "reply", key = `${chatId}:${text}`) =>
    table.insert({
      channel: "test",
      chatId,
      lane,
      body: box.seal(JSON.stringify({ blocks: [paragraph(text)], choices: [] } satisfies Reply)),
      uniqueKey: key,
      createdAt: time.now,
      dueAt: time.now,
    });
  const whole: Sender = {
    channel: "test",
    parts: () => 1,
    send: async (chatId, reply) => {
      sent.push(`${chatId}:${replyText(reply)}`);
      return String(sent.length);
    },
    ...sender,
  };
  const make = (more: Partial<DispatcherParts> = {}) =>
    createDispatcher({
      store,
      box,
      senders: [whole],
      clock: () => time.now,
      random: () => 0.5,
      log: SILENT,
      ...parts,
      ...more,
    });
  const rows = () => ["c", "d"].flatMap((chatId) => table.recent("test", chatId, 100).reverse());
  return { make, queue, rows, sent, store, table, time };
}

/** Until the condition holds; the dispatcher's timers are real. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error("not within 5 s");
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
