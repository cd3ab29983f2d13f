/** A rule in plain words: 每月第一个星期五 15:00. */
import type { Rule, RuleDay } from "./rule.ts";

const WEEKDAYS = "一二三四五六日";
const NUMBERS = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** @param time `HH:MM` */
export function ruleWords(rule: Rule, time: string): string {
  const often = cycle(rule);
  // 每周三, as people say it, for 每周星期三.
  const words = often === undefined ? "按自定的日子" : `${often}${within(rule)}`.replace("每周星期", "每周");
  const end =
    rule.count !== undefined
      ? `，共${rule.count}次`
      : rule.until === undefined
        ? ""
        : `，到${sayDay(rule.until)}为止`;
  return `${words} ${time}${end}`;
}

function cycle({
  freq,
  interval,
  byMonth,
  byDay,
  byMonthDay,
  byYearDay,
  byWeekNo,
  bySetPos,
}: Rule): string | undefined {
  if (byYearDay.length > 0 || byWeekNo.length > 0) return undefined;
  if (bySetPos.length > 0 && byDay.length === 0) return undefined;
  if (byDay.length > 0 && byMonthDay.length > 0) return undefined;
  const every = interval === 1 ? "每" : `每${interval === 2 ? "两" : number(interval)}`;
  const months = byMonth.length === 0 ? "" : `${byMonth.join("、")}月`;
  switch (freq) {
    case "DAILY":
      if (byMonth.length > 0 || byMonthDay.length > 0) return undefined;
      return byDay.length > 0 ? "每周" : interval === 1 ? "每天" : `${every}天`;
    case "WEEKLY":
      return months === "" ? (interval === 1 ? "每周" : `${every}周的`) : undefined;
    case "MONTHLY":
      return months === ""
        ? interval === 1
          ? "每月"
          : `${every}个月的`
        : interval === 1
          ? `每年${months}的`
          : undefined;
    case "YEARLY": {
      // Without a month, a weekday is one of the whole year.
      if (months === "" && byDay.length > 0) return undefined;
      return interval === 1 ? `每年${months}` : `${every}年的${months}`;
    }
  }
}

function within({ byDay, byMonthDay, bySetPos }: Rule): string {
  if (bySetPos.length > 0) return `${bySetPos.map(nth).join("、")}${sayDays(byDay)}`;
  if (byMonthDay.length > 0) return byMonthDay.map(sayMonthDay).join("、");
  return byDay.length === 0 ? "" : sayDays(byDay);
}

function sayDays(days: readonly RuleDay[]): string {
  if (days.every(({ nth: at }) => at === undefined)) {
    return `星期${days.map(({ weekday }) => WEEKDAYS[weekday - 1]).join("、")}`;
  }
  return days
    .map(({ weekday, nth: at }) => `${at === undefined ? "" : nth(at)}星期${WEEKDAYS[weekday - 1]}`)
    .join("、");
}

function nth(n: number): string {
  if (n === -1) return "最后一个";
  return n > 0 ? `第${number(n)}个` : `倒数第${number(-n)}个`;
}

function sayMonthDay(day: number): string {
  if (day === -1) return "最后一天";
  return day > 0 ? `${day}日` : `倒数第${number(-day)}天`;
}

function number(n: number): string {
  return NUMBERS[n] ?? String(n);
}

function sayDay(day: string): string {
  const [year, month, date] = day.split("-");
  return `${year}年${Number(month)}月${Number(date)}日`;
}
