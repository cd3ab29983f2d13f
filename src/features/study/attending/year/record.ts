/** A member's year: what they were invited to, and what became of it. */
import type { Attending, StudyRecord } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { requireReads } from "../attendingRights.ts";
import { outcomeOf, wasGone } from "./outcome.ts";
import { memberYear, reflectionsInYear } from "./year.repo.ts";
import { yearSpan } from "./yearSpan.ts";

/**
 * Sessions that are over, and those on now where the member has signed in already. `invited` leaves out the guest's
 * lines, `attended` counts them: a record shows all that a person took part in.
 */
export function createRecord(parts: AttendingParts): Attending["record"] {
  const { store, clock, timeZone, members, quizBest } = parts;
  return (actor, memberId, year): StudyRecord => {
    requireReads(parts, actor, memberId);
    const span = yearSpan(year, timeZone);
    const member = members.get(memberId);
    const now = clock();
    const rows = memberYear(store.records, memberId, span).filter(
      ({ endsAt, startsAt, attendedAt, madeUpAt }) =>
        attendedAt !== null ||
        madeUpAt !== null ||
        (endsAt <= now && !(member !== undefined && wasGone(member, startsAt, timeZone))),
    );
    const lines = rows.map((row) => ({
      sessionId: row.sessionId,
      title: row.title,
      form: row.form,
      startsAt: row.startsAt,
      outcome: outcomeOf(row),
    }));
    return {
      year,
      invited: rows.filter(({ guest }) => !guest).length,
      attended: lines.filter(({ outcome }) => outcome === "attended").length,
      madeUp: lines.filter(({ outcome }) => outcome === "madeUp").length,
      reflections: reflectionsInYear(store.records, memberId, span),
      quizzes: quizBest(memberId, year),
      lines,
    };
  };
}
