/** What became of each recipient, out of pushes, calls and the outbox; counted as it is at this moment. */
import { aliasedTable, and, asc, desc, eq, gt, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { AudienceName } from "../../members/index.ts";
import type { AnnouncementStatus } from "../types.ts";
import type { Traces } from "./standing.ts";

const {
  announcement,
  announcementRecipient: recipient,
  branch,
  callTask,
  member,
  outbox,
  push,
  staff,
} = tables;
const again = aliasedTable(push, "again");
const againCall = aliasedTable(callTask, "again_call");

/** A call about the message, or else about its reminder. */
const TRACES = {
  isStaff: sql<number>`${recipient.staffId} IS NOT NULL`.as("is_staff"),
  isQueued: sql<number>`${recipient.queuedAt} IS NOT NULL`.as("is_queued"),
  isSkipped: sql<number>`${recipient.skipped} IS NOT NULL`.as("is_skipped"),
  push: push.status,
  isDelivered: sql<number>`${push.deliveredAt} IS NOT NULL`.as("is_delivered"),
  isRead: sql<number>`${push.readAt} IS NOT NULL`.as("is_read"),
  callReason: sql<Traces["callReason"]>`coalesce(${callTask.reason}, ${againCall.reason})`.as("call_reason"),
  isCallOpen:
    sql<number>`CASE WHEN ${callTask.id} IS NULL THEN ${againCall.id} IS NOT NULL AND ${againCall.doneAt} IS NULL ELSE ${callTask.doneAt} IS NULL END`.as(
      "is_call_open",
    ),
  callOutcome: sql<
    string | null
  >`CASE WHEN ${callTask.id} IS NULL THEN ${againCall.outcome} ELSE ${callTask.outcome} END`.as(
    "call_outcome",
  ),
  outbox: outbox.status,
} as const;

type TraceRow = {
  readonly [K in keyof Traces]: Traces[K] extends boolean ? number : Traces[K];
};

export interface CountedTraces {
  readonly traces: Traces;
  readonly people: number;
  readonly confirmed: number;
}

/** How many recipients show the same traces. */
export function countTraces(records: Records, announcementId: number): CountedTraces[] {
  const { push: pushStatus, outbox: outboxStatus, ...made } = TRACES;
  return records
    .select({
      ...TRACES,
      people: sql<number>`count(*)`,
      confirmed: sql<number>`count(${recipient.confirmedAt})`,
    })
    .from(recipient)
    .leftJoin(push, eq(push.uniqueKey, recipient.sendKey))
    .leftJoin(callTask, eq(callTask.pushId, push.id))
    .leftJoin(again, sql`${again.uniqueKey} = ${recipient.sendKey} || ':again'`)
    .leftJoin(againCall, eq(againCall.pushId, again.id))
    .leftJoin(outbox, and(isNotNull(recipient.staffId), eq(outbox.uniqueKey, recipient.sendKey)))
    .where(eq(recipient.announcementId, announcementId))
    .groupBy(
      pushStatus,
      outboxStatus,
      ...Object.values(made).map((one) => sql`${sql.identifier(one.fieldAlias)}`),
    )
    .all()
    .map(({ people, confirmed, ...row }) => ({ traces: tracesOf(row), people, confirmed }));
}

/** One line of the receipts. Times are Unix ms. */
export interface Receipt {
  readonly traces: Traces;
  readonly id: number;
  readonly memberId: number | null;
  readonly staffId: number | null;
  readonly name: string | null;
  readonly district: string | null;
  readonly branch: string | null;
  readonly queuedAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly followedUpAt: number | null;
  readonly confirmedAt: number | null;
  readonly confirmedBy: string | null;
  readonly skipped: string | null;
  readonly calledAt: number | null;
}

/** The receipts of all recipients, a page at a time, in order. */
export function receiptsPage(
  records: Records,
  announcementId: number,
  afterId: number,
  limit: number,
): Receipt[] {
  return records
    .select({
      ...TRACES,
      id: recipient.id,
      memberId: recipient.memberId,
      staffId: recipient.staffId,
      name: sql<string | null>`coalesce(${member.name}, ${staff.name})`,
      district: sql<string | null>`coalesce(${member.district}, ${staff.district})`,
      branch: branch.name,
      queuedAt: recipient.queuedAt,
      deliveredAt: sql<number | null>`coalesce(${push.deliveredAt}, ${outbox.sentAt})`,
      readAt: push.readAt,
      followedUpAt: recipient.followedUpAt,
      confirmedAt: recipient.confirmedAt,
      confirmedBy: recipient.confirmedBy,
      skipped: recipient.skipped,
      calledAt: sql<
        number | null
      >`CASE WHEN ${callTask.id} IS NULL THEN ${againCall.doneAt} ELSE ${callTask.doneAt} END`,
    })
    .from(recipient)
    .leftJoin(push, eq(push.uniqueKey, recipient.sendKey))
    .leftJoin(callTask, eq(callTask.pushId, push.id))
    .leftJoin(again, sql`${again.uniqueKey} = ${recipient.sendKey} || ':again'`)
    .leftJoin(againCall, eq(againCall.pushId, again.id))
    .leftJoin(outbox, and(isNotNull(recipient.staffId), eq(outbox.uniqueKey, recipient.sendKey)))
    .leftJoin(member, eq(member.id, recipient.memberId))
    .leftJoin(branch, eq(branch.id, member.branchId))
    .leftJoin(staff, eq(staff.id, recipient.staffId))
    .where(and(eq(recipient.announcementId, announcementId), gt(recipient.id, afterId)))
    .orderBy(asc(recipient.id))
    .limit(limit)
    .all()
    .map((row) => ({ ...row, traces: tracesOf(row) }));
}

function tracesOf(row: TraceRow): Traces {
  const { push: pushStatus, callReason, callOutcome, outbox: outboxStatus } = row;
  return {
    isStaff: row.isStaff === 1,
    isQueued: row.isQueued === 1,
    isSkipped: row.isSkipped === 1,
    push: pushStatus,
    isDelivered: row.isDelivered === 1,
    isRead: row.isRead === 1,
    callReason,
    isCallOpen: row.isCallOpen === 1,
    callOutcome,
    outbox: outboxStatus,
  };
}

/** Members who have not confirmed, or not been seen to read, and whom no call has told; in order of id. */
export function silentMembers(
  records: Records,
  of: { readonly id: number; readonly needsConfirmation: boolean },
  afterId: number,
  limit: number,
): AudienceName[] {
  return records
    .select({
      memberId: member.id,
      name: member.name,
      district: member.district,
      branch: branch.name,
    })
    .from(recipient)
    .innerJoin(member, eq(member.id, recipient.memberId))
    .leftJoin(branch, eq(branch.id, member.branchId))
    .leftJoin(push, eq(push.uniqueKey, recipient.sendKey))
    .leftJoin(callTask, eq(callTask.pushId, push.id))
    .leftJoin(again, sql`${again.uniqueKey} = ${recipient.sendKey} || ':again'`)
    .leftJoin(againCall, eq(againCall.pushId, again.id))
    .where(
      and(
        eq(recipient.announcementId, of.id),
        gt(recipient.memberId, afterId),
        isNull(recipient.skipped),
        isNull(recipient.confirmedAt),
        eq(member.status, "alive"),
        isNull(member.erasedAt),
        of.needsConfirmation ? undefined : isNull(push.readAt),
        or(isNull(callTask.outcome), ne(callTask.outcome, "told")),
        or(isNull(againCall.outcome), ne(againCall.outcome, "told")),
      ),
    )
    .orderBy(asc(recipient.memberId))
    .limit(limit)
    .all();
}

/** An announcement that went to a member. */
export interface SentToMember {
  readonly id: number;
  readonly title: string;
  readonly status: AnnouncementStatus;
  readonly at: number;
  readonly needsConfirmation: boolean;
  readonly confirmedAt: number | null;
  /** As the audit log names actors; a member of staff noted it on the telephone. */
  readonly confirmedBy: string | null;
}

/** What a member was sent, newest first. */
export function sentToMember(records: Records, memberId: number, limit: number): SentToMember[] {
  return records
    .select({
      id: announcement.id,
      title: announcement.title,
      status: announcement.status,
      at: sql<number>`${recipient.queuedAt}`,
      needsConfirmation: announcement.needsConfirmation,
      confirmedAt: recipient.confirmedAt,
      confirmedBy: recipient.confirmedBy,
    })
    .from(recipient)
    .innerJoin(announcement, eq(announcement.id, recipient.announcementId))
    .where(and(eq(recipient.memberId, memberId), isNotNull(recipient.queuedAt)))
    .orderBy(desc(recipient.queuedAt), desc(recipient.id))
    .limit(limit)
    .all();
}

/** An erased member gets nothing more, and who confirmed for them is not kept. */
export function emptyRecipient(records: Records, memberId: number): void {
  const theirs = eq(recipient.memberId, memberId);
  records.update(recipient).set({ confirmedBy: null }).where(theirs).run();
  records
    .update(recipient)
    .set({ skipped: "erased" })
    .where(and(theirs, isNull(recipient.queuedAt), isNull(recipient.skipped)))
    .run();
}
