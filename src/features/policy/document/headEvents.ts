/** What the head of a law says happened when: 通过, 公布, 修正, 施行. */
import { withoutQuotations } from "./bookTitles.ts";
import { findDates } from "./dates.ts";
import { bare } from "./marks.ts";

/** One happening. `iso` is `YYYY-MM-DD`; `what` is what follows the date, titles in 《》 blanked out. */
export interface HeadEvent {
  readonly iso: string;
  readonly what: string;
}

/** Dates that the head gives by verbs. */
export interface HeadDates {
  readonly adoptedOn: string | undefined;
  readonly issuedOn: string | undefined;
  readonly amendedOn: string | undefined;
  readonly effectiveOn: string | undefined;
  /** A date that stands alone, without a verb. */
  readonly bareDate: string | undefined;
}

/** The events of the head's lines, in order. A date after 经 or 于 belongs to the event before it. */
export function headEvents(headLines: readonly string[]): HeadEvent[] {
  return headLines.flatMap((line) => {
    const text = withoutQuotations(bare(line));
    const dates = findDates(text).filter(({ start }) => !/[经于]\s*$/.test(text.slice(0, start)));
    return dates.map(({ iso, end }, i) => ({ iso, what: text.slice(end, dates[i + 1]?.start).trim() }));
  });
}

/** Reads the dates off the events. */
export function headDates(events: readonly HeadEvent[]): HeadDates {
  const starts = events.find(({ what }) => /^(起)?(正式)?(施行|实施|试行|执行|生效)/.test(what));
  const others = events.filter((event) => event !== starts);
  return {
    adoptedOn: others.find(({ what }) => what.includes("通过"))?.iso,
    issuedOn: others.find(({ what }) => /(发布|公布|颁布|印发)/.test(what) && !/(修正|修订)/.test(what))?.iso,
    amendedOn: others.findLast(({ what }) => /(修正|修订)/.test(what))?.iso,
    effectiveOn: starts?.iso,
    bareDate: others.find(({ what }) => /^[）)\s]*$/.test(what))?.iso,
  };
}
