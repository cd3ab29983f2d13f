/**
 * Sending: what is approved and due begins, its recipients are queued in small transactions, and it is done. Every step
 * is found in the tables: cut off anywhere, it goes on where it was, and the keys keep anyone from getting it twice.
 */

import { UNAPPROVED } from "../life/approval.ts";
import { type Core, HOUR_MS, SYSTEM, subjectOf } from "../life/core.ts";
import { REFUSALS } from "../life/lifeText.ts";
import type { StaffNews } from "../life/staffNews.ts";
import type { Announcement } from "../types.ts";
import { correctionTable } from "./corrections.repo.ts";
import { memberKey, staffKey } from "./keys.ts";
import { forRecipient, type Message, messageOf } from "./message.ts";
import {
  countRecipients,
  deleteRecipients,
  noteQueued,
  type Recipient,
  recipientOfMember,
  unqueued,
  updateRecipient,
} from "./recipients.repo.ts";

/** Recipients a transaction: it keeps the event loop, and so whoever waits for an answer, for about 30 ms. */
export const CHUNK = 25;

/** The work of sending. Each returns when there is nothing left to do for now, or the signal aborts. */
export interface Sending {
  /** Begins what is due. */
  begin(): void;
  /** Queues what is not queued. An announcement of which a correction is open waits for it. */
  queueRest(signal: AbortSignal): Promise<void>;
}

export function createSending(core: Core, news: StaffNews): Sending {
  const { store, clock, table, members, pushes, notes } = core;
  const corrections = correctionTable(store.records);

  function start(id: number): void {
    const before = core.known(id);
    // Someone was faster, in the same instant.
    if (before.status !== "approved") return;
    const { clause } = before;
    if (clause !== null && core.readClause(clause.title, clause.article) === undefined) {
      deleteRecipients(store.records, id);
      const status = core.step(before, "hold");
      table.update(id, { status, returnedReason: REFUSALS.clauseGone, ...UNAPPROVED });
      members.audit.record(SYSTEM, "announcement.hold", subjectOf(id));
      news.held(before);
      return;
    }
    table.update(id, { status: core.step(before, "start"), startedAt: clock() });
    members.audit.record(SYSTEM, "announcement.start", subjectOf(id));
  }

  /** Queues the next few; false when there is nothing more to queue. */
  function queueSome(id: number): boolean {
    const announcement = core.known(id);
    if (announcement.status !== "sending" || corrections.isOpen(id)) return false;
    const recipients = unqueued(store.records, id, CHUNK);
    if (recipients.length === 0) {
      finish(announcement);
      return false;
    }
    const message = messageOf(core, announcement);
    for (const recipient of recipients) queueOne(announcement, message, recipient);
    return true;
  }

  function queueOne(announcement: Announcement, message: Message, recipient: Recipient): void {
    const { id, memberId, staffId, gone } = recipient;
    if (memberId === null) toStaff(announcement, message, id, staffId!);
    else if (gone) skip(id, "gone");
    else toMember(announcement, message, id, memberId);
  }

  function skip(recipientId: number, why: string): void {
    updateRecipient(store.records, recipientId, { skipped: why });
  }

  function toMember(announcement: Announcement, message: Message, id: number, memberId: number): void {
    const { needsConfirmation, startedAt, callHours } = announcement;
    const now = clock();
    const key = memberKey(announcement.id, memberId);
    // Reading does not confirm: where 收到 is asked for, reminders.ts asks for the call.
    const readBy = needsConfirmation ? {} : { readBy: (startedAt ?? now) + callHours * HOUR_MS };
    pushes.send({
      memberId,
      key,
      topic: "announcement",
      reply: forRecipient(announcement, message.reply, memberId),
      aloud: message.aloud,
      ...readBy,
    });
    noteQueued(store.records, id, key, now);
  }

  function toStaff(announcement: Announcement, message: Message, id: number, staffId: number): void {
    const account = members.staffAccounts().find((one) => one.staffId === staffId);
    // Retired staff: the same account, the same text, twice.
    const self = account === undefined ? undefined : members.speakerOf(account).self?.memberId;
    if (self !== undefined && recipientOfMember(store.records, announcement.id, self) !== undefined) {
      skip(id, "asMember");
      return;
    }
    const key = staffKey(announcement.id, staffId);
    if (account !== undefined) {
      notes.toAccount(account, key, forRecipient(announcement, message.reply, undefined), false);
    }
    noteQueued(store.records, id, account === undefined ? null : key, clock());
  }

  function finish(announcement: Announcement): void {
    const { id } = announcement;
    table.update(id, { status: core.step(announcement, "finish"), finishedAt: clock() });
    members.audit.record(SYSTEM, "announcement.finish", subjectOf(id));
    news.sent(announcement, countRecipients(store.records, id));
  }

  return {
    begin() {
      for (const id of table.due(clock())) store.transaction(() => start(id));
    },
    async queueRest(signal) {
      for (const id of table.sending()) {
        while (!signal.aborted && (await store.commit(() => queueSome(id)))) {
          // Between two transactions whoever writes to us is answered.
        }
      }
    },
  };
}
