/** Rows of orders as others see them. */
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { ServiceRequest } from "../types.ts";
import type { RequestRow } from "./requests.repo.ts";

/** A row's open fields. `item` is undefined where the catalogue has lost it. */
export function viewOf(row: RequestRow, item: ServiceItem | undefined): ServiceRequest {
  const { wantedFrom, wantedTo, detailSealed, ratingSealed, assigneeName, escalation, ...open } = row;
  return {
    ...open,
    item: item?.name ?? row.itemId,
    kind: item?.kind ?? "",
    escalation: escalation as 0 | 1 | 2,
    wanted: wantedFrom === null || wantedTo === null ? null : { from: wantedFrom, to: wantedTo },
    assignee: assigneeName,
  };
}
