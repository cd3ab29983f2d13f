/** The kernel of conversation: messages, intents in order of urgency, handover. Knows no feature and no channel. */
export { createCommandIntents } from "./commands.ts";
export { type ConversationState, FRESH, type Intent, type OutcomeKind, type Turn } from "./intent.ts";
export { createDialogue, type Dialogue } from "./kernel.ts";
export {
  type Block,
  type Choice,
  type IncomingMessage,
  paragraph,
  type Reply,
  replyText,
  type Span,
  strong,
} from "./message.ts";
export { loadState, saveState } from "./state.repo.ts";
