/** Notes to staff: who waits, what broke. They go to the accounts of staff and to the chat of the officer on duty. */
import type { Choice, Reply, Role } from "../dialogue/index.ts";
import { plainReply } from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import { type Changed, createOutboxChanges } from "./changes/outboxChanges.ts";
import type { Log } from "./inbox.ts";
import { type OutboxRow, outboxTable } from "./outbox.repo.ts";

/** An account of a member of staff. */
export interface StaffAccount {
  readonly channel: string;
  readonly accountId: string;
  readonly staffId: number;
}

/** What notes need from outside. */
export interface StaffNoteParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
  readonly log: Log;
  /** Where the officer on duty is reached, if that is set. */
  readonly duty: { readonly channel: string; readonly chatId: string } | undefined;
  staffAccounts(...roles: Role[]): readonly StaffAccount[];
}

/** A note. */
export interface StaffNote {
  /** The same note is sent once. */
  readonly key: string;
  readonly reply: Reply;
  /** At once, also at night. Otherwise it waits for the morning. */
  readonly urgent: boolean;
  readonly roles: readonly Role[];
  /** Choices for accounts of staff; the duty chat may be a group, where nobody is known, and gets none. */
  readonly choices?: readonly Choice[];
}

export function createStaffNotes(parts: StaffNoteParts) {
  const { store, box, clock } = parts;
  const outbox = outboxTable(store.records);
  const changes = createOutboxChanges(store, clock);

  /** Queues a message to one account. Inside the caller's transaction, or in one of its own. */
  function toAccount(
    account: { channel: string; accountId: string },
    uniqueKey: string,
    reply: Reply,
    urgent: boolean,
  ): void {
    const now = clock();
    outbox.insert({
      channel: account.channel,
      chatId: account.accountId,
      lane: urgent ? "reply" : "push",
      body: box.seal(JSON.stringify(reply)),
      uniqueKey,
      createdAt: now,
      dueAt: now,
    });
  }

  function tell({ key, reply, urgent, roles, choices = [] }: StaffNote): number {
    return store.transaction(() => {
      const accounts = parts.staffAccounts(...roles);
      for (const account of accounts) {
        const full = { ...reply, choices: [...reply.choices, ...choices] };
        toAccount(account, `note:${key}:${account.channel}:${account.accountId}`, full, urgent);
      }
      const { duty } = parts;
      const known = accounts.some((a) => a.channel === duty?.channel && a.accountId === duty.chatId);
      if (duty !== undefined && !known)
        toAccount({ channel: duty.channel, accountId: duty.chatId }, `note:${key}:duty`, reply, urgent);
      return accounts.length + (duty !== undefined && !known ? 1 : 0);
    });
  }

  /** Of the message that was queued under a key, if there is one. */
  function change(uniqueKey: string, work: (row: OutboxRow) => Changed): Changed {
    return store.transaction(() => {
      const row = outbox.byKey(uniqueKey);
      return row === undefined ? "none" : work(row);
    });
  }

  return {
    toAccount,
    /** The message queued by `toAccount` under this key is to say something else, also where it was sent already. */
    replace: (uniqueKey: string, reply: Reply): Changed =>
      change(uniqueKey, (row) => changes.replace(row, box.seal(JSON.stringify(reply)))),
    /** It is to go; `notice` stands where a channel takes nothing back. */
    recall: (uniqueKey: string, notice: Reply): Changed =>
      change(uniqueKey, (row) => changes.recall(row, box.seal(JSON.stringify(notice)))),
    /** What became of it; undefined when nothing was queued under this key. */
    stateOf(uniqueKey: string): { status: OutboxRow["status"]; sentAt: number | null } | undefined {
      const row = outbox.byKey(uniqueKey);
      return row === undefined ? undefined : { status: row.status, sentAt: row.sentAt };
    },
    /** Sends a note to all staff of the roles and to the officer on duty; returns how many accounts that is. */
    tell,
    /** Something broke that a person must look at. `text` holds nothing personal. */
    alert(key: string, text: string): void {
      parts.log.error({ alert: key }, text);
      tell({ key: `alert:${key}`, reply: plainReply(text), urgent: false, roles: ["admin"] });
    },
  };
}

/** See {@link createStaffNotes}. */
export type StaffNotes = ReturnType<typeof createStaffNotes>;
