/** When a session is, in the words of messages. */
import { sayAt, sayDayOf as sayDayAt, saySpan } from "../../../delivery/index.ts";

/** From where and when a time is spoken of. */
export interface Ground {
  readonly timeZone: string;
  /** Unix ms: another year than now's is named. */
  readonly now: number;
}

/** 11月27日（星期五）下午3点. @param at Unix ms */
export function sayStart(at: number, { timeZone, now }: Ground): string {
  return sayAt(at, timeZone, now);
}

/** 11月27日（星期五）下午3点到4点半; over midnight both days are named. Unix ms. */
export function sayWhen(
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  { timeZone, now }: Ground,
): string {
  return saySpan({ from: startsAt, to: endsAt }, timeZone, now);
}

/** 11月27日（星期五）. @param day `YYYY-MM-DD` */
export function sayDayOf(day: string, { timeZone, now }: Ground): string {
  return sayDayAt(day, timeZone, now);
}
