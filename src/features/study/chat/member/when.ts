/** When a session is, as an answer says it that is read at once: the nearest days are named 今天, 明天, 后天, too. */
import { dayOf, daysAfter } from "../../../../delivery/index.ts";
import { sayWhen as sayDates, sayDayOf } from "../../sessions/when.ts";
import { NEAR_DAYS } from "../memberText.ts";

/** 后天，11月26日（星期四）下午3点到4点半. @param now Unix ms, from which today is reckoned */
export function sayWhen(
  session: { readonly startsAt: number; readonly endsAt: number },
  now: number,
  timeZone: string,
): string {
  const [day, today] = [dayOf(session.startsAt, timeZone), dayOf(now, timeZone)];
  const near = NEAR_DAYS.find((_, days) => daysAfter(today, days) === day);
  const dates = sayDates(session, { timeZone, now });
  return near === undefined ? dates : `${near}，${dates}`;
}

/** 11月27日（星期五）, with the year in another one. @param at Unix ms */
export function sayDay(at: number, now: number, timeZone: string): string {
  return sayDayOf(dayOf(at, timeZone), { timeZone, now });
}
