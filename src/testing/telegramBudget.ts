/**
 * Telegram's speed limits, as the test server holds a bot to them.
 * Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */

/** How fast messages may arrive. */
export interface ServerLimits {
  /** Messages in any sliding second, over all chats. */
  readonly perSecond: number;
  /** Least time between two messages of one chat, milliseconds. */
  readonly perChatMs: number;
  /** So much too early is forgiven, milliseconds; Telegram itself is not exact. 0 unless given. */
  readonly toleranceMs?: number;
}

/** Counts what arrives. */
export interface ServerBudget {
  /**
   * Takes a message at `at` (milliseconds, never going back). Undefined when it is within the limits; otherwise it
   * is not counted, and the answer is when to come again: whole seconds, rounded up, as Telegram's `retry_after`.
   */
  arrive(chatId: string, at: number): number | undefined;
}

/** Builds the counter of one server. */
export function createBudget(limits: ServerLimits): ServerBudget {
  const tolerance = limits.toleranceMs ?? 0;
  const lastOfChat = new Map<string, number>();
  /** When the last `perSecond` messages arrived, in a ring: the oldest is the one to be overwritten next. */
  const ring: number[] = [];
  let next = 0;

  return {
    arrive(chatId, at) {
      const oldest = ring[next];
      const overallFree = oldest === undefined ? at : oldest + 1000 - tolerance;
      const last = lastOfChat.get(chatId);
      const chatFree = last === undefined ? at : last + limits.perChatMs - tolerance;
      const free = Math.max(overallFree, chatFree);
      if (free > at) return Math.max(1, Math.ceil((free - at) / 1000));
      ring[next] = at;
      next = (next + 1) % limits.perSecond;
      lastOfChat.set(chatId, at);
      return undefined;
    },
  };
}
