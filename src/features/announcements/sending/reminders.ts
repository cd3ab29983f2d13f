/** What follows on silence: one reminder, then a call by the liaison. */
import { type Core, HOUR_MS } from "../life/core.ts";
import type { Announcement } from "../types.ts";
import { againKey } from "./keys.ts";
import { reminderOf } from "./message.ts";
import {
  membersToCall,
  membersToRemind,
  type Recipient,
  staffToRemind,
  updateRecipient,
} from "./recipients.repo.ts";
import { CHUNK } from "./sending.ts";

/** Looking through 30,000 recipients takes a tenth of a second: not every minute. Hours are what reminders count in. */
const LOOK_EVERY_MS = HOUR_MS / 6;
/** An outage may last. Later than that after its hour nobody is reminded or called any more. */
const LATEST_MS = 14 * 24 * HOUR_MS;

/** See the file's head. Both return when nobody is due, or the signal aborts. */
export interface Reminders {
  remind(signal: AbortSignal): Promise<void>;
  call(signal: AbortSignal): Promise<void>;
}

export function createReminders(core: Core): Reminders {
  const { store, clock, table, members, pushes, notes } = core;
  const { records } = store;

  /** Whether it is time to look again at something; the first look after a start always is. */
  function createPace(): () => boolean {
    let lookedAt = Number.NEGATIVE_INFINITY;
    return () => {
      const now = clock();
      // A clock that was set back must not silence it.
      if (now >= lookedAt && now - lookedAt < LOOK_EVERY_MS) return false;
      lookedAt = now;
      return true;
    };
  }
  const timeToRemind = createPace();
  const timeToCall = createPace();

  /**
   * Runs a page of work in a transaction of its own until there is no further page. Between two pages the announcement
   * may be recalled or corrected: each page works with what it is by then.
   */
  async function eachPage(
    signal: AbortSignal,
    id: number,
    work: (announcement: Announcement, page: { afterId: number; limit: number }) => number | undefined,
  ): Promise<void> {
    let afterId: number | undefined = 0;
    while (afterId !== undefined && !signal.aborted) {
      const page: { afterId: number; limit: number } = { afterId, limit: CHUNK };
      afterId = await store.commit(() => {
        const announcement = core.known(id);
        return announcement.status === "recalled" ? undefined : work(announcement, page);
      });
    }
  }

  /** Reminds those of a page; returns behind whom the next begins. */
  function remindAll(announcement: Announcement, due: readonly Recipient[]): Recipient | undefined {
    for (const recipient of due) remindOne(announcement, recipient);
    return due.length === CHUNK ? due.at(-1) : undefined;
  }

  function remindOne(announcement: Announcement, { id, memberId, staffId, sendKey }: Recipient): void {
    updateRecipient(records, id, { followedUpAt: clock() });
    if (sendKey === null) return;
    const { reply, aloud } = reminderOf(announcement, memberId ?? undefined);
    const key = againKey(sendKey);
    if (memberId === null) {
      const account = members.staffAccounts().find((one) => one.staffId === staffId);
      if (account !== undefined) notes.toAccount(account, key, reply, false);
      return;
    }
    // Blocked since: a reminder would only reach the call list, and the message itself is there to be read out.
    if (members.accountsOf(memberId).every(({ blocked }) => blocked)) pushes.callFor(sendKey);
    else pushes.send({ memberId, key, topic: "announcement", reply, aloud });
  }

  function callAll(due: readonly Recipient[]): Recipient | undefined {
    for (const { sendKey } of due) if (sendKey !== null) pushes.callFor(sendKey);
    return due.length === CHUNK ? due.at(-1) : undefined;
  }

  return {
    async remind(signal) {
      if (!timeToRemind()) return;
      const now = clock();
      for (const due of table.begunBefore("followUpHours", now, now - LATEST_MS)) {
        const { id, startedAt, followUpHours, callHours, needsConfirmation } = due;
        if ((startedAt ?? 0) + callHours * HOUR_MS <= now) continue;
        const before = now - followUpHours * HOUR_MS;
        await eachPage(signal, id, (announcement, page) => {
          const due = membersToRemind(records, announcement, before, page);
          return remindAll(announcement, due)?.memberId ?? undefined;
        });
        if (!needsConfirmation) continue;
        await eachPage(signal, id, (announcement, page) => {
          const due = staffToRemind(records, id, before, page);
          return remindAll(announcement, due)?.staffId ?? undefined;
        });
      }
    },

    async call(signal) {
      if (!timeToCall()) return;
      const now = clock();
      for (const { id, needsConfirmation } of table.begunBefore("callHours", now, now - LATEST_MS)) {
        if (!needsConfirmation) continue;
        await eachPage(
          signal,
          id,
          (_, page) => callAll(membersToCall(records, id, page))?.memberId ?? undefined,
        );
      }
    },
  };
}
