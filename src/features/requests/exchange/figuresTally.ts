/** Counting orders: one tally a group, closed into figures at the end. */

import type { RequestStatus } from "../types.ts";
import type { CountedOrder } from "./figures.repo.ts";

/** Median and 90th percentile by nearest rank: the smallest value that so many of the values do not exceed. */
export interface Spread {
  readonly median: number;
  readonly p90: number;
}

/** How long orders took from submission to a step, and whether in time. */
export interface StepFigures {
  /** Orders that came to the step. */
  readonly count: number;
  /** In minutes when the office is open. Undefined where no order came so far. */
  readonly workMinutes: Spread | undefined;
  /** In minutes by the clock. */
  readonly wallMinutes: Spread | undefined;
  /**
   * Of the orders that came to the step, or whose deadline for it passed while they were open: how many came in time,
   * 0 to 1. Undefined where there is none such.
   */
  readonly onTimeShare: number | undefined;
}

export interface RatingFigures {
  readonly count: number;
  readonly mean: number | undefined;
  /** How often one star, two … five. */
  readonly stars: readonly [number, number, number, number, number];
}

/** Figures of the orders submitted in a period. */
export interface PeriodFigures {
  readonly orders: number;
  readonly byStatus: Readonly<Record<RequestStatus, number>>;
  readonly accept: StepFigures;
  readonly arrive: StepFigures;
  readonly finish: StepFigures;
  readonly ratings: RatingFigures;
}

/** Figures of what is open now, whenever it was submitted. */
export interface OpenFigures {
  readonly open: number;
  /** By age: less than one day (24 hours) since submission, 1 to 3, 3 to 7, 7 and more. */
  readonly byAge: {
    readonly under1Day: number;
    readonly from1To3Days: number;
    readonly from3To7Days: number;
    readonly over7Days: number;
  };
  /** The deadline of the present step, or of the whole, has passed. */
  readonly late: number;
}

export const STATUSES = [
  "submitted",
  "accepted",
  "dispatched",
  "onTheWay",
  "done",
  "rated",
  "declined",
  "cancelled",
] as const satisfies readonly RequestStatus[];

export const OPEN_STATUSES = [
  "submitted",
  "accepted",
  "dispatched",
  "onTheWay",
] as const satisfies readonly RequestStatus[];

const DAY_MS = 24 * 60 * 60 * 1000;

export function isOpen(status: RequestStatus): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

/** Whether the deadline of an open order's present step, or of the whole, has passed: as `list({ late: true })` has it. */
export function isLate(
  { status, acceptBy, arriveBy, arrivedAt, finishBy }: CountedOrder,
  now: number,
): boolean {
  if (now > finishBy) return true;
  if (status === "submitted") return now > acceptBy;
  return arriveBy !== null && arrivedAt === null && now > arriveBy;
}

/** What one order adds to the figures of a step. */
interface StepMeasure {
  /** From submission to the step; undefined where the order has not come to it. */
  readonly took: { readonly workMinutes: number; readonly wallMinutes: number } | undefined;
  /** Undefined where it cannot be said: no deadline, not due yet, or closed before. */
  readonly inTime: boolean | undefined;
}

/** An order measured once, for as many tallies as it belongs to. */
export interface MeasuredOrder {
  readonly order: CountedOrder;
  readonly accept: StepMeasure;
  readonly arrive: StepMeasure;
  readonly finish: StepMeasure;
}

/**
 * Measures an order.
 * @param now Unix ms
 * @param workTime minutes of work between two instants
 */
export function measure(
  order: CountedOrder,
  now: number,
  workTime: (a: number, b: number) => number,
): MeasuredOrder {
  const { submittedAt, status } = order;
  const step = (at: number | null, by: number | null): StepMeasure => {
    if (at === null) {
      const missed = by !== null && isOpen(status) && now > by;
      return { took: undefined, inTime: missed ? false : undefined };
    }
    const took = { workMinutes: workTime(submittedAt, at), wallMinutes: (at - submittedAt) / 60_000 };
    return { took, inTime: by === null ? undefined : at <= by };
  };
  return {
    order,
    accept: step(order.acceptedAt, order.acceptBy),
    arrive: step(order.arrivedAt, order.arriveBy),
    finish: step(order.doneAt, order.finishBy),
  };
}

/** Counts the orders of a period. */
export class PeriodTally {
  readonly #byStatus = new Map<RequestStatus, number>();
  readonly #stars: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  readonly #accept = new StepTally();
  readonly #arrive = new StepTally();
  readonly #finish = new StepTally();
  #orders = 0;

  add({ order: { status, rating }, accept, arrive, finish }: MeasuredOrder): void {
    this.#orders++;
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#accept.add(accept);
    this.#arrive.add(arrive);
    this.#finish.add(finish);
    if (rating !== null && rating >= 1 && rating <= 5) this.#stars[rating - 1]!++;
  }

  figures(): PeriodFigures {
    const rated = this.#stars.reduce((sum, count) => sum + count, 0);
    const total = this.#stars.reduce((sum, count, index) => sum + count * (index + 1), 0);
    return {
      orders: this.#orders,
      byStatus: Object.fromEntries(
        STATUSES.map((status) => [status, this.#byStatus.get(status) ?? 0]),
      ) as Record<RequestStatus, number>,
      accept: this.#accept.figures(),
      arrive: this.#arrive.figures(),
      finish: this.#finish.figures(),
      ratings: { count: rated, mean: rated === 0 ? undefined : total / rated, stars: [...this.#stars] },
    };
  }
}

/** Counts one step of many orders. */
class StepTally {
  readonly #work: number[] = [];
  readonly #wall: number[] = [];
  #due = 0;
  #inTime = 0;

  add({ took, inTime }: StepMeasure): void {
    if (took !== undefined) {
      this.#wall.push(took.wallMinutes);
      this.#work.push(took.workMinutes);
    }
    if (inTime === undefined) return;
    this.#due++;
    if (inTime) this.#inTime++;
  }

  figures(): StepFigures {
    return {
      count: this.#wall.length,
      workMinutes: spread(this.#work),
      wallMinutes: spread(this.#wall),
      onTimeShare: this.#due === 0 ? undefined : this.#inTime / this.#due,
    };
  }
}

function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  return { median: nearestRank(sorted, 50), p90: nearestRank(sorted, 90) };
}

/**
 * The percentile by nearest rank: the value at place ⌈percent × n / 100⌉ of the sorted values, never one in between.
 * @param percent whole, 1 to 100. In whole numbers: 0.9 × 10 is a little more than 9 in binary fractions
 */
export function nearestRank(sorted: Float64Array, percent: number): number {
  return sorted[Math.ceil((percent * sorted.length) / 100) - 1]!;
}

/** Counts what is open now. */
export class OpenTally {
  readonly #ages: [number, number, number, number] = [0, 0, 0, 0];
  #late = 0;

  /** @param now Unix ms */
  add(order: CountedOrder, now: number): void {
    const days = (now - order.submittedAt) / DAY_MS;
    this.#ages[days < 1 ? 0 : days < 3 ? 1 : days < 7 ? 2 : 3]++;
    if (isLate(order, now)) this.#late++;
  }

  figures(): OpenFigures {
    const [under1Day, from1To3Days, from3To7Days, over7Days] = this.#ages;
    return {
      open: under1Day + from1To3Days + from3To7Days + over7Days,
      byAge: { under1Day, from1To3Days, from3To7Days, over7Days },
      late: this.#late,
    };
  }
}
