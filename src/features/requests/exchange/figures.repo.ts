/** Orders as the figures count them: open fields of whole periods, page by page. */
import { and, asc, eq, gt, gte, inArray, lt, or, type SQL } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { serviceRequest } = tables;

/** What an order weighs in the figures. Times are Unix ms. */
export type CountedOrder = Pick<
  typeof serviceRequest.$inferSelect,
  | "id"
  | "itemId"
  | "district"
  | "status"
  | "submittedAt"
  | "acceptBy"
  | "arriveBy"
  | "finishBy"
  | "acceptedAt"
  | "arrivedAt"
  | "doneAt"
  | "rating"
>;

const COLUMNS = {
  id: serviceRequest.id,
  itemId: serviceRequest.itemId,
  district: serviceRequest.district,
  status: serviceRequest.status,
  submittedAt: serviceRequest.submittedAt,
  acceptBy: serviceRequest.acceptBy,
  arriveBy: serviceRequest.arriveBy,
  finishBy: serviceRequest.finishBy,
  acceptedAt: serviceRequest.acceptedAt,
  arrivedAt: serviceRequest.arrivedAt,
  doneAt: serviceRequest.doneAt,
  rating: serviceRequest.rating,
};

/** Whose orders are counted. */
export interface Place {
  readonly district?: string | undefined;
  readonly itemId?: string | undefined;
}

const PAGE = 5_000;

/** Orders submitted from `from` and before `to`, in order of submission. */
export function* ordersOfPeriod(
  records: Records,
  from: number,
  to: number,
  place: Place,
): Generator<CountedOrder> {
  yield* paged(records, [
    gte(serviceRequest.submittedAt, from),
    lt(serviceRequest.submittedAt, to),
    ...within(place),
  ]);
}

/** Orders of any time that are in one of the states. */
export function* ordersInStates(
  records: Records,
  states: readonly CountedOrder["status"][],
  place: Place,
): Generator<CountedOrder> {
  yield* paged(records, [inArray(serviceRequest.status, [...states]), ...within(place)]);
}

function within({ district, itemId }: Place): SQL[] {
  return [
    ...(district === undefined ? [] : [eq(serviceRequest.district, district)]),
    ...(itemId === undefined ? [] : [eq(serviceRequest.itemId, itemId)]),
  ];
}

/** Along the index on the time of submission, each page beginning where the last one ended. */
function* paged(records: Records, conditions: readonly SQL[]): Generator<CountedOrder> {
  let at = 0;
  let id = 0;
  for (;;) {
    const page = records
      .select(COLUMNS)
      .from(serviceRequest)
      .where(
        and(
          gte(serviceRequest.submittedAt, at),
          or(gt(serviceRequest.submittedAt, at), gt(serviceRequest.id, id)),
          ...conditions,
        ),
      )
      .orderBy(asc(serviceRequest.submittedAt), asc(serviceRequest.id))
      .limit(PAGE)
      .all();
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    at = last.submittedAt;
    id = last.id;
  }
}
