/** What the requests feature answers to: 要服务, orders in words, 我的服务单, 我的任务, 服务单, urgent records. */
import type { AnyFlow, Intent } from "../../../dialogue/index.ts";
import type { UrgentRecords } from "../urgent/urgentRecords.ts";
import { createUrgentTalk } from "../urgent/urgentTalk.ts";
import type { ConversationParts } from "./conversationParts.ts";
import { createLiaisonTalk } from "./liaisonTalk.ts";
import { createMenuIntents } from "./menuIntents.ts";
import { createMyOrders } from "./myOrders.ts";
import { createOrdering } from "./orderFlow.ts";
import { createStaffTalk } from "./staffTalk.ts";

/** What the conversation needs from outside. */
export interface RequestsConversationParts extends ConversationParts {
  readonly urgent: UrgentRecords;
}

/**
 * The intents (`urgent.…` and staff's of urgency 25, the person's of 40 and 45) and the flows `requests.order`,
 * `.reopen`, `.time`, `.word`, `.note`, `.decline`, `.urgentClose`.
 */
export function createRequestsConversation(parts: RequestsConversationParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const ordering = createOrdering(parts);
  const mine = createMyOrders(parts, ordering);
  const urgent = createUrgentTalk(parts);
  const staff = createStaffTalk(parts);
  const liaison = createLiaisonTalk(parts);
  return {
    intents: [
      ...urgent.intents,
      ...liaison.intents,
      ...staff.intents,
      ...mine.intents,
      ...createMenuIntents(parts, ordering),
    ],
    flows: [ordering.flow, ...mine.flows, ...liaison.flows, ...staff.flows, ...urgent.flows],
  };
}
