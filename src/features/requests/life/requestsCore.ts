/** What every part of the feature works with. */
import { dayOf } from "../../../delivery/index.ts";
import type { Actor } from "../../members/index.ts";
import { actorName } from "../../members/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { OrderDetail, Orderer, ServiceRequest } from "../types.ts";
import type { RequestsParts } from "../typesParts.ts";
import { viewOf } from "./requestRowsView.ts";
import { type RequestTable, requestTable, STRANGER_ACTOR } from "./requests.repo.ts";
import { type TrailTable, trailTable } from "./requestsTrail.repo.ts";

export interface Core extends RequestsParts {
  readonly table: RequestTable;
  readonly trail: TrailTable;
  /** `YYYY-MM-DD` where the bureau is. */
  today(): string;
  item(itemId: string): ServiceItem | undefined;
  get(id: number): ServiceRequest | undefined;
  openDetail(id: number): OrderDetail;
}

/** The feature's own doings, as the audit log and events name them. */
export const SYSTEM: Actor = { kind: "system", name: "requests" };

export function createCore(parts: RequestsParts): Core {
  const table = requestTable(parts.store.records);
  const item = (itemId: string) => parts.catalogue.current().byId.get(itemId);
  return {
    ...parts,
    table,
    trail: trailTable(parts.store.records),
    today: () => dayOf(parts.clock(), parts.timeZone),
    item,
    get(id) {
      const row = table.get(id);
      return row && viewOf(row, item(row.itemId));
    },
    openDetail: (id) => JSON.parse(parts.box.open(table.get(id)!.detailSealed)) as OrderDetail,
  };
}

/** As events name who did something. */
export function nameOf(actor: Orderer): string {
  return actor.kind === "stranger" ? STRANGER_ACTOR : actorName(actor);
}
