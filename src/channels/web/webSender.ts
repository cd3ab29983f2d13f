/** The Sender port over the chat page. */
import type { Sender } from "../../delivery/sender.ts";

/**
 * The page reads what is said from the outbox itself, so that sending is telling those who listen; twice does no harm.
 * A change is in the outbox once it is stored: tell them then (the dispatcher's `onChanged`).
 */
export function createWebSender(notify: (chatId: string) => void): Sender {
  return {
    channel: "web",
    repeatable: true,
    parts: () => 1,
    send: async (chatId) => {
      notify(chatId);
      return undefined;
    },
    changes: { editSteps: () => 0, edit: async () => [], remove: async () => [] },
  };
}
