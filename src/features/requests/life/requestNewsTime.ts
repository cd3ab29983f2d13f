/** Times in messages. By date, never 今天 or 明天: a message may be read the day after it was written. */
import { dayOf, timeOf, weekdayOf } from "../../../delivery/index.ts";
import type { TimeSpan } from "../types.ts";

const WEEKDAYS = "一二三四五六日";

/** 11月24日（星期二）下午2点半. @param at Unix ms */
export function sayAt(at: number, timeZone: string): string {
  return `${sayDate(at, timeZone)}${sayClock(timeOf(at, timeZone))}`;
}

/** 11月24日（星期二）下午2点到6点; 11月24日（星期二）上午8点半到11月25日（星期三）下午6点. */
export function saySpan({ from, to }: TimeSpan, timeZone: string): string {
  if (dayOf(from, timeZone) !== dayOf(to, timeZone))
    return `${sayAt(from, timeZone)}到${sayAt(to, timeZone)}`;
  const [start, end] = [sayClock(timeOf(from, timeZone)), sayClock(timeOf(to, timeZone))];
  return `${sayDate(from, timeZone)}${start}到${end.startsWith(start.slice(0, 2)) ? end.slice(2) : end}`;
}

function sayDate(at: number, timeZone: string): string {
  const day = dayOf(at, timeZone);
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日（星期${WEEKDAYS[weekdayOf(day) - 1]}）`;
}

/** @param minutes since midnight */
function sayClock(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  const rest = past === 0 ? "" : past === 30 ? "半" : `${past}分`;
  return `${part}${hour > 12 ? hour - 12 : hour}点${rest}`;
}
