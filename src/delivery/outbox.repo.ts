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
  ne,
  notExists,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { preparedOnce, tables } from "../store/index.ts";

const { outbox } = tables;

export type OutboxRow = typeof outbox.$inferSelect;
export type Lane = OutboxRow["lane"];
/** What is looked for in turn: direct replies, changes of what was sent, pushes. */
export type Turn = "reply" | "change" | "push";

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

/** A change of what row `targetId` sent, to be queued. */
export interface OutgoingChange {
  readonly operation: "edit" | "remove";
  readonly targetId: number;
  readonly channel: string;
  readonly chatId: string;
  readonly body: Buffer;
  readonly uniqueKey: string;
  readonly at: number;
}

/** Literals, not parameters: SQLite uses a partial index only where the query says the same as the index. */
const isWaiting = (status: SQLWrapper) => sql`${status} IN ('pending','sending')`;
const isSend = (operation: SQLWrapper) => sql`${operation} = 'send'`;
const isChange = (operation: SQLWrapper) => sql`${operation} <> 'send'`;

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
  /** What may go in a turn: the oldest waiting of each chat. Changes are in lane `reply`, and are a queue of their own. */
  const dueOf = (lane: Lane, isOfTurn: (operation: SQLWrapper) => SQL) => {
    const soonest = records
      .select()
      .from(outbox)
      .where(
        and(
          eq(outbox.lane, lane),
          lte(outbox.dueAt, sql.placeholder("now")),
          eq(outbox.status, "pending"),
          isWaiting(outbox.status),
          isOfTurn(outbox.operation),
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
                  isOfTurn(earlier.operation),
                ),
              ),
          ),
        ),
      )
      .orderBy(asc(outbox.dueAt), asc(outbox.id))
      .limit(sql.placeholder("limit"))
      .prepare();
    const next = records
      .select({ dueAt: outbox.dueAt })
      .from(outbox)
      .where(
        and(
          eq(outbox.lane, lane),
          gt(outbox.dueAt, sql.placeholder("now")),
          isWaiting(outbox.status),
          isOfTurn(outbox.operation),
        ),
      )
      .orderBy(asc(outbox.dueAt))
      .limit(1)
      .prepare();
    return { soonest, next };
  };
  const turns = {
    reply: dueOf("reply", isSend),
    change: dueOf("reply", isChange),
    push: dueOf("push", isSend),
  } as const satisfies Record<Turn, unknown>;
  const ofPush = records
    .select()
    .from(outbox)
    .where(eq(outbox.pushId, sql.placeholder("pushId")))
    .orderBy(asc(outbox.id))
    .prepare();
  const claim = records
    .update(outbox)
    .set({ status: "sending" })
    .where(and(eq(outbox.id, sql.placeholder("id")), eq(outbox.status, "pending")))
    .returning()
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
    .where(and(eq(outbox.id, sql.placeholder("id")), ne(outbox.status, "cancelled")))
    .prepare();
  const sizeOf = (status: OutboxRow["status"]) =>
    records.select({ n: count() }).from(outbox).where(eq(outbox.status, status)).get()?.n ?? 0;

  return {
    /** Queues a message; false when its key was queued before. */
    insert: (row: Outgoing): boolean =>
      insert.run({ ...row, inboxId: row.inboxId ?? null, pushId: row.pushId ?? null }).changes > 0,
    /** Queues a change: due at once, in the lane that quiet hours do not hold back, for it makes no sound. */
    insertChange: ({ at, ...row }: OutgoingChange): boolean =>
      records
        .insert(outbox)
        .values({ ...row, lane: "reply", status: "pending", createdAt: at, dueAt: at })
        .onConflictDoNothing()
        .run().changes > 0,
    /** What is due in a turn: the oldest waiting message of each chat, so that within a chat nothing overtakes. */
    due: (turn: Turn, now: number, limit: number): OutboxRow[] => turns[turn].soonest.all({ now, limit }),
    /** When the next message of a turn falls due after `now`, Unix ms. */
    nextDue: (turn: Turn, now: number): number | undefined => turns[turn].next.get({ now })?.dueAt,
    /** Marks a waiting message as being sent; as it is now, or undefined when it waits no more. */
    claim: (id: number): OutboxRow | undefined => claim.get({ id }),
    get: (id: number): OutboxRow | undefined => records.select().from(outbox).where(eq(outbox.id, id)).get(),
    byKey: (uniqueKey: string): OutboxRow | undefined =>
      records.select().from(outbox).where(eq(outbox.uniqueKey, uniqueKey)).get(),
    /** Changes of what a row sent, oldest first. */
    changesOf: ({ id, channel, chatId }: Pick<OutboxRow, "id" | "channel" | "chatId">): OutboxRow[] =>
      records
        .select()
        .from(outbox)
        .where(
          and(
            eq(outbox.channel, channel),
            eq(outbox.chatId, chatId),
            gt(outbox.id, id),
            eq(outbox.targetId, id),
          ),
        )
        .orderBy(asc(outbox.id))
        .all(),
    /** False for one that was cancelled meanwhile: it stays so. */
    settleSent: (id: number, part: number, receipts: readonly string[], sentAt: number): boolean =>
      sent.run({ id, part, receipts: JSON.stringify(receipts), sentAt }).changes > 0,
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
    ofPush: (pushId: number): OutboxRow[] => ofPush.all({ pushId }),
    /** The message that the transport knows by this id, among the newest of the chat. */
    byReceipt: (channel: string, chatId: string, receipt: string): OutboxRow | undefined =>
      records
        .select()
        .from(outbox)
        .where(
          and(
            eq(outbox.channel, channel),
            eq(outbox.chatId, chatId),
            isSend(outbox.operation),
            like(outbox.receipts, `%${JSON.stringify(receipt).replaceAll(/[%_]/g, "")}%`),
          ),
        )
        .orderBy(desc(outbox.id))
        .limit(1)
        .get(),
    /** The newest messages of a chat, newest first; what only changed one is none. */
    recent: (channel: string, chatId: string, limit: number): OutboxRow[] =>
      records
        .select()
        .from(outbox)
        .where(and(eq(outbox.channel, channel), eq(outbox.chatId, chatId), isSend(outbox.operation)))
        .orderBy(desc(outbox.id))
        .limit(limit)
        .all(),
    /** When messages of a chat, from row `fromId` on, were last changed: row id to Unix ms. */
    changedIn: (channel: string, chatId: string, fromId: number): ReadonlyMap<number, number> =>
      new Map(
        records
          .select({ id: outbox.targetId, at: outbox.sentAt })
          .from(outbox)
          .where(
            and(
              eq(outbox.channel, channel),
              eq(outbox.chatId, chatId),
              gt(outbox.id, fromId),
              isChange(outbox.operation),
              eq(outbox.status, "sent"),
            ),
          )
          .orderBy(asc(outbox.id))
          .all()
          .flatMap(({ id, at }): [number, number][] => (id === null || at === null ? [] : [[id, at]])),
      ),
    /** Rows by status, and how many sends had an unknown outcome. */
    sizes: () => ({
      outboxPending: sizeOf("pending") + sizeOf("sending"),
      outboxFailed: sizeOf("failed"),
    }),
  };
});
