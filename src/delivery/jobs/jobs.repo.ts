/** The table of durable jobs. Times are Unix ms. */
import {
  and,
  asc,
  count,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  min,
  not,
  notInArray,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Records, tables } from "../../store/index.ts";

const { job } = tables;

export type JobRow = typeof job.$inferSelect;

/** A job that one run holds: only the holder of this very lease may settle it. */
export interface Lease {
  readonly id: number;
  readonly leasedBy: string;
}

/** What a look for work leaves out, and how far times may lie ahead before they count as a mistake of the clock. */
export interface DueSearch {
  readonly now: number;
  readonly heldIds: readonly number[];
  readonly busyKinds: readonly string[];
  readonly longestLeaseMs: number;
  readonly longestBackoffMs: number;
}

type Change = Partial<Omit<JobRow, "id" | "kind" | "createdAt">>;

/** Keys of recurring jobs begin so; no other key may. */
export const CRON_PREFIX = "cron:";
const CRON_KEYS = like(job.uniqueKey, `${CRON_PREFIX}%`);
// LIKE heeds no case and so uses no index; a range does. `;` comes after `:`.
const CRON_RANGE = and(gte(job.uniqueKey, CRON_PREFIX), lt(job.uniqueKey, "cron;"));
// Written out, as in the partial index `job_due`: SQLite uses it only where the query says the same, without parameters.
const OPEN: SQL = sql`${job.status} IN ('pending','running')`;
const NO_LEASE = { leasedBy: null, leaseUntil: null } as const;

/** The statements over one database. */
export function jobTable(records: Records) {
  const holder = (lease: Lease): SQL | undefined =>
    and(eq(job.id, lease.id), eq(job.status, "running"), eq(job.leasedBy, lease.leasedBy));

  return {
    /** Queues a job; false when one with its key is there already. */
    insert(row: Pick<JobRow, "kind" | "uniqueKey" | "payload" | "dueAt" | "staleAt" | "createdAt">): boolean {
      return (
        records
          .insert(job)
          .values({ ...row, status: "pending", runAt: row.dueAt })
          .onConflictDoNothing()
          .run().changes > 0
      );
    },
    find(uniqueKey: string): JobRow | undefined {
      return records.select().from(job).where(eq(job.uniqueKey, uniqueKey)).get();
    },
    /** Removes a job that is not finished. */
    remove(uniqueKey: string): boolean {
      const unfinished = inArray(job.status, ["pending", "running", "dead"]);
      return (
        records
          .delete(job)
          .where(and(eq(job.uniqueKey, uniqueKey), unfinished))
          .run().changes > 0
      );
    },
    change(id: number, change: Change): void {
      records.update(job).set(change).where(eq(job.id, id)).run();
    },
    /**
     * The next job that may run: due, or leased by someone who must be gone. A lease or a delay further ahead than any
     * that is ever given was set by a clock that has been put back since, and is not believed.
     */
    nextDue(search: DueSearch): JobRow | undefined {
      const { now, heldIds, busyKinds, longestLeaseMs, longestBackoffMs } = search;
      const waiting = and(
        eq(job.status, "pending"),
        or(
          lte(job.runAt, now),
          and(gt(job.attempts, 0), lte(job.dueAt, now), gt(job.runAt, now + longestBackoffMs)),
        ),
      );
      const abandoned = and(
        eq(job.status, "running"),
        or(lt(job.leaseUntil, now), gt(job.leaseUntil, now + longestLeaseMs), isNull(job.leaseUntil)),
      );
      return records
        .select()
        .from(job)
        .where(
          and(
            OPEN,
            or(waiting, abandoned),
            notInArray(job.id, [...heldIds]),
            notInArray(job.kind, [...busyKinds]),
          ),
        )
        .orderBy(asc(job.runAt), asc(job.id))
        .limit(1)
        .get();
    },
    /** When the next job after `now` is to run. */
    nextRunAt(now: number): number | undefined {
      return (
        records
          .select({ at: min(job.runAt) })
          .from(job)
          .where(and(OPEN, eq(job.status, "pending"), gt(job.runAt, now)))
          .get()?.at ?? undefined
      );
    },
    /** Hands a job to a run and counts the attempt. */
    lease(lease: Lease, leaseUntil: number): JobRow {
      return records
        .update(job)
        .set({
          status: "running",
          leasedBy: lease.leasedBy,
          leaseUntil,
          attempts: sql`${job.attempts} + 1`,
        })
        .where(eq(job.id, lease.id))
        .returning()
        .get();
    },
    /** False when the lease is lost. */
    renew(lease: Lease, leaseUntil: number): boolean {
      return records.update(job).set({ leaseUntil }).where(holder(lease)).run().changes > 0;
    },
    /** Ends a run; false, and nothing changed, when the lease is lost. */
    settle(lease: Lease, change: Change): boolean {
      return (
        records
          .update(job)
          .set({ ...NO_LEASE, ...change })
          .where(holder(lease))
          .run().changes > 0
      );
    },
    /** Frees every lease: nobody runs anything. Returns how many there were. */
    freeAll(): number {
      return records
        .update(job)
        .set({ ...NO_LEASE, status: "pending" })
        .where(eq(job.status, "running"))
        .run().changes;
    },
    /** Removes the occurrences of a recurring kind that lie ahead and are not being run. */
    removeAhead(kind: string, now: number): void {
      records
        .delete(job)
        .where(and(OPEN, eq(job.kind, kind), CRON_KEYS, eq(job.status, "pending"), gt(job.dueAt, now)))
        .run();
    },
    /** Removes what waits of recurring kinds other than these; returns their names. */
    removeOtherRecurring(kinds: readonly string[]): string[] {
      return records
        .delete(job)
        .where(and(OPEN, CRON_KEYS, eq(job.status, "pending"), notInArray(job.kind, [...kinds])))
        .returning({ kind: job.kind })
        .all()
        .map(({ kind }) => kind);
    },
    /** Whether an occurrence of a recurring kind waits or runs. */
    hasOpen(kind: string): boolean {
      return (
        records
          .select({ id: job.id })
          .from(job)
          .where(and(OPEN, eq(job.kind, kind), CRON_KEYS))
          .limit(1)
          .get() !== undefined
      );
    },
    /** Recurring jobs that wait or run, by kind. */
    recurring(): JobRow[] {
      return records
        .select()
        .from(job)
        .where(and(OPEN, CRON_KEYS))
        .orderBy(asc(job.kind), asc(job.dueAt))
        .all();
    },
    dead(): JobRow[] {
      return records.select().from(job).where(eq(job.status, "dead")).orderBy(asc(job.id)).all();
    },
    /** Changes a dead letter; false when there is none of that number. */
    changeDead(id: number, change: Change): boolean {
      return (
        records
          .update(job)
          .set(change)
          .where(and(eq(job.id, id), eq(job.status, "dead")))
          .run().changes > 0
      );
    },
    /**
     * Removes done and skipped jobs that ended before the two times: recurring ones, of which there are thousands a day,
     * and others. At most `limit` of each; returns how many.
     */
    removeFinished(before: { readonly recurring: number; readonly other: number }, limit: number): number {
      const removeThose = (ofKind: SQL | undefined, endedBefore: number): number => {
        const ended = and(
          inArray(job.status, ["done", "skipped"]),
          ofKind,
          isNotNull(job.finishedAt),
          lt(job.finishedAt, endedBefore),
        );
        const some = records.select({ id: job.id }).from(job).where(ended).orderBy(asc(job.id)).limit(limit);
        return records.delete(job).where(inArray(job.id, some)).run().changes;
      };
      return removeThose(CRON_RANGE, before.recurring) + removeThose(not(CRON_KEYS), before.other);
    },
    sizes(): { jobsPending: number; jobsRunning: number; jobsDead: number } {
      const of = (status: JobRow["status"]) =>
        records.select({ n: count() }).from(job).where(eq(job.status, status)).get()?.n ?? 0;
      return { jobsPending: of("pending"), jobsRunning: of("running"), jobsDead: of("dead") };
    },
  };
}

/** See {@link jobTable}. */
export type JobTable = ReturnType<typeof jobTable>;
