/** What the commands of `npm run -s announce` work with. */

import type { StaffNotes } from "../../src/delivery/index.ts";
import type { Announcement, Announcements, ComingFestival } from "../../src/features/announcements/index.ts";
import type { Actor, AudienceList, Audiences, Members } from "../../src/features/members/index.ts";
import { type CommandOf, RefusedError, type ValuesOf, wholeNumber } from "../command.ts";

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
export type Values = ValuesOf<typeof OPTIONS>;

export type Command = CommandOf<Desk, Values>;

/** @throws UsageError when the number is none, RefusedError when there is no such announcement */
export function announcementOf({ announcements }: Desk, words: readonly string[]): Announcement {
  const found = announcements.get(wholeNumber(words[0]));
  if (found === undefined) throw new RefusedError("没有这个编号的通知。写 list 可以看全部。");
  return found;
}
