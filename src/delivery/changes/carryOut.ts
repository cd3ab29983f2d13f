/** Carrying out one row that changes what another has sent: an edit step by step, a removal at once. */
import type { Reply } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import { type OutboxRow, outboxTable } from "../outbox.repo.ts";
import type { Sender } from "../sender.ts";
import { createOutboxChanges } from "./outboxChanges.ts";

/** What is to be stored of it, in one transaction: `done` is the end of the row. */
export interface CarriedOut {
  readonly done: boolean;
  store(): void;
}

/** What a change works with. */
export interface ChangeParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
}

/** The message to be changed is half sent: the rest goes first. */
const PUT_OFF_MS = 2_000;

/**
 * Does what a claimed row asks for.
 * @throws DeliveryError from the sender
 */
export async function carryOut(
  parts: ChangeParts,
  row: OutboxRow,
  sender: Sender,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const { box, clock } = parts;
  const outbox = outboxTable(parts.store.records);
  const target = row.targetId === null ? undefined : outbox.get(row.targetId);
  const nothing = { done: true, store: () => outbox.update(row.id, { status: "cancelled" }) };
  if (target === undefined || sender.changes === undefined) return nothing;

  if (target.status === "pending" || target.status === "sending") {
    return {
      done: false,
      store() {
        outbox.update(row.id, { status: "pending", dueAt: clock() + PUT_OFF_MS });
        createOutboxChanges(parts.store, clock).settleUnsent(target.id);
      },
    };
  }
  const receipts = target.receipts ?? [];
  if (target.status !== "sent" && receipts.length === 0) return nothing;

  const sent = { reply: JSON.parse(box.open(target.body)) as Reply, receipts };
  const reply = JSON.parse(box.open(row.body)) as Reply;
  const { changes } = sender;
  const settle = (ids: readonly string[]) => {
    outbox.update(target.id, { body: row.body, receipts: [...ids] });
    outbox.settleSent(row.id, row.part, [], clock());
  };
  if (row.operation === "remove") {
    const left = await changes.remove(row.chatId, sent, reply, signal);
    return { done: true, store: () => settle(left) };
  }
  const steps = changes.editSteps(sent, reply);
  // Nothing to be done: all of it is gone, or the channel reads what we store.
  if (steps === 0) return { done: true, store: () => settle(receipts) };
  const left = await changes.edit(row.chatId, sent, reply, row.part, signal);
  const ids = [...(row.receipts ?? []), ...left];
  const part = row.part + 1;
  if (part >= steps) return { done: true, store: () => settle(ids) };
  return { done: false, store: () => outbox.update(row.id, { status: "pending", part, receipts: ids }) };
}
