/** Tables of the message path: inbox, outbox, what each conversation is about, handovers, and the question log. */
import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** Every message received, on disk before its transport is answered. `body` is sealed (see store/secretBox). Times are Unix ms. */
export const inbox = sqliteTable(
  "inbox",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    messageId: text("message_id").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
    receivedAt: integer("received_at").notNull(),
    status: text("status", { enum: ["pending", "done", "failed"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
  },
  (t) => [
    uniqueIndex("inbox_message").on(t.channel, t.messageId),
    index("inbox_pending").on(t.status, t.id),
    index("inbox_chat").on(t.channel, t.chatId, t.id),
    check("inbox_status", sql`${t.status} IN ('pending','done','failed')`),
  ],
);

/** Every message to be sent. `uncertain` counts sends whose outcome the transport never told. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    inboxId: integer("inbox_id"),
    body: blob("body", { mode: "buffer" }).notNull(),
    uniqueKey: text("unique_key").notNull().unique(),
    createdAt: integer("created_at").notNull(),
    dueAt: integer("due_at").notNull(),
    status: text("status", { enum: ["pending", "sent", "failed"] }).notNull(),
    part: integer("part").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    uncertain: integer("uncertain").notNull().default(0),
    failure: text("failure"),
  },
  (t) => [
    index("outbox_due").on(t.status, t.dueAt),
    index("outbox_chat").on(t.channel, t.chatId, t.id),
    check("outbox_status", sql`${t.status} IN ('pending','sent','failed')`),
  ],
);

/** What a conversation is about: the last answer's clauses, whether a human has taken over. JSON with a version. */
export const conversation = sqliteTable(
  "conversation",
  {
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    state: text("state").notNull(),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.chatId] })],
);

/** A person waits for a human. `reason` tells how urgent. */
export const handover = sqliteTable(
  "handover",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    reason: text("reason", { enum: ["emergency", "fraud", "requested", "unanswered"] }).notNull(),
    message: blob("message", { mode: "buffer" }).notNull(),
    openedAt: integer("opened_at").notNull(),
    closedAt: integer("closed_at"),
    note: text("note"),
  },
  (t) => [
    index("handover_open").on(t.closedAt, t.openedAt),
    check("handover_reason", sql`${t.reason} IN ('emergency','fraud','requested','unanswered')`),
  ],
);

/** What was asked and what was answered, for quality work. `question` is sealed, identity and phone numbers struck out. */
export const questionLog = sqliteTable(
  "question_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    askedAt: integer("asked_at").notNull(),
    question: blob("question", { mode: "buffer" }).notNull(),
    kind: text("kind").notNull(),
    confidence: real("confidence").notNull(),
    clauses: text("clauses", { mode: "json" }).$type<number[]>().notNull(),
    solved: integer("solved", { mode: "boolean" }),
  },
  (t) => [index("question_log_time").on(t.askedAt)],
);
