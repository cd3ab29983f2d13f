/** Times in messages: by date, never 今天 or 明天, since a message may be read the day after it was written. */
import { dayOf, timeOf, weekdayOf } from "../../../delivery/index.ts";

const WEEKDAYS = "一二三四五六日";

/** A moment where the bureau is. */
export interface Ground {
  readonly timeZone: string;
  /** Unix ms: another year than now's is named. */
  readonly now: number;
}

/** 11月27日（星期五）下午3点. @param at Unix ms */
export function sayStart(at: number, ground: Ground): string {
  return `${sayDayOf(dayOf(at, ground.timeZone), ground)}${sayClock(timeOf(at, ground.timeZone))}`;
}

/** 11月27日（星期五）下午3点到4点半; over midnight both days are named. Unix ms. */
export function sayWhen(
  { startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number },
  ground: Ground,
): string {
  const { timeZone } = ground;
  if (dayOf(startsAt, timeZone) !== dayOf(endsAt, timeZone))
    return `${sayStart(startsAt, ground)}到${sayStart(endsAt, ground)}`;
  const [from, to] = [sayClock(timeOf(startsAt, timeZone)), sayClock(timeOf(endsAt, timeZone))];
  return `${sayDayOf(dayOf(startsAt, timeZone), ground)}${from}到${to.startsWith(from.slice(0, 2)) ? to.slice(2) : to}`;
}

/** 11月27日（星期五）. @param day `YYYY-MM-DD` */
export function sayDayOf(day: string, { timeZone, now }: Ground): string {
  const [year, month, date] = day.split("-");
  const named = year === dayOf(now, timeZone).slice(0, 4) ? "" : `${year}年`;
  return `${named}${Number(month)}月${Number(date)}日（星期${WEEKDAYS[weekdayOf(day) - 1]}）`;
}

/** 下午3点, 上午9点半, 中午12点10分. @param minutes since midnight */
function sayClock(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  const rest = past === 0 ? "" : past === 30 ? "半" : `${past}分`;
  return `${part}${hour > 12 ? hour - 12 : hour}点${rest}`;
}
