/** Reading what an organiser writes: when it starts, how long, how many, how often. */
import { dayOf, timeOf } from "../../../../../delivery/index.ts";
import { readNumber, readTime } from "../../../../requests/index.ts";
import { sayDayOf } from "../../../sessions/when.ts";
import { FORM_TEXT } from "../../organiserFormText.ts";

/** What reading comes to. `words` say what to write instead. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly words: string };

const MINUTE_MS = 60_000;
/** 下午3点, 15:30, 九点半, 15时. A day alone says no hour. */
const CLOCK = /[:：]\s*\d{2}|[\d〇零一二两三四五六七八九十]\s*[点时]/u;
const UNTIL = /到|至|[-—–~～]/u;
/** A part of the time that `readTime` left over: it must not be guessed away. */
const LEFT_OVER = /\d|昨|前天|每/u;
const COUNT = "(\\d{1,4}|[〇零一二两三四五六七八九十廿卅]{1,3})";

function wrong(words: string): { readonly ok: false; readonly words: string } {
  return { ok: false, words };
}

/** 2026-11-27, 2026/11/27, 11/27, 11.27 as 年月日: the order reader knows days in words only. */
function spelledOut(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/gu, "$1年$3月$4日")
    .replace(
      /(?<![\d:])(\d{1,2})[-/.](\d{1,2})(?=\s|$|上午|下午|中午|早|晚|[(（星周])(?!\s*分)/gu,
      "$1月$2日",
    );
}

/**
 * When a session starts; its length too, where both ends were said. A day without an hour, a time that is over, and
 * words that were only half understood are asked for again.
 * @param now Unix ms
 */
export function readStart(
  text: string,
  now: number,
  timeZone: string,
): Read<{ readonly startsAt: number; readonly minutes?: number }> {
  const read = readTime(spelledOut(text), now, timeZone);
  if (read.kind === "none") return wrong(FORM_TEXT.whenNotRead);
  if (read.kind === "unclear") return wrong(read.question);
  if (read.kind === "past") return wrong(FORM_TEXT.whenPast);
  if (LEFT_OVER.test(read.rest)) return wrong(FORM_TEXT.whenNotRead);
  if (!CLOCK.test(read.said)) {
    const day = dayOf(read.from, timeZone);
    return wrong(FORM_TEXT.whenNoClock(sayDayOf(day, { timeZone, now })));
  }
  // 今天10点 said at 10:07 is read as the rest of that hour.
  if (read.from - now < MINUTE_MS) return wrong(FORM_TEXT.whenPast);
  const both = UNTIL.test(read.said);
  return {
    ok: true,
    value: { startsAt: read.from, ...(both ? { minutes: (read.to - read.from) / MINUTE_MS } : {}) },
  };
}

/** The hour of a series, `HH:MM`: 下午3点, 15:00. Whatever day is said does not matter. */
export function readClock(text: string, now: number, timeZone: string): Read<string> {
  const plain = text.normalize("NFKC");
  // Tomorrow, since an hour of today may be over.
  const read = CLOCK.test(plain) ? readTime(`明天${plain}`, now, timeZone) : undefined;
  if (read?.kind !== "time" || LEFT_OVER.test(read.rest)) return wrong(FORM_TEXT.timeNotRead);
  const minutes = timeOf(read.from, timeZone);
  const [hour, past] = [Math.floor(minutes / 60), minutes % 60];
  return { ok: true, value: `${String(hour).padStart(2, "0")}:${String(past).padStart(2, "0")}` };
}

/** Minutes: 90分钟, 一个半小时, 2小时, 两个钟头, 半小时, 半天. */
export function readMinutes(text: string): Read<number> {
  const words = text.normalize("NFKC").replace(/[\s。大约左右要用]/gu, "");
  if (words === "半天") return { ok: true, value: 180 };
  if (/^半个?(?:小时|钟头|钟)$/u.test(words)) return { ok: true, value: 30 };
  const unit = "(?:小时|钟头|点钟)";
  const hours = new RegExp(`^${COUNT}个?(半)?${unit}(?:(半)|${COUNT}分钟?)?$`, "u").exec(words);
  const minutes = new RegExp(`^${COUNT}(?:分钟?)?$`, "u").exec(words);
  const value =
    hours !== null
      ? (readNumber(hours[1]!) ?? Number.NaN) * 60 +
        (hours[2] !== undefined || hours[3] !== undefined ? 30 : 0) +
        (hours[4] === undefined ? 0 : (readNumber(hours[4]) ?? Number.NaN))
      : minutes !== null
        ? (readNumber(minutes[1]!) ?? Number.NaN)
        : Number.NaN;
  // 2 alone is more likely hours than minutes: asked again. What is too long is the session's own rule.
  return Number.isNaN(value) || value < 10 ? wrong(FORM_TEXT.minutesNotRead) : { ok: true, value };
}

/** How many may come; null: 不限. */
export function readCapacity(text: string): Read<number | null> {
  const words = text.normalize("NFKC").replace(/[\s。最多大约左右]/gu, "");
  if (/^(?:不限(?:人数|名额)?|没有?限制?|都可以来?)$/u.test(words)) return { ok: true, value: null };
  const hundreds = /^([一两二三四五六七八九])百(?:个人?|人|位|名)?$/u.exec(words);
  if (hundreds !== null) return { ok: true, value: readNumber(hundreds[1]!)! * 100 };
  const found = new RegExp(`^${COUNT}(?:个人?|人|位|名)?$`, "u").exec(words);
  const value = found === null ? undefined : readNumber(found[1]!);
  // A 0 goes on to the session's own rule, which says what to do.
  return value === undefined ? wrong(FORM_TEXT.capacityNotRead) : { ok: true, value };
}

/** 90 → 1个半小时; 45 → 45分钟. */
export function sayLength(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const past = minutes % 60;
  if (hours === 0) return `${past}分钟`;
  if (past === 30) return `${hours}个半小时`;
  return `${hours}小时${past === 0 ? "" : `${past}分钟`}`;
}
