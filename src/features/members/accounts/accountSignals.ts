/** A messenger tells that an account blocked the assistant, or took it back. */
import type { Intent } from "../../../dialogue/index.ts";
import type { Members } from "../types.ts";

/** One intent, urgency -20: it answers nothing, for nobody said anything. */
export function createAccountSignals(members: Pick<Members, "setBlocked">): Intent {
  return {
    name: "members.accountSignal",
    urgency: -20,
    matches: ({ action }) => action === "account:blocked" || action === "account:unblocked",
    handle: async ({ channel, chatId, action }, state) => ({
      kind: "personal",
      replies: [],
      state,
      effects: [() => members.setBlocked({ channel, accountId: chatId }, action === "account:blocked")],
    }),
  };
}
