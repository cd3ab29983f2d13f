/** Tables of announcements 通知公告. Times are Unix ms. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { storedFile } from "./files.ts";
import { member, staff } from "./people.ts";

/** An announcement, from draft to report. */
export const announcement = sqliteTable(
  "announcement",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    title: text("title").notNull(),
    body: text("body").notNull(),
    /** A clause of the library that it points to. */
    clauseTitle: text("clause_title"),
    clauseArticle: text("clause_article"),
    url: text("url"),
    /** 需要确认收到. */
    needsConfirmation: integer("needs_confirmation", { mode: "boolean" }).notNull(),
    /** Hours after sending: the one follow-up to those who have not confirmed or not been seen to read. */
    followUpHours: integer("follow_up_hours").notNull(),
    /** Hours after sending: whoever still has not goes on the call list. */
    callHours: integer("call_hours").notNull(),
    /** JSON of members' Audience. */
    audience: text("audience", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    status: text("status", {
      enum: ["draft", "submitted", "approved", "sending", "sent", "recalled", "dropped"],
    }).notNull(),
    /** Not sent before; null: as soon as it is approved and released. */
    sendAt: integer("send_at"),
    createdAt: integer("created_at").notNull(),
    /** As the audit log names actors. */
    createdBy: text("created_by").notNull(),
    submittedAt: integer("submitted_at"),
    submittedBy: text("submitted_by"),
    approvedAt: integer("approved_at"),
    approvedBy: text("approved_by"),
    /** Why it came back as a draft. */
    returnedReason: text("returned_reason"),
    startedAt: integer("started_at"),
    /** All recipients are queued. */
    finishedAt: integer("finished_at"),
    recalledAt: integer("recalled_at"),
    /** The festival whose greeting it is: `春节:2027`. One draft a festival and year. */
    festival: text("festival").unique(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    index("announcement_status").on(t.status, t.sendAt),
    check(
      "announcement_status_known",
      sql`${t.status} IN ('draft','submitted','approved','sending','sent','recalled','dropped')`,
    ),
    check("announcement_hours", sql`${t.followUpHours} > 0 AND ${t.callHours} > ${t.followUpHours}`),
  ],
);

/** Files and pictures of an announcement, in order. */
export const announcementFile = sqliteTable(
  "announcement_file",
  {
    announcementId: integer("announcement_id")
      .notNull()
      .references(() => announcement.id),
    position: integer("position").notNull(),
    fileId: integer("file_id")
      .notNull()
      .references(() => storedFile.id),
  },
  (t) => [primaryKey({ columns: [t.announcementId, t.position] })],
);

/** The audience as frozen at approval: a member, or a member of staff. */
export const announcementRecipient = sqliteTable(
  "announcement_recipient",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    announcementId: integer("announcement_id")
      .notNull()
      .references(() => announcement.id),
    memberId: integer("member_id").references(() => member.id),
    staffId: integer("staff_id").references(() => staff.id),
    /** The key of its push, or of the outbox row of a member of staff; null until queued. */
    sendKey: text("send_key").unique(),
    queuedAt: integer("queued_at"),
    /** Not sent after all: deceased, moved or erased since approval. */
    skipped: text("skipped"),
    confirmedAt: integer("confirmed_at"),
    /** As the audit log names actors. */
    confirmedBy: text("confirmed_by"),
    followedUpAt: integer("followed_up_at"),
  },
  (t) => [
    uniqueIndex("announcement_recipient_member").on(t.announcementId, t.memberId),
    uniqueIndex("announcement_recipient_staff").on(t.announcementId, t.staffId),
    index("announcement_recipient_waiting").on(t.announcementId, t.queuedAt),
    index("announcement_recipient_of_member").on(t.memberId, t.announcementId),
    check("announcement_recipient_one", sql`(${t.memberId} IS NULL) <> (${t.staffId} IS NULL)`),
  ],
);

/** What was corrected after sending. */
export const announcementCorrection = sqliteTable(
  "announcement_correction",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    announcementId: integer("announcement_id")
      .notNull()
      .references(() => announcement.id),
    /** `correct` with the new text, or `recall`. */
    kind: text("kind", { enum: ["correct", "recall"] }).notNull(),
    body: text("body").notNull(),
    /** What people are told: why. */
    reason: text("reason").notNull(),
    at: integer("at").notNull(),
    by: text("by").notNull(),
    /** Up to this recipient it has been carried out; null: to all. */
    doneUpTo: integer("done_up_to"),
    finishedAt: integer("finished_at"),
  },
  (t) => [
    index("announcement_correction_announcement").on(t.announcementId, t.id),
    check("announcement_correction_kind", sql`${t.kind} IN ('correct','recall')`),
  ],
);
