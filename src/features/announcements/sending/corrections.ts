/**
 * Carrying out corrections and recalls, recipient by recipient in small transactions. Whoever has the old text (it was
 * delivered, read, or read out to them) is told in a message of its own; whoever has not simply gets the new one, or none.
 */
import { type Core, HOUR_MS } from "../life/core.ts";
import type { Announcement } from "../types.ts";
import { type Correction, correctionTable } from "./corrections.repo.ts";
import { againKey, correctionKey } from "./keys.ts";
import { correctionOf, forRecipient, messageOf, overtakenBy, recallOf, reminderOf } from "./message.ts";
import { queuedAfter, type Recipient } from "./recipients.repo.ts";
import { CHUNK } from "./sending.ts";

/** See the file's head. */
export interface Corrections {
  /** Returns when none is open, or the signal aborts. */
  carryOut(signal: AbortSignal): Promise<void>;
  /** Whether there is anything to carry out. */
  open(): boolean;
}

/** How a change reaches one recipient. */
interface Change {
  toMember(sendKey: string, memberId: number, confirmed: boolean): void;
  /** Without an account now, nobody is told; what they have is changed all the same. */
  toStaff(sendKey: string, account: { channel: string; accountId: string } | undefined): void;
}

export function createCorrections(core: Core): Corrections {
  const { store, clock, members, pushes, notes } = core;
  const corrections = correctionTable(store.records);

  /** The message went to them, as far as we know or can tell, or a liaison has read it out. */
  function hasIt(sendKey: string): boolean {
    const state = pushes.stateOf(sendKey);
    return (
      state !== undefined &&
      (state.deliveredAt !== null || state.readAt !== null || state.inDoubt || state.call?.outcome === "told")
    );
  }

  function staffHasIt(sendKey: string): boolean {
    return (notes.stateOf(sendKey)?.sentAt ?? null) !== null;
  }

  /** What goes out besides. Not known to be read in time: a liaison calls. */
  function tell(
    announcement: Announcement,
    key: string,
    memberId: number,
    message: { reply: Parameters<typeof forRecipient>[1]; aloud: string },
  ): void {
    const readBy = clock() + announcement.followUpHours * HOUR_MS;
    pushes.send({ memberId, key, topic: "announcement", ...message, readBy });
  }

  /** A reminder that has not gone out, or waits for a call, is read out with the new text. */
  function replaceReminder(announcement: Announcement, sendKey: string, memberId: number): void {
    const key = againKey(sendKey);
    const status = pushes.stateOf(key)?.status;
    if (status !== "open" && status !== "calling") return;
    const { reply, aloud } = reminderOf(announcement, memberId);
    pushes.replace(key, reply, aloud);
  }

  function correcting(announcement: Announcement, { id, reason }: Correction): Change {
    const now = messageOf(core, announcement);
    const told = correctionOf(core, announcement, reason);
    const earlier = corrections.before(announcement.id, id);
    const overtaken = overtakenBy(announcement);
    return {
      toMember(sendKey, memberId, confirmed) {
        const knew = hasIt(sendKey);
        for (const one of earlier) pushes.recall(correctionKey(sendKey, one), overtaken);
        pushes.replace(sendKey, forRecipient(announcement, now.reply, memberId), now.aloud);
        replaceReminder(announcement, sendKey, memberId);
        if (!knew) return;
        // Who has confirmed is not asked again.
        const reply = confirmed ? told.reply : forRecipient(announcement, told.reply, memberId);
        tell(announcement, correctionKey(sendKey, id), memberId, { reply, aloud: told.aloud });
      },
      toStaff(sendKey, account) {
        const knew = staffHasIt(sendKey);
        for (const one of earlier) notes.recall(correctionKey(sendKey, one), overtaken);
        notes.replace(sendKey, forRecipient(announcement, now.reply, undefined));
        if (knew && account) notes.toAccount(account, correctionKey(sendKey, id), told.reply, false);
      },
    };
  }

  function recalling(announcement: Announcement, { id, reason }: Correction): Change {
    const { notice, ...told } = recallOf(announcement, reason);
    const earlier = corrections.before(announcement.id, id);
    return {
      toMember(sendKey, memberId) {
        const knew = hasIt(sendKey);
        for (const key of keysOf(sendKey, earlier)) pushes.recall(key, notice);
        if (knew) tell(announcement, correctionKey(sendKey, id), memberId, told);
      },
      toStaff(sendKey, account) {
        const knew = staffHasIt(sendKey);
        for (const key of keysOf(sendKey, earlier)) notes.recall(key, notice);
        if (knew && account) notes.toAccount(account, correctionKey(sendKey, id), told.reply, false);
      },
    };
  }

  function carrySome(correctionId: number): boolean {
    const correction = corrections.get(correctionId);
    // Overtaken by a later one meanwhile.
    if (correction === undefined || correction.finishedAt !== null) return false;
    const announcement = core.known(correction.announcementId);
    const recipients = queuedAfter(store.records, announcement.id, correction.doneUpTo ?? 0, CHUNK);
    const last = recipients.at(-1);
    if (last === undefined) {
      corrections.update(correctionId, { doneUpTo: null, finishedAt: clock() });
      return false;
    }
    const change =
      correction.kind === "correct"
        ? correcting(announcement, correction)
        : recalling(announcement, correction);
    for (const recipient of recipients) carryOne(change, recipient);
    corrections.update(correctionId, { doneUpTo: last.id });
    return true;
  }

  function carryOne(change: Change, { memberId, staffId, sendKey, gone, confirmedAt }: Recipient): void {
    if (sendKey === null || gone) return;
    if (memberId !== null) {
      change.toMember(sendKey, memberId, confirmedAt !== null);
      return;
    }
    const account = members.staffAccounts().find((one) => one.staffId === staffId);
    change.toStaff(sendKey, account);
  }

  return {
    open: () => corrections.open().length > 0,
    async carryOut(signal) {
      for (const { id } of corrections.open()) {
        while (!signal.aborted && (await store.commit(() => carrySome(id)))) {
          // The next few.
        }
      }
    },
  };
}

/** All that was sent of an announcement to one recipient. */
function keysOf(sendKey: string, corrections: readonly number[]): readonly string[] {
  return [sendKey, againKey(sendKey), ...corrections.map((one) => correctionKey(sendKey, one))];
}
