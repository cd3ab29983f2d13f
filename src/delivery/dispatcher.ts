/**
 * The dispatcher. A round: what is due (replies first, then changes of what was sent, pushes outside quiet hours) → as
 * many as the transports' budgets allow now → marked as being sent → handed to the sender → the outcome stored. One part
 * of one message at a time a chat.
 */
import { setMaxListeners } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Reply } from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import { type Bell, createBell } from "./bell.ts";
import { carryOut } from "./changes/carryOut.ts";
import { createOutboxChanges } from "./changes/outboxChanges.ts";
import { reasonOf } from "./errorReason.ts";
import type { Log } from "./inbox.ts";
import { type OutboxRow, outboxTable, type Turn } from "./outbox.repo.ts";
import { DeliveryError, type DeliveryFailure, type Sender } from "./sender.ts";
import { nextStep } from "./sendOutcome.ts";
import { createTransport, type Transport, timeLimited } from "./transport.ts";

/** What the dispatcher works with. */
export interface DispatcherParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly senders: readonly Sender[];
  /** Unix ms. */
  readonly clock: () => number;
  /** Monotonic milliseconds, for pacing. */
  readonly ticks?: () => number;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** When pushes wait. */
  readonly quietHours?: { quiet(now: number): boolean; endsAt(now: number): number };
  /** Told inside the transaction that stores the outcome, for rows that belong to a push. */
  readonly pushes?: {
    sent(pushId: number, at: number): void;
    failed(pushId: number, account: { channel: string; accountId: string }, kind: DeliveryFailure): void;
    /** Whether it may still go to the account it was queued for, asked just before it goes; absent: it may. */
    stillFor?(pushId: number, account: { channel: string; accountId: string }): boolean;
    /** It may not. Inside a transaction; what waits of it is taken out of the queue. */
    withdrawn?(pushId: number): void;
  };
  /** The person blocked the assistant or is gone. Inside the transaction that stores the outcome. */
  onBlocked?(channel: string, chatId: string): void;
  /** Something was sent to a chat, or what it was sent has been changed; and that is stored. */
  onChanged?(channel: string, chatId: string): void;
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

const MOST_AT_ONCE = 128;
const LONGEST_SLEEP_MS = 30_000;
/** A file of 20 MB goes up with one send; what takes less long is the sender's to know. */
const SEND_TIMEOUT_MS = 5 * 60_000;
const TROUBLE_PAUSE_MS = 1_000;

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, clock, ticks = () => performance.now() } = parts;
  const outbox = outboxTable(store.records);
  const changes = createOutboxChanges(store, clock);
  const transports = new Map(
    parts.senders.map((sender): [string, Transport] => [
      sender.channel,
      createTransport(sender, parts.random),
    ]),
  );
  const stopping = new AbortController();
  // Every send under way listens; Node would warn of a leak from the eleventh on.
  setMaxListeners(0, stopping.signal);
  const bell: Bell = createBell();
  const underWay = new Map<number, Promise<void>>();
  const busyChats = new Set<string>();
  let running: Promise<void> | undefined;

  /** Starts what may go now; returns in how many milliseconds to look again. */
  const round = (): number => {
    const now = clock();
    const quiet = parts.quietHours?.quiet(now) === true;
    // A change makes no sound: it need not wait for the morning.
    const turns: readonly Turn[] = quiet ? ["reply", "change"] : ["reply", "change", "push"];
    let soonest = LONGEST_SLEEP_MS;
    for (const turn of turns) {
      const rows = outbox.due(turn, now, MOST_AT_ONCE);
      for (const row of rows) {
        const wait = startIfFree(row);
        if (wait !== undefined) soonest = Math.min(soonest, wait);
      }
      const due = outbox.nextDue(turn, now);
      if (due !== undefined) soonest = Math.min(soonest, due - now);
    }
    if (quiet) soonest = Math.min(soonest, parts.quietHours!.endsAt(now) - now);
    return Math.max(0, soonest);
  };

  /** Starts a send, or tells how long its budget has to wait; undefined while its chat is being sent to. */
  const startIfFree = (row: OutboxRow): number | undefined => {
    const chat = `${row.channel}\n${row.chatId}`;
    if (underWay.has(row.id) || busyChats.has(chat)) return undefined;
    const transport = transports.get(row.channel);
    const wait = transport?.budget.wait(row.chatId, ticks()) ?? 0;
    if (wait > 0) return wait;
    transport?.budget.take(row.chatId, ticks());
    busyChats.add(chat);
    const sending = deliver(row, transport)
      .catch((error: unknown) => trouble(error))
      .finally(() => {
        underWay.delete(row.id);
        busyChats.delete(chat);
        bell.ring();
      });
    underWay.set(row.id, sending);
    return undefined;
  };

  /** The disk is full or the file locked: that passes, and the loop must outlive it. */
  const trouble = async (error: unknown): Promise<void> => {
    parts.log.error({ error: reasonOf(error) }, "发送队列写不进数据库，稍后再试。请检查硬盘空间和数据库文件");
    // Not the bell, which wakes one sleeper only: the loop.
    await pause(TROUBLE_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
  };

  /**
   * Stores what became of a send. Only this process knows it, so the disk is asked until it takes it: a row left
   * `sending` would hold up its chat until the next start. A stop in between leaves it so, as a crash does.
   */
  const record = async (outcome: () => void): Promise<void> => {
    for (;;) {
      try {
        return await store.commit(outcome);
      } catch (error) {
        if (stopping.signal.aborted) throw error;
        await trouble(error);
      }
    }
  };

  const untilItMayLeave = async ({ budget }: Transport, chatId: string): Promise<void> => {
    for (let wait = budget.leave(chatId, ticks()); wait > 0; wait = budget.leave(chatId, ticks())) {
      await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return;
    }
  };

  /** What this part waits for is waited for without the mark, which a crash would make a doubtful send of. */
  const untilNothingHoldsUp = async (sender: Sender, reply: Reply, part: number): Promise<void> => {
    for (;;) {
      const holdUp = sender.holdUp?.(reply, part);
      if (holdUp === undefined || stopping.signal.aborted) return;
      await holdUp;
    }
  };

  /** Of a message in parts the first decides: half a message helps nobody. */
  const isWithdrawn = ({ pushId, operation, part, channel, chatId }: OutboxRow): boolean =>
    pushId !== null &&
    operation === "send" &&
    part === 0 &&
    parts.pushes?.stillFor?.(pushId, { channel, accountId: chatId }) === false;

  const deliver = async (found: OutboxRow, transport: Transport | undefined): Promise<void> => {
    if (transport === undefined)
      return settleFailure(found, undefined, new DeliveryError("refused", "noSender"));
    const { sender } = transport;
    if (found.operation === "send" && sender.holdUp !== undefined)
      await untilNothingHoldsUp(sender, replyOf(found), found.part);
    if (isWithdrawn(found)) return record(() => parts.pushes?.withdrawn?.(found.pushId!));
    // As it is by now: its words may have been replaced, or it may be cancelled.
    const unmarked = sender.repeatable === true && found.operation === "send";
    const row = unmarked ? found : await store.commit(() => outbox.claim(found.id));
    if (row === undefined) return;
    const limit = timeLimited(stopping.signal, SEND_TIMEOUT_MS);
    try {
      await (row.operation === "send"
        ? deliverPart(row, transport, limit.signal)
        : deliverChange(row, transport, limit.signal));
    } finally {
      limit.end();
    }
  };

  const replyOf = (row: OutboxRow): Reply => JSON.parse(parts.box.open(row.body)) as Reply;

  const deliverPart = async (row: OutboxRow, transport: Transport, signal: AbortSignal): Promise<void> => {
    const { sender } = transport;
    let receipt: string | undefined;
    let total: number;
    try {
      const reply = replyOf(row);
      total = sender.parts(reply);
      do {
        await untilNothingHoldsUp(sender, reply, row.part);
        await untilItMayLeave(transport, row.chatId);
      } while (sender.holdUp?.(reply, row.part) !== undefined && !signal.aborted);
      receipt = await sender.send(row.chatId, reply, row.part, signal);
    } catch (error) {
      return settleFailure(row, transport, error);
    }
    transport.succeeded();
    const part = row.part + 1;
    const receipts = [...(row.receipts ?? []), ...(receipt === undefined ? [] : [receipt])];
    const sentAt = clock();
    await record(() => {
      if (part < total) return outbox.update(row.id, { status: "pending", part, receipts, failure: null });
      const settled = outbox.settleSent(row.id, part, receipts, sentAt);
      if (settled && row.pushId !== null) parts.pushes?.sent(row.pushId, sentAt);
    });
    if (part < total) return;
    parts.onChanged?.(row.channel, row.chatId);
    parts.onSettled?.(row.channel, "sent");
  };

  const deliverChange = async (row: OutboxRow, transport: Transport, signal: AbortSignal): Promise<void> => {
    let outcome: Awaited<ReturnType<typeof carryOut>>;
    try {
      await untilItMayLeave(transport, row.chatId);
      outcome = await carryOut(parts, row, transport.sender, signal);
    } catch (error) {
      return settleFailure(row, transport, error);
    }
    transport.succeeded();
    await record(outcome.store);
    if (!outcome.done) return;
    parts.onChanged?.(row.channel, row.chatId);
    parts.onSettled?.(row.channel, "sent");
  };

  const settleFailure = async (
    row: OutboxRow,
    transport: Transport | undefined,
    error: unknown,
  ): Promise<void> => {
    const failure = error instanceof DeliveryError ? error : undefined;
    const kind = failure?.kind ?? "transport";
    transport?.failed(row.chatId, kind, failure?.retryAfterSeconds, ticks());
    // A stop of our own is no failure of the message.
    const step = nextStep(
      row,
      kind,
      failure?.retryAfterSeconds,
      clock(),
      parts.random,
      stopping.signal.aborted,
    );
    await record(() => {
      outbox.update(row.id, step.change);
      if (!step.final && row.operation === "send") changes.settleUnsent(row.id);
      if (kind === "blocked") parts.onBlocked?.(row.channel, row.chatId);
      if (step.final && row.pushId !== null)
        parts.pushes?.failed(row.pushId, { channel: row.channel, accountId: row.chatId }, kind);
    });
    if (step.final)
      parts.log.warn({ outboxId: row.id, channel: row.channel, kind }, "一条消息送不到，不再重试");
    parts.onSettled?.(row.channel, step.final ? "failed" : "retried");
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await bell.sleep(round(), stopping.signal);
      } catch (error) {
        await trouble(error);
      }
    }
    await Promise.all(underWay.values());
  };

  const takeUp = async (): Promise<void> => {
    try {
      const cut = await store.commit(() => outbox.takeUpInterrupted());
      if (cut > 0) parts.log.warn({ messages: cut }, "上次停得突然，有消息不知道是否已发出，将再发一次");
    } catch (error) {
      await trouble(error);
      if (!stopping.signal.aborted) return takeUp();
    }
  };

  return {
    wake: () => bell.ring(),
    start() {
      running ??= takeUp().then(loop);
    },
    async stop() {
      stopping.abort();
      bell.ring();
      await running;
    },
  };
}
