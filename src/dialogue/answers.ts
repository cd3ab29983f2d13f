/** The small things that every conversation answers with: a reply of lines and choices, a turn, words made comparable. */
import type { ConversationState, OutcomeKind, Turn } from "./intent.ts";
import { type Choice, paragraph, type Reply } from "./message.ts";
import { TEXT } from "./text.ts";

/** The way to a person; offered wherever we cannot go on. */
export const HUMAN: Choice = { label: TEXT.human, action: "human" };

/** A reply of plain paragraphs and choices. */
export function say(lines: readonly string[], choices: readonly Choice[] = []): Reply {
  return { blocks: lines.map(paragraph), choices };
}

/** Makes the turns of a conversation whose messages all come to the same. */
export function turnOf(
  kind: OutcomeKind,
): (state: ConversationState, replies: readonly Reply[], effects?: Turn["effects"]) => Turn {
  return (state, replies, effects = []) => ({ kind, replies, state, effects });
}

/** The words of a message without spaces and the marks that end or part sentences. */
export function plainWords(text: string): string {
  return text.normalize("NFKC").replace(/[\s。.!?,~]/gu, "");
}

/** The words of a message without spaces and any marks: quotation marks, brackets and dashes go too. */
export function bareWords(text: string): string {
  return text.normalize("NFKC").replace(/[\s。.!?,、~:;…“”"'「」《》〈〉()\-—]/gu, "");
}
