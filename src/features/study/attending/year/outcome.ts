/** What a session came to for one member, and which members count for it. */
import { dayOf } from "../../../../delivery/index.ts";
import type { Answer, StudyRecord } from "../../types.ts";

export type Outcome = StudyRecord["lines"][number]["outcome"];

/** What is known of a member and a session. */
export interface Presence {
  readonly attendedAt: number | null;
  readonly madeUpAt: number | null;
  readonly answer: Answer | null;
}

/** Of a session that is over. Whoever was left on the waiting list had no place: they are not absent. */
export function outcomeOf({ attendedAt, madeUpAt, answer }: Presence): Outcome {
  if (attendedAt !== null) return "attended";
  if (madeUpAt !== null) return "madeUp";
  return answer === "declined" || answer === "waiting" ? "excused" : "absent";
}

/** Was the member dead or moved on the day of the session? `statusOn` is the day since which they are. */
export function wasGone(
  member: { readonly status?: string; readonly statusOn: string | null },
  startsAt: number,
  timeZone: string,
): boolean {
  if (member.status === "alive") return false;
  return member.statusOn === null || member.statusOn <= dayOf(startsAt, timeZone);
}
