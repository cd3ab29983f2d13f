/** Orders as they are exported: whole rows with the names beside the ids, page by page. */
import { and, asc, count, eq, getTableColumns, gt, gte, lt, max, or } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { member, proxy, serviceRequest, staff } = tables;

export type ExportRow = typeof serviceRequest.$inferSelect & {
  memberName: string | null;
  proxyName: string | null;
  assigneeName: string | null;
};

/** Which orders: submitted from `from` and before `to`, Unix ms. */
export interface ExportFilter {
  readonly from: number;
  readonly to: number;
  readonly district?: string;
  readonly itemId?: string;
}

function matching({ from, to, district, itemId }: ExportFilter) {
  return and(
    gte(serviceRequest.submittedAt, from),
    lt(serviceRequest.submittedAt, to),
    ...(district === undefined ? [] : [eq(serviceRequest.district, district)]),
    ...(itemId === undefined ? [] : [eq(serviceRequest.itemId, itemId)]),
  );
}

/** How many there are, and the last id: what comes in meanwhile is left to the next export. */
export function extentOf(records: Records, filter: ExportFilter): { rows: number; lastId: number } {
  const extent = records
    .select({ rows: count(), lastId: max(serviceRequest.id) })
    .from(serviceRequest)
    .where(matching(filter))
    .get();
  return { rows: extent?.rows ?? 0, lastId: extent?.lastId ?? 0 };
}

/** The next rows in order of submission behind `after`, up to `lastId`. */
export function exportPage(
  records: Records,
  filter: ExportFilter,
  after: { readonly at: number; readonly id: number },
  lastId: number,
  limit: number,
): ExportRow[] {
  return records
    .select({
      ...getTableColumns(serviceRequest),
      memberName: member.name,
      proxyName: proxy.name,
      assigneeName: staff.name,
    })
    .from(serviceRequest)
    .leftJoin(member, eq(member.id, serviceRequest.memberId))
    .leftJoin(proxy, eq(proxy.id, serviceRequest.proxyId))
    .leftJoin(staff, eq(staff.id, serviceRequest.assigneeId))
    .where(
      and(
        matching(filter),
        lt(serviceRequest.id, lastId + 1),
        gte(serviceRequest.submittedAt, after.at),
        or(gt(serviceRequest.submittedAt, after.at), gt(serviceRequest.id, after.id)),
      ),
    )
    .orderBy(asc(serviceRequest.submittedAt), asc(serviceRequest.id))
    .limit(limit)
    .all();
}
