/** Moments and days as people say them. */

/** 2026年11月23日 10:05, where the bureau is. @param at Unix ms */
export function sayMoment(at: number, timeZone: string): string {
  const parts = new Map<string, string>(
    new Intl.DateTimeFormat("zh-CN", {
      timeZone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const get = (type: string) => parts.get(type) ?? "";
  return `${get("year")}年${Number(get("month"))}月${Number(get("day"))}日 ${get("hour")}:${get("minute")}`;
}

/** 2026年11月23日, where the bureau is. @param at Unix ms */
export function sayDate(at: number, timeZone: string): string {
  return sayMoment(at, timeZone).split(" ")[0]!;
}

/** 2026-11-23 → 2026年11月23日; what is no such day stays as it is. */
export function sayDay(day: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return match === null ? day : `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}
