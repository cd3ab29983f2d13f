/** The kernel of conversation: speakers, messages, intents in order of urgency, flows. Knows no feature and no channel. */
export { bareWords, HUMAN, plainWords, say, turnOf } from "./answers.ts";
export { createCommandIntents } from "./commands.ts";
export { type AnyFlow, type Flow, type FlowStep, startFlow } from "./flow.ts";
export {
  type ConversationState,
  FRESH,
  type Intent,
  type OutcomeKind,
  type RunningFlow,
  type Turn,
} from "./intent.ts";
export { createDialogue, type Dialogue } from "./kernel.ts";
export {
  type Attachment,
  type Block,
  type Choice,
  type FileAttachment,
  type IncomingMessage,
  type Link,
  paragraph,
  plainReply,
  type Reply,
  replyText,
  type Span,
  type StoredAttachment,
  strong,
} from "./message.ts";
export {
  type Context,
  NO_CONTEXT,
  type Principal,
  type Represented,
  type Role,
  type Speaker,
  STRANGER,
} from "./speaker.ts";
export { loadState, saveState } from "./state.repo.ts";
export { type Tried, tryOut } from "./tryOut.ts";
