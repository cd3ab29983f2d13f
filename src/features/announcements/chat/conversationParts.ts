/** What the conversation about announcements needs, and what its parts share. */
import type { Fetched, FileShelf } from "../../../delivery/index.ts";
import { type FileAttachment, type Speaker, type Tried, tryOut, turnOf } from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import {
  type Actor,
  type Audience,
  type AudienceName,
  type Audiences,
  hasRole,
  MemberError,
  type Members,
  NotAllowed,
  staffActor,
} from "../../members/index.ts";
import { AnnouncementError, type Announcements } from "../types.ts";

/** A clause of the library in force, as far as it is shown here. */
export interface FoundClause {
  /** 《title》 article, 文号, date in force. */
  readonly source: string;
  readonly text: string;
}

/** What the conversation works with. */
export interface AnnouncementsConversationParts {
  readonly announcements: Announcements;
  readonly audiences: Audiences;
  readonly files: Pick<FileShelf, "keep" | "get">;
  readonly members: Pick<Members, "branches" | "homes" | "list" | "get">;
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  /** Fetches what a person sent over a channel. */
  fetchFile(channel: string, file: FileAttachment): Promise<Fetched>;
  /** Whether what is personal may go through this channel. */
  mayCarryPersonal(channel: string): boolean;
  /** A clause in force today by its document's title and its citable label. */
  readClause(title: string, article: string): FoundClause | undefined;
}

/** Rehearses a change: nothing is kept. Refusals that a person can act on come back as their words. */
export function attempt<T>({ store }: { readonly store: Store }, work: () => T): Tried<T> {
  return tryOut(store, work, [AnnouncementError, MemberError, NotAllowed]);
}

/** An effect that must come to what was rehearsed and told; otherwise the inbox reads the message again. */
export function exactly<T>(expected: T, work: () => T): () => void {
  return () => {
    if (work() !== expected) throw new Error("通知在这期间变了，重新读一次");
  };
}

/**
 * Whether the people of an audience may be listed there. A list by tags (困难, 失能, 独居) says of everyone on it what
 * must not go through a messenger abroad (个人信息保护法 第三十八条; the promise "at home").
 */
export function mayListNames(
  parts: Pick<AnnouncementsConversationParts, "mayCarryPersonal">,
  channel: string,
  { tags, except }: Audience,
): boolean {
  return (tags === undefined && except?.tags === undefined) || parts.mayCarryPersonal(channel);
}

/** The member of staff who may write announcements: an editor or admin. */
export function authorOf(speaker: Speaker): Actor | undefined {
  const actor = staffActor(speaker);
  return actor !== undefined && hasRole(actor, "editor") ? actor : undefined;
}

/** The member of staff who may look at announcements. */
export function onlookerOf(speaker: Speaker): Actor | undefined {
  const actor = staffActor(speaker);
  return actor !== undefined && hasRole(actor, "editor", "viewer") ? actor : undefined;
}

/** Announcements have no outcome of their own: they are the person's or their desk's. */
export const turn = turnOf("personal");

/** 王大明（天元区，某某支部）. */
export function sayName({ name, district, branch }: Omit<AudienceName, "memberId">): string {
  const where = [district, branch].filter((part) => part !== null).join("，");
  return where === "" ? name : `${name}（${where}）`;
}

/** Names on one page: far below Telegram's 4,096 characters. */
export const NAMES_A_PAGE = 40;

/** The first so many characters; cut ones end in …. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
