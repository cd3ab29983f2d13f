import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../members/index.ts";
import { requestTable } from "../life/requests.repo.ts";
import {
  catalogue,
  DAY_MS,
  MINUTE_MS,
  MORNING,
  OPERATOR,
  officeHours,
  setUpOrders,
  staffActor,
} from "./figures.fixture.ts";
import { createFigures } from "./figures.ts";
import { nearestRank } from "./figuresTally.ts";
import { createWorkTime } from "./figuresWorkTime.ts";

const [FIRST, SECOND] = catalogue.items.map(({ id }) => id);
const WEEK = { from: MORNING - 7 * DAY_MS, to: MORNING + 7 * DAY_MS };
const NOTHING_TAKEN = {
  count: 0,
  workMinutes: undefined,
  wallMinutes: undefined,
  onTimeShare: undefined,
};

function setUp() {
  const bureau = setUpOrders();
  const { store, clock } = bureau;
  const figures = createFigures({ store, officeHours, catalogue: { current: () => catalogue }, clock });
  return { ...bureau, figures };
}

/** An order that went through: minutes from submission to each step. */
function finished(accept: number, finish: number) {
  return {
    status: "done" as const,
    acceptedAt: MORNING + accept * MINUTE_MS,
    doneAt: MORNING + finish * MINUTE_MS,
  };
}

describe("figures", () => {
  it("of nothing are zeros and gaps, never NaN", () => {
    const { figures } = setUp();
    expect(figures(OPERATOR, WEEK)).toStrictEqual({
      period: {
        orders: 0,
        byStatus: {
          submitted: 0,
          accepted: 0,
          dispatched: 0,
          onTheWay: 0,
          done: 0,
          rated: 0,
          declined: 0,
          cancelled: 0,
        },
        accept: NOTHING_TAKEN,
        arrive: NOTHING_TAKEN,
        finish: NOTHING_TAKEN,
        ratings: { count: 0, mean: undefined, stars: [0, 0, 0, 0, 0] },
      },
      now: {
        open: 0,
        byAge: { under1Day: 0, from1To3Days: 0, from3To7Days: 0, over7Days: 0 },
        late: 0,
      },
      districts: [],
      items: [],
    });
  });

  it("tell median and 90th percentile by nearest rank, by the clock and in hours of work", () => {
    const { figures, order } = setUp();
    // Ten orders, accepted after 10, 20 … 100 minutes; all finished after a day: the office was open 390 minutes of it.
    for (let i = 1; i <= 10; i++) order(finished(i * 10, 24 * 60));
    const { accept, finish } = figures(OPERATOR, WEEK).period;
    expect(accept.wallMinutes).toEqual({ median: 50, p90: 90 });
    expect(accept.workMinutes).toEqual({ median: 50, p90: 90 });
    const day = officeHours.workMinutesBetween(MORNING, MORNING + DAY_MS);
    expect(day).toBeGreaterThan(0);
    expect(finish).toMatchObject({
      count: 10,
      wallMinutes: { median: 1_440, p90: 1_440 },
      workMinutes: { median: day, p90: day },
    });
  });

  it("count as late what missed its deadline, also what has not come to the step yet", () => {
    const { figures, order, set } = setUp();
    order(finished(60, 24 * 60));
    order(finished(61, 24 * 60 + 1));
    order();
    // Not due: cancelled before its deadline, and nobody was to arrive anywhere.
    order({ status: "cancelled" });
    set(MORNING + 2 * 60 * MINUTE_MS);
    const { accept, arrive, finish } = figures(OPERATOR, WEEK).period;
    expect(accept.onTimeShare).toBe(1 / 3);
    expect(arrive.onTimeShare).toBeUndefined();
    expect(finish.onTimeShare).toBe(1 / 2);
  });

  it("tell how many were rated and how", () => {
    const { figures, order } = setUp();
    for (const rating of [5, 5, 4, 1]) order({ ...finished(1, 2), status: "rated", rating });
    order(finished(1, 2));
    expect(figures(OPERATOR, WEEK).period.ratings).toEqual({ count: 4, mean: 3.75, stars: [1, 0, 0, 1, 2] });
  });

  it("tell the age of what is open now, whenever it was submitted, with the borders in the older group", () => {
    const { figures, order } = setUp();
    const aged = (days: number) =>
      order({
        submittedAt: MORNING - days * DAY_MS,
        status: "accepted",
        acceptedAt: MORNING - days * DAY_MS,
        finishBy: MORNING + DAY_MS,
      });
    for (const days of [0, 0.99, 1, 2.9, 3, 6.9, 7, 400]) aged(days);
    order({ ...finished(1, 2), submittedAt: MORNING - 2 * DAY_MS });
    expect(figures(OPERATOR, WEEK).now).toEqual({
      open: 8,
      byAge: { under1Day: 2, from1To3Days: 2, from3To7Days: 2, over7Days: 2 },
      late: 0,
    });
  });

  it("call late now what is open behind the deadline of its step", () => {
    const { figures, order, set, store, clock } = setUp();
    set(MORNING + 3 * 60 * MINUTE_MS);
    const past = MORNING + MINUTE_MS;
    const ahead = MORNING + DAY_MS;
    const since = { submittedAt: MORNING, finishBy: ahead, acceptBy: past };
    order(since);
    order({ ...since, status: "accepted", acceptedAt: past });
    order({ ...since, status: "dispatched", acceptedAt: past, arriveBy: past });
    order({ ...since, status: "onTheWay", acceptedAt: past, arriveBy: past, arrivedAt: past });
    order({ ...since, status: "onTheWay", acceptedAt: past, finishBy: past });
    order({ ...since, status: "done", acceptedAt: past, finishBy: past, doneAt: ahead });
    expect(figures(OPERATOR, WEEK).now).toMatchObject({ open: 5, late: 3 });
    // The same as the list of late orders.
    expect(requestTable(store.records).list({ late: true }, 100, clock())).toHaveLength(3);
  });

  it("keep to the period, its end left out, to district and item", () => {
    const { figures, order } = setUp();
    const at = { from: MORNING, to: MORNING + DAY_MS };
    order({ district: "天元区", itemId: FIRST! });
    order({ district: "芦淞区", itemId: SECOND! });
    order({ submittedAt: MORNING - 1 });
    order({ submittedAt: MORNING + DAY_MS });
    expect(figures(OPERATOR, at).period.orders).toBe(2);
    expect(figures(OPERATOR, { ...at, district: "天元区" }).period.orders).toBe(1);
    expect(figures(OPERATOR, { ...at, itemId: SECOND! }).period.orders).toBe(1);
    expect(figures(OPERATOR, { ...at, district: "天元区", itemId: SECOND! }).period.orders).toBe(0);
  });

  it("group by district and by item, and what has neither is not lost", () => {
    const { figures, order } = setUp();
    order({ district: "天元区", itemId: SECOND! });
    order({ district: "天元区", itemId: FIRST! });
    order({ itemId: "long-gone" });
    const { districts, items } = figures(OPERATOR, WEEK);
    expect(districts.map(({ district, period, now }) => [district, period.orders, now.open])).toEqual([
      ["天元区", 2, 2],
      [null, 1, 1],
    ]);
    expect(items.map(({ itemId, item, period }) => [itemId, item, period.orders])).toEqual([
      [FIRST, catalogue.items[0]!.name, 1],
      [SECOND, catalogue.items[1]!.name, 1],
      ["long-gone", "long-gone", 1],
    ]);
  });

  it("read past the end of a page, also where many orders came at the same moment", () => {
    const { figures, order, store } = setUp();
    store.transaction(() => {
      for (let i = 0; i < 5_001; i++) order({ submittedAt: MORNING });
      for (let i = 0; i < 5_000; i++) order({ submittedAt: MORNING + i });
    });
    const { period, now } = figures(OPERATOR, WEEK);
    expect([period.orders, now.open]).toEqual([10_001, 10_001]);
  });

  it("are for staff", () => {
    const { figures } = setUp();
    for (const role of ["viewer", "editor", "dispatcher", "liaison", "admin"] as const)
      expect(figures(staffActor(role), WEEK).period.orders).toBe(0);
    expect(() => figures(staffActor(), WEEK)).toThrow(NotAllowed);
    expect(() => figures({ kind: "member", memberId: 1 }, WEEK)).toThrow(NotAllowed);
    expect(() => figures({ kind: "system", name: "open311" }, WEEK)).toThrow(NotAllowed);
  });
});

describe("a percentile", () => {
  it("is a value that was there, which so many do not exceed, and fewer one place before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 100 }),
        (values, percent) => {
          const rank = nearestRank(Float64Array.from(values).sort(), percent);
          expect(values).toContain(rank);
          const atMost = values.filter((value) => value <= rank).length;
          const below = values.filter((value) => value < rank).length;
          expect(atMost * 100).toBeGreaterThanOrEqual(percent * values.length);
          expect(below * 100).toBeLessThan(percent * values.length);
        },
      ),
    );
  });
});

describe("work time", () => {
  it("is the same as the office hours have it, whatever was asked before", () => {
    const workTime = createWorkTime(officeHours);
    // Around the national day of 2026, with its holidays and swapped days.
    const instant = fc.integer({ min: Date.UTC(2026, 8, 20), max: Date.UTC(2026, 9, 20) });
    fc.assert(
      fc.property(instant, instant, (one, other) => {
        const [a, b] = [Math.min(one, other), Math.max(one, other)];
        expect(workTime(a, b)).toBeCloseTo(officeHours.workMinutesBetween(a, b), 6);
      }),
    );
  });

  it("begins anew where it is asked for times long before", () => {
    const workTime = createWorkTime(officeHours);
    const late = MORNING;
    const early = MORNING - 364 * DAY_MS;
    expect(workTime(late, late + DAY_MS)).toBe(officeHours.workMinutesBetween(late, late + DAY_MS));
    expect(workTime(early, early + DAY_MS)).toBe(officeHours.workMinutesBetween(early, early + DAY_MS));
    expect(workTime(early, late)).toBeCloseTo(officeHours.workMinutesBetween(early, late), 6);
  });
});
