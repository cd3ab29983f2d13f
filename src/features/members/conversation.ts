/** What the members feature answers to: 登记, 为谁办, 我的资料, 删除. */
import type { AnyFlow, Intent } from "../../dialogue/index.ts";
import { type BindingParts, createBindingFlow } from "./accounts/bindingFlow.ts";
import { createBindingIntents } from "./accounts/bindingIntents.ts";
import { createChoiceIntents } from "./accounts/principalChoice.ts";
import { createErasureFlow, createErasureIntents } from "./ownData/erasureTalk.ts";
import { createMyIntents, type MyParts } from "./ownData/myIntents.ts";

/** What the conversation needs from outside. */
export type MembersConversationParts = BindingParts & MyParts;

/** The intents (`members.…`, urgency 22, 28 and 40) and the flows `members.bind` and `members.erase`. */
export function createMembersConversation(parts: MembersConversationParts): {
  readonly intents: Intent[];
  readonly flows: AnyFlow[];
} {
  const binding = createBindingFlow(parts);
  const erasure = createErasureFlow();
  return {
    intents: [
      ...createBindingIntents(parts, binding),
      ...createErasureIntents(parts.data, erasure),
      ...createChoiceIntents(parts.members),
      ...createMyIntents(parts),
    ],
    flows: [binding, erasure],
  };
}
