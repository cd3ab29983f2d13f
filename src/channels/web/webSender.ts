/** The Sender port over the chat page. */
import type { Sender } from "../../delivery/sender.ts";

/**
 * The page reads what is said from the outbox itself, so that there is nothing to send; twice does no harm. Whoever
 * listens is told once it is stored as sent or changed, for only then is it found there (the dispatcher's `onChanged`).
 */
export function createWebSender(): Sender {
  return {
    channel: "web",
    repeatable: true,
    parts: () => 1,
    send: async () => undefined,
    changes: { editSteps: () => 0, edit: async () => [], remove: async () => [] },
  };
}
