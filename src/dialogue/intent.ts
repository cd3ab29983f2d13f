/** The vocabulary in which features tell the kernel what they answer to. */
import type { IncomingMessage, Reply } from "./message.ts";
import type { Context } from "./speaker.ts";

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

/** A flow under way: its name, and what has been said so far. */
export interface RunningFlow {
  readonly name: string;
  /** The version of `data`; a flow of another version lapses, saying so. */
  readonly version: number;
  /** JSON. Sealed at rest, for it may hold names and addresses. */
  readonly data: unknown;
  /** When the person last took a step, Unix ms. */
  readonly touchedAt: number;
}

/** What the kernel remembers of a conversation. Stored as JSON; a higher version than known starts afresh. */
export interface ConversationState {
  readonly version: 2;
  /** Clauses of the last answer. */
  readonly clauses: readonly number[];
  readonly flow?: RunningFlow | undefined;
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
  /**
   * Lower goes first: staff's own answers -10, danger 0, fraud 10, conversations held by staff 15, commands 20,
   * running flows 30, requests 40 …, policy questions 100.
   */
  readonly urgency: number;
  /** True when this intent takes the message. */
  matches(message: IncomingMessage, state: ConversationState, context: Context): boolean;
  handle(message: IncomingMessage, state: ConversationState, context: Context): Promise<Turn>;
}

/** A conversation at its beginning. */
export const FRESH: ConversationState = { version: 2, clauses: [] };
