/** What was said in a conversation, both ways, in order; and who listens for more. */
import type { Reply } from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import { inboxTable } from "./inbox.repo.ts";
import { openMessage } from "./inbox.ts";
import { outboxTable } from "./outbox.repo.ts";
import { HANDOVER } from "./text.ts";

/**
 * One thing said. `id` grows within a conversation: a later one is longer, or as long and greater character by
 * character. `at` is Unix ms.
 */
export type Utterance =
  | {
      readonly id: string;
      readonly at: number;
      readonly from: "person";
      readonly text: string;
      readonly answered: boolean;
    }
  | {
      readonly id: string;
      readonly at: number;
      readonly from: "assistant";
      /** As it stands now: what was corrected or taken back says so in its place. */
      readonly reply: Reply;
      /** When it was last changed after it had been sent. */
      readonly changedAt?: number;
    };

/**
 * The last `limit` utterances of a conversation, oldest first. Taps of choices are left out: they say nothing. What is
 * queued for later is left out too.
 */
export function readHistory(
  store: Store,
  box: SecretBox,
  channel: string,
  chatId: string,
  limit: number,
): Utterance[] {
  const received = inboxTable(store.records).recent(channel, chatId, limit);
  const outbox = outboxTable(store.records);
  const newest = outbox.recent(channel, chatId, limit);
  const changed = outbox.changedIn(channel, chatId, newest.at(-1)?.id ?? 0);
  const sent = newest.filter(
    ({ status, lane }) => status === "sent" || (lane === "reply" && status !== "cancelled"),
  );
  const utterances: Utterance[] = [
    ...received.flatMap((row): Utterance[] => {
      const message = openMessage(box, row);
      const text = [message.text, ...HANDOVER.attached(message.attachments ?? [])]
        .filter((t) => t !== "")
        .join("\n");
      if (text === "") return [];
      return [
        {
          id: idOf(row.receivedAt, 0, row.id),
          at: row.receivedAt,
          from: "person",
          text,
          answered: row.status !== "pending",
        },
      ];
    }),
    ...sent.map((row): Utterance => {
      const reply = JSON.parse(box.open(row.body)) as Reply;
      const changedAt = changed.get(row.id);
      return {
        id: idOf(row.createdAt, 1, row.id),
        at: row.createdAt,
        from: "assistant",
        reply,
        ...(changedAt === undefined ? {} : { changedAt }),
      };
    }),
  ];
  return utterances.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-limit);
}

function idOf(at: number, side: 0 | 1, row: number): string {
  return `${String(at).padStart(14, "0")}-${side}-${String(row).padStart(10, "0")}`;
}

/** Tells listeners of a conversation that something was said. */
export function createListeners() {
  const listeners = new Map<string, Set<() => void>>();
  return {
    subscribe(chatId: string, listener: () => void): () => void {
      const set = listeners.get(chatId) ?? new Set();
      listeners.set(chatId, set);
      set.add(listener);
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(chatId);
      };
    },
    notify(chatId: string): void {
      for (const listener of listeners.get(chatId) ?? []) listener();
    },
  };
}
