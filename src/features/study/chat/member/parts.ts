/** What the member's conversation works with, and the small things that all of it shares. */

import type { FileShelf } from "../../../../delivery/index.ts";
import {
  type Choice,
  type ConversationState,
  paragraph,
  type Reply,
  type Turn,
} from "../../../../dialogue/index.ts";
import { rehearse, type Store } from "../../../../store/index.ts";
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

export const HUMAN: Choice = { label: LABELS.human, action: "human" };
export const STUDY: Choice = { label: LABELS.study, action: "study" };

export function say(lines: readonly string[], choices: readonly Choice[] = []): Reply {
  return { blocks: lines.map(paragraph), choices };
}

export function studyTurn(
  state: ConversationState,
  replies: readonly Reply[],
  effects: Turn["effects"] = [],
): Turn {
  return { kind: "study", replies, state, effects };
}

/** The words of a message without spaces and marks. */
export function plainWords(text: string): string {
  return text.normalize("NFKC").replace(/[\s。.!?,、~:;…“”"'「」《》〈〉()\-—]/gu, "");
}

/** What was done, or the refusal's words. */
type Tried<T> =
  | { readonly ok: true; readonly value: T; readonly effect: () => void }
  | { readonly ok: false; readonly words: string };

/**
 * Rehearses a change: what it will come to, with the effect that makes it; or the refusal's words.
 * @param same whether what was done is what was said; if not, the effect throws and the inbox reads the message again
 */
export function attempt<T>(
  store: Store,
  act: () => T,
  same: (rehearsed: T, done: T) => boolean = () => true,
): Tried<T> {
  try {
    const value = rehearse(store, act);
    const effect = () => {
      if (!same(value, act())) throw new Error("学习活动在这期间变了，重新读一次");
    };
    return { ok: true, value, effect };
  } catch (error) {
    if (error instanceof StudyError || error instanceof NotAllowed)
      return { ok: false, words: sentence(error) };
    throw error;
  }
}

/** The words of a refusal, with a full stop. */
export function sentence({ message }: Error): string {
  return /[。？]$/u.test(message) ? message : `${message}。`;
}
