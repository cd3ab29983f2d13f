/** How many messages a transport may be fed, and when: one budget for replies and pushes. */
import type { SendLimits } from "./sender.ts";

/** Tells when a message may go. Times are milliseconds of one monotonic clock. */
export interface Budget {
  /** How long a message of this chat has to wait; 0: it may go now. */
  wait(chatId: string, now: number): number;
  /** It is the turn of a message of this chat: it is made ready now. */
  take(chatId: string, now: number): void;
  /**
   * How long a message that had its turn has to wait yet: making ready takes now less time, now more, and of two
   * that had their turns a second apart the second must not follow sooner. 0: it leaves now.
   */
  leave(chatId: string, now: number): number;
  /** Nothing goes to this chat before then. */
  holdChat(chatId: string, until: number): void;
  /** Nothing goes at all before then. */
  hold(until: number): void;
}

/**
 * Requests are counted where they arrive, a few milliseconds earlier or later than they left: a window this much
 * longer keeps within the limit and costs 1.2 % of it.
 */
const MARGIN_MS = 12;
/** Departures keep half of the margin, so that a delay once suffered is made up for in time. */
const DEPARTURE_MARGIN_MS = MARGIN_MS / 2;
/** Past this many chats, the ones at rest are forgotten. */
const REMEMBERED_CHATS = 4096;

/**
 * A budget that allows `perSecond` messages in any second, evenly spaced, and one a chat per its interval.
 * Even spacing keeps a reply from waiting behind a burst of pushes; the window keeps late timers from adding up to
 * more than the limit.
 */
export function createBudget(limits: SendLimits): Budget {
  const windowMs = 1000 + MARGIN_MS;
  const spacingMs = windowMs / limits.perSecond;
  const turns = lastTimes(limits.perSecond);
  const departures = lastTimes(limits.perSecond);
  let nextSlot = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;
  const chatFreeAt = new Map<string, number>();

  return {
    wait(chatId, now) {
      const free = Math.max(nextSlot, turns.oldest() + windowMs, heldUntil, chatFreeAt.get(chatId) ?? 0);
      return Math.max(0, free - now);
    },
    take(chatId, now) {
      // A slot missed by a late timer is made up for, up to five of them.
      nextSlot = Math.max(nextSlot + spacingMs, now - 4 * spacingMs);
      turns.add(now);
      if (chatFreeAt.size >= REMEMBERED_CHATS) {
        for (const [id, freeAt] of chatFreeAt) if (freeAt <= now) chatFreeAt.delete(id);
      }
      chatFreeAt.set(chatId, Math.max(chatFreeAt.get(chatId) ?? 0, now + limits.chatIntervalMs(chatId)));
    },
    leave(chatId, now) {
      const wait = departures.oldest() + 1000 + DEPARTURE_MARGIN_MS - now;
      if (wait > 0) return wait;
      departures.add(now);
      chatFreeAt.set(chatId, Math.max(chatFreeAt.get(chatId) ?? 0, now + limits.chatIntervalMs(chatId)));
      return 0;
    },
    holdChat(chatId, until) {
      chatFreeAt.set(chatId, Math.max(chatFreeAt.get(chatId) ?? 0, until));
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
  };
}

/** When the last `count` things happened. */
function lastTimes(count: number) {
  const times = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  return {
    oldest: (): number => times[next]!,
    add(time: number) {
      times[next] = time;
      next = (next + 1) % count;
    },
  };
}

/** For transports without limits. */
export const UNLIMITED: Budget = {
  wait: () => 0,
  take: () => undefined,
  leave: () => 0,
  holdChat: () => undefined,
  hold: () => undefined,
};
