/** The vocabulary in which features tell the kernel what they answer to. */
import type { IncomingMessage, Reply } from "./message.ts";

/** What a question came to; the `kind` of `ask --json`. */
export type OutcomeKind =
  | "answer"
  | "related"
  | "abstain"
  | "emergency"
  | "fraud"
  | "service"
  | "study"
  | "personal"
  | "chat"
  | "help";

/** What the kernel remembers of a conversation. Stored as JSON; a higher version than known starts afresh. */
export interface ConversationState {
  readonly version: 1;
  /** Clauses of the last answer. */
  readonly clauses: readonly number[];
  /** A human has been asked for and has not handed back. */
  readonly handover: boolean;
}

/** What a message came to. */
export interface Turn {
  readonly kind: OutcomeKind;
  readonly replies: readonly Reply[];
  readonly state: ConversationState;
  /** Work that commits with the replies, in one synchronous transaction. */
  readonly effects: readonly (() => void)[];
  /** Feature-specific details for callers that know the feature (`ask --json`). */
  readonly detail?: unknown;
}

/** An intent: when it applies, and what it does. */
export interface Intent {
  readonly name: string;
  /** Lower goes first: danger 0, fraud 10, commands 20, running flows 30, requests 40 …, policy questions 100. */
  readonly urgency: number;
  /** True when this intent takes the message. */
  matches(message: IncomingMessage, state: ConversationState): boolean;
  handle(message: IncomingMessage, state: ConversationState): Promise<Turn>;
}

/** A conversation at its beginning. */
export const FRESH: ConversationState = { version: 1, clauses: [], handover: false };
