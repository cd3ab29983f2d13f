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
import { push } from "./delivery.ts";
import { staff } from "./people.ts";

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

/**
 * Every message to be sent. A row is `sending` from before the transport is called until its outcome is stored: one
 * found so at start was cut off, and its outcome is unknown. `uncertain` counts such sends.
 */
export const outbox = sqliteTable(
  "outbox",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    inboxId: integer("inbox_id"),
    pushId: integer("push_id").references(() => push.id),
    /** `edit` and `remove` change the message that row `targetId` sent. */
    operation: text("operation", { enum: ["send", "edit", "remove"] })
      .notNull()
      .default("send"),
    targetId: integer("target_id"),
    /** Direct replies and emergencies before pushes; pushes wait through quiet hours. */
    lane: text("lane", { enum: ["reply", "push"] })
      .notNull()
      .default("reply"),
    body: blob("body", { mode: "buffer" }).notNull(),
    uniqueKey: text("unique_key").notNull().unique(),
    createdAt: integer("created_at").notNull(),
    dueAt: integer("due_at").notNull(),
    status: text("status", { enum: ["pending", "sending", "sent", "failed", "cancelled"] }).notNull(),
    part: integer("part").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    uncertain: integer("uncertain").notNull().default(0),
    failure: text("failure"),
    sentAt: integer("sent_at"),
    /** The transport's ids of the messages sent, in order of parts: to edit, delete, or find by a reply to them. */
    receipts: text("receipts", { mode: "json" }).$type<string[]>(),
  },
  (t) => [
    index("outbox_waiting").on(t.lane, t.dueAt, t.id).where(sql`${t.status} IN ('pending','sending')`),
    // What is sent for the first time, past thousands of corrections that wait.
    index("outbox_sends")
      .on(t.lane, t.dueAt, t.id)
      .where(sql`${t.status} IN ('pending','sending') AND ${t.operation} = 'send'`),
    index("outbox_order")
      .on(t.channel, t.chatId, t.lane, t.id)
      .where(sql`${t.status} IN ('pending','sending')`),
    index("outbox_chat").on(t.channel, t.chatId, t.id),
    index("outbox_push").on(t.pushId),
    index("outbox_failed").on(t.status).where(sql`${t.status} = 'failed'`),
    check("outbox_status", sql`${t.status} IN ('pending','sending','sent','failed','cancelled')`),
    check("outbox_lane", sql`${t.lane} IN ('reply','push')`),
  ],
);

/** What a conversation is about, JSON with a version; and the running flow, JSON with a version, sealed. */
export const conversation = sqliteTable(
  "conversation",
  {
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    state: text("state").notNull(),
    flow: blob("flow", { mode: "buffer" }),
    updatedAt: integer("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.channel, t.chatId] })],
);

/**
 * A person waits for a human, or talks to one. `reason` tells how urgent. While `silent`, what the person writes goes
 * to staff and the assistant does not answer.
 */
export const handover = sqliteTable(
  "handover",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    reason: text("reason", { enum: ["emergency", "fraud", "requested", "unanswered"] }).notNull(),
    message: blob("message", { mode: "buffer" }).notNull(),
    openedAt: integer("opened_at").notNull(),
    silent: integer("silent", { mode: "boolean" }).notNull().default(false),
    takenAt: integer("taken_at"),
    takenBy: integer("taken_by").references(() => staff.id),
    closedAt: integer("closed_at"),
    /** As the audit log names actors: `staff:3`, `person`, `operator:root`. */
    closedBy: text("closed_by"),
    note: text("note"),
  },
  (t) => [
    index("handover_open").on(t.closedAt, t.openedAt),
    uniqueIndex("handover_chat").on(t.channel, t.chatId).where(sql`${t.closedAt} IS NULL`),
    check("handover_reason", sql`${t.reason} IN ('emergency','fraud','requested','unanswered')`),
  ],
);

/** Which message sent to staff carries whose words: a reply to it goes back to that person. */
export const handoverRelay = sqliteTable(
  "handover_relay",
  {
    outboxKey: text("outbox_key").primaryKey(),
    handoverId: integer("handover_id")
      .notNull()
      .references(() => handover.id),
  },
  (t) => [index("handover_relay_handover").on(t.handoverId)],
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
