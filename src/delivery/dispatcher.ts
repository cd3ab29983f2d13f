/** The dispatcher: takes what is due from the outbox and hands it to the channel's sender, in order per chat. */
import type { Reply } from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import type { Log } from "./inbox.ts";
import * as repo from "./messages.repo.ts";
import { DeliveryError, type Sender } from "./sender.ts";

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly senders: readonly Sender[];
  readonly clock: () => number;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  onSettled?(channel: string, outcome: "sent" | "failed" | "retried"): void;
}

/** Sends what the outbox holds. */
export interface Dispatcher {
  /** Something was queued: look now. */
  wake(): void;
  start(): void;
  /** Stops after the sends under way; what was not sent stays queued. */
  stop(): Promise<void>;
}

const AT_ONCE = 50;
const MOST_ATTEMPTS = 12;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10 * 60_000;
const LONGEST_SLEEP_MS = 30_000;
const SEND_TIMEOUT_MS = 60_000;

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const senders = new Map(parts.senders.map((sender) => [sender.channel, sender]));
  const stopping = new AbortController();
  let signal: () => void = () => {};
  let running: Promise<void> | undefined;

  const round = async (woken: Promise<void>): Promise<void> => {
    const due = repo.dueOutgoing(parts.store.records, parts.clock(), AT_ONCE);
    if (due.length > 0) {
      await Promise.all(due.map((row) => deliver(parts, senders.get(row.channel), row, stopping.signal)));
      return;
    }
    const next = repo.nextDue(parts.store.records);
    const wait = next === undefined ? LONGEST_SLEEP_MS : Math.max(10, next - parts.clock());
    await Promise.race([woken, sleep(Math.min(wait, LONGEST_SLEEP_MS), stopping.signal)]);
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const woken = new Promise<void>((resolve) => {
        signal = resolve;
      });
      try {
        await round(woken);
      } catch (error) {
        // A full disk or a locked file passes; the loop must outlive it.
        parts.log.error({ error: String(error) }, "发送队列出错，稍后再试");
        await sleep(FIRST_DELAY_MS, stopping.signal);
      }
    }
  };

  return {
    wake: () => signal(),
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      signal();
      await running;
    },
  };
}

async function deliver(
  parts: DispatcherParts,
  sender: Sender | undefined,
  row: repo.OutboxRow,
  stopping: AbortSignal,
): Promise<void> {
  const { records } = parts.store;
  if (sender === undefined) {
    repo.updateOutgoing(records, row.id, { status: "failed", failure: "noSender" });
    parts.onSettled?.(row.channel, "failed");
    return;
  }
  try {
    const reply = JSON.parse(parts.box.open(row.body)) as Reply;
    const total = sender.parts(reply);
    for (let part = row.part; part < total; part++) {
      await sender.send(
        row.chatId,
        reply,
        part,
        AbortSignal.any([stopping, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
      );
      repo.updateOutgoing(records, row.id, { part: part + 1 });
    }
    repo.updateOutgoing(records, row.id, { status: "sent", failure: null });
    parts.onSettled?.(row.channel, "sent");
  } catch (error) {
    settleFailure(parts, row, error);
  }
}

function settleFailure(parts: DispatcherParts, row: repo.OutboxRow, error: unknown): void {
  const failure = error instanceof DeliveryError ? error : undefined;
  const kind = failure?.kind ?? "transport";
  const attempts = row.attempts + (kind === "rateLimited" ? 0 : 1);
  const { records } = parts.store;
  const final = kind === "blocked" || kind === "refused" || attempts >= MOST_ATTEMPTS;
  if (final) {
    parts.log.warn({ outboxId: row.id, channel: row.channel, kind, attempts }, "一条消息送不到，不再重试");
    repo.updateOutgoing(records, row.id, { status: "failed", failure: kind, attempts });
  } else {
    const delay =
      failure?.retryAfterSeconds === undefined
        ? backoff(attempts, parts.random)
        : failure.retryAfterSeconds * 1000;
    repo.updateOutgoing(records, row.id, {
      attempts,
      dueAt: parts.clock() + delay,
      failure: kind,
      uncertain: row.uncertain + (kind === "uncertain" ? 1 : 0),
    });
  }
  parts.onSettled?.(row.channel, final ? "failed" : "retried");
}

/** Doubling delays with full jitter, milliseconds (Brooker, "Exponential Backoff And Jitter", AWS 2015). */
function backoff(attempts: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return FIRST_DELAY_MS / 2 + random() * ceiling;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
