/** The frozen recipients of announcements: who waits, who is due for a reminder or a call. */
import { aliasedTable, and, asc, eq, gt, inArray, isNotNull, isNull, lte, type SQL, sql } from "drizzle-orm";
import { preparedOnce, type Records, tables } from "../../../store/index.ts";

const { announcementRecipient: recipient, callTask, member, outbox, push } = tables;

/** One recipient: either a member or a member of staff. */
export interface Recipient {
  readonly id: number;
  readonly memberId: number | null;
  readonly staffId: number | null;
  readonly sendKey: string | null;
  readonly confirmedAt: number | null;
  /** A member who died, moved or was erased since approval. */
  readonly gone: boolean;
}

const COLUMNS = {
  id: recipient.id,
  memberId: recipient.memberId,
  staffId: recipient.staffId,
  sendKey: recipient.sendKey,
  confirmedAt: recipient.confirmedAt,
  status: member.status,
  erasedAt: member.erasedAt,
} as const;

/** The statements that run for each of 30,000 recipients: preparing one costs more than running it. */
const hot = preparedOnce((records) => ({
  insert: records
    .insert(recipient)
    .values({
      announcementId: sql.placeholder("announcementId"),
      memberId: sql.placeholder("memberId"),
      staffId: sql.placeholder("staffId"),
    })
    .prepare(),
  queued: records
    .update(recipient)
    .set({
      // Placeholders in `set` are taken only as SQL.
      sendKey: sql`${sql.placeholder("sendKey")}`,
      queuedAt: sql`${sql.placeholder("queuedAt")}`,
    })
    .where(eq(recipient.id, sql.placeholder("id")))
    .prepare(),
}));

/** Freezes an audience. */
export function insertRecipients(
  records: Records,
  announcementId: number,
  memberIds: readonly number[],
  staffIds: readonly number[],
): void {
  const { insert } = hot(records);
  for (const memberId of memberIds) insert.run({ announcementId, memberId, staffId: null });
  for (const staffId of staffIds) insert.run({ announcementId, memberId: null, staffId });
}

/** Its message is queued; a member of staff without an account has none, and so no key. */
export function noteQueued(records: Records, id: number, sendKey: string | null, queuedAt: number): void {
  hot(records).queued.run({ id, sendKey, queuedAt });
}

/** An approval was taken back. */
export function deleteRecipients(records: Records, announcementId: number): void {
  records.delete(recipient).where(eq(recipient.announcementId, announcementId)).run();
}

/** Those whose message is not queued yet, in order. */
export function unqueued(records: Records, announcementId: number, limit: number): Recipient[] {
  return some(records, and(...ofOne(announcementId), isNull(recipient.queuedAt)), limit);
}

/**
 * Those whose message is queued, in order, from behind one on. An audience is frozen in one transaction, so that its
 * rows stand together: they are walked by their ids. The plus keeps SQLite from sorting all of them for each page
 * (https://www.sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
 */
export function queuedAfter(
  records: Records,
  announcementId: number,
  afterId: number,
  limit: number,
): Recipient[] {
  const extent = records
    .select({
      first: sql<number | null>`min(${recipient.id})`,
      last: sql<number | null>`max(${recipient.id})`,
    })
    .from(recipient)
    .where(eq(recipient.announcementId, announcementId))
    .get();
  if (extent === undefined || extent.first === null || extent.last === null) return [];
  return some(
    records,
    and(
      sql`+${recipient.announcementId} = ${announcementId}`,
      isNull(recipient.skipped),
      isNotNull(recipient.queuedAt),
      gt(recipient.id, Math.max(afterId, extent.first - 1)),
      lte(recipient.id, extent.last),
    ),
    limit,
  );
}

function ofOne(announcementId: number): SQL[] {
  return [eq(recipient.announcementId, announcementId), isNull(recipient.skipped)];
}

function some(records: Records, where: SQL | undefined, limit: number): Recipient[] {
  return records
    .select(COLUMNS)
    .from(recipient)
    .leftJoin(member, eq(member.id, recipient.memberId))
    .where(where)
    .orderBy(asc(recipient.id))
    .limit(limit)
    .all()
    .map(recipientOf);
}

function recipientOf(
  row: Omit<Recipient, "gone"> & { status: string | null; erasedAt: number | null },
): Recipient {
  const { status, erasedAt, ...rest } = row;
  return { ...rest, gone: rest.memberId !== null && (status !== "alive" || erasedAt !== null) };
}

/**
 * Members to remind once: it was delivered to them so long ago, and they have not confirmed, or not been seen to read.
 * In order of their ids, from behind one on.
 */
export function membersToRemind(
  records: Records,
  of: { readonly id: number; readonly needsConfirmation: boolean },
  deliveredBefore: number,
  { afterId, limit }: Page,
): Recipient[] {
  return records
    .select(COLUMNS)
    .from(recipient)
    .innerJoin(member, eq(member.id, recipient.memberId))
    .innerJoin(push, eq(push.uniqueKey, recipient.sendKey))
    .where(
      and(
        ...ofOne(of.id),
        ...ALIVE,
        gt(recipient.memberId, afterId),
        isNull(recipient.confirmedAt),
        isNull(recipient.followedUpAt),
        inArray(push.status, of.needsConfirmation ? ["delivered", "read"] : ["delivered"]),
        lte(push.deliveredAt, deliveredBefore),
      ),
    )
    .orderBy(asc(recipient.memberId))
    .limit(limit)
    .all()
    .map(recipientOf);
}

/** Members of staff to remind once to confirm; whether they have read something is not known. */
export function staffToRemind(
  records: Records,
  announcementId: number,
  sentBefore: number,
  { afterId, limit }: Page,
): Recipient[] {
  return records
    .select(COLUMNS)
    .from(recipient)
    .leftJoin(member, eq(member.id, recipient.memberId))
    .innerJoin(outbox, eq(outbox.uniqueKey, recipient.sendKey))
    .where(
      and(
        ...ofOne(announcementId),
        gt(recipient.staffId, afterId),
        isNull(recipient.confirmedAt),
        isNull(recipient.followedUpAt),
        eq(outbox.status, "sent"),
        lte(outbox.sentAt, sentBefore),
      ),
    )
    .orderBy(asc(recipient.staffId))
    .limit(limit)
    .all()
    .map(recipientOf);
}

/** So many, from behind one on. */
interface Page {
  readonly afterId: number;
  readonly limit: number;
}

const ALIVE = [eq(member.status, "alive"), isNull(member.erasedAt)] as const;

/** Whom to call because they have not confirmed: nobody called them about it yet, nor was asked to. */
export function membersToCall(
  records: Records,
  announcementId: number,
  { afterId, limit }: Page,
): Recipient[] {
  const again = aliasedTable(push, "again");
  const againCall = aliasedTable(callTask, "again_call");
  return records
    .select(COLUMNS)
    .from(recipient)
    .innerJoin(member, eq(member.id, recipient.memberId))
    .innerJoin(push, eq(push.uniqueKey, recipient.sendKey))
    .leftJoin(callTask, eq(callTask.pushId, push.id))
    .leftJoin(again, sql`${again.uniqueKey} = ${recipient.sendKey} || ':again'`)
    .leftJoin(againCall, eq(againCall.pushId, again.id))
    .where(
      and(
        ...ofOne(announcementId),
        ...ALIVE,
        isNull(recipient.confirmedAt),
        gt(recipient.memberId, afterId),
        inArray(push.status, ["open", "delivered", "read"]),
        isNull(callTask.id),
        isNull(againCall.id),
      ),
    )
    .orderBy(asc(recipient.memberId))
    .limit(limit)
    .all()
    .map(recipientOf);
}

/** Notes on one recipient. */
export function updateRecipient(
  records: Records,
  id: number,
  change: Partial<
    Pick<typeof recipient.$inferSelect, "skipped" | "confirmedAt" | "confirmedBy" | "followedUpAt">
  >,
): void {
  records.update(recipient).set(change).where(eq(recipient.id, id)).run();
}

/** Whoever has not got it yet gets it no more. */
export function skipUnqueued(records: Records, announcementId: number, why: string): void {
  records
    .update(recipient)
    .set({ skipped: why })
    .where(and(...ofOne(announcementId), isNull(recipient.queuedAt)))
    .run();
}

export function recipientOfMember(
  records: Records,
  announcementId: number,
  memberId: number,
): (Recipient & { queuedAt: number | null; skipped: string | null }) | undefined {
  return one(records, announcementId, eq(recipient.memberId, memberId));
}

export function recipientOfStaff(
  records: Records,
  announcementId: number,
  staffId: number,
): (Recipient & { queuedAt: number | null; skipped: string | null }) | undefined {
  return one(records, announcementId, eq(recipient.staffId, staffId));
}

function one(records: Records, announcementId: number, who: SQL) {
  const row = records
    .select({ ...COLUMNS, queuedAt: recipient.queuedAt, skipped: recipient.skipped })
    .from(recipient)
    .leftJoin(member, eq(member.id, recipient.memberId))
    .where(and(eq(recipient.announcementId, announcementId), who))
    .get();
  if (row === undefined) return undefined;
  const { queuedAt, skipped, ...rest } = row;
  return { ...recipientOf(rest), queuedAt, skipped };
}

/** How many recipients there are. */
export function countRecipients(records: Records, announcementId: number): number {
  const row = records
    .select({ n: sql<number>`count(*)` })
    .from(recipient)
    .where(eq(recipient.announcementId, announcementId))
    .get();
  return row?.n ?? 0;
}
