/** Tables of pushes to people, the call list of those no messenger reached, and durable jobs. Times are Unix ms. */
import { sql } from "drizzle-orm";
import { blob, check, index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { member } from "./people.ts";

/** One message that one member is to get, by whatever account reaches them. Its sends are rows of `outbox`. */
export const push = sqliteTable(
  "push",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    uniqueKey: text("unique_key").notNull().unique(),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    /** The feature that pushes: `announcement`, `study` … */
    topic: text("topic").notNull(),
    /** The reply as sent, sealed: the next account gets the same. */
    body: blob("body", { mode: "buffer" }).notNull(),
    /** What the liaison reads aloud on the telephone, sealed. */
    aloud: blob("aloud", { mode: "buffer" }).notNull(),
    urgent: integer("urgent", { mode: "boolean" }).notNull(),
    /** Only by the member's own accounts, never a proxy's: it is about the proxy. */
    ownOnly: integer("own_only", { mode: "boolean" }).notNull().default(false),
    /** Unread by then: the call list. */
    readBy: integer("read_by"),
    createdAt: integer("created_at").notNull(),
    status: text("status", { enum: ["open", "delivered", "read", "calling", "cancelled"] }).notNull(),
    /** How many accounts were tried. */
    tries: integer("tries").notNull().default(0),
    deliveredAt: integer("delivered_at"),
    readAt: integer("read_at"),
    /** The person said so themself, or was told by telephone: 收到. */
    acknowledgedAt: integer("acknowledged_at"),
  },
  (t) => [
    index("push_member").on(t.memberId, t.id),
    index("push_topic").on(t.topic, t.status),
    index("push_deadline").on(t.readBy).where(sql`${t.status} IN ('open','delivered')`),
    check("push_status", sql`${t.status} IN ('open','delivered','read','calling','cancelled')`),
  ],
);

/** 电话通知清单: whom a liaison must call, why, and what came of it. */
export const callTask = sqliteTable(
  "call_task",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    pushId: integer("push_id")
      .notNull()
      .references(() => push.id),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    reason: text("reason", { enum: ["noAccount", "blocked", "failed", "unread"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    doneAt: integer("done_at"),
    /** As the audit log names actors: `staff:3`. */
    doneBy: text("done_by"),
    outcome: text("outcome", { enum: ["told", "noAnswer", "wrongNumber", "notNeeded"] }),
    /** Calls without an answer so far. */
    attempts: integer("attempts").notNull().default(0),
    note: blob("note", { mode: "buffer" }),
  },
  (t) => [
    uniqueIndex("call_task_push").on(t.pushId),
    index("call_task_open").on(t.doneAt, t.createdAt),
    index("call_task_member").on(t.memberId),
    check("call_task_reason", sql`${t.reason} IN ('noAccount','blocked','failed','unread')`),
  ],
);

/** Work to be done at a time. `payload` is JSON with a version, without personal content. */
export const job = sqliteTable(
  "job",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    kind: text("kind").notNull(),
    uniqueKey: text("unique_key").notNull().unique(),
    payload: text("payload").notNull(),
    dueAt: integer("due_at").notNull(),
    /** Not worth doing any more after that. */
    staleAt: integer("stale_at"),
    createdAt: integer("created_at").notNull(),
    status: text("status", { enum: ["pending", "running", "done", "skipped", "dead"] }).notNull(),
    /** When it may run next: `dueAt`, later after a failure. */
    runAt: integer("run_at").notNull(),
    /** The process that runs it and until when it is believed to be alive. */
    leasedBy: text("leased_by"),
    leaseUntil: integer("lease_until"),
    attempts: integer("attempts").notNull().default(0),
    failure: text("failure"),
    finishedAt: integer("finished_at"),
  },
  (t) => [
    index("job_due").on(t.runAt).where(sql`${t.status} IN ('pending','running')`),
    index("job_status").on(t.status, t.id),
    check("job_status_known", sql`${t.status} IN ('pending','running','done','skipped','dead')`),
  ],
);
