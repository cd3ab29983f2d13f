/** How many messages a transport may be fed, and when: one budget for replies and pushes. */
import type { SendLimits } from "./sender.ts";

/** Tells when a message may go. Times are milliseconds of one monotonic clock. */
export interface Budget {
  /** How long a message of this chat has to wait; 0: it may go now. */
  wait(chatId: string, now: number): number;
  /** A message of this chat goes now. */
  take(chatId: string, now: number): void;
  /** Nothing goes to this chat before then. */
  holdChat(chatId: string, until: number): void;
  /** Nothing goes at all before then. */
  hold(until: number): void;
}

/**
 * Requests are counted where they arrive, a few milliseconds earlier or later than they left: a window this much
 * longer keeps within the limit and costs 2 % of it.
 */
const MARGIN_MS = 20;
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
  /** When the last `perSecond` messages went, oldest at `oldest`. */
  const went = new Float64Array(limits.perSecond).fill(Number.NEGATIVE_INFINITY);
  let oldest = 0;
  let nextSlot = Number.NEGATIVE_INFINITY;
  let heldUntil = Number.NEGATIVE_INFINITY;
  const chatFreeAt = new Map<string, number>();

  return {
    wait(chatId, now) {
      const free = Math.max(nextSlot, went[oldest]! + windowMs, heldUntil, chatFreeAt.get(chatId) ?? 0);
      return Math.max(0, free - now);
    },
    take(chatId, now) {
      // A slot missed by a late timer is made up for, up to five of them.
      nextSlot = Math.max(nextSlot + spacingMs, now - 4 * spacingMs);
      went[oldest] = now;
      oldest = (oldest + 1) % went.length;
      if (chatFreeAt.size >= REMEMBERED_CHATS) {
        for (const [id, freeAt] of chatFreeAt) if (freeAt <= now) chatFreeAt.delete(id);
      }
      chatFreeAt.set(chatId, Math.max(chatFreeAt.get(chatId) ?? 0, now + limits.chatIntervalMs(chatId)));
    },
    holdChat(chatId, until) {
      chatFreeAt.set(chatId, Math.max(chatFreeAt.get(chatId) ?? 0, until));
    },
    hold(until) {
      heldUntil = Math.max(heldUntil, until);
    },
  };
}

/** For transports without limits. */
export const UNLIMITED: Budget = {
  wait: () => 0,
  take: () => undefined,
  holdChat: () => undefined,
  hold: () => undefined,
};
