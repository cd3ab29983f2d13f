/** The kernel: the most urgent intent that applies takes the message. */
import type { ConversationState, Intent, Turn } from "./intent.ts";
import type { IncomingMessage } from "./message.ts";

/** Answers messages. */
export interface Dialogue {
  /** Never writes: what is to be stored is in the turn's effects. */
  respond(message: IncomingMessage, state: ConversationState): Promise<Turn>;
}

/**
 * A dialogue over the intents that features registered.
 * @throws Error when two intents share a name
 */
export function createDialogue(intents: readonly Intent[]): Dialogue {
  const names = new Set(intents.map((intent) => intent.name));
  if (names.size !== intents.length) throw new Error("两个意图用了同一个名字");
  const ordered = [...intents].sort((a, b) => a.urgency - b.urgency);
  return {
    respond(message, state) {
      const intent = ordered.find((candidate) => candidate.matches(message, state));
      if (intent === undefined) throw new Error("没有意图接这句话：最后一个意图必须什么都接");
      return intent.handle(message, state);
    },
  };
}
