/** What the commands of `npm run -s study` work with. */

import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { dayOf, daysAfter, instantOf } from "../../src/delivery/index.ts";
import type { Actor, Audiences } from "../../src/features/members/index.ts";
import type {
  Attending,
  QuizDraft,
  Quizzes,
  Sessions,
  StudyCalendar,
  StudySession,
} from "../../src/features/study/index.ts";
import { type CommandOf, needed, RefusedError, UsageError, type ValuesOf, wholeNumber } from "../command.ts";

/** The parts of the assistant that commands touch. */
export interface Desk {
  readonly sessions: Sessions;
  readonly attending: Attending;
  readonly studyCalendar: Pick<StudyCalendar, "issueFeed" | "revokeFeed">;
  readonly quizzes: Quizzes;
  readonly audiences: Pick<Audiences, "read">;
  /** Keeps a file and returns its id. @throws FileError */
  keepFile(file: { readonly name: string; readonly body: Uint8Array }): number;
  /** @throws QuizFileError */
  readQuiz(path: string): Promise<QuizDraft>;
  quizTemplate(): Promise<Uint8Array>;
  /** All of it or nothing. */
  atomically<T>(work: () => T): T;
  readonly actor: Actor;
  readonly timeZone: string;
  /** Unix ms. */
  readonly clock: () => number;
  readonly publicUrl?: string | undefined;
}

/** The options of all commands together, for `parseArgs`. */
export const OPTIONS = {
  title: { type: "string" },
  form: { type: "string" },
  at: { type: "string" },
  minutes: { type: "string" },
  home: { type: "string" },
  room: { type: "string" },
  place: { type: "string" },
  branch: { type: "string" },
  audience: { type: "string" },
  capacity: { type: "string" },
  contact: { type: "string" },
  note: { type: "string" },
  "pick-up": { type: "boolean" },
  "no-pick-up": { type: "boolean" },
  remind: { type: "string", multiple: true },
  "invite-at": { type: "string" },
  version: { type: "string" },
  reason: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  all: { type: "boolean" },
  rule: { type: "string" },
  starts: { type: "string" },
  ends: { type: "string" },
  time: { type: "string" },
  holiday: { type: "string" },
  "invite-days": { type: "string" },
  count: { type: "string" },
  last: { type: "string" },
  member: { type: "string", multiple: true },
  yes: { type: "boolean" },
  no: { type: "boolean" },
  later: { type: "boolean" },
  absent: { type: "boolean" },
  file: { type: "string" },
  url: { type: "string" },
  material: { type: "string" },
  out: { type: "string" },
  bot: { type: "string" },
  year: { type: "string" },
  json: { type: "boolean" },
} as const;

/** The options that were given. */
export type Values = ValuesOf<typeof OPTIONS>;

export type Command = CommandOf<Desk, Values>;

/** @throws UsageError when the number is none, RefusedError when there is no such session */
export function sessionOf({ sessions }: Pick<Desk, "sessions">, words: readonly string[]): StudySession {
  const session = sessions.get(wholeNumber(words[0]));
  if (session === undefined) throw new RefusedError("没有这个编号的活动。写 session list 可以看全部。");
  return session;
}

/** `2026-11-27 15:00` where the bureau is, Unix ms. @throws RefusedError */
export function moment(written: string | undefined, { timeZone }: Pick<Desk, "timeZone">): number {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(needed(written));
  try {
    if (match !== null) return instantOf(match[1]!, match[2]!, timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new RefusedError(`时间看不懂：${written}。请写成 "2026-11-27 15:00"，日子要是日历上有的。`);
}

/** `2026-11-27`. @throws RefusedError when the calendar has no such day */
export function calendarDay(written: string | undefined): string {
  const day = needed(written);
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return daysAfter(day, 0);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new RefusedError(`日期看不懂：${day}。请写成 2026-11-27，日子要是日历上有的。`);
}

/** This year where the bureau is, unless told. @throws UsageError */
export function yearOf({ clock, timeZone }: Pick<Desk, "clock" | "timeZone">, written?: string): number {
  if (written === undefined) return Number(dayOf(clock(), timeZone).slice(0, 4));
  if (!/^\d{4}$/.test(written)) throw new UsageError();
  return Number(written);
}

/** @throws RefusedError when it cannot be read */
export function readEntered(path: string): { readonly name: string; readonly body: Buffer } {
  try {
    return { name: basename(path), body: readFileSync(path) };
  } catch (error) {
    throw new RefusedError(`打不开文件：${path}。请核对路径和权限。`, { cause: error });
  }
}
