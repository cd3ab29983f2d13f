/** The table of the outbox. Bodies go in and come out sealed. Statements are prepared once: this is the hot path. */
import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  like,
  lt,
  lte,
  notExists,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { preparedOnce, tables } from "../store/index.ts";

const { outbox } = tables;

export type OutboxRow = typeof outbox.$inferSelect;
export type Lane = OutboxRow["lane"];

/** A message to be queued. */
export interface Outgoing {
  readonly channel: string;
  readonly chatId: string;
  readonly body: Buffer;
  /** One with a key that was queued before is not queued again. */
  readonly uniqueKey: string;
  readonly lane: Lane;
  readonly createdAt: number;
  readonly dueAt: number;
  readonly inboxId?: number;
  readonly pushId?: number;
}

type Change = Partial<
  Pick<
    OutboxRow,
    "status" | "part" | "attempts" | "uncertain" | "dueAt" | "failure" | "sentAt" | "receipts" | "body"
  >
>;

/** Literals, not parameters: SQLite uses a partial index only where the query says the same as the index. */
const isWaiting = (status: SQLWrapper) => sql`${status} IN ('pending','sending')`;

/** The outbox's statements over one database. */
export const outboxTable = preparedOnce((records) => {
  const insert = records
    .insert(outbox)
    .values({
      channel: sql.placeholder("channel"),
      chatId: sql.placeholder("chatId"),
      inboxId: sql.placeholder("inboxId"),
      pushId: sql.placeholder("pushId"),
      lane: sql.placeholder("lane"),
      body: sql.placeholder("body"),
      uniqueKey: sql.placeholder("uniqueKey"),
      createdAt: sql.placeholder("createdAt"),
      dueAt: sql.placeholder("dueAt"),
      status: "pending",
    })
    .onConflictDoNothing()
    .prepare();
  const earlier = aliasedTable(outbox, "earlier");
  const due = records
    .select()
    .from(outbox)
    .where(
      and(
        eq(outbox.lane, sql.placeholder("lane")),
        lte(outbox.dueAt, sql.placeholder("now")),
        eq(outbox.status, "pending"),
        isWaiting(outbox.status),
        notExists(
          records
            .select({ id: earlier.id })
            .from(earlier)
            .where(
              and(
                eq(earlier.channel, outbox.channel),
                eq(earlier.chatId, outbox.chatId),
                eq(earlier.lane, outbox.lane),
                lt(earlier.id, outbox.id),
                isWaiting(earlier.status),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(outbox.dueAt), asc(outbox.id))
    .limit(sql.placeholder("limit"))
    .prepare();
  const nextDue = records
    .select({ dueAt: outbox.dueAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.lane, sql.placeholder("lane")),
        gt(outbox.dueAt, sql.placeholder("now")),
        isWaiting(outbox.status),
      ),
    )
    .orderBy(asc(outbox.dueAt))
    .limit(1)
    .prepare();
  const sent = records
    .update(outbox)
    .set({
      status: "sent",
      failure: null,
      part: sql`${sql.placeholder("part")}`,
      sentAt: sql`${sql.placeholder("sentAt")}`,
      receipts: sql`${sql.placeholder("receipts")}`,
    })
    .where(eq(outbox.id, sql.placeholder("id")))
    .prepare();
  const sizeOf = (status: OutboxRow["status"]) =>
    records.select({ n: count() }).from(outbox).where(eq(outbox.status, status)).get()?.n ?? 0;

  return {
    /** Queues a message; false when its key was queued before. */
    insert: (row: Outgoing): boolean =>
      insert.run({ ...row, inboxId: row.inboxId ?? null, pushId: row.pushId ?? null }).changes > 0,
    /** What is due in a lane: the oldest waiting message of each chat, so that within a chat nothing overtakes. */
    due: (lane: Lane, now: number, limit: number): OutboxRow[] => due.all({ lane, now, limit }),
    /** When the next message of a lane falls due after `now`, Unix ms. */
    nextDue: (lane: Lane, now: number): number | undefined => nextDue.get({ lane, now })?.dueAt,
    settleSent: (id: number, part: number, receipts: readonly string[], sentAt: number) =>
      void sent.run({ id, part, receipts: JSON.stringify(receipts), sentAt }),
    update: (id: number, change: Change) =>
      void records.update(outbox).set(change).where(eq(outbox.id, id)).run(),
    /** Rows that a crash left between send and commit wait again, marked: their outcome is unknown. Returns how many. */
    takeUpInterrupted: (): number =>
      records
        .update(outbox)
        .set({ status: "pending", uncertain: sql`${outbox.uncertain} + 1` })
        .where(and(eq(outbox.status, "sending"), isWaiting(outbox.status)))
        .run().changes,
    /** Waiting messages of a push are not sent any more. Returns how many. */
    cancelPush: (pushId: number): number =>
      records
        .update(outbox)
        .set({ status: "cancelled" })
        .where(and(eq(outbox.pushId, pushId), eq(outbox.status, "pending")))
        .run().changes,
    ofPush: (pushId: number): OutboxRow[] =>
      records.select().from(outbox).where(eq(outbox.pushId, pushId)).orderBy(asc(outbox.id)).all(),
    /** The message that the transport knows by this id, among the newest of the chat. */
    byReceipt: (channel: string, chatId: string, receipt: string): OutboxRow | undefined =>
      records
        .select()
        .from(outbox)
        .where(
          and(
            eq(outbox.channel, channel),
            eq(outbox.chatId, chatId),
            like(outbox.receipts, `%${JSON.stringify(receipt).replaceAll(/[%_]/g, "")}%`),
          ),
        )
        .orderBy(desc(outbox.id))
        .limit(1)
        .get(),
    /** The newest messages of a chat, newest first. */
    recent: (channel: string, chatId: string, limit: number): OutboxRow[] =>
      records
        .select()
        .from(outbox)
        .where(and(eq(outbox.channel, channel), eq(outbox.chatId, chatId)))
        .orderBy(desc(outbox.id))
        .limit(limit)
        .all(),
    /** Rows by status, and how many sends had an unknown outcome. */
    sizes: () => ({
      outboxPending: sizeOf("pending") + sizeOf("sending"),
      outboxFailed: sizeOf("failed"),
    }),
  };
});
