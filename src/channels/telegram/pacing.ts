/** Keeps outgoing messages within Telegram's speed, so that it seldom has to refuse one. */
import type { Transformer } from "grammy";
import { DeliveryError } from "../../delivery/sender.ts";
import { pause } from "./backoff.ts";
import { FAULT } from "./text.ts";

/** A speed: one message every `intervalMs`, with up to `burst` at once after a rest. */
export interface Pace {
  readonly intervalMs: number;
  readonly burst: number;
}

/** Speeds of one bot. */
export interface PacingLimits {
  readonly overall: Pace;
  readonly perChat: Pace;
  readonly perGroup: Pace;
}

/**
 * 30 messages a second overall, one a second in a chat, 20 a minute in a group.
 * Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
export const TELEGRAM_LIMITS: PacingLimits = {
  overall: { intervalMs: 1000 / 30, burst: 1 },
  perChat: { intervalMs: 1000, burst: 3 },
  perGroup: { intervalMs: 3000, burst: 3 },
};

/** What pacing needs from outside. */
export interface PacingParts {
  readonly limits: PacingLimits;
  /** Milliseconds, monotonic: a wall clock set back an hour would hold every message for that hour. */
  readonly clock: () => number;
  /** Waits; returns early when the signal aborts. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Past this many chats, the ones at rest are forgotten. */
const REMEMBERED_CHATS = 2000;

/**
 * A transformer that makes messages wait their turn, in order within a chat. Other methods pass at once.
 * @throws DeliveryError `transport` when the signal aborts while waiting: surely not sent
 */
export function pacing(parts: PacingParts): Transformer {
  const { limits, clock, sleep = pause } = parts;
  const chats = new Map<string, Turnstile>();
  const overall = turnstile(limits.overall);

  function turnstileOf(chatId: string): Turnstile {
    const known = chats.get(chatId);
    if (known !== undefined) return known;
    if (chats.size >= REMEMBERED_CHATS) forgetRested(chats, clock());
    const made = turnstile(chatId.startsWith("-") ? limits.perGroup : limits.perChat);
    chats.set(chatId, made);
    return made;
  }

  async function waitTurn(gate: Turnstile, signal: AbortSignal): Promise<void> {
    const now = clock();
    const wait = gate.enter(now) - now;
    if (wait > 0) await sleep(wait, signal);
    if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
  }

  return async (prev, method, payload, signal) => {
    const chatId = method.startsWith("send") ? (payload as { chat_id?: number | string }).chat_id : undefined;
    if (chatId !== undefined) {
      const stop = (signal as AbortSignal | undefined) ?? new AbortController().signal;
      // The chat first: a message held back by its chat must not use up a turn of everyone's.
      await waitTurn(turnstileOf(String(chatId)), stop);
      await waitTurn(overall, stop);
    }
    return prev(method, payload, signal);
  };
}

interface Turnstile {
  /** Takes the next free turn and tells when it is. */
  enter(now: number): number;
  rested(now: number): boolean;
}

/** The generic cell rate algorithm (ITU-T I.371): one number, the time at which all turns taken are used up. */
function turnstile(pace: Pace): Turnstile {
  const tolerance = pace.intervalMs * (pace.burst - 1);
  let usedUpAt = Number.NEGATIVE_INFINITY;
  return {
    enter(now) {
      const from = Math.max(usedUpAt, now);
      usedUpAt = from + pace.intervalMs;
      return Math.max(now, from - tolerance);
    },
    rested: (now) => usedUpAt <= now,
  };
}

function forgetRested(chats: Map<string, Turnstile>, now: number): void {
  for (const [chatId, gate] of chats) if (gate.rested(now)) chats.delete(chatId);
}
