/** The table of the inbox. Bodies go in and come out sealed. Statements are prepared once: this is the hot path. */
import { and, asc, desc, eq, sql } from "drizzle-orm";
import { preparedOnce, tables } from "../store/index.ts";

const { inbox } = tables;

export type InboxRow = typeof inbox.$inferSelect;

/** The inbox's statements over one database. */
export const inboxTable = preparedOnce((records) => {
  const insert = records
    .insert(inbox)
    .values({
      channel: sql.placeholder("channel"),
      chatId: sql.placeholder("chatId"),
      messageId: sql.placeholder("messageId"),
      body: sql.placeholder("body"),
      receivedAt: sql.placeholder("receivedAt"),
      status: "pending",
    })
    .onConflictDoNothing()
    .prepare();
  const next = records
    .select()
    .from(inbox)
    .where(
      and(
        eq(inbox.channel, sql.placeholder("channel")),
        eq(inbox.chatId, sql.placeholder("chatId")),
        eq(inbox.status, "pending"),
      ),
    )
    .orderBy(asc(inbox.id))
    .limit(1)
    .prepare();
  const settle = records
    .update(inbox)
    .set({ status: sql`${sql.placeholder("status")}` })
    .where(eq(inbox.id, sql.placeholder("id")))
    .prepare();
  const attempt = records
    .update(inbox)
    .set({ attempts: sql`${inbox.attempts} + 1` })
    .where(eq(inbox.id, sql.placeholder("id")))
    .prepare();

  return {
    /** Stores an incoming message once; false when it was there already. */
    insert: (row: { channel: string; chatId: string; messageId: string; body: Buffer; receivedAt: number }) =>
      insert.run(row).changes > 0,
    /** The oldest message of a chat that waits to be worked on. */
    next: (channel: string, chatId: string): InboxRow | undefined => next.get({ channel, chatId }),
    settle: (id: number, status: "done" | "failed") => void settle.run({ id, status }),
    countAttempt: (id: number) => void attempt.run({ id }),
    /** Chats with messages that wait: what a restart finds. */
    waitingChats: (): { channel: string; chatId: string }[] =>
      records
        .selectDistinct({ channel: inbox.channel, chatId: inbox.chatId })
        .from(inbox)
        .where(eq(inbox.status, "pending"))
        .all(),
    /** The newest message on disk; what came before this process has an id up to it. */
    lastId: (): number =>
      records
        .select({ id: sql<number>`MAX(${inbox.id})` })
        .from(inbox)
        .get()?.id ?? 0,
    /** The newest messages of a chat, newest first. */
    recent: (channel: string, chatId: string, limit: number): InboxRow[] =>
      records
        .select()
        .from(inbox)
        .where(and(eq(inbox.channel, channel), eq(inbox.chatId, chatId)))
        .orderBy(desc(inbox.id))
        .limit(limit)
        .all(),
    waiting: (): number =>
      records.select({ n: sql<number>`COUNT(*)` }).from(inbox).where(eq(inbox.status, "pending")).get()?.n ??
      0,
  };
});
