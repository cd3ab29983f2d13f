/** Correcting a push and calling it off: what has not gone out never does, what has is changed where it stands. */
import type { Reply } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import { type Changed, createOutboxChanges } from "../changes/outboxChanges.ts";
import { type OutboxRow, outboxTable } from "../outbox.repo.ts";
import type { BodyFor } from "./addressing.ts";
import { type PushRow, pushTable } from "./pushes.repo.ts";
import type { Recipients } from "./types.ts";

/** What corrections work with. */
export interface CorrectingParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
  readonly recipients: Recipients;
  readonly bodyFor: BodyFor;
}

/** See the file's head. Every function may be called inside a transaction of the caller's, and wraps one of its own. */
export function createCorrecting({ store, box, clock, recipients, bodyFor }: CorrectingParts) {
  const table = pushTable(store.records);
  const outbox = outboxTable(store.records);
  const changes = createOutboxChanges(store, clock);

  const accountOf = ({ memberId }: PushRow, { channel, chatId }: OutboxRow) =>
    recipients
      .accountsOf(memberId)
      .find((account) => account.channel === channel && account.accountId === chatId);

  /** Of all sends of a push, whichever accounts they went to. */
  function each(row: PushRow, change: (send: OutboxRow) => Changed): Changed {
    const came = outbox.ofPush(row.id).map(change);
    return came.includes("changing") ? "changing" : came.includes("unsent") ? "unsent" : "none";
  }

  return {
    /**
     * The push is to say something else, to whoever calls too.
     * @returns `edited` when somebody has the old words (they are changed where the channel can), `unsent` when nobody
     * has, `none` when there is no such push or it was called off
     */
    replace(key: string, reply: Reply, aloud: string): "unsent" | "edited" | "none" {
      return store.transaction(() => {
        const row = table.byKey(key);
        if (row === undefined || row.status === "cancelled") return "none";
        const body = box.seal(JSON.stringify({ ...reply, urgent: row.urgent }));
        table.update(row.id, { body, aloud: box.seal(aloud) });
        const came = each(row, (send) =>
          changes.replace(send, bodyFor({ ...row, body }, accountOf(row, send))),
        );
        return came === "changing" ? "edited" : "unsent";
      });
    },
    /**
     * The push is taken back. Nobody calls any more, and no deadline runs on; who had got it stays `delivered` or
     * `read`.
     * @param notice stands where a channel takes nothing back: that it was recalled
     * @returns `removing` when somebody has it, `unsent` when nobody has, `none` when there is no such push or it was
     * called off before
     */
    recall(key: string, notice: Reply): "unsent" | "removing" | "none" {
      return store.transaction(() => {
        const row = table.byKey(key);
        if (row === undefined || row.status === "cancelled") return "none";
        const body = box.seal(JSON.stringify(notice));
        const came = each(row, (send) =>
          changes.recall(send, bodyFor({ ...row, body }, accountOf(row, send))),
        );
        const hadCall = row.status === "calling";
        const had = row.readAt !== null ? "read" : row.deliveredAt !== null ? "delivered" : "cancelled";
        table.update(row.id, { status: had, readBy: null });
        table.closeCallOf(row.id, clock(), "system:recall");
        if (came === "changing") return "removing";
        return came === "unsent" || hadCall ? "unsent" : "none";
      });
    },
  };
}
