/**
 * Tables of service requests: orders, their events, attachments, vouchers, who serves what, urgent records, API keys.
 * Columns named `…Sealed` hold text sealed by store/secretBox. Times are Unix ms; money is in fen (分).
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
import { member, proxy, staff } from "./people.ts";

/** 服务单. The state is what its events say; `status` and the times of steps are kept beside them for queries. */
export const serviceRequest = sqliteTable(
  "service_request",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Shown to people and to the hotline: `20261123-0042`, the day and a running number of it. */
    number: text("number").notNull().unique(),
    itemId: text("item_id").notNull(),
    /** For whom; null while a stranger's order waits for the call-back that finds the member. */
    memberId: integer("member_id").references(() => member.id),
    /** Who ordered on the member's behalf. */
    proxyId: integer("proxy_id").references(() => proxy.id),
    /** Where it was ordered: the account that is told each step. Null for orders by staff or from the hotline. */
    channel: text("channel"),
    chatId: text("chat_id"),
    source: text("source", { enum: ["chat", "staff", "open311"] }).notNull(),
    status: text("status", {
      enum: ["submitted", "accepted", "dispatched", "onTheWay", "done", "rated", "declined", "cancelled"],
    }).notNull(),
    /** 0 none, 1 warned, 2 escalated. */
    escalation: integer("escalation").notNull().default(0),
    district: text("district"),
    /** The wanted time: a span. Null where the item needs none. */
    wantedFrom: integer("wanted_from"),
    wantedTo: integer("wanted_to"),
    /** JSON: contact name, phone, address, who is there, special needs, answers to the item's questions, words as written. */
    detailSealed: blob("detail_sealed", { mode: "buffer" }).notNull(),
    /** A stranger's order: someone must call back before anything is done. */
    callBack: integer("call_back", { mode: "boolean" }).notNull().default(false),
    assigneeId: integer("assignee_id").references(() => staff.id),
    /** Offered to, until when; taken from `assignee` only once accepted. */
    offeredTo: integer("offered_to").references(() => staff.id),
    offerEndsAt: integer("offer_ends_at"),
    submittedAt: integer("submitted_at").notNull(),
    acceptBy: integer("accept_by").notNull(),
    arriveBy: integer("arrive_by"),
    finishBy: integer("finish_by").notNull(),
    acceptedAt: integer("accepted_at"),
    dispatchedAt: integer("dispatched_at"),
    arrivedAt: integer("arrived_at"),
    doneAt: integer("done_at"),
    closedAt: integer("closed_at"),
    rating: integer("rating"),
    ratingSealed: blob("rating_sealed", { mode: "buffer" }),
    /** `YYYY-MM-DD` of the last 催办. */
    urgedOn: text("urged_on"),
    reopened: integer("reopened").notNull().default(0),
    /** Grows with every change: two people acting on one order at once. */
    version: integer("version").notNull().default(1),
    erasedAt: integer("erased_at"),
  },
  (t) => [
    index("service_request_member").on(t.memberId, t.id),
    index("service_request_status").on(t.status, t.finishBy),
    index("service_request_assignee").on(t.assigneeId, t.status),
    index("service_request_offer").on(t.offeredTo, t.offerEndsAt),
    index("service_request_submitted").on(t.submittedAt),
    index("service_request_chat").on(t.channel, t.chatId, t.id),
    check(
      "service_request_status_known",
      sql`${t.status} IN ('submitted','accepted','dispatched','onTheWay','done','rated','declined','cancelled')`,
    ),
    check("service_request_source", sql`${t.source} IN ('chat','staff','open311')`),
    check("service_request_rating", sql`${t.rating} IS NULL OR ${t.rating} BETWEEN 1 AND 5`),
    check("service_request_span", sql`${t.wantedFrom} IS NULL OR ${t.wantedTo} > ${t.wantedFrom}`),
  ],
);

/** Every change of an order. */
export const requestEvent = sqliteTable(
  "request_event",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    requestId: integer("request_id")
      .notNull()
      .references(() => serviceRequest.id),
    at: integer("at").notNull(),
    /** As the audit log names actors. */
    actor: text("actor").notNull(),
    /** submit, accept, decline, offer, refuseOffer, dispatch, setOut, finish, rate, cancel, reopen, urge, warn, escalate, note, change … */
    action: text("action").notNull(),
    fromStatus: text("from_status"),
    toStatus: text("to_status").notNull(),
    /** JSON without personal content: ids, deadlines. */
    detail: text("detail").notNull(),
    noteSealed: blob("note_sealed", { mode: "buffer" }),
  },
  (t) => [index("request_event_request").on(t.requestId, t.id)],
);

/** A photo, voice message or file that belongs to an order. The file stays with the channel. */
export const requestAttachment = sqliteTable(
  "request_attachment",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    requestId: integer("request_id")
      .notNull()
      .references(() => serviceRequest.id),
    eventId: integer("event_id").references(() => requestEvent.id),
    channel: text("channel").notNull(),
    /** JSON of dialogue's Attachment. */
    attachmentSealed: blob("attachment_sealed", { mode: "buffer" }).notNull(),
    at: integer("at").notNull(),
  },
  (t) => [index("request_attachment_request").on(t.requestId)],
);

/** What a member may spend: 服务券 and 爱心卡. `balance` is what is free, `held` what open orders have set aside. */
export const voucher = sqliteTable(
  "voucher",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    kind: text("kind", { enum: ["serviceVoucher", "careCard"] }).notNull(),
    balance: integer("balance").notNull(),
    held: integer("held").notNull().default(0),
    /** Last day of use, `YYYY-MM-DD`; null: no end. */
    expiresOn: text("expires_on"),
    issuedAt: integer("issued_at").notNull(),
  },
  (t) => [
    index("voucher_member").on(t.memberId, t.kind),
    check("voucher_not_negative", sql`${t.balance} >= 0 AND ${t.held} >= 0`),
    check("voucher_kind", sql`${t.kind} IN ('serviceVoucher','careCard')`),
  ],
);

/** Every movement of a voucher, in fen. `issue` adds, `hold` sets aside for an order, `release` gives back, `spend` uses up. */
export const voucherEntry = sqliteTable(
  "voucher_entry",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    voucherId: integer("voucher_id")
      .notNull()
      .references(() => voucher.id),
    requestId: integer("request_id").references(() => serviceRequest.id),
    kind: text("kind", { enum: ["issue", "hold", "release", "spend", "expire"] }).notNull(),
    amount: integer("amount").notNull(),
    at: integer("at").notNull(),
    actor: text("actor").notNull(),
  },
  (t) => [
    index("voucher_entry_voucher").on(t.voucherId, t.id),
    index("voucher_entry_request").on(t.requestId),
    check("voucher_entry_amount", sql`${t.amount} > 0`),
    check("voucher_entry_kind", sql`${t.kind} IN ('issue','hold','release','spend','expire')`),
  ],
);

/** Which liaison or provider (a member of staff with role liaison) serves which item, where. District null: everywhere. */
export const serviceSkill = sqliteTable(
  "service_skill",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    staffId: integer("staff_id")
      .notNull()
      .references(() => staff.id),
    itemId: text("item_id").notNull(),
    district: text("district"),
  },
  (t) => [
    uniqueIndex("service_skill_once").on(t.staffId, t.itemId, t.district),
    index("service_skill_item").on(t.itemId, t.district),
  ],
);

/** 紧急: a cry for help, until someone confirms and closes it with a note. */
export const urgentRecord = sqliteTable(
  "urgent_record",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    channel: text("channel").notNull(),
    chatId: text("chat_id").notNull(),
    memberId: integer("member_id").references(() => member.id),
    handoverId: integer("handover_id"),
    /** 120, 119, 110, 12356. */
    service: text("service").notNull(),
    wordsSealed: blob("words_sealed", { mode: "buffer" }).notNull(),
    openedAt: integer("opened_at").notNull(),
    /** How often staff were alerted. */
    alerts: integer("alerts").notNull().default(0),
    lastAlertAt: integer("last_alert_at"),
    confirmedAt: integer("confirmed_at"),
    confirmedBy: text("confirmed_by"),
    closedAt: integer("closed_at"),
    closedBy: text("closed_by"),
    noteSealed: blob("note_sealed", { mode: "buffer" }),
  },
  (t) => [
    index("urgent_record_open").on(t.closedAt, t.openedAt),
    uniqueIndex("urgent_record_chat").on(t.channel, t.chatId).where(sql`${t.closedAt} IS NULL`),
  ],
);

/** Keys of other systems (the city hotline). Only the keyed hash is kept. */
export const apiKey = sqliteTable("api_key", {
  id: integer("id").primaryKey({ autoIncrement: true }),
  name: text("name").notNull(),
  keyHash: blob("key_hash", { mode: "buffer" }).notNull().unique(),
  createdAt: integer("created_at").notNull(),
  revokedAt: integer("revoked_at"),
});

/** The running number of a day's orders. */
export const requestCounter = sqliteTable(
  "request_counter",
  {
    day: text("day").notNull(),
    last: integer("last").notNull(),
  },
  (t) => [primaryKey({ columns: [t.day] })],
);
