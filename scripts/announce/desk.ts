/** What the commands of `npm run -s announce` work with. */
import type { StaffNotes } from "../../src/delivery/index.ts";
import type { Announcement, Announcements, ComingFestival } from "../../src/features/announcements/index.ts";
import type { Actor, AudienceList, Audiences, Members } from "../../src/features/members/index.ts";

/** The parts of the assistant that commands touch. */
export interface Desk {
  readonly announcements: Announcements;
  readonly audiences: Audiences;
  readonly members: Pick<Members, "branches" | "homes" | "staffAccounts">;
  readonly notes: Pick<StaffNotes, "toAccount">;
  /** Keeps a file and returns its id. @throws FileError */
  keepFile(file: { readonly name: string; readonly body: Uint8Array }): number;
  /** Reads an uploaded list of people. */
  readList(file: Uint8Array): Promise<AudienceList>;
  /** The next festivals, soonest first. */
  festivals(): readonly ComingFestival[];
  readonly actor: Actor;
  readonly timeZone: string;
  /** Unix ms. */
  readonly clock: () => number;
}

/** The options of all commands together, for `parseArgs`. */
export const OPTIONS = {
  title: { type: "string" },
  body: { type: "string" },
  "body-file": { type: "string" },
  clause: { type: "string" },
  url: { type: "string" },
  file: { type: "string", multiple: true },
  confirm: { type: "boolean" },
  "follow-up-hours": { type: "string" },
  "call-hours": { type: "string" },
  at: { type: "string" },
  audience: { type: "string" },
  everyone: { type: "boolean" },
  category: { type: "string", multiple: true },
  district: { type: "string", multiple: true },
  branch: { type: "string", multiple: true },
  home: { type: "string", multiple: true },
  "age-from": { type: "string" },
  "age-to": { type: "string" },
  tag: { type: "string", multiple: true },
  secretaries: { type: "boolean" },
  "staff-role": { type: "string", multiple: true },
  list: { type: "string" },
  "except-list": { type: "string" },
  "except-tag": { type: "string", multiple: true },
  "except-district": { type: "string", multiple: true },
  "except-branch": { type: "string", multiple: true },
  status: { type: "string" },
  names: { type: "boolean" },
  staff: { type: "string" },
  reason: { type: "string" },
  json: { type: "boolean" },
} as const;

/** The options that were given. */
export type Values = {
  readonly [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K] extends { multiple: true }
    ? string[]
    : (typeof OPTIONS)[K] extends { type: "boolean" }
      ? boolean
      : string;
};

/** What a command has to say, and whether it did what it was asked. */
export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** Does one thing. `words` are the arguments after the command's own. */
export type Command = (desk: Desk, words: readonly string[], values: Values) => Said | Promise<Said>;

/** The arguments make no sense: the program shows its usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file or an argument says something that cannot be done; `message` says what to do. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

export function said(...lines: readonly string[]): Said {
  return { ok: true, text: lines.join("\n") };
}

/** @throws UsageError when it is blank */
export function needed(text: string | undefined): string {
  if (text === undefined || text.trim() === "") throw new UsageError();
  return text.trim();
}

/** A number from 1 on. @throws UsageError */
export function wholeNumber(text: string | undefined): number {
  const number = Number(needed(text));
  if (!Number.isSafeInteger(number) || number <= 0) throw new UsageError();
  return number;
}

/** @throws UsageError when the number is none, RefusedError when there is no such announcement */
export function announcementOf({ announcements }: Desk, words: readonly string[]): Announcement {
  const found = announcements.get(wholeNumber(words[0]));
  if (found === undefined) throw new RefusedError("没有这个编号的通知。写 list 可以看全部。");
  return found;
}

/** Without what was not given. */
export function given<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
