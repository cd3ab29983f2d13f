/** Times in messages: by date, never 今天 or 明天, since a message may be read the day after it was written. */
import { dayOf, timeOf, weekdayOf } from "./localTime.ts";

const WEEKDAYS = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"] as const;

/**
 * 11月27日（星期五）下午3点.
 * @param at Unix ms
 * @param now Unix ms: another year than now's is named; without it no year is
 */
export function sayAt(at: number, timeZone: string, now?: number): string {
  return `${sayDayOf(dayOf(at, timeZone), timeZone, now)}${sayTime(timeOf(at, timeZone))}`;
}

/** 11月27日（星期五）下午3点到4点半; over midnight both days are named. Unix ms. */
export function saySpan(
  { from, to }: { readonly from: number; readonly to: number },
  timeZone: string,
  now?: number,
): string {
  const day = dayOf(from, timeZone);
  if (day !== dayOf(to, timeZone)) return `${sayAt(from, timeZone, now)}到${sayAt(to, timeZone, now)}`;
  const [start, end] = [sayTime(timeOf(from, timeZone)), sayTime(timeOf(to, timeZone))];
  const sameHalf = end.startsWith(start.slice(0, 2));
  return `${sayDayOf(day, timeZone, now)}${start}到${sameHalf ? end.slice(2) : end}`;
}

/** 11月27日（星期五）. @param day `YYYY-MM-DD` */
export function sayDayOf(day: string, timeZone: string, now?: number): string {
  const year = day.slice(0, 4);
  const named = now === undefined || year === dayOf(now, timeZone).slice(0, 4) ? "" : `${year}年`;
  return `${named}${sayDate(day)}（${sayWeekday(weekdayOf(day))}）`;
}

/** 上午8点半, 中午12点, 下午2点45分. @param minutes since midnight */
export function sayTime(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  const rest = past === 0 ? "" : past === 30 ? "半" : `${past}分`;
  return `${part}${hour > 12 ? hour - 12 : hour}点${rest}`;
}

/** 11月24日. @param day `YYYY-MM-DD` */
export function sayDate(day: string): string {
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日`;
}

/** 星期一. @param weekday 1 for Monday up to 7 */
export function sayWeekday(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? "";
}
