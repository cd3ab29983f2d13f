/** Throughput of the message path: from receipt, on disk, to the reply handed to the transport. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAssistant } from "../../src/assistant.ts";
import { parseConfig } from "../../src/config.ts";
import { createDispatcher, createInbox, type Log, type Sender } from "../../src/delivery/index.ts";
import { FRESH } from "../../src/dialogue/index.ts";
import { percentile, round } from "./measures.ts";

const MESSAGES = 3000;
const CHATS = 300;
const BATCH = 100;
const QUESTIONS = [
  "绿色通道怎么申请",
  "我老伴八十了，有没有高龄津贴",
  "服务券过期了还能用不",
  "小区报到要带什么",
  "困难帮扶什么时候报名",
];
const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };

/** Messages a second, and the time each took. */
export async function benchIntake() {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-intake-"));
  const assistant = createAssistant(parseConfig({ DATABASE_PATH: join(folder, "bench.db") }));
  try {
    await assistant.library.reindex(["data/policies"]);
    const begun = new Map<string, number>();
    const times: number[] = [];
    const sender: Sender = {
      channel: "bench",
      parts: () => 1,
      send: async (chatId) => {
        times.push(performance.now() - begun.get(chatId)!);
        return undefined;
      },
    };
    const { store, box, dialogue } = assistant;
    const dispatcher = createDispatcher({
      store,
      box,
      senders: [sender],
      clock: Date.now,
      random: Math.random,
      log: SILENT,
    });
    const inbox = createInbox({
      store,
      box,
      dialogue,
      contextOf: assistant.contextOf,
      onSeen: assistant.pushes.seen,
      clock: Date.now,
      log: SILENT,
      onReplied: dispatcher.wake,
    });
    dispatcher.start();
    assistant.warmUp();
    await dialogue.respond(
      { channel: "bench", chatId: "0", messageId: "0", at: 0, text: QUESTIONS[0]! },
      FRESH,
    );
    const cpu = process.cpuUsage();
    const started = performance.now();
    // As Telegram hands them over: up to a hundred updates in an answer, stored together.
    for (let first = 0; first < MESSAGES; first += BATCH) {
      await Promise.all(
        Array.from({ length: BATCH }, (_, k) => {
          const i = first + k;
          const chatId = `chat${i % CHATS}`;
          begun.set(chatId, performance.now());
          return inbox.receive({
            channel: "bench",
            chatId,
            messageId: String(i),
            at: Date.now(),
            text: QUESTIONS[i % QUESTIONS.length]!,
          });
        }),
      );
      // Two batches under way: the next is fetched while the last is being answered.
      while (times.length < first) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    while (times.length < MESSAGES) await new Promise((resolve) => setTimeout(resolve, 1));
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    await inbox.stop();
    await dispatcher.stop();
    return {
      messages: MESSAGES,
      perSecond: Math.round(MESSAGES / seconds),
      p50Ms: percentile(times, 0.5),
      p99Ms: percentile(times, 0.99),
      seconds: round(seconds, 2),
      cpuMsPerMessage: round((user + system) / 1000 / MESSAGES, 2),
    };
  } finally {
    assistant.store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
