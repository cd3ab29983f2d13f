/** Figures of service orders: how many, how fast, how well, and what is late; by period, district and item. */
import type { OfficeHours } from "../../../delivery/index.ts";
import type { Store } from "../../../store/index.ts";
import { type Actor, requireRole } from "../../members/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { type CountedOrder, ordersInStates, ordersOfPeriod } from "./figures.repo.ts";
import {
  measure,
  OPEN_STATUSES,
  type OpenFigures,
  OpenTally,
  type PeriodFigures,
  PeriodTally,
} from "./figuresTally.ts";
import { createWorkTime } from "./figuresWorkTime.ts";

export type { OpenFigures, PeriodFigures, RatingFigures, Spread, StepFigures } from "./figuresTally.ts";

/** Of which orders. */
export interface FiguresFilter {
  /** Submitted at this instant or later, Unix ms. */
  readonly from: number;
  /** Submitted before this instant, Unix ms. */
  readonly to: number;
  readonly district?: string;
  readonly itemId?: string;
}

/** Figures of one group. */
export interface GroupFigures {
  /** Of the orders submitted in the period. */
  readonly period: PeriodFigures;
  /** Of all open orders, whenever they were submitted. */
  readonly now: OpenFigures;
}

/** Figures of all, and group by group. Groups without any order are left out. */
export interface Figures extends GroupFigures {
  /** In the order of the districts' names; orders without a district come last, as null. */
  readonly districts: readonly (GroupFigures & { readonly district: string | null })[];
  /** In the order of the catalogue; items it has lost come last, under their id. */
  readonly items: readonly (GroupFigures & { readonly itemId: string; readonly item: string })[];
}

/** What the figures are counted from. */
export interface FiguresParts {
  readonly store: Store;
  readonly officeHours: Pick<OfficeHours, "nextOpening" | "workMinutesBetween">;
  readonly catalogue: { current(): Catalogue };
  /** Unix ms. */
  readonly clock: () => number;
}

/**
 * Counts orders, exactly, row by row: a year of 200,000 takes a second or two. Make one and keep it: what it learned of
 * the calendar it needs again.
 * The function needs a role of staff, and throws NotAllowed without one.
 */
export function createFigures({ store, officeHours, catalogue, clock }: FiguresParts) {
  const workTime = createWorkTime(officeHours);
  return (actor: Actor, { from, to, district, itemId }: FiguresFilter): Figures => {
    requireRole(actor, "viewer", "editor", "dispatcher", "liaison");
    const now = clock();
    const place = { district, itemId };
    const all = new Tally();
    const districts = new Groups<string | null>();
    const items = new Groups<string>();
    const tallies = (order: CountedOrder) => [all, districts.of(order.district), items.of(order.itemId)];
    // One transaction, so that both readings see the same orders.
    store.records.transaction(() => {
      for (const order of ordersOfPeriod(store.records, from, to, place)) {
        const measured = measure(order, now, workTime);
        for (const { period } of tallies(order)) period.add(measured);
      }
      for (const order of ordersInStates(store.records, OPEN_STATUSES, place))
        for (const { open } of tallies(order)) open.add(order, now);
    });
    return {
      ...all.figures(),
      districts: districts.figures(byDistrict).map(([name, group]) => ({ district: name, ...group })),
      items: inCatalogue(items, catalogue.current()),
    };
  };
}

/** See {@link createFigures}. */
export type CountFigures = ReturnType<typeof createFigures>;

class Tally {
  readonly period = new PeriodTally();
  readonly open = new OpenTally();

  figures(): GroupFigures {
    return { period: this.period.figures(), now: this.open.figures() };
  }
}

class Groups<K> {
  readonly #tallies = new Map<K, Tally>();

  of(key: K): Tally {
    const known = this.#tallies.get(key);
    if (known !== undefined) return known;
    const tally = new Tally();
    this.#tallies.set(key, tally);
    return tally;
  }

  figures(order: (a: K, b: K) => number): [K, GroupFigures][] {
    return [...this.#tallies].sort(([a], [b]) => order(a, b)).map(([key, tally]) => [key, tally.figures()]);
  }
}

function byDistrict(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a.localeCompare(b, "zh-CN");
}

function inCatalogue(items: Groups<string>, { items: offered, byId }: Catalogue): Figures["items"] {
  const places = new Map(offered.map(({ id }, index) => [id, index]));
  const placeOf = (id: string) => places.get(id) ?? offered.length;
  return items
    .figures((a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b))
    .map(([id, group]) => ({ itemId: id, item: byId.get(id)?.name ?? id, ...group }));
}
