/**
 * Queueing an announcement: how many recipients a second, and for how long the event loop, and so whoever waits for an
 * answer, is kept at most.
 */
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { type Assistant, createAssistant } from "../../src/assistant.ts";
import { parseConfig } from "../../src/config.ts";
import { queueSizes } from "../../src/delivery/index.ts";
import { round } from "./measures.ts";
import { inOwnFolder, seedBroadcast } from "./seeding.ts";

const RECIPIENTS = 10_000;
const NANOSECONDS = 1e6;

/** What queueing came to. */
export interface QueueingFigures {
  readonly recipients: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly longestBlockMs: number;
  readonly blockP99Ms: number;
}

/** Queues an announcement to 10,000 while nothing else goes on. */
export function benchQueueing(): Promise<QueueingFigures> {
  return inOwnFolder("queueing", async (folder) => {
    // A token, so that Telegram counts as a channel that carries; nobody sends anything here.
    const settings = {
      DATABASE_PATH: join(folder, "bench.db"),
      BOT_TOKEN: "1000000000:bench-token_0123456789abcdefghijk",
    };
    await seedBroadcast({ settings, recipients: RECIPIENTS });
    const assistant = createAssistant(parseConfig(settings));
    try {
      return await measureQueueing(assistant);
    } finally {
      assistant.store.close();
    }
  });
}

/** Carries on what is approved, as the job of the service does, and tells how that went. */
export async function measureQueueing({ store, announcements }: Assistant): Promise<QueueingFigures> {
  const waiting = () => queueSizes(store.records).outboxPending;
  const before = waiting();
  // Times between two turns of the loop, of which the timer itself takes 1 ms.
  const turns = monitorEventLoopDelay({ resolution: 1 });
  await pause(50);
  turns.enable();
  await pause(50);
  turns.reset();
  const started = performance.now();
  await announcements.carryOn(new AbortController().signal);
  const seconds = (performance.now() - started) / 1000;
  turns.disable();
  const recipients = waiting() - before;
  return {
    recipients,
    seconds: round(seconds, 2),
    perSecond: Math.round(recipients / seconds),
    longestBlockMs: round(turns.max / NANOSECONDS, 1),
    blockP99Ms: round(turns.percentile(99) / NANOSECONDS, 1),
  };
}
