/** Words for days: 明天, 下周三, 12月1号, 月底, 腊月初八, 重阳节. Days are `YYYY-MM-DD`. */
import { daysAfter, weekdayOf } from "../../../delivery/index.ts";
import {
  FESTIVALS,
  festivalDay,
  nearestLunarDay,
  nearestSolarDay,
  nextLunarDate,
  solarDay,
} from "./timeWordsLunar.ts";
import { NUMBER, readNumber } from "./timeWordsNumber.ts";
import { TIME_TEXT } from "./timeWordsText.ts";

/** A day or a run of days that was named. */
export interface NamedDays {
  readonly kind: "days";
  /** In what way it was named: 明天后天 are two days, 明天星期二 is one named twice. */
  readonly way: "relative" | "weekday" | "date" | "span";
  readonly from: string;
  /** The last of them. */
  readonly to: string;
  /** Named without its week or month: after 周一到 the next such day is meant. */
  readonly again?: (day: string) => string | undefined;
  /** Named by its weekday alone: when it is over, the next week's is meant. */
  readonly weekly?: boolean;
}

/** What is read at one place. */
export type DayWords = NamedDays | { readonly kind: "vague"; readonly question: string };

/** A way of naming days. `pattern` is sticky; undefined when the words turn out to mean something else. */
export interface DayRule {
  readonly pattern: RegExp;
  read(match: RegExpExecArray, today: string): DayWords | undefined;
}

const WEEK = "(?:周|星期|礼拜)";
const WEEKDAYS = "一二三四五六日";
/** What makes 3号 the number of a house, a bus or a ward. */
const NOT_A_DATE = "(?!楼|栋|幢|门|线|房|病房|病室|床|院|店|桌|厅|窗|单元|机|码|车|路|文|令|公馆|馆)";

/** In order: what is longer or more exact comes first. */
export const DAY_RULES: readonly DayRule[] = [
  rule("大后[天日]", (_, today) => relative(today, 3)),
  rule("后(?:天|日子?)", (_, today) => relative(today, 2)),
  rule("(?:明天|明日子?|明儿|明朝(?!代)|明(?=早|晚|上午|中午|下午|夜))", (_, today) => relative(today, 1)),
  rule("(?:今天|今日子?|今儿|今(?=早|晚|上午|中午|下午|夜))", (_, today) => relative(today, 0)),
  rule(`过?(${NUMBER}|半)个?(天|星期|礼拜|周|月)(?:以|之|过)?后(?![天面])`, readDistance),
  rule(`(${NUMBER})天(?:以|之)?内`, ([, n = ""], today) =>
    within(today, daysAfter(today, (readNumber(n) ?? 1) - 1)),
  ),
  rule(`(下下|下|这|本)?个?${WEEK}末`, ([, which], today) => weekdays(today, which, 6, 7)),
  rule(`(下下|下|这|本)?个?${WEEK}六(?:和|、)?(?:${WEEK})?[日天]`, ([, which], today) =>
    weekdays(today, which, 6, 7),
  ),
  rule(`(下下|下|这|本)?个?${WEEK}([一二三四五六日天]|[1-7](?!\\d))(?![次回趟遍])`, readWeekday),
  rule(`(下下|下|这|本)个?${WEEK}(?:以|之)?内?`, readWeek),
  rule(
    `(?:(\\d{4})年|(今年|明年|后年))?(?:农历|阴历|旧历|老历)的?(闰?)([正冬腊]|${NUMBER})月(初|廿)?(${NUMBER})[日号]?`,
    readLunar,
  ),
  rule(
    `(?:农历|阴历|旧历|老历)?(?:(\\d{4})年|(今年|明年|后年))?(闰?)([正冬腊])月(初|廿)?(${NUMBER})[日号]?`,
    readLunar,
  ),
  rule(
    `(?:农历|阴历|旧历|老历)?(?:(\\d{4})年|(今年|明年|后年))?(闰?)(${NUMBER})月(初|廿)(${NUMBER})`,
    readLunar,
  ),
  rule(
    `(?:(\\d{4})年|(今年|明年|后年))?的?(${FESTIVALS.join("|")})节?(前一天|头一天|前夕|后一天|第二天)?`,
    readFestival,
  ),
  rule(
    "(?:农历|阴历|旧历|老历)?初([一二三四五六七八九]|十)(?![一二三四五六七八九十中级次步高])",
    ([, n = ""], today) => lunarDate(n, today),
  ),
  rule(`(?:农历|阴历|旧历|老历)(${NUMBER})[日号]?`, ([, n = ""], today) => lunarDate(n, today)),
  rule(`(?:(\\d{4})年|(今年|明年|后年))?(${NUMBER})月份?(${NUMBER})[号日]?${NOT_A_DATE}(?!个)`, readDate),
  rule(`(?:(\\d{4})年|(今年|明年|后年))?(${NUMBER})月份?的?(底|末|初|中旬|上旬|下旬|中)?(?!个)`, readMonth),
  rule(`(下下|下|这|本)个?月的?(${NUMBER})[号日]?${NOT_A_DATE}`, readDateOfMonth),
  rule("(下下|下|这|本)?个?月(底|末|初(?![一二三四五六七八九十])|中旬|中(?=$|[，。,来]))", readPartOfMonth),
  rule("(?:这个月|本月)?(上旬|中旬|下旬)", ([, part = ""], today) =>
    partOfMonth(today.slice(0, 7), part, today),
  ),
  rule("(下下?)个?月(?![一二三四五六七八九十\\d])", ([said = ""]) => vague(TIME_TEXT.whichDayOf(said))),
  rule("年底", (_, today) => span(`${today.slice(0, 4)}-12-25`, `${today.slice(0, 4)}-12-31`)),
  rule(
    `(?<![路街巷弄第村组字区园\\d一二三四五六七八九十廿])(${NUMBER})(?:号|(?<=\\d)日)${NOT_A_DATE}`,
    readBareDate,
  ),
];

function rule(source: string, read: DayRule["read"]): DayRule {
  return { pattern: new RegExp(source, "y"), read };
}

function relative(today: string, days: number): NamedDays {
  const day = daysAfter(today, days);
  return { kind: "days", way: "relative", from: day, to: day };
}

function span(from: string, to: string): NamedDays {
  return { kind: "days", way: "span", from, to };
}

function within(from: string, to: string): NamedDays {
  return span(from, to);
}

function date(day: string | undefined, said: string, again?: NamedDays["again"]): DayWords {
  if (day === undefined) return vague(TIME_TEXT.noSuchDay(said));
  return { kind: "days", way: "date", from: day, to: day, ...(again === undefined ? {} : { again }) };
}

function vague(question: string): DayWords {
  return { kind: "vague", question };
}

function readDistance([, count = "", unit = ""]: RegExpExecArray, today: string): DayWords | undefined {
  const n = count === "半" ? undefined : readNumber(count);
  if (unit === "月") {
    // 半个月后, 一个月后: a day is wanted, not a reckoning.
    return vague(TIME_TEXT.whichDay);
  }
  return n === undefined || n === 0 ? undefined : relative(today, unit === "天" ? n : 7 * n);
}

/** Monday of the week so many weeks on; weeks begin on Monday. */
function mondayOf(today: string, which: string | undefined): string {
  const weeks = which === "下下" ? 2 : which === "下" ? 1 : 0;
  return daysAfter(today, 7 * weeks + 1 - weekdayOf(today));
}

function weekdays(today: string, which: string | undefined, first: number, last: number): NamedDays {
  const monday = mondayOf(today, which);
  const weekly = which === undefined && first === last;
  let from = daysAfter(monday, first - 1);
  if (weekly && from < today) from = daysAfter(from, 7);
  const again = (day: string) => daysAfter(day, (first - weekdayOf(day) + 7) % 7);
  const days = { from, to: daysAfter(from, last - first) };
  if (first !== last) return { kind: "days", way: "span", ...days };
  return { kind: "days", way: "weekday", ...days, ...(weekly ? { weekly, again } : {}) };
}

function readWeekday([, which, day = ""]: RegExpExecArray, today: string): NamedDays {
  const weekday = /\d/.test(day) ? Number(day) : WEEKDAYS.indexOf(day.replace("天", "日")) + 1;
  return weekdays(today, which, weekday, weekday);
}

/** 下周 is its working days; what is left of this week is all of it. */
function readWeek([, which]: RegExpExecArray, today: string): NamedDays {
  const monday = mondayOf(today, which);
  return which === "这" || which === "本"
    ? span(today, daysAfter(monday, 6))
    : span(monday, daysAfter(monday, 4));
}

function yearOf(written: string | undefined, word: string | undefined, today: string): number | undefined {
  if (written !== undefined) return Number(written);
  const on = { 今年: 0, 明年: 1, 后年: 2 }[word ?? ""];
  return on === undefined ? undefined : Number(today.slice(0, 4)) + on;
}

function readLunar(match: RegExpExecArray, today: string): DayWords | undefined {
  const [said, written, word, leap, monthWord = "", early, dateWord = ""] = match;
  const named = { 正: 1, 冬: 11, 腊: 12 }[monthWord];
  const month = named ?? readNumber(monthWord);
  const units = readNumber(dateWord);
  if (month === undefined || units === undefined) return undefined;
  const day = early === "廿" ? 20 + units : units;
  return date(
    nearestLunarDay(leap === "闰" ? -month : month, day, today, yearOf(written, word, today)),
    said,
  );
}

function lunarDate(word: string, today: string): DayWords | undefined {
  const day = readNumber(word);
  return day === undefined ? undefined : date(nextLunarDate(day, today), `农历${word}`);
}

function readFestival([, written, word, name = "", beside]: RegExpExecArray, today: string): DayWords {
  const day = festivalDay(name, today, yearOf(written, word, today));
  if (day === undefined || beside === undefined) return date(day, name);
  return date(daysAfter(day, beside === "后一天" || beside === "第二天" ? 1 : -1), name);
}

function readDate(match: RegExpExecArray, today: string): DayWords | undefined {
  const [said, written, word, monthWord = "", dateWord = ""] = match;
  const [month, day] = [readNumber(monthWord), readNumber(dateWord)];
  if (month === undefined || day === undefined) return undefined;
  return date(nearestSolarDay(month, day, today, yearOf(written, word, today)), said);
}

function readMonth(match: RegExpExecArray, today: string): DayWords | undefined {
  const [said, written, word, monthWord = "", part] = match;
  const month = readNumber(monthWord);
  if (month === undefined || month < 1 || month > 12) return undefined;
  // 3月份做的手术 tells of the past.
  if (part === undefined && month <= Number(today.slice(5, 7)) && word === undefined) return undefined;
  if (part === undefined) return vague(TIME_TEXT.whichDayOf(said));
  const thisYear = Number(today.slice(0, 4));
  const year = yearOf(written, word, today) ?? (month < Number(today.slice(5, 7)) ? thisYear + 1 : thisYear);
  return partOfMonth(`${year}-${String(month).padStart(2, "0")}`, part, today);
}

/** `YYYY-MM` so many months on. */
function monthAfter(today: string, months: number): string {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, "0")}`;
}

function monthsOn(which: string | undefined): number {
  return which === "下下" ? 2 : which === "下" ? 1 : 0;
}

function dayOfMonth(month: string, day: number): string | undefined {
  return solarDay(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day);
}

function readDateOfMonth([said, which, word = ""]: RegExpExecArray, today: string): DayWords | undefined {
  const day = readNumber(word);
  return day === undefined ? undefined : date(dayOfMonth(monthAfter(today, monthsOn(which)), day), said);
}

function readPartOfMonth([, which, part = ""]: RegExpExecArray, today: string): NamedDays {
  const here = partOfMonth(monthAfter(today, monthsOn(which)), part, today);
  // 月初 said on the 20th is the next month's.
  return which === undefined && here.to < today ? partOfMonth(monthAfter(today, 1), part, today) : here;
}

function partOfMonth(month: string, part: string, today: string): NamedDays {
  const last = Number(daysAfter(`${monthAfter(`${month}-01`, 1)}-01`, -1).slice(8));
  const [from, to] = {
    初: [1, 5],
    上旬: [1, 10],
    中: [11, 20],
    中旬: [11, 20],
    下旬: [21, last],
  }[part] ?? [last - 2, last];
  const days = [from, to].map((day) => `${month}-${String(day).padStart(2, "0")}`);
  return span(days[0]! < today && days[1]! >= today ? today : days[0]!, days[1]!);
}

/** 二十五号: this month's, or the next one's when it has gone by. */
function readBareDate([said, word = ""]: RegExpExecArray, today: string): DayWords | undefined {
  const day = readNumber(word);
  if (day === undefined || day < 1) return undefined;
  const from = (start: string): string | undefined =>
    [0, 1, 2]
      .map((months) => dayOfMonth(monthAfter(start, months), day))
      .find((found) => found !== undefined && found >= start);
  return date(day > 31 ? undefined : from(today), said, from);
}
