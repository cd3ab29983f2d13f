/** One transport as the dispatcher sees it: its sender, its budget, and what failures say of it as a whole. */
import { type Budget, createBudget, UNLIMITED } from "./budget.ts";
import type { DeliveryFailure, Sender } from "./sender.ts";
import { backoff } from "./sendOutcome.ts";

/** So many failures of a transport in a row, and it is left alone for a while. */
const FAILURES_BEFORE_HOLD = 5;
const LONGEST_HOLD_MS = 30_000;

/** See the file's head. */
export interface Transport {
  readonly sender: Sender;
  readonly budget: Budget;
  succeeded(): void;
  /** What a failure says of the transport as a whole. `now` is of the budget's clock. */
  failed(chatId: string, kind: DeliveryFailure, retryAfterSeconds: number | undefined, now: number): void;
}

export function createTransport(sender: Sender, random: () => number): Transport {
  const budget = sender.limits === undefined ? UNLIMITED : createBudget(sender.limits);
  let failuresInARow = 0;
  /** The chat that was told last to slow down, until when: a second one means the bot as a whole. */
  let slowed: { chatId: string; until: number } | undefined;
  return {
    sender,
    budget,
    succeeded() {
      failuresInARow = 0;
    },
    failed(chatId, kind, retryAfterSeconds, now) {
      if (kind === "rateLimited") {
        const until = now + (retryAfterSeconds ?? 1) * 1000;
        budget.holdChat(chatId, until);
        if (slowed !== undefined && slowed.chatId !== chatId && slowed.until > now) budget.hold(until);
        slowed = { chatId, until };
      } else if (kind === "transport" || kind === "uncertain") {
        failuresInARow++;
        const beyond = failuresInARow - FAILURES_BEFORE_HOLD;
        if (beyond >= 0) budget.hold(now + Math.min(LONGEST_HOLD_MS, backoff(beyond + 1, random)));
      } else failuresInARow = 0;
    },
  };
}

/**
 * A signal that aborts on stop or after the limit. Own timers, since Node 20 may collect an `AbortSignal.timeout` that
 * only an `AbortSignal.any` refers to, and it then never fires.
 */
export function timeLimited(
  stop: AbortSignal,
  milliseconds: number,
): { signal: AbortSignal; end: () => void } {
  const limit = new AbortController();
  const abort = () => limit.abort();
  const timer = setTimeout(abort, milliseconds);
  if (stop.aborted) abort();
  else stop.addEventListener("abort", abort);
  return {
    signal: limit.signal,
    end() {
      clearTimeout(timer);
      stop.removeEventListener("abort", abort);
    },
  };
}
