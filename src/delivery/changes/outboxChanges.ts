/**
 * Changing what was queued for a person, or sent already. What has not gone out is replaced or cancelled where it lies;
 * what has is changed by a row of its own, which the dispatcher carries out like a send.
 */
import type { Store } from "../../store/index.ts";
import { type OutboxRow, outboxTable } from "../outbox.repo.ts";

/** What came of a change: nothing had gone out; it has, and is being changed; there was nothing to change. */
export type Changed = "unsent" | "changing" | "none";

/** See the file's head. Inside the caller's transaction. */
export function createOutboxChanges(store: Store, clock: () => number) {
  const outbox = outboxTable(store.records);

  function queue(row: OutboxRow, operation: "edit" | "remove", body: Buffer, before: number): void {
    outbox.insertChange({
      operation,
      targetId: row.id,
      channel: row.channel,
      chatId: row.chatId,
      body,
      uniqueKey: `change:${row.id}:${before}`,
      at: clock(),
    });
  }

  return {
    /** The message is to say `body`, sealed. */
    replace(row: OutboxRow, body: Buffer): Changed {
      if (row.operation !== "send") return "none";
      // Part of it is out: the rest follows, and then all of it is changed.
      if (row.status === "pending" && row.part === 0) {
        outbox.update(row.id, { body });
        return "unsent";
      }
      if (row.status === "failed" || row.status === "cancelled") return "none";
      const changes = outbox.changesOf(row);
      if (changes.some(({ operation, status }) => operation === "remove" && status !== "cancelled"))
        return "none";
      const last = changes.at(-1);
      if (last?.status === "pending" && last.part === 0) outbox.update(last.id, { body });
      else queue(row, "edit", body, changes.length);
      return "changing";
    },
    /** The message is to go; where it cannot, it is to say `notice`, sealed. */
    recall(row: OutboxRow, notice: Buffer): Changed {
      if (row.operation !== "send" || row.status === "failed" || row.status === "cancelled") return "none";
      const nothingOut = row.status === "pending" && row.part === 0;
      if (row.status === "pending") outbox.update(row.id, { status: "cancelled" });
      if (nothingOut) return "unsent";
      const changes = outbox.changesOf(row);
      if (changes.some(({ operation, status }) => operation === "remove" && status !== "failed"))
        return "none";
      for (const { id, status } of changes)
        if (status === "pending") outbox.update(id, { status: "cancelled" });
      queue(row, "remove", notice, changes.length);
      return "changing";
    },
    /**
     * A message turned out not to have gone: what was to change it is done where it lies. False where it is out, or on
     * its way.
     */
    settleUnsent(id: number): boolean {
      const row = outbox.get(id);
      if (row?.status !== "pending" || row.part > 0) return false;
      for (const change of outbox.changesOf(row)) {
        if (change.status !== "pending") continue;
        outbox.update(row.id, change.operation === "edit" ? { body: change.body } : { status: "cancelled" });
        outbox.update(change.id, { status: "cancelled" });
      }
      return true;
    },
  };
}

/** See {@link createOutboxChanges}. */
export type OutboxChanges = ReturnType<typeof createOutboxChanges>;
