/** The limits on guessing codes. */
import type { Core } from "../records/core.ts";
import type { Account } from "../types.ts";
import { failureAt, insertFailure } from "./invitations.repo.ts";

const WINDOW_MS = 60 * 60 * 1_000;
/** An elder with a card in hand needs a few tries; nine digits need a hundred million. */
const MOST_OF_ACCOUNT = 5;
/** Accounts cost nothing, so all of them together are bounded too. */
const MOST_OF_ALL = 200;

export interface Guessing {
  /** When the account may try again; undefined when it may now. Inside a transaction. */
  retryAt(account: Account): number | undefined;
  /** Notes a wrong code. Inside a transaction. */
  note(account: Account): void;
  /** Tells once an hour at most that all together guess too much. After the transaction. */
  alarm(): void;
}

export function createGuessing({ store, clock }: Core, onGuessing: () => void): Guessing {
  const { records } = store;
  let alarmedAt = Number.NEGATIVE_INFINITY;
  return {
    retryAt(account) {
      const since = clock() - WINDOW_MS;
      const own = failureAt(records, since, MOST_OF_ACCOUNT, account);
      const all = failureAt(records, since, MOST_OF_ALL);
      const latest = Math.max(own ?? Number.NEGATIVE_INFINITY, all ?? Number.NEGATIVE_INFINITY);
      return Number.isFinite(latest) ? latest + WINDOW_MS : undefined;
    },
    note(account) {
      const now = clock();
      insertFailure(records, account, now, now - WINDOW_MS);
    },
    alarm() {
      const now = clock();
      if (failureAt(records, now - WINDOW_MS, MOST_OF_ALL) === undefined) return;
      if (now - alarmedAt < WINDOW_MS) return;
      alarmedAt = now;
      onGuessing();
    },
  };
}
