import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "./budget.ts";

const LIMITS = { perSecond: 30, chatIntervalMs: (chatId: string) => (chatId.startsWith("-") ? 3000 : 1000) };

/** Sends as fast as the budget lets, each timer late by the given milliseconds; returns when each went. */
function run(chats: readonly string[], lateness: readonly number[]): { at: number; chat: string }[] {
  const budget = createBudget(LIMITS);
  let now = 0;
  return chats.map((chat, i) => {
    const wait = budget.wait(chat, now);
    if (wait > 0) now += wait + (lateness[i % lateness.length] ?? 0);
    budget.take(chat, now);
    return { at: now, chat };
  });
}

describe("budget", () => {
  it("never lets more than 30 messages go in any second, nor two to a chat, however late the timers are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 200 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 }),
        (chats, lateness) => {
          const sent = run(
            chats.map((n) => (n % 20 === 0 ? `-${n}` : String(n))),
            lateness,
          );
          sent.forEach(({ at, chat }, i) => {
            expect(sent.filter((other, j) => j <= i && at - other.at < 1000).length).toBeLessThanOrEqual(30);
            const before = sent.slice(0, i).findLast((other) => other.chat === chat);
            if (before !== undefined)
              expect(at - before.at).toBeGreaterThanOrEqual(chat.startsWith("-") ? 3000 : 1000);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("uses at least 97 % of the limit over a long run, with timers a millisecond late", () => {
    const sent = run(
      Array.from({ length: 3000 }, (_, i) => String(i)),
      [1],
    );
    const seconds = sent.at(-1)!.at / 1000;
    expect(3000 / seconds / 30).toBeGreaterThan(0.97);
  });

  it("lets nothing go while it is held, and nothing to a chat that is held", () => {
    const budget = createBudget(LIMITS);
    budget.hold(5000);
    expect(budget.wait("1", 1000)).toBe(4000);
    budget.holdChat("1", 9000);
    expect(budget.wait("1", 6000)).toBe(3000);
    expect(budget.wait("2", 6000)).toBe(0);
  });
});
