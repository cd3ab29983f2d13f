/** What a person may look at and decide about jobs, in the service or beside it. */
import type { Store } from "../../store/index.ts";
import { type JobRow, jobTable } from "./jobs.repo.ts";

export function createJobDesk(store: Store, clock: () => number) {
  const table = jobTable(store.records);
  return {
    /** Recurring jobs that wait or run, by kind. */
    recurring: (): JobRow[] => table.recurring(),
    /** Dead letters, oldest first. */
    dead: (): JobRow[] => table.dead(),
    /**
     * Runs a dead letter again, with all its attempts, however late it is. A service that runs notices within 30 s.
     * False when there is none of that number.
     */
    retryDead: (id: number): boolean =>
      store.transaction(() =>
        // `failure` stays: it marks the job as one that a person wants done for this very time.
        table.changeDead(id, {
          status: "pending",
          attempts: 0,
          runAt: clock(),
          staleAt: null,
          finishedAt: null,
        }),
      ),
    /** Gives a dead letter up. Its key stays used. False when there is none of that number. */
    drop: (id: number): boolean =>
      store.transaction(() => table.changeDead(id, { status: "skipped", finishedAt: clock() })),
    /** Rows by state, for /metrics. */
    sizes: () => table.sizes(),
  };
}

/** See {@link createJobDesk}. */
export type JobDesk = ReturnType<typeof createJobDesk>;
