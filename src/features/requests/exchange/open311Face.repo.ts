/** Orders as the hotline may see them, and members as it may name them. */
import { and, desc, eq, gte, inArray, isNull, lte, max } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { RequestStatus } from "../types.ts";

const { member, requestEvent, serviceRequest } = tables;

/** An order without anything of the person. Times are Unix ms. */
export interface SharedOrder {
  readonly number: string;
  readonly itemId: string;
  readonly status: RequestStatus;
  readonly district: string | null;
  readonly submittedAt: number;
  readonly finishBy: number;
  readonly doneAt: number | null;
  readonly closedAt: number | null;
  /** Of the last event. */
  readonly changedAt: number;
}

const COLUMNS = {
  id: serviceRequest.id,
  number: serviceRequest.number,
  itemId: serviceRequest.itemId,
  status: serviceRequest.status,
  district: serviceRequest.district,
  submittedAt: serviceRequest.submittedAt,
  finishBy: serviceRequest.finishBy,
  doneAt: serviceRequest.doneAt,
  closedAt: serviceRequest.closedAt,
};

export function sharedOrders(
  records: Records,
  filter: {
    readonly from: number;
    /** Included. */
    readonly to: number;
    readonly itemIds?: readonly string[] | undefined;
    readonly statuses?: readonly RequestStatus[] | undefined;
    readonly limit: number;
  },
): SharedOrder[] {
  const { from, to, itemIds, statuses, limit } = filter;
  const rows = records
    .select(COLUMNS)
    .from(serviceRequest)
    .where(
      and(
        gte(serviceRequest.submittedAt, from),
        lte(serviceRequest.submittedAt, to),
        ...(itemIds === undefined ? [] : [inArray(serviceRequest.itemId, [...itemIds])]),
        ...(statuses === undefined ? [] : [inArray(serviceRequest.status, [...statuses])]),
      ),
    )
    .orderBy(desc(serviceRequest.submittedAt), desc(serviceRequest.id))
    .limit(limit)
    .all();
  return withChanges(records, rows);
}

/** In no particular order. */
export function sharedOrdersNumbered(records: Records, numbers: readonly string[]): SharedOrder[] {
  const rows = records
    .select(COLUMNS)
    .from(serviceRequest)
    .where(inArray(serviceRequest.number, [...numbers]))
    .all();
  return withChanges(records, rows);
}

function withChanges(
  records: Records,
  rows: readonly (Omit<SharedOrder, "changedAt"> & { id: number })[],
): SharedOrder[] {
  const ids = rows.map(({ id }) => id);
  const changes = new Map(
    records
      .select({ id: requestEvent.requestId, at: max(requestEvent.at) })
      .from(requestEvent)
      .where(inArray(requestEvent.requestId, ids))
      .groupBy(requestEvent.requestId)
      .all()
      .map(({ id, at }) => [id, at]),
  );
  return rows.map(({ id, ...row }) => ({ ...row, changedAt: changes.get(id) ?? row.submittedAt }));
}

/** Living members with this phone, by its keyed hash. A family may share one. */
export function membersWithPhone(
  records: Records,
  phoneHash: Buffer,
  limit: number,
): { id: number; name: string }[] {
  return records
    .select({ id: member.id, name: member.name })
    .from(member)
    .where(and(eq(member.phoneHash, phoneHash), eq(member.status, "alive"), isNull(member.erasedAt)))
    .limit(limit)
    .all();
}
