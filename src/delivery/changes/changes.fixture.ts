/** A dispatcher over a transport in memory whose messages can be changed, for the tests of this folder. */
import { expect, onTestFinished } from "vitest";
import { paragraph, type Reply, replyText } from "../../dialogue/index.ts";
import { createSecretBox, openStore } from "../../store/index.ts";
import { createDispatcher, type DispatcherParts } from "../dispatcher.ts";
import { readHistory } from "../history.ts";
import { outboxTable } from "../outbox.repo.ts";
import type { Sender } from "../sender.ts";
import { createOutboxChanges } from "./outboxChanges.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const say = (text: string): Reply => ({ blocks: [paragraph(text)], choices: [] });

/** A store, and a transport whose chats can be looked into: message id to words. */
export function setUpChanges(sender: Partial<Sender> = {}, parts: Partial<DispatcherParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  const table = outboxTable(store.records);
  const time = { now: 1_000 };
  const shown = new Map<string, string>();
  const done: string[] = [];
  let ids = 0;
  const whole: Sender = {
    channel: "test",
    parts: () => 1,
    send: async (_chat, reply) => {
      const id = `m${++ids}`;
      shown.set(id, replyText(reply));
      done.push(`send ${replyText(reply)}`);
      return id;
    },
    changes: {
      editSteps: ({ receipts }) => receipts.length,
      edit: async (_chat, { receipts }, reply, step) => {
        shown.set(receipts[step]!, replyText(reply));
        done.push(`edit ${replyText(reply)}`);
        return [receipts[step]!];
      },
      remove: async (_chat, { receipts }) => {
        for (const id of receipts) shown.delete(id);
        done.push("remove");
        return [];
      },
    },
    ...sender,
  };
  const queue = (text: string, chatId = "c") => {
    table.insert({
      channel: "test",
      chatId,
      lane: "push",
      body: seal(text),
      uniqueKey: `${chatId}:${text}`,
      createdAt: time.now,
      dueAt: time.now,
    });
    return table.byKey(`${chatId}:${text}`)!.id;
  };
  const seal = (text: string) => box.seal(JSON.stringify(say(text)));
  const changes = createOutboxChanges(store, () => time.now);
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
  /** Lets a dispatcher work until the condition holds. */
  const work = async (holds: () => boolean, more: Partial<DispatcherParts> = {}) => {
    const dispatcher = make(more);
    dispatcher.start();
    try {
      await expect.poll(holds, { timeout: 5_000, interval: 2 }).toBe(true);
    } finally {
      await dispatcher.stop();
    }
  };
  const row = (id: number) => table.get(id)!;
  const quiet = () => table.due("reply", 1e15, 9).length + table.due("change", 1e15, 9).length === 0;
  const settled = (id: number) => () =>
    row(id).status !== "pending" && row(id).status !== "sending" && quiet();
  const words = () => [...shown.values()];
  const history = () =>
    readHistory(store, box, "test", "c", 10).flatMap((said) =>
      said.from === "assistant" ? [{ words: replyText(said.reply), changedAt: said.changedAt }] : [],
    );
  return { store, table, time, queue, seal, changes, work, row, settled, words, done, history, make };
}
