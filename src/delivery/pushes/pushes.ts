/**
 * Pushes: a message that a member is to get by whatever account reaches them. Own accounts are tried first, one after
 * the other, then those of their proxies; where none is left, a liaison calls. Nobody is forgotten, nobody told twice.
 */
import type { SecretBox, Store } from "../../store/index.ts";
import { outboxTable } from "../outbox.repo.ts";
import type { DeliveryFailure } from "../sender.ts";
import { createAddressing } from "./addressing.ts";
import { createCorrecting } from "./correcting.ts";
import { type CallReason, type PushRow, pushTable } from "./pushes.repo.ts";
import type { Push, PushState, Queued, Recipients } from "./types.ts";

/** What pushes work with. */
export interface PushParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
  readonly recipients: Recipients;
  /** A channel without a sender now (Telegram switched off) reaches nobody. Absent: all channels do. */
  carries?(channel: string): boolean;
}

const OVERDUE_AT_ONCE = 500;

/** See the file's head. Every function may be called inside a transaction of the caller's, and wraps one of its own. */
export function createPushes(parts: PushParts) {
  const { store, box, clock, recipients } = parts;
  const table = pushTable(store.records);
  const outbox = outboxTable(store.records);
  const bodyFor = createAddressing(box, recipients);

  /** Hands the push to the next account that was not tried; false when there is none. */
  function tryNext(row: PushRow, dueAt: number): boolean {
    const tried = new Set(outbox.ofPush(row.id).map(({ channel, chatId }) => `${channel}\n${chatId}`));
    const account = recipients
      .accountsOf(row.memberId)
      .find(
        ({ channel, accountId, blocked, via }) =>
          !blocked &&
          (via === "self" || !row.ownOnly) &&
          parts.carries?.(channel) !== false &&
          !tried.has(`${channel}\n${accountId}`),
      );
    if (account === undefined) return false;
    outbox.insert({
      channel: account.channel,
      chatId: account.accountId,
      pushId: row.id,
      lane: row.urgent ? "reply" : "push",
      body: bodyFor(row, account),
      uniqueKey: `push:${row.id}:${row.tries}`,
      createdAt: clock(),
      dueAt,
    });
    table.countTry(row.id);
    return true;
  }

  function toCallList(row: PushRow, reason: CallReason): void {
    // Nobody is asked to read a notice to the family of somebody who has died.
    if (recipients.isHere?.(row.memberId) === false) {
      table.update(row.id, { status: "cancelled" });
      return;
    }
    table.update(row.id, { status: "calling" });
    table.insertCall({ pushId: row.id, memberId: row.memberId, reason, createdAt: clock() });
  }

  return {
    ...createCorrecting({ store, box, clock, recipients, bodyFor }),
    /** Queues a push once; where no account can carry it, puts the member on the call list. */
    send(push: Push): Queued {
      return store.transaction(() => {
        const now = clock();
        const row = table.insert({
          uniqueKey: push.key,
          memberId: push.memberId,
          topic: push.topic,
          body: box.seal(JSON.stringify({ ...push.reply, urgent: push.urgent === true })),
          aloud: box.seal(push.aloud),
          urgent: push.urgent === true,
          ownOnly: push.ownOnly === true,
          readBy: push.readBy ?? null,
          createdAt: now,
        });
        if (row === undefined) return "already";
        if (tryNext(row, Math.max(now, push.notBefore ?? now))) return "queued";
        toCallList(row, recipients.accountsOf(push.memberId).length > 0 ? "blocked" : "noAccount");
        return "callList";
      });
    },
    /** A send of it got through. */
    sent(pushId: number, at: number): void {
      const row = table.get(pushId);
      if (row?.status === "open") table.update(pushId, { status: "delivered", deliveredAt: at });
      // On its way when it was called off: it did reach the person.
      else if (row?.deliveredAt === null) table.update(pushId, { deliveredAt: at });
    },
    /** A send of it failed for good: the next account, or the call list. */
    failed(pushId: number, _account: { channel: string; accountId: string }, kind: DeliveryFailure): void {
      const row = table.get(pushId);
      if (row?.status !== "open") return;
      if (!tryNext(row, clock())) toCallList(row, kind === "blocked" ? "blocked" : "failed");
    },
    /**
     * Whether a push that waits may still go to the account it was queued for. Not when the account was unbound, the
     * proxy's grant ended, or the member died or was erased meanwhile: a night lies between queueing and sending.
     */
    stillFor(pushId: number, { channel, accountId }: { channel: string; accountId: string }): boolean {
      const row = table.get(pushId);
      if (row?.status !== "open") return true;
      return recipients
        .accountsOf(row.memberId)
        .some(
          (one) =>
            one.channel === channel && one.accountId === accountId && (one.via === "self" || !row.ownOnly),
        );
    },
    /** It may not: the next account, or the call list. */
    withdrawn(pushId: number): void {
      store.transaction(() => {
        const row = table.get(pushId);
        if (row?.status !== "open") return;
        outbox.cancelPush(row.id);
        if (!tryNext(row, clock())) toCallList(row, "noAccount");
      });
    },
    /** The person of this chat was there: what had been delivered counts as read. */
    seen(channel: string, chatId: string, at: number): void {
      for (const id of table.unreadIn(channel, chatId, at)) table.update(id, { status: "read", readAt: at });
    },
    /**
     * The member has confirmed it, by whatever way; a call is not needed any more. False when there is no such push.
     * @param notedBy who noted it for the member, as the audit log names actors: an open call is settled as told
     */
    acknowledge(key: string, notedBy?: string): boolean {
      return store.transaction(() => {
        const row = table.byKey(key);
        if (row === undefined) return false;
        const now = clock();
        table.update(row.id, {
          status: "read",
          readAt: row.readAt ?? now,
          acknowledgedAt: row.acknowledgedAt ?? now,
        });
        if (notedBy === undefined) table.closeCallOf(row.id, now, "person");
        else table.closeCallOf(row.id, now, notedBy, "told");
        return true;
      });
    },
    /** What is not sent is not sent any more, and nobody calls. */
    cancel(key: string): boolean {
      return store.transaction(() => {
        const row = table.byKey(key);
        if (row === undefined) return false;
        outbox.cancelPush(row.id);
        if (row.status !== "read") table.update(row.id, { status: "cancelled" });
        table.closeCallOf(row.id, clock(), "system:cancel");
        return true;
      });
    },
    /** Puts on the call list whose deadline for reading has passed. Returns how many; a job calls it every minute. */
    callOverdue(): number {
      return store.transaction(() => {
        const rows = table.overdue(clock(), OVERDUE_AT_ONCE);
        for (const row of rows) {
          // Not even sent in time: a nudge after the call would confuse.
          if (row.status === "open") outbox.cancelPush(row.id);
          toCallList(row, row.status === "open" ? "failed" : "unread");
        }
        return rows.length;
      });
    },
    /**
     * Puts a push on the call list now: what wants a 收到 has not been confirmed, and reading is not confirming. False
     * when it was confirmed or called off, or is or was on the list already.
     */
    callFor(key: string): boolean {
      return store.transaction(() => {
        const row = table.byKey(key);
        if (row === undefined || row.acknowledgedAt !== null || row.status === "cancelled") return false;
        if (table.callOf(row.id) !== undefined) return false;
        if (row.status === "open") outbox.cancelPush(row.id);
        toCallList(row, row.status === "open" ? "failed" : "unread");
        return true;
      });
    },
    /** How far a push has come; undefined when there is none of that key. */
    stateOf(key: string): PushState | undefined {
      const row = table.byKey(key);
      if (row === undefined) return undefined;
      const { status, deliveredAt, readAt, acknowledgedAt } = row;
      const call = table.callOf(row.id);
      return {
        status,
        deliveredAt,
        readAt,
        acknowledgedAt,
        inDoubt: outbox.ofPush(row.id).some((send) => send.status === "sending" || send.uncertain > 0),
        ...(call === undefined
          ? {}
          : { call: { reason: call.reason, doneAt: call.doneAt, outcome: call.outcome } }),
      };
    },
    /** Pushes of a topic by status. */
    tally: (topic: string) => table.tally(topic),
  };
}

/** See {@link createPushes}. */
export type Pushes = ReturnType<typeof createPushes>;
