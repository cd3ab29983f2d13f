import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBudget } from "./budget.ts";

const LIMITS = { perSecond: 30, chatIntervalMs: (chatId: string) => (chatId.startsWith("-") ? 3000 : 1000) };

interface Departure {
  at: number;
  chat: string;
}

/**
 * Sends as fast as the budget lets, each timer late by so many milliseconds and each message so long in making ready;
 * returns when each left.
 */
function run(
  chats: readonly string[],
  lateness: readonly number[],
  readying: readonly number[] = [0],
): Departure[] {
  const budget = createBudget(LIMITS);
  const waiting: Departure[] = [];
  const left: Departure[] = [];
  const leaveUntil = (until: number): void => {
    for (;;) {
      const next = waiting.toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > until) return;
      const wait = budget.leave(next.chat, next.at);
      next.at += wait;
      if (wait === 0) left.push(...waiting.splice(waiting.indexOf(next), 1));
    }
  };
  let now = 0;
  chats.forEach((chat, i) => {
    for (;;) {
      leaveUntil(now);
      // One message at a time a chat, as in the dispatcher.
      const own = waiting.find((departure) => departure.chat === chat);
      const wait = own === undefined ? budget.wait(chat, now) : own.at - now;
      if (wait <= 0) break;
      now += wait + (lateness[i % lateness.length] ?? 0);
    }
    budget.take(chat, now);
    waiting.push({ at: now + (readying[i % readying.length] ?? 0), chat });
  });
  leaveUntil(Number.POSITIVE_INFINITY);
  return left;
}

describe("budget", () => {
  it("never lets more than 30 messages go in any second, nor two to a chat, however late the timers and the disk are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 200 }),
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 20 }),
        (chats, lateness, readying) => {
          const sent = run(
            chats.map((n) => (n % 20 === 0 ? `-${n}` : String(n))),
            lateness,
            readying,
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

  it("uses at least 97 % of the limit over a long run, with timers a millisecond late and a disk that takes its time", () => {
    const sent = run(
      Array.from({ length: 3000 }, (_, i) => String(i)),
      [1],
      [2, 2, 3, 2, 20, 2, 3],
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
