/** The table of orders. */
import {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { OrderFilter } from "../types.ts";
import { OPEN } from "./transitionRights.ts";

const { member, requestCounter, requestEvent, serviceRequest, staff } = tables;

/** With the names that stand beside the ids. */
export type RequestRow = typeof serviceRequest.$inferSelect & {
  memberName: string | null;
  assigneeName: string | null;
};
export type RequestInsert = typeof serviceRequest.$inferInsert;
export type RequestColumns = Partial<Omit<RequestInsert, "id" | "number">>;

/** Who submitted an order that nobody is bound to. */
export const STRANGER_ACTOR = "stranger";

const isOpen = () => inArray(serviceRequest.status, [...OPEN]);

/** The deadline of the present step has passed. */
const isLate = (now: number): SQL | undefined =>
  and(
    isOpen(),
    or(
      and(eq(serviceRequest.status, "submitted"), lt(serviceRequest.acceptBy, now)),
      and(
        ne(serviceRequest.status, "submitted"),
        isNull(serviceRequest.arrivedAt),
        isNotNull(serviceRequest.arriveBy),
        lt(serviceRequest.arriveBy, now),
      ),
      lt(serviceRequest.finishBy, now),
    ),
  );

/** The statements over one database. */
export function requestTable(records: Records) {
  const selected = () =>
    records
      .select({
        ...getTableColumns(serviceRequest),
        memberName: member.name,
        assigneeName: staff.name,
      })
      .from(serviceRequest)
      .leftJoin(member, eq(member.id, serviceRequest.memberId))
      .leftJoin(staff, eq(staff.id, serviceRequest.assigneeId));
  const newest = (where: SQL | undefined, limit: number): RequestRow[] =>
    selected().where(where).orderBy(desc(serviceRequest.id)).limit(limit).all();
  /** Orders whose submission was of this kind. */
  const submittedWith = (condition: SQL) =>
    exists(
      records
        .select({ id: requestEvent.id })
        .from(requestEvent)
        .where(
          and(eq(requestEvent.requestId, serviceRequest.id), eq(requestEvent.action, "submit"), condition),
        ),
    );
  const byStranger = () => submittedWith(eq(requestEvent.actor, STRANGER_ACTOR));
  const like = (who: SQL | undefined, itemId: string, since: number): RequestRow | undefined =>
    newest(
      and(
        who,
        eq(serviceRequest.itemId, itemId),
        gt(serviceRequest.submittedAt, since),
        notInArray(serviceRequest.status, ["declined", "cancelled"]),
        isNull(serviceRequest.erasedAt),
      ),
      1,
    )[0];

  return {
    insert: (row: RequestInsert): number =>
      records.insert(serviceRequest).values(row).returning({ id: serviceRequest.id }).get().id,
    update(id: number, columns: RequestColumns): void {
      records.update(serviceRequest).set(columns).where(eq(serviceRequest.id, id)).run();
    },
    get: (id: number): RequestRow | undefined => selected().where(eq(serviceRequest.id, id)).get(),
    byNumber: (number: string): RequestRow | undefined =>
      selected().where(eq(serviceRequest.number, number)).get(),
    /** The day's next running number, from 1. */
    nextNumber: (day: string): number =>
      records
        .insert(requestCounter)
        .values({ day, last: 1 })
        .onConflictDoUpdate({ target: requestCounter.day, set: { last: sql`${requestCounter.last} + 1` } })
        .returning({ last: requestCounter.last })
        .get().last,
    of: (memberId: number, limit: number) => newest(eq(serviceRequest.memberId, memberId), limit),
    all: (memberId: number): RequestRow[] =>
      selected().where(eq(serviceRequest.memberId, memberId)).orderBy(asc(serviceRequest.id)).all(),
    /** Ordered there by a stranger. */
    ofChat: (channel: string, chatId: string, limit: number) =>
      newest(
        and(eq(serviceRequest.channel, channel), eq(serviceRequest.chatId, chatId), byStranger()),
        limit,
      ),
    likeOfMember: (memberId: number, itemId: string, since: number) =>
      like(eq(serviceRequest.memberId, memberId), itemId, since),
    likeOfChat: (channel: string, chatId: string, itemId: string, since: number) =>
      like(
        and(
          isNull(serviceRequest.memberId),
          eq(serviceRequest.channel, channel),
          eq(serviceRequest.chatId, chatId),
        ),
        itemId,
        since,
      ),
    /** The order that was submitted since with this key in its first event. */
    withKey: (keyHash: string, since: number): RequestRow | undefined =>
      newest(
        and(
          gt(serviceRequest.submittedAt, since),
          submittedWith(eq(sql`json_extract(${requestEvent.detail}, '$.key')`, keyHash)),
        ),
        1,
      )[0],
    work: (staffId: number): RequestRow[] =>
      selected()
        .where(
          and(isOpen(), or(eq(serviceRequest.assigneeId, staffId), eq(serviceRequest.offeredTo, staffId))),
        )
        .orderBy(asc(serviceRequest.finishBy), asc(serviceRequest.id))
        .all(),
    list: (filter: OrderFilter, limit: number, now: number): RequestRow[] =>
      selected()
        .where(
          and(
            when(filter.status, (status) => inArray(serviceRequest.status, [...status])),
            when(filter.district, (district) => eq(serviceRequest.district, district)),
            when(filter.itemId, (itemId) => eq(serviceRequest.itemId, itemId)),
            when(filter.from, (from) => gte(serviceRequest.submittedAt, from)),
            when(filter.to, (to) => lt(serviceRequest.submittedAt, to)),
            when(filter.assigneeId, (id) => eq(serviceRequest.assigneeId, id)),
            when(filter.callBack, (callBack) => eq(serviceRequest.callBack, callBack)),
            when(filter.afterId, (id) => gt(serviceRequest.id, id)),
            filter.late === true ? isLate(now) : undefined,
          ),
        )
        .orderBy(asc(serviceRequest.id))
        .limit(limit)
        .all(),
    offersRunOut: (now: number): number[] =>
      records
        .select({ id: serviceRequest.id })
        .from(serviceRequest)
        .where(and(isNotNull(serviceRequest.offeredTo), lte(serviceRequest.offerEndsAt, now)))
        .orderBy(asc(serviceRequest.offerEndsAt), asc(serviceRequest.id))
        .all()
        .map(({ id }) => id),
    /** Open, and neither escalated nor without a deadline to come. */
    watched: (): RequestRow[] =>
      selected()
        .where(and(isOpen(), lt(serviceRequest.escalation, 2)))
        .orderBy(asc(serviceRequest.id))
        .all(),
  };
}

export type RequestTable = ReturnType<typeof requestTable>;

function when<T>(value: T | undefined, condition: (value: T) => SQL | undefined): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}
