/** Minutes of work between instants, for hundreds of thousands of pairs: exact, and fast by adding up each half hour once. */
import type { OfficeHours } from "../../../delivery/index.ts";

/** Office hours mostly begin and end on the half hour, so that most cells are wholly open or wholly closed. */
const CELL_MINUTES = 30;
const CELL_MS = CELL_MINUTES * 60_000;
/** Begin so much earlier than asked: the next question often goes a little further back. */
const RUN_UP_CELLS = 2_000;

/**
 * The same as `officeHours.workMinutesBetween`, from sums kept half hour by half hour.
 * @returns minutes with their fraction, for `a` not after `b`
 */
export function createWorkTime(
  officeHours: Pick<OfficeHours, "nextOpening" | "workMinutesBetween">,
): (a: number, b: number) => number {
  /** The half hour of Unix time at which the sums begin. */
  let start = 0;
  /** At place i: minutes of work from the start to the beginning of half hour start + i. */
  let sums: number[] = [];
  /** Unix ms: behind what was added up so far, the office is not open before. */
  let opening = Number.NEGATIVE_INFINITY;

  /** Minutes of work from the start to the beginning of a half hour. */
  const before = (cell: number): number => {
    if (sums.length === 0 || cell < start) {
      start = cell - RUN_UP_CELLS;
      sums = [0];
      opening = Number.NEGATIVE_INFINITY;
    }
    for (let last = start + sums.length - 1; last < cell; last++) {
      const [begin, end] = [last * CELL_MS, (last + 1) * CELL_MS];
      // Most of a week is night and weekend: one look passes over all of it.
      if (begin >= opening) opening = officeHours.nextOpening(begin);
      const minutes = opening >= end ? 0 : officeHours.workMinutesBetween(begin, end);
      sums.push(sums.at(-1)! + minutes);
      if (opening < end) opening = end;
    }
    return sums[cell - start]!;
  };

  /** Minutes of work from the beginning of a half hour to an instant in it. */
  const within = (cell: number, at: number): number => {
    const begin = cell * CELL_MS;
    if (at === begin) return 0;
    const minutes = before(cell + 1) - before(cell);
    if (minutes === 0) return 0;
    if (minutes === CELL_MINUTES) return (at - begin) / 60_000;
    return officeHours.workMinutesBetween(begin, at);
  };

  return (a, b) => {
    const [first, last] = [Math.floor(a / CELL_MS), Math.floor(b / CELL_MS)];
    // Asked first for the earlier one: where the sums must begin anew, both are told from the new beginning.
    const until = before(first) + within(first, a);
    return before(last) + within(last, b) - until;
  };
}
