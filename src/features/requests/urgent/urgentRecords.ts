/**
 * Urgent records: a cry for help, kept until someone confirms and closes it with a note. Staff and family are alerted at
 * once, also at night, and again and again until one of them says that they see to it. All of it is rows: a restart
 * goes on where it was.
 */
import type { IncomingMessage } from "../../../dialogue/index.ts";
import type { SecretBox, Store } from "../../../store/index.ts";
import { type Actor, actorName, hasRole } from "../../members/index.ts";
import { type UrgentRow, urgentTable } from "./urgentRecords.repo.ts";
import { createUrgentAlerts, type UrgentAlertParts } from "./urgentRecordsAlerts.ts";
import { URGENT } from "./urgentRecordsText.ts";

/** What urgent records work with. */
export interface UrgentParts extends UrgentAlertParts {
  readonly store: Store;
  readonly box: SecretBox;
  /** The open handover of a chat, to be named in the record. */
  handoverOf?(channel: string, chatId: string): number | undefined;
}

/** An open urgent record, readable. Times are Unix ms. */
export interface UrgentRecord {
  readonly id: number;
  readonly memberId: number | null;
  /** The member's name; for strangers a description. */
  readonly who: string;
  readonly openedAt: number;
  readonly alerts: number;
  /** Who sees to it, in words; undefined while nobody does. */
  readonly confirmedBy: string | undefined;
  readonly confirmedByActor: string | null;
}

/** What came of a tap on 我来处理. */
export type Confirmed = "confirmed" | "already" | "gone" | "notAllowed";
/** What came of closing. */
export type Closed = "closed" | "gone" | "notAllowed" | "noNote";

const MINUTE_MS = 60_000;
const REPEAT_MS = 2 * MINUTE_MS;
/** After this many alerts nobody will hear the next one any sooner: it becomes rarer, and never stops. */
const FREQUENT_ALERTS = 30;
const RARE_REPEAT_MS = 30 * MINUTE_MS;
/** Cries that follow so soon belong to the alert that has just gone out: a flood of words is no flood of alerts. */
const SAME_CRY_MS = 10_000;
const LONGEST_WORDS = 2000;

/** When the next alert is due. @param alerts how many went out @returns Unix ms */
export function nextAlertAt(alerts: number, lastAlertAt: number): number {
  return lastAlertAt + (alerts < FREQUENT_ALERTS ? REPEAT_MS : RARE_REPEAT_MS);
}

/** See the file's head. Every function wraps one transaction, which nests in the caller's. */
export function createUrgentRecords(parts: UrgentParts) {
  const { store, box, clock, members } = parts;
  const table = urgentTable(store.records);
  const alerts = createUrgentAlerts(parts);

  const stillOpen = (id: number): UrgentRow | undefined => {
    const row = table.get(id);
    return row?.closedAt === null ? row : undefined;
  };

  const wordsOf = (row: UrgentRow): string => box.open(row.wordsSealed);

  function alert(id: number, extra: { again?: boolean } = {}): void {
    const row = table.get(id)!;
    const number = row.alerts + 1;
    table.update(id, { alerts: number, lastAlertAt: clock() });
    alerts.alert({ row, words: wordsOf(row), number, again: extra.again === true });
  }

  /** A second cry in the same chat. */
  function cryAgain(
    row: UrgentRow,
    message: IncomingMessage,
    service: string,
    memberId: number | null,
  ): void {
    const words = shortened([wordsOf(row), message.text].filter((part) => part !== "").join("\n"));
    table.update(row.id, { wordsSealed: box.seal(words), service, memberId: row.memberId ?? memberId });
    if (row.lastAlertAt === null || clock() - row.lastAlertAt >= SAME_CRY_MS) alert(row.id, { again: true });
  }

  function mayConfirm(by: Actor, row: UrgentRow): boolean {
    switch (by.kind) {
      case "staff":
      case "operator":
        return true;
      case "proxy":
        return (
          by.memberId === row.memberId &&
          members.grantsOf(by.memberId).some(({ proxyId }) => proxyId === by.proxyId)
        );
      case "member":
      case "system":
        return false;
    }
  }

  function mayClose(by: Actor, row: UrgentRow): boolean {
    if (by.kind !== "staff" && by.kind !== "operator") return false;
    if (hasRole(by, "dispatcher") || row.confirmedBy === actorName(by)) return true;
    const member = row.memberId === null ? undefined : members.get(row.memberId);
    return by.kind === "staff" && member?.liaisonId === by.staffId;
  }

  const readable = (row: UrgentRow): UrgentRecord => ({
    id: row.id,
    memberId: row.memberId,
    who: alerts.who(row),
    openedAt: row.openedAt,
    alerts: row.alerts,
    confirmedBy: row.confirmedBy === null ? undefined : alerts.nameOf(row.confirmedBy, row.memberId),
    confirmedByActor: row.confirmedBy,
  });

  return {
    /**
     * Opens a record and alerts; where the chat has an open one, adds the words to it and alerts again.
     * @param service what is to be dialled: 120, 119, 110, 12356
     * @param memberId who is in danger, where it is known better than by the account
     * @returns the record's id
     */
    open(message: IncomingMessage, service: string, memberId?: number): number {
      return store.transaction(() => {
        const { channel, chatId } = message;
        const speaker = members.speakerOf({ channel, accountId: chatId });
        const concerned = memberId ?? speaker.actingFor?.memberId ?? null;
        const present = table.openOf(channel, chatId);
        if (present !== undefined) {
          cryAgain(present, message, service, concerned);
          return present.id;
        }
        const id = table.insert({
          channel,
          chatId,
          memberId: concerned,
          handoverId: parts.handoverOf?.(channel, chatId) ?? null,
          service,
          wordsSealed: box.seal(shortened(message.text)),
          openedAt: clock(),
        });
        members.audit.record({ kind: "system", name: "urgent" }, "urgent.open", `urgent:${id}`, {
          member: concerned,
        });
        alert(id);
        return id;
      });
    },
    /** Someone sees to it: alerts end. The first one wins; staff of any role, or a proxy of the member. */
    confirm(by: Actor, id: number): Confirmed {
      return store.transaction(() => {
        const row = stillOpen(id);
        if (row === undefined) return "gone";
        if (!mayConfirm(by, row)) return "notAllowed";
        if (row.confirmedAt !== null) return "already";
        table.update(id, { confirmedAt: clock(), confirmedBy: actorName(by) });
        members.audit.record(by, "urgent.confirm", `urgent:${id}`, { member: row.memberId });
        alerts.confirmed(table.get(id)!);
        return "confirmed";
      });
    },
    /**
     * Closes it. For whoever confirmed it, the member's liaison, dispatchers and admins.
     * @param note what came of it
     */
    close(by: Actor, id: number, note: string): Closed {
      return store.transaction(() => {
        const row = stillOpen(id);
        if (row === undefined) return "gone";
        if (!mayClose(by, row)) return "notAllowed";
        if (note.trim() === "") return "noNote";
        const now = clock();
        const name = actorName(by);
        table.update(id, {
          closedAt: now,
          closedBy: name,
          confirmedAt: row.confirmedAt ?? now,
          confirmedBy: row.confirmedBy ?? name,
          noteSealed: box.seal(shortened(note.trim())),
        });
        members.audit.record(by, "urgent.close", `urgent:${id}`, { member: row.memberId });
        alerts.closed(table.get(id)!);
        return "closed";
      });
    },
    /** Whether `close` would let the actor through, now. */
    mayClose(by: Actor, id: number): boolean {
      const row = stillOpen(id);
      return row !== undefined && mayClose(by, row);
    },
    /** An open record; undefined once it is closed. */
    get(id: number): UrgentRecord | undefined {
      const row = stillOpen(id);
      return row === undefined ? undefined : readable(row);
    },
    /** Open ones, oldest first. */
    list: (): UrgentRecord[] => table.open().map(readable),
    /** Alerts again where nobody has confirmed. A job calls it every minute; twice at once is once. Returns how many. */
    tick(): number {
      return store.transaction(() => {
        const now = clock();
        const due = table
          .open()
          .filter(
            (row) =>
              row.confirmedAt === null &&
              (row.lastAlertAt === null || now >= nextAlertAt(row.alerts, row.lastAlertAt)),
          );
        for (const row of due) alert(row.id);
        return due.length;
      });
    },
    /** A member's data are erased: what was said and noted goes, that it happened stays. */
    erase(memberId: number): void {
      store.transaction(() => {
        for (const row of table.about(memberId)) {
          table.update(row.id, {
            wordsSealed: box.seal(""),
            ...(row.noteSealed === null ? {} : { noteSealed: box.seal("") }),
          });
        }
      });
    },
  };
}

/** See {@link createUrgentRecords}. */
export type UrgentRecords = ReturnType<typeof createUrgentRecords>;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_WORDS
    ? text
    : `${characters.slice(0, LONGEST_WORDS).join("")}${URGENT.cut}`;
}
