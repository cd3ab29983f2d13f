/** Saying a time back: 明天（11月24日，星期二）下午2点到6点. */
import { dayOf, daysAfter, timeOf, weekdayOf } from "../../../delivery/index.ts";

const WEEKDAYS = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"] as const;
const NEAR = ["今天", "明天", "后天"] as const;
const MINUTE_MS = 60_000;

/**
 * A span in words, to whole minutes; `readTime` reads the same span from them.
 * @param from Unix ms
 * @param to Unix ms, after `from`
 */
export function sayTime(from: number, to: number, now: number, zone: string): string {
  const first = `${sayDay(dayOf(from, zone), now, zone)}${partOf(from, zone)}${sayClock(from, zone)}`;
  // 下午2点到6点: an end belongs to the part of the day that it ends.
  const last = to - MINUTE_MS;
  const sameDay = dayOf(from, zone) === dayOf(to, zone);
  if (!sameDay)
    return `${first}到${sayDay(dayOf(to, zone), now, zone)}${endPart(to, zone)}${sayClock(to, zone)}`;
  const samePart = partOf(from, zone) === partOf(last, zone);
  return `${first}到${samePart ? "" : endPart(to, zone)}${sayClock(to, zone)}`;
}

/** 明天（11月24日，星期二）, 11月30日（星期一）, 2027年1月5日（星期二）. @param day `YYYY-MM-DD` */
export function sayDay(day: string, now: number, zone: string): string {
  const today = dayOf(now, zone);
  const [year, month, date] = day.split("-").map(Number);
  const calendar = `${month}月${date}日`;
  const weekday = WEEKDAYS[weekdayOf(day) - 1];
  const near = NEAR.find((_, days) => daysAfter(today, days) === day);
  if (near !== undefined) return `${near}（${calendar}，${weekday}）`;
  return `${today.startsWith(`${year}-`) ? "" : `${year}年`}${calendar}（${weekday}）`;
}

function partOf(at: number, zone: string): string {
  const hour = timeOf(at, zone) / 60;
  if (hour < 6) return "凌晨";
  if (hour < 12) return "上午";
  if (hour < 13) return "中午";
  return hour < 18 ? "下午" : "晚上";
}

function endPart(to: number, zone: string): string {
  return timeOf(to, zone) === 0 ? "凌晨" : timeOf(to, zone) === 720 ? "中午" : partOf(to - MINUTE_MS, zone);
}

/** 2点, 2点半, 12点05分. */
function sayClock(at: number, zone: string): string {
  const minutes = timeOf(at, zone);
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const shown = hour > 12 ? hour - 12 : hour;
  return `${shown}点${past === 0 ? "" : past === 30 ? "半" : `${String(past).padStart(2, "0")}分`}`;
}
