/** What the member's conversation works with, and the small things that all of it shares. */

import type { FileShelf } from "../../../../delivery/index.ts";
import { type Choice, tryOut } from "../../../../dialogue/index.ts";
import type { Store } from "../../../../store/index.ts";
import { NotAllowed } from "../../../members/index.ts";
import { type Attending, type Sessions, type StudyCalendar, StudyError } from "../../types.ts";
import { LABELS } from "../memberText.ts";

/** What the member's conversation works with. */
export interface MemberTalkParts {
  readonly sessions: Pick<Sessions, "answer" | "setPickUp" | "upcoming" | "forMember" | "branchesOf">;
  readonly attending: Pick<Attending, "signIn" | "looksLikeCode" | "reflect" | "makeUp" | "record">;
  readonly calendar: Pick<StudyCalendar, "sessionPath" | "mapUrl">;
  readonly files: Pick<FileShelf, "get">;
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
}

export const STUDY: Choice = { label: LABELS.study, action: "study" };

/**
 * Rehearses a change: what it will come to, with the effect that makes it; or the refusal's words.
 * @param same whether what was done is what was said; if not, the effect throws and the inbox reads the message again
 */
export function attempt<T>(
  store: Store,
  act: () => T,
  same: (rehearsed: T, done: T) => boolean = () => true,
): { ok: true; value: T; effect: () => void } | { ok: false; words: string } {
  const tried = tryOut(store, act, [StudyError, NotAllowed]);
  if (!tried.ok) return { ok: false, words: sentence(tried.words) };
  const effect = () => {
    if (!same(tried.value, act())) throw new Error("学习活动在这期间变了，重新读一次");
  };
  return { ...tried, effect };
}

/** The words of a refusal, with a full stop. */
export function sentence(words: string): string {
  return /[。？]$/u.test(words) ? words : `${words}。`;
}
