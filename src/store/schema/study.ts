/**
 * Tables of study sessions: series, sessions, who is invited and came, materials, reflections, calendar feeds.
 * Columns named `…Sealed` hold text sealed by store/secretBox. Times are Unix ms; days are `YYYY-MM-DD`.
 */
import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { storedFile } from "./files.ts";
import { branch, home, member } from "./people.ts";

/** Sessions that come round by a rule (RFC 5545, RRULE). `template` is JSON of what each occurrence is made from. */
export const studySeries = sqliteTable(
  "study_series",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** RRULE without DTSTART: `FREQ=MONTHLY;BYDAY=1FR`. */
    rule: text("rule").notNull(),
    /** The first day on which it may fall. */
    startsOn: text("starts_on").notNull(),
    /** `HH:MM` by the bureau's clock. */
    time: text("time").notNull(),
    /** What happens to an occurrence on a day off. */
    onHoliday: text("on_holiday", { enum: ["skip", "nextWorkday", "keep"] }).notNull(),
    template: text("template", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** The branch whose series it is; null for a wider audience. */
    branchId: integer("branch_id").references(() => branch.id),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    /** No occurrence after this day; null: as the rule says. */
    endsOn: text("ends_on"),
    /** Up to this day its occurrences have been made. */
    madeUntil: text("made_until"),
  },
  (t) => [check("study_series_holiday", sql`${t.onHoliday} IN ('skip','nextWorkday','keep')`)],
);

/** 学习活动. */
export const studySession = sqliteTable(
  "study_session",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    seriesId: integer("series_id").references(() => studySeries.id),
    /** The day the rule gave; the session may have been moved since. */
    occurrenceOn: text("occurrence_on"),
    /** Of the calendar entry (RFC 5545, UID and SEQUENCE). */
    uid: text("uid").notNull().unique(),
    sequence: integer("sequence").notNull().default(0),
    title: text("title").notNull(),
    form: text("form", { enum: ["学习", "参观", "座谈", "宣讲", "微党课"] }).notNull(),
    startsAt: integer("starts_at").notNull(),
    endsAt: integer("ends_at").notNull(),
    homeId: integer("home_id").references(() => home.id),
    /** Within the home; null: the whole home. */
    room: text("room"),
    /** A place that is no home. */
    place: text("place"),
    /** Null: as many as come. */
    capacity: integer("capacity"),
    /** Whom to ask, as the organiser wrote it. */
    contact: text("contact"),
    note: text("note"),
    /** JSON of members' Audience. */
    audience: text("audience", { mode: "json" }).$type<Record<string, unknown>>().notNull(),
    /** The branch whose session it is: its secretary runs it. Null: staff only. */
    branchId: integer("branch_id").references(() => branch.id),
    /** Whether those who accept are asked if they need to be fetched. */
    pickUp: integer("pick_up", { mode: "boolean" }).notNull(),
    /** Minutes before the start at which those who accepted are reminded. */
    reminders: text("reminders", { mode: "json" }).$type<number[]>().notNull(),
    /** Invitations are not sent before. */
    inviteAt: integer("invite_at").notNull(),
    status: text("status", { enum: ["planned", "cancelled"] }).notNull(),
    cancelReason: text("cancel_reason"),
    /** Four digits, said and shown at the place. */
    code: text("code").notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    /** Grows with every change: two people changing one session at once. */
    version: integer("version").notNull().default(1),
  },
  (t) => [
    index("study_session_start").on(t.startsAt),
    index("study_session_branch").on(t.branchId, t.startsAt),
    index("study_session_home").on(t.homeId, t.startsAt),
    uniqueIndex("study_session_occurrence").on(t.seriesId, t.occurrenceOn),
    check("study_session_form", sql`${t.form} IN ('学习','参观','座谈','宣讲','微党课')`),
    check("study_session_status", sql`${t.status} IN ('planned','cancelled')`),
    check("study_session_span", sql`${t.endsAt} > ${t.startsAt}`),
    check("study_session_place", sql`(${t.homeId} IS NULL) <> (${t.place} IS NULL)`),
    check("study_session_capacity", sql`${t.capacity} IS NULL OR ${t.capacity} > 0`),
  ],
);

/** One member and one session: invited, answered, came. */
export const studyInvitee = sqliteTable(
  "study_invitee",
  {
    sessionId: integer("session_id")
      .notNull()
      .references(() => studySession.id),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    /** Came uninvited. */
    guest: integer("guest", { mode: "boolean" }).notNull().default(false),
    /** Null until the invitation is queued. */
    invitedAt: integer("invited_at"),
    /** Null: not answered. `waiting`: full, on the waiting list since `waitingSince`. */
    answer: text("answer", { enum: ["accepted", "waiting", "declined", "later"] }),
    answeredAt: integer("answered_at"),
    /** As the audit log names actors. */
    answeredBy: text("answered_by"),
    waitingSince: integer("waiting_since"),
    nudgedAt: integer("nudged_at"),
    /** 要接送; null: not asked or not answered. */
    pickUp: integer("pick_up", { mode: "boolean" }),
    /** The service request that the pick-up became. */
    pickUpRequestId: integer("pick_up_request_id"),
    attendedAt: integer("attended_at"),
    attendedVia: text("attended_via", { enum: ["code", "qr", "tick"] }),
    attendedBy: text("attended_by"),
    /** The absent have read the materials and confirmed it. */
    madeUpAt: integer("made_up_at"),
    madeUpBy: text("made_up_by"),
  },
  (t) => [
    primaryKey({ columns: [t.sessionId, t.memberId] }),
    index("study_invitee_member").on(t.memberId, t.sessionId),
    index("study_invitee_waiting").on(t.sessionId, t.waitingSince),
    check(
      "study_invitee_answer",
      sql`${t.answer} IS NULL OR ${t.answer} IN ('accepted','waiting','declined','later')`,
    ),
    check("study_invitee_via", sql`${t.attendedVia} IS NULL OR ${t.attendedVia} IN ('code','qr','tick')`),
    check("study_invitee_attended", sql`(${t.attendedAt} IS NULL) = (${t.attendedVia} IS NULL)`),
  ],
);

/** Wrong codes typed at signing in, for the limit on guessing. */
export const studyCodeFailure = sqliteTable(
  "study_code_failure",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    at: integer("at").notNull(),
  },
  (t) => [index("study_code_failure_member").on(t.memberId, t.at)],
);

/** Files and links of a session. */
export const studyMaterial = sqliteTable(
  "study_material",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    sessionId: integer("session_id")
      .notNull()
      .references(() => studySession.id),
    title: text("title").notNull(),
    fileId: integer("file_id").references(() => storedFile.id),
    url: text("url"),
    addedAt: integer("added_at").notNull(),
    addedBy: text("added_by").notNull(),
  },
  (t) => [
    index("study_material_session").on(t.sessionId, t.id),
    check("study_material_one", sql`(${t.fileId} IS NULL) <> (${t.url} IS NULL)`),
  ],
);

/** 学习心得, by text or voice. */
export const studyReflection = sqliteTable(
  "study_reflection",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    sessionId: integer("session_id")
      .notNull()
      .references(() => studySession.id),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    at: integer("at").notNull(),
    /** Who wrote it, as the audit log names actors. */
    by: text("by").notNull(),
    textSealed: blob("text_sealed", { mode: "buffer" }).notNull(),
    /** JSON of a channel and dialogue's FileAttachment: the voice stays with the channel. */
    voiceSealed: blob("voice_sealed", { mode: "buffer" }),
  },
  (t) => [
    index("study_reflection_session").on(t.sessionId, t.id),
    index("study_reflection_member").on(t.memberId, t.id),
  ],
);

/** The secret address of a branch's calendar. Only the hash of its token is kept. */
export const studyFeed = sqliteTable(
  "study_feed",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    branchId: integer("branch_id")
      .notNull()
      .references(() => branch.id),
    tokenHash: blob("token_hash", { mode: "buffer" }).notNull().unique(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
    revokedAt: integer("revoked_at"),
  },
  (t) => [uniqueIndex("study_feed_open").on(t.branchId).where(sql`${t.revokedAt} IS NULL`)],
);
