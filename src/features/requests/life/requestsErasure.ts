/**
 * Orders of a member who is erased or whose data is exported. What stays after erasure is what the bureau accounts for:
 * numbers, items, times and vouchers (会计法 第二十三条: vouchers and books are archived; terms: 会计档案管理办法,
 * 财政部、国家档案局令第79号).
 */

import type { ExportedOrder, OrderDetail, RequestEvent, Requests } from "../types.ts";
import { viewOf } from "./requestRowsView.ts";
import type { Core } from "./requestsCore.ts";
import { SYSTEM } from "./requestsCore.ts";
import { emptyMessages, emptyOrder } from "./requestsErasure.repo.ts";
import { OPEN } from "./transitionRights.ts";

const EMPTY_DETAIL: OrderDetail = { contactName: "", needs: [], answers: {}, words: "" };

export function createErasure(
  core: Core,
  act: Requests["act"],
  eventsOf: (id: number, withNotes: boolean) => RequestEvent[],
): Pick<Requests, "erase" | "ordersForExport"> {
  const { store, box, clock, table, trail } = core;
  return {
    erase: (memberId) =>
      store.transaction(() => {
        const rows = table.all(memberId).filter(({ erasedAt }) => erasedAt === null);
        const empty = {
          detail: box.seal(JSON.stringify(EMPTY_DETAIL)),
          reply: box.seal(JSON.stringify({ blocks: [], choices: [] })),
        };
        for (const { id, status } of rows) {
          emptyMessages(store.records, id, empty.reply);
          // Nobody is to come any more, and what is held is given back. The worker's message about it names nobody.
          if ((OPEN as readonly string[]).includes(status)) act(SYSTEM, id, { do: "cancel" });
          emptyOrder(store.records, id, empty.detail, clock());
        }
        return rows.length;
      }),
    ordersForExport: (memberId) =>
      table.all(memberId).map(
        (row): ExportedOrder => ({
          request: viewOf(row, core.item(row.itemId)),
          detail: core.openDetail(row.id),
          events: eventsOf(row.id, true),
          ratingWord: row.ratingSealed === null ? null : box.open(row.ratingSealed),
          attachments: trail.attachments(row.id).length,
        }),
      ),
  };
}
