import fc from "fast-check";
import { HttpError } from "grammy";
import type { Update } from "grammy/types";
import { describe, expect, it } from "vitest";
import { createBackoff } from "./backoff.ts";
import { type PollingParts, poll } from "./polling.ts";

const AT_ONCE = 5;

/** Polls a made-up Telegram that holds `count` updates, until it holds none. */
async function pollAll(count: number, plan: { stores: () => boolean; answers: () => boolean }) {
  const done = new AbortController();
  const stored = new Set<number>();
  const forgotten: number[] = [];
  let held = Array.from({ length: count }, (_, n): Update => ({ update_id: 100 + n * 3 }));
  const api = {
    getUpdates: async ({ offset = 0 } = {}) => {
      // The offset has its effect even if the answer is then lost on the way.
      forgotten.push(...held.filter((u) => u.update_id < offset).map((u) => u.update_id));
      held = held.filter((update) => update.update_id >= offset);
      if (!plan.answers()) throw new HttpError("Network request failed", new Error("reset"));
      if (held.length === 0) done.abort();
      return held.slice(0, AT_ONCE);
    },
    deleteWebhook: async () => true as const,
  } satisfies PollingParts["api"];
  const none = () => undefined;
  const wait = () => createBackoff(0, 0, () => 0);
  const forgottenUnstored: number[] = [];
  await poll(
    {
      api,
      handle: async ({ update_id }) => {
        forgottenUnstored.push(...forgotten.filter((id) => !stored.has(id)));
        // Ends later for some than for others, as a database's answers do.
        if (update_id % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
        if (!plan.stores()) return "notStored";
        stored.add(update_id);
        return "done";
      },
      log: { info: none, warn: none, error: none },
      pollSeconds: 0,
      watchdogMs: 5000,
      lastRetryMs: 0,
      networkBackoff: wait(),
      storageBackoff: wait(),
    },
    done.signal,
  );
  forgottenUnstored.push(...forgotten.filter((id) => !stored.has(id)));
  return { stored: stored.size, forgotten: forgotten.length, forgottenUnstored };
}

describe("polling", () => {
  it("never lets Telegram forget what was not stored, whatever fails", async () => {
    const count = fc.integer({ min: 0, max: 23 });
    const coin = fc.infiniteStream(fc.boolean());
    await fc.assert(
      fc.asyncProperty(count, coin, coin, async (held, storing, answering) => {
        const plan = { stores: () => storing.next().value, answers: () => answering.next().value };
        const outcome = await pollAll(held, plan);
        expect(outcome).toEqual({ stored: held, forgotten: held, forgottenUnstored: [] });
      }),
      { numRuns: 40 },
    );
  });
});
