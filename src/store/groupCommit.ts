/**
 * Group commit: writes that come up at the same time share one transaction, and so one wait for the disk.
 * @see DeWitt et al., "Implementation techniques for main memory database systems", SIGMOD 1984, section 5
 */
import type Database from "better-sqlite3";

interface Waiting {
  /** Runs inside the shared transaction; returns what to do once it is committed. */
  readonly run: () => () => void;
  readonly refuse: (error: unknown) => void;
}

/** Longest batch: bounds how long one transaction keeps the event loop from everything else. */
const MOST_AT_ONCE = 256;

/**
 * A function that runs `work` in the next shared IMMEDIATE transaction and resolves when that is on disk. Each work
 * stands in a savepoint of its own: what throws is rolled back alone and rejects. When the transaction as a whole
 * fails (disk full, read-only), all of them reject and nothing is stored. Works run in the order they were handed in.
 */
export function createGroupCommit(
  database: Database.Database,
  /** Runs the shared transaction, and takes note of whether it went through. */
  noted: <T>(work: () => T) => T = (work) => work(),
): <T>(work: () => T) => Promise<T> {
  let waiting: Waiting[] = [];
  let scheduled = false;
  const inSavepoint = database.transaction((work: () => unknown) => work());

  const flush = database.transaction((batch: readonly Waiting[]) => batch.map(({ run }) => run()));

  const commit = (): void => {
    scheduled = false;
    const batch = waiting.slice(0, MOST_AT_ONCE);
    waiting = waiting.slice(MOST_AT_ONCE);
    if (waiting.length > 0) schedule();
    try {
      for (const settle of noted(() => flush.immediate(batch))) settle();
    } catch (error) {
      for (const { refuse } of batch) refuse(error);
    }
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(commit);
  };

  return <T>(work: () => T) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        run: () => {
          try {
            const value = inSavepoint(work) as T;
            return () => resolve(value);
          } catch (error) {
            // SQLite ends the whole transaction on a full disk and the like: nothing of the batch is left to commit.
            if (!database.inTransaction) throw error;
            return () => reject(error);
          }
        },
        refuse: reject,
      });
      schedule();
    });
}
