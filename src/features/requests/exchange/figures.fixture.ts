/** Orders put straight into the table, for the tests of figures and export: a store in memory and the real calendar. */
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { loadHolidays, loadOfficeHours } from "../../../delivery/index.ts";
import type { Role } from "../../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../../store/index.ts";
import type { Actor } from "../../members/index.ts";
import { createMembers } from "../../members/index.ts";
import { loadCatalogue } from "../catalogue/catalogue.ts";
import type { OrderDetail } from "../types.ts";

const DATA = resolve(import.meta.dirname, "..", "..", "..", "..", "data");
export const ZONE = "Asia/Shanghai";
export const KEY = Buffer.alloc(32, 7);
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** Monday 2026-11-23, 09:00 in Shanghai: the office is open from 08:30 to 12:00 and from 14:30 to 17:30. */
export const MORNING = Date.UTC(2026, 10, 23, 1);
export const OPERATOR: Actor = { kind: "operator", name: "test" };

export const catalogue = loadCatalogue(join(DATA, "services.yaml"));
export const officeHours = loadOfficeHours(
  join(DATA, "office-hours.csv"),
  loadHolidays(join(DATA, "holidays.csv")),
  ZONE,
);

export function staffActor(...roles: Role[]): Actor {
  return { kind: "staff", staffId: 1, name: "测试员", roles };
}

type OrderRow = typeof tables.serviceRequest.$inferInsert;

export function setUpOrders() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let counted = 0;
  const box = createSecretBox(KEY);
  const clock = () => now;
  const members = createMembers({ store, box, key: KEY, clock, timeZone: ZONE });
  return {
    store,
    box,
    members,
    clock,
    set: (to: number) => {
      now = to;
    },
    /** An order of the catalogue's first item, submitted now, accepted within an hour, finished within a day. */
    order({ detail, ...row }: Partial<OrderRow> & { readonly detail?: Partial<OrderDetail> } = {}): number {
      counted++;
      const submittedAt = row.submittedAt ?? now;
      const kept = { contactName: "测试甲", needs: [], answers: {}, words: "", ...detail };
      return store.records
        .insert(tables.serviceRequest)
        .values({
          number: `20261123-${String(counted).padStart(4, "0")}`,
          itemId: catalogue.items[0]!.id,
          source: "staff",
          status: "submitted",
          detailSealed: box.seal(JSON.stringify(kept)),
          submittedAt,
          acceptBy: submittedAt + 60 * MINUTE_MS,
          finishBy: submittedAt + DAY_MS,
          ...row,
        })
        .returning({ id: tables.serviceRequest.id })
        .get().id;
    },
  };
}
