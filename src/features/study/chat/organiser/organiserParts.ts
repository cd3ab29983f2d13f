/** What the organisers' conversation works with, who may act in it, and how a step is tried before it is taken. */
import { type Fetched, FileError, type FileShelf } from "../../../../delivery/index.ts";
import {
  type Choice,
  type FileAttachment,
  plainWords,
  type Reply,
  type Speaker,
  type Tried,
  tryOut,
} from "../../../../dialogue/index.ts";
import type { Store } from "../../../../store/index.ts";
import {
  type Actor,
  hasRole,
  MemberError,
  type Members,
  NotAllowed,
  staffActor,
} from "../../../members/index.ts";
import { type Attending, type Sessions, type StudyCalendar, StudyError } from "../../types.ts";
import { ORGANISER_LABELS } from "../organiserText.ts";

/** What the conversation works with. */
export interface OrganiserParts {
  readonly sessions: Sessions;
  readonly attending: Attending;
  readonly calendar: Pick<StudyCalendar, "issueFeed">;
  readonly files: FileShelf;
  readonly members: Pick<Members, "branches" | "homes">;
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  /** Where pages are reached from outside, if they are. */
  readonly publicUrl?: string | undefined;
  /** Fetches what a person sent over a channel. */
  fetchFile(channel: string, file: FileAttachment): Promise<Fetched>;
  /** Queues a message to one account, in the caller's transaction; the same key is sent once. */
  toAccount(
    account: { readonly channel: string; readonly accountId: string },
    key: string,
    reply: Reply,
    urgent: boolean,
  ): void;
}

/** The action of 我的支部, for other conversations' buttons. */
export const MY_BRANCH = "branch";
export const BRANCH_CHOICE: Choice = { label: ORGANISER_LABELS.myBranch, action: MY_BRANCH };

/** Actions of buttons. Those of {@link flowAction} belong to a question under way. */
export function action(verb: string, ...ids: readonly (string | number)[]): string {
  return ["org", verb, ...ids].join(":");
}

export function flowAction(verb: string, ...ids: readonly (string | number)[]): string {
  return ["orgf", verb, ...ids].join(":");
}

/** Whether the speaker runs anything at all: admin, editor, or the secretary of a branch. */
export function organises({ sessions }: Pick<OrganiserParts, "sessions">, speaker: Speaker): boolean {
  const staff = staffActor(speaker);
  if (staff !== undefined && hasRole(staff, "editor")) return true;
  return speaker.self !== undefined && sessions.branchesOf(speaker.self.memberId).length > 0;
}

/**
 * As whom the speaker runs sessions of that branch; undefined when they do not. A secretary acts as the member they
 * are: the audit log then says so, even where the account is staff's too without the role.
 */
export function organiserOf(
  { sessions }: Pick<OrganiserParts, "sessions">,
  speaker: Speaker,
  branchId: number | null,
): Actor | undefined {
  const { self } = speaker;
  const candidates: readonly (Actor | undefined)[] = [
    staffActor(speaker),
    self && { kind: "member", memberId: self.memberId },
  ];
  return candidates.find((actor) => actor !== undefined && sessions.runs(actor, { branchId }));
}

/** What work would come to, taken back; or the words of whoever refused it. */
export function attempt<T>({ store }: Pick<OrganiserParts, "store">, work: () => T): Tried<T> {
  return tryOut(store, work, [StudyError, MemberError, NotAllowed, FileError]);
}

/** The action of the choice whose label was written: not every channel has buttons. */
export function labelled(reply: Reply, text: string): string | undefined {
  const words = plainWords(text);
  if (words === "") return undefined;
  return reply.choices.find(({ label }) => plainWords(label) === words)?.action;
}

/** Whether it is a question to us rather than an answer: other intents take it, and the open question is asked again. */
export function asksUs(text: string): boolean {
  return /[?？]\s*$|(?:吗|呢|怎么办|怎么算|怎么报|是什么)[\s。]*$/u.test(text);
}
