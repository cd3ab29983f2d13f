/** What the announcements feature answers to: 收到, 通知公告, and for the desk 发通知, 草稿, 通知管理 and all that follows. */
import type { AnyFlow, ConversationState, Intent } from "../../../dialogue/index.ts";
import { createComposeFlow } from "./compose/composeFlow.ts";
import { createComposeIntents } from "./compose/composeIntents.ts";
import type { AnnouncementsConversationParts } from "./conversationParts.ts";
import { createDesk } from "./desk/deskIntents.ts";
import { createNotedReceiptIntents } from "./notedReceipts.ts";
import { createReceivedIntents } from "./received.ts";

/**
 * The intents (`announcements.…`; a text being written -10, staff's 25, the person's 40) and the flows
 * `announcements.compose` and `.after`.
 */
export function createAnnouncementsConversation(parts: AnnouncementsConversationParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const compose = createComposeFlow(parts);
  const isWriting = ({ flow }: ConversationState) => flow?.name === compose.name;
  const desk = createDesk(parts, isWriting);
  return {
    intents: [
      ...createComposeIntents(parts, compose, desk.flow),
      ...desk.intents,
      ...createNotedReceiptIntents(parts),
      ...createReceivedIntents(parts),
    ],
    flows: [compose as AnyFlow, desk.flow as AnyFlow],
  };
}
