/** When the office is open, and deadlines counted in hours of work. Holidays and swapped days are respected. */

import { SCHEDULE_TEXT } from "../scheduleText.ts";
import { CalendarFileError, readCalendarFile } from "./calendarFile.ts";
import type { Calendar } from "./holidays.ts";
import { dayOf, daysAfter, instantOf, minutesOf, timeOf, timeText, weekdayOf } from "./localTime.ts";
import { sayDate, sayTime, sayWeekday } from "./spokenTime.ts";

/** The office's hours. Instants are Unix ms. */
export interface OfficeHours {
  open(now: number): boolean;
  /** The first instant from `now` on at which the office is open: `now` itself when it is. */
  nextOpening(now: number): number;
  /** `nextOpening` in words: 今天下午2点半, 明天（11月24日）上午8点半, 11月30日（星期一）上午8点半; 现在 when open. */
  sayNextOpening(now: number): string;
  /**
   * The first instant by which so many minutes of work have passed since `from`; `from` itself for none.
   * @throws RangeError when `minutes` is negative or no number
   */
  addWorkMinutes(from: number, minutes: number): number;
  /** Minutes of work from `a` to `b`, with their fraction; negative when `b` comes first. */
  workMinutesBetween(a: number, b: number): number;
}

/** Minutes since midnight; `to` is excluded. */
interface Hours {
  readonly from: number;
  readonly to: number;
}

/** Unix ms; `end` is excluded. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const COLUMNS = ["weekday", "from", "to"] as const;
const WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const MINUTE_MS = 60_000;
/** Longer than any run of days off. */
const LONGEST_CLOSED_DAYS = 60;

/**
 * Loads `office-hours.csv`: rows `weekday,from,to` (周一,08:30,12:00), several a day. A swapped workday (调休) at a
 * weekend has the hours of that weekday where there are any, and those of the week's first day otherwise.
 * @throws CalendarFileError naming the line; ENOENT as it comes
 */
export function loadOfficeHours(file: string, calendar: Calendar, timeZone: string): OfficeHours {
  const week = new Map<number, Hours[]>();
  for (const { line, cells } of readCalendarFile(file, COLUMNS)) {
    const [name = "", from = "", to = ""] = cells;
    const weekday = WEEKDAYS.indexOf(name.replace("星期", "周").replace("周天", "周日")) + 1;
    if (weekday === 0) throw new CalendarFileError(file, line, `「${name}」不对，要写周一、周二 … 周日`);
    const hours = readHours(from, to);
    if (hours === undefined) {
      throw new CalendarFileError(file, line, "时间要写成 08:30，结束要晚于开始");
    }
    const day = week.get(weekday) ?? [];
    if (day.some((other) => hours.from < other.to && other.from < hours.to)) {
      throw new CalendarFileError(file, line, `和${name}的另一段时间重叠`);
    }
    week.set(
      weekday,
      [...day, hours].sort((a, b) => a.from - b.from),
    );
  }
  if (![1, 2, 3, 4, 5].some((weekday) => week.has(weekday))) {
    throw new CalendarFileError(file, 1, "周一到周五至少要有一段办公时间");
  }
  return createOfficeHours(week, calendar, timeZone);
}

function readHours(from: string, to: string): Hours | undefined {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  return start === undefined || end === undefined || start >= end ? undefined : { from: start, to: end };
}

function createOfficeHours(
  week: ReadonlyMap<number, readonly Hours[]>,
  calendar: Calendar,
  timeZone: string,
): OfficeHours {
  const firstDay = week.get(Math.min(...week.keys())) ?? [];

  const hoursOf = (day: string): readonly Hours[] => {
    if (calendar.isHoliday(day)) return [];
    const own = week.get(weekdayOf(day)) ?? [];
    // A weekday without hours is one on which this office never opens; a weekend without them may be a swapped day.
    return own.length === 0 && weekdayOf(day) > 5 && calendar.isWorkday(day) ? firstDay : own;
  };

  /** The day's open spans in order. Where a clock change moves one into the next, the later one gives way. */
  const spansOf = (day: string): Span[] => {
    let free = Number.NEGATIVE_INFINITY;
    return hoursOf(day).flatMap(({ from, to }) => {
      const start = Math.max(free, instantOf(day, timeText(from), timeZone));
      const end = instantOf(day, timeText(to), timeZone);
      free = Math.max(free, end);
      return start < end ? [{ start, end }] : [];
    });
  };

  /** What is left of the open spans from `from` on, day after day without end. */
  function* spansFrom(from: number): Generator<Span> {
    let closedDays = 0;
    for (let day = dayOf(from, timeZone); ; day = daysAfter(day, 1)) {
      const spans = spansOf(day).filter(({ end }) => end > from);
      closedDays = spans.length === 0 ? closedDays + 1 : 0;
      if (closedDays > LONGEST_CLOSED_DAYS) {
        throw new RangeError(`办公时间排不出来：${day} 之前连续 ${LONGEST_CLOSED_DAYS} 天没有上班`);
      }
      for (const { start, end } of spans) yield { start: Math.max(start, from), end };
    }
  }

  const nextOpening = (now: number): number => {
    const { value } = spansFrom(now).next() as IteratorYieldResult<Span>;
    return value.start;
  };

  const workMinutesBetween = (a: number, b: number): number => {
    if (a > b) return -workMinutesBetween(b, a);
    let worked = 0;
    for (const { start, end } of spansFrom(a)) {
      if (start >= b) break;
      worked += Math.min(end, b) - start;
    }
    return worked / MINUTE_MS;
  };

  return {
    open: (now) => nextOpening(now) === now,
    nextOpening,
    sayNextOpening(now) {
      const opening = nextOpening(now);
      if (opening === now) return SCHEDULE_TEXT.now;
      const [today, day] = [dayOf(now, timeZone), dayOf(opening, timeZone)];
      const time = sayTime(timeOf(opening, timeZone));
      if (day === today) return SCHEDULE_TEXT.today(time);
      if (day === daysAfter(today, 1)) return SCHEDULE_TEXT.tomorrow(sayDate(day), time);
      return SCHEDULE_TEXT.later(sayDate(day), sayWeekday(weekdayOf(day)), time);
    },
    addWorkMinutes(from, minutes) {
      if (!(minutes >= 0 && Number.isFinite(minutes))) throw new RangeError(`不是时长：${minutes} 分钟`);
      let left = Math.round(minutes * MINUTE_MS);
      if (left === 0) return from;
      for (const { start, end } of spansFrom(from)) {
        if (left <= end - start) return start + left;
        left -= end - start;
      }
      throw new RangeError("没有办公时间");
    },
    workMinutesBetween,
  };
}
