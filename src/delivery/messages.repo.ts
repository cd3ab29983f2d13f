/** The tables of inbox, outbox and handovers. Bodies go in and come out sealed. */
import { and, asc, desc, eq, inArray, isNull, lte, min, sql } from "drizzle-orm";
import { type Records, tables } from "../store/index.ts";

const { inbox, outbox, handover } = tables;

export type InboxRow = typeof inbox.$inferSelect;
export type OutboxRow = typeof outbox.$inferSelect;
export type HandoverRow = typeof handover.$inferSelect;

/** Stores an incoming message once; false when it was there already. */
export function insertIncoming(
  records: Records,
  row: { channel: string; chatId: string; messageId: string; body: Buffer; receivedAt: number },
): boolean {
  return (
    records
      .insert(inbox)
      .values({ ...row, status: "pending" })
      .onConflictDoNothing()
      .run().changes > 0
  );
}

/** The oldest message of a chat that waits to be worked on. */
export function nextPending(records: Records, channel: string, chatId: string): InboxRow | undefined {
  return records
    .select()
    .from(inbox)
    .where(and(eq(inbox.channel, channel), eq(inbox.chatId, chatId), eq(inbox.status, "pending")))
    .orderBy(asc(inbox.id))
    .limit(1)
    .get();
}

/** Chats with messages that wait: what a restart finds. */
export function pendingChats(records: Records): { channel: string; chatId: string }[] {
  return records
    .selectDistinct({ channel: inbox.channel, chatId: inbox.chatId })
    .from(inbox)
    .where(eq(inbox.status, "pending"))
    .all();
}

export function settleIncoming(records: Records, id: number, status: "done" | "failed"): void {
  records.update(inbox).set({ status }).where(eq(inbox.id, id)).run();
}

export function countAttempt(records: Records, id: number): void {
  records
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1` })
    .where(eq(inbox.id, id))
    .run();
}

/** Queues a message; one with a key that was queued before is not queued again. */
export function insertOutgoing(
  records: Records,
  row: Pick<OutboxRow, "channel" | "chatId" | "inboxId" | "body" | "uniqueKey" | "createdAt" | "dueAt">,
): void {
  records
    .insert(outbox)
    .values({ ...row, status: "pending" })
    .onConflictDoNothing()
    .run();
}

/** The oldest unsent message of each chat, where it is due: within a chat nothing overtakes. */
export function dueOutgoing(records: Records, now: number, limit: number): OutboxRow[] {
  const oldest = records
    .select({ id: min(outbox.id) })
    .from(outbox)
    .where(eq(outbox.status, "pending"))
    .groupBy(outbox.channel, outbox.chatId);
  return records
    .select()
    .from(outbox)
    .where(and(inArray(outbox.id, oldest), lte(outbox.dueAt, now)))
    .orderBy(asc(outbox.id))
    .limit(limit)
    .all();
}

/** When the next waiting message is due, Unix ms. */
export function nextDue(records: Records): number | undefined {
  return (
    records
      .select({ due: sql<number | null>`MIN(${outbox.dueAt})` })
      .from(outbox)
      .where(eq(outbox.status, "pending"))
      .get()?.due ?? undefined
  );
}

export function updateOutgoing(
  records: Records,
  id: number,
  change: Partial<Pick<OutboxRow, "status" | "part" | "attempts" | "uncertain" | "dueAt" | "failure">>,
): void {
  records.update(outbox).set(change).where(eq(outbox.id, id)).run();
}

/** The newest messages of a chat in both directions, newest first. */
export function recentOf(records: Records, channel: string, chatId: string, limit: number) {
  const received = records
    .select()
    .from(inbox)
    .where(and(eq(inbox.channel, channel), eq(inbox.chatId, chatId)))
    .orderBy(desc(inbox.id))
    .limit(limit)
    .all();
  const sent = records
    .select()
    .from(outbox)
    .where(and(eq(outbox.channel, channel), eq(outbox.chatId, chatId)))
    .orderBy(desc(outbox.id))
    .limit(limit)
    .all();
  return { received, sent };
}

export function insertHandover(
  records: Records,
  row: Pick<HandoverRow, "channel" | "chatId" | "reason" | "message" | "openedAt">,
): void {
  records.insert(handover).values(row).run();
}

/** Open handovers, oldest first. */
export function openHandovers(records: Records): HandoverRow[] {
  return records.select().from(handover).where(isNull(handover.closedAt)).orderBy(asc(handover.id)).all();
}

/** Closes a handover with a note; the chat it belonged to, or undefined when it is not open. */
export function closeHandover(
  records: Records,
  id: number,
  note: string,
  now: number,
): HandoverRow | undefined {
  return records
    .update(handover)
    .set({ closedAt: now, note })
    .where(and(eq(handover.id, id), isNull(handover.closedAt)))
    .returning()
    .get();
}

/** Rows by status, for /metrics and /healthz. */
export function queueSizes(records: Records): {
  inboxPending: number;
  outboxPending: number;
  outboxFailed: number;
  handoversOpen: number;
} {
  const count = sql<number>`COUNT(*)`;
  const of = (status: "pending" | "failed") =>
    records.select({ n: count }).from(outbox).where(eq(outbox.status, status)).get()?.n ?? 0;
  return {
    inboxPending: records.select({ n: count }).from(inbox).where(eq(inbox.status, "pending")).get()?.n ?? 0,
    outboxPending: of("pending"),
    outboxFailed: of("failed"),
    handoversOpen: records.select({ n: count }).from(handover).where(isNull(handover.closedAt)).get()?.n ?? 0,
  };
}
