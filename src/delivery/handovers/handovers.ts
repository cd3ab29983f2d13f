/**
 * Handovers: conversations that staff are asked to take, hold, and hand back. While one is silent, the assistant does
 * not answer; what the person writes goes to whoever holds it.
 */
import { type IncomingMessage, paragraph, plainReply, type Reply, strong } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import { readHistory, type Utterance } from "../history.ts";
import { outboxTable } from "../outbox.repo.ts";
import type { StaffAccount, StaffNotes } from "../staffNotes.ts";
import { HANDOVER, REASONS } from "../text.ts";
import { type HandoverReason, type HandoverRow, handoverTable } from "./handovers.repo.ts";

/** An open handover, readable. */
export interface OpenHandover {
  readonly id: number;
  readonly channel: string;
  readonly chatId: string;
  readonly reason: HandoverReason;
  readonly openedAt: number;
  /** What the person wrote when it was opened. */
  readonly message: string;
  /** Who the person is, as far as that is known. */
  readonly who: string;
  readonly takenBy: number | null;
}

/** What staff read when they take a conversation: what was said last, both ways. */
export interface Brief extends OpenHandover {
  readonly said: readonly Utterance[];
}

/** What handovers work with. */
export interface HandoverParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
  readonly notes: StaffNotes;
  /** The name of the person behind an account, undefined for strangers. */
  nameOf(channel: string, chatId: string): string | undefined;
  accountsOfStaff(staffId: number): readonly StaffAccount[];
  /** Whether what was said on one channel may be shown on another (promise "at home"). */
  mayShow(saidOn: string, shownOn: string): boolean;
}

/** How much of the conversation staff are shown. */
const BRIEF_LENGTH = 10;
/** Graver reasons first. */
const GRAVITY: readonly HandoverReason[] = ["emergency", "fraud", "requested", "unanswered"];

/** See the file's head. Functions that write may be called inside a transaction of the caller's. */
export function createHandovers(parts: HandoverParts) {
  const { store, box, clock, notes } = parts;
  const table = handoverTable(store.records);
  const outbox = outboxTable(store.records);

  const readable = (row: HandoverRow): OpenHandover => ({
    id: row.id,
    channel: row.channel,
    chatId: row.chatId,
    reason: row.reason,
    openedAt: row.openedAt,
    message: box.open(row.message),
    who: parts.nameOf(row.channel, row.chatId) ?? HANDOVER.stranger,
    takenBy: row.takenBy,
  });

  const stillOpen = (id: number): HandoverRow | undefined => {
    const row = table.get(id);
    return row?.closedAt === null ? row : undefined;
  };

  /** A message of ours to the person, in the order of the conversation. */
  function toPerson(row: HandoverRow, uniqueKey: string, reply: Reply): void {
    const now = clock();
    outbox.insert({
      channel: row.channel,
      chatId: row.chatId,
      lane: "reply",
      body: box.seal(JSON.stringify(reply)),
      uniqueKey,
      createdAt: now,
      dueAt: now,
    });
  }

  /** Puts words of the conversation before a member of staff; a reply to that message is an answer to the person. */
  function toStaff(row: HandoverRow, account: StaffAccount, key: string, reply: Reply): void {
    const uniqueKey = `${key}:${account.channel}:${account.accountId}`;
    notes.toAccount(account, uniqueKey, reply, true);
    table.insertRelay(uniqueKey, row.id);
  }

  function announce(row: HandoverRow): void {
    const who = parts.nameOf(row.channel, row.chatId) ?? HANDOVER.stranger;
    notes.tell({
      key: `handover:${row.id}:${row.reason}`,
      reply: {
        blocks: [strong(HANDOVER.noteTitle(REASONS[row.reason], row.id, who)), paragraph(HANDOVER.noteHint)],
        choices: [],
        urgent: row.reason === "emergency",
      },
      choices: [{ label: HANDOVER.take, action: `handover:take:${row.id}` }],
      urgent: row.reason === "emergency" || row.reason === "fraud",
      roles: ["admin", "dispatcher", "editor"],
    });
  }

  function close(row: HandoverRow, by: string, note: string | undefined): void {
    table.update(row.id, {
      closedAt: clock(),
      closedBy: by,
      silent: false,
      ...(note === undefined ? {} : { note }),
    });
  }

  return {
    /**
     * Opens a handover; one that is open already becomes graver where the new reason is.
     * @param told somebody else alerts staff of it: no note here
     */
    open(message: IncomingMessage, reason: HandoverReason, told = false): void {
      // Asked for a human, the assistant falls silent now; otherwise once staff take the conversation.
      const silent = reason === "requested";
      store.transaction(() => {
        const present = table.ofChat(message.channel, message.chatId);
        if (present === undefined) {
          const id = table.insert({
            channel: message.channel,
            chatId: message.chatId,
            reason,
            message: box.seal(message.text),
            openedAt: clock(),
            silent,
          });
          if (!told) announce(table.get(id)!);
          return;
        }
        const graver = GRAVITY.indexOf(reason) < GRAVITY.indexOf(present.reason);
        table.update(present.id, {
          silent: present.silent || silent,
          ...(graver ? { reason } : {}),
        });
        if (graver && !told) announce(table.get(present.id)!);
      });
    },
    /** The open handover of a conversation. */
    of: (channel: string, chatId: string) => table.ofChat(channel, chatId),
    /** Everyone who waits or is being talked to, longest first. */
    list: (): OpenHandover[] => table.open().map(readable),
    /** The last ten things said, for whoever takes it. Undefined when it is not open. */
    brief(id: number): Brief | undefined {
      const row = stillOpen(id);
      if (row === undefined) return undefined;
      return {
        ...readable(row),
        said: readHistory(store, box, row.channel, row.chatId, BRIEF_LENGTH),
      };
    },
    /**
     * A member of staff takes the conversation; the assistant falls silent and the person is told.
     * @returns `gone` when it is closed, `held` when another holds it
     */
    take(id: number, by: { staffId: number; name: string }): "taken" | "held" | "gone" {
      return store.transaction(() => {
        const row = stillOpen(id);
        if (row === undefined) return "gone";
        if (row.takenBy === by.staffId) return "taken";
        if (row.takenBy !== null) return "held";
        table.update(id, { takenAt: clock(), takenBy: by.staffId, silent: true });
        toPerson(row, `handover:${id}:taken`, plainReply(HANDOVER.taken(by.name)));
        return "taken";
      });
    },
    /** The handover that a message of ours to staff belongs to. */
    byRelay(channel: string, chatId: string, receipt: string): number | undefined {
      const row = outbox.byReceipt(channel, chatId, receipt);
      return row === undefined ? undefined : table.relayOf(row.uniqueKey);
    },
    /**
     * Staff answer the person.
     * @param key makes the same answer one answer
     * @returns false when the conversation is closed or held by another
     */
    answer(id: number, by: { staffId: number; name: string }, text: string, key: string): boolean {
      return store.transaction(() => {
        const row = stillOpen(id);
        if (row === undefined || (row.takenBy !== null && row.takenBy !== by.staffId)) return false;
        if (row.takenBy === null) table.update(id, { takenAt: clock(), takenBy: by.staffId, silent: true });
        toPerson(row, `handover:${id}:answer:${key}`, {
          ...plainReply(text),
          from: HANDOVER.signature(by.name),
        });
        return true;
      });
    },
    /** What the person writes while staff hold the conversation goes to them. */
    relay(message: IncomingMessage): void {
      const present = table.ofChat(message.channel, message.chatId);
      if (present === undefined || present.takenBy === null) return;
      const row = table.get(present.id)!;
      const who = parts.nameOf(row.channel, row.chatId) ?? HANDOVER.stranger;
      for (const account of parts.accountsOfStaff(present.takenBy)) {
        const shown = parts.mayShow(row.channel, account.channel);
        const words = shown
          ? [message.text, ...HANDOVER.attached(message.attachments ?? [])]
          : [HANDOVER.hidden];
        toStaff(row, account, `relay:${message.channel}:${message.messageId}`, {
          blocks: [
            strong(HANDOVER.saidBy(who, row.id)),
            ...words.filter((line) => line !== "").map((line) => paragraph(line)),
          ],
          choices: [],
        });
      }
    },
    /** Puts the brief before an account of staff; replies to it are answers. */
    showBrief(id: number, account: StaffAccount, key: string, reply: Reply): void {
      const row = stillOpen(id);
      if (row !== undefined) toStaff(row, account, key, reply);
    },
    /** Staff hand the conversation back to the assistant. False when it is not open. */
    handBack(id: number, by: string, note?: string): boolean {
      return store.transaction(() => {
        const row = stillOpen(id);
        if (row === undefined) return false;
        close(row, by, note);
        toPerson(row, `handover:${id}:back`, plainReply(HANDOVER.handedBack));
        return true;
      });
    },
    /** The person wants the assistant back. False when nothing was open. */
    withdraw(channel: string, chatId: string): boolean {
      return store.transaction(() => {
        const present = table.ofChat(channel, chatId);
        const row = present === undefined ? undefined : table.get(present.id);
        if (row === undefined) return false;
        close(row, "person", undefined);
        if (row.takenBy !== null) {
          for (const account of parts.accountsOfStaff(row.takenBy))
            notes.toAccount(
              account,
              `handover:${row.id}:withdrawn`,
              plainReply(HANDOVER.withdrawn(row.id)),
              true,
            );
        }
        return true;
      });
    },
    /** Staff are told again of what nobody has taken and has waited too long. A job calls it; `key` makes it once. */
    remind(late: (openedAt: number) => boolean, key: string): number {
      return store.transaction(() => {
        const waiting = table.open().filter((row) => row.takenBy === null && late(row.openedAt));
        for (const row of waiting) {
          const who = parts.nameOf(row.channel, row.chatId) ?? HANDOVER.stranger;
          notes.tell({
            key: `handover:${row.id}:late:${key}`,
            reply: plainReply(HANDOVER.stillWaiting(row.id, who)),
            choices: [{ label: HANDOVER.take, action: `handover:take:${row.id}` }],
            urgent: row.reason === "emergency",
            roles: ["admin", "dispatcher"],
          });
        }
        return waiting.length;
      });
    },
  };
}

/** See {@link createHandovers}. */
export type Handovers = ReturnType<typeof createHandovers>;
