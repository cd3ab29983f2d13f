/** 电话通知清单: whom no messenger reached, what to read to them, and what came of the call. */
import type { Choice, Reply } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import { type CallOutcome, type CallReason, pushTable } from "./pushes.repo.ts";

/** One call to be made. */
export interface Call {
  readonly id: number;
  readonly memberId: number;
  readonly name: string;
  readonly district: string | null;
  readonly liaisonId: number | null;
  readonly topic: string;
  readonly reason: CallReason;
  /** Unix ms. */
  readonly since: number;
  /** Calls so far that nobody answered. */
  readonly attempts: number;
  /** What to read aloud. */
  readonly aloud: string;
  /** The buttons of the message, as the person would have had them. */
  readonly choices: readonly Choice[];
}

const MOST_LISTED = 1000;

/** The call list. Who may see and settle calls is decided in features/members. */
export function createCalls(store: Store, box: SecretBox, clock: () => number) {
  const table = pushTable(store.records);
  return {
    /** Open calls, longest waiting first: of one liaison's members, or all. */
    list(liaisonId?: number, limit = MOST_LISTED): Call[] {
      return table.openCalls(liaisonId, limit).map(({ aloud, body, createdAt, ...row }) => ({
        ...row,
        since: createdAt,
        aloud: box.open(aloud),
        choices: (JSON.parse(box.open(body)) as Reply).choices,
      }));
    },
    /** The member of an open call. */
    memberOf(id: number): number | undefined {
      const row = table.call(id);
      return row?.doneAt === null ? row.memberId : undefined;
    },
    /**
     * Notes what came of a call. `noAnswer` leaves it open and counts; anything else settles it.
     * @param by as the audit log names actors
     * @returns false when it is settled already or there is none
     */
    settle(id: number, outcome: CallOutcome, by: string, note?: string): boolean {
      return store.transaction(() => {
        const row = table.call(id);
        if (row === undefined || row.doneAt !== null) return false;
        const noted = note === undefined ? {} : { note: box.seal(note) };
        if (outcome === "noAnswer") {
          table.updateCall(id, { outcome, attempts: row.attempts + 1, ...noted });
          return true;
        }
        const now = clock();
        table.updateCall(id, { outcome, doneAt: now, doneBy: by, ...noted });
        if (outcome === "told") {
          const push = table.get(row.pushId);
          table.update(row.pushId, {
            status: "read",
            readAt: push?.readAt ?? now,
            acknowledgedAt: push?.acknowledgedAt ?? now,
          });
        }
        return true;
      });
    },
    open: (): number => table.callsOpen(),
  };
}

/** See {@link createCalls}. */
export type Calls = ReturnType<typeof createCalls>;
