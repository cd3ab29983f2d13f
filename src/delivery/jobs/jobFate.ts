/**
 * What becomes of a job, as transactions: pending → running → done, skipped, dead, or pending again. A recurring job's
 * next occurrence is planned in the same transaction that ends the present one.
 */
import type { Store } from "../../store/index.ts";
import { reasonOf } from "../errorReason.ts";
import type { Log } from "../inbox.ts";
import { SCHEDULE_TEXT } from "../scheduleText.ts";
import { type Effect, type JobContext, type JobKind, RECURRING_PAYLOAD } from "./jobKind.ts";
import { CRON_PREFIX, type JobRow, jobTable, type Lease } from "./jobs.repo.ts";

/** What the schedule works with. */
export interface JobParts {
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** The zone of cron patterns. */
  readonly timeZone: string;
  /** Names this start of the process, unlike any other. */
  readonly bootId: string;
  /** Tells a person. Called inside the transaction that buries the job, so it must queue, not wait. */
  alert(key: string, text: string): void;
}

/** A job in the hands of a run. */
export interface Held {
  readonly lease: Lease;
  /** As it stood before this attempt was counted. */
  readonly row: JobRow;
  readonly kind: JobKind;
  readonly attempt: number;
  run(context: JobContext): Promise<readonly Effect[]>;
}

type Verdict =
  | { fate: "run"; kind: JobKind; run: Held["run"] }
  | { fate: "skip" }
  | { fate: "dead"; failure: string };

const FIRST_BACKOFF_MS = 60_000;
const LONGEST_BACKOFF_MS = 60 * 60_000;
/** Skipped and dead letters that one transaction may go through: the event loop must not wait for a long list. */
const MOST_IN_ONE_GO = 50;

export function createJobFate(parts: JobParts, kinds: ReadonlyMap<string, JobKind>) {
  const { store, clock, log } = parts;
  const table = jobTable(store.records);
  let leases = 0;

  /** Plans the next occurrence unless one is planned. No nominal time is used twice, even when the clock went back. */
  const planNext = (kind: JobKind | undefined): void => {
    if (kind?.cron === undefined || table.hasOpen(kind.kind)) return;
    const now = clock();
    let next = kind.cron.next(now);
    while (next !== undefined && table.find(cronKey(kind.kind, next)) !== undefined)
      next = kind.cron.next(next);
    if (next === undefined) return;
    table.insert({
      kind: kind.kind,
      payload: RECURRING_PAYLOAD,
      createdAt: now,
      ...occurrence(kind, next),
    });
  };

  const bury = (row: JobRow, failure: string): void => {
    table.change(row.id, { status: "dead", failure, finishedAt: clock(), leasedBy: null, leaseUntil: null });
    tellDead(row, failure);
  };

  const tellDead = (row: JobRow, failure: string): void => {
    const now = clock();
    log.error({ jobId: row.id, kind: row.kind, failure }, "一项后台任务没有做成，已经停下");
    try {
      // A job that was retried by hand and died again is news again.
      parts.alert(`job:${row.id}:${now}`, SCHEDULE_TEXT.dead(row.id, row.kind));
    } catch (error) {
      // It stays in the list of dead letters; taking it up for ever would hold up everything else.
      log.error({ jobId: row.id, error: reasonOf(error) }, "停下的任务没能通知到人");
    }
    planNext(kinds.get(row.kind));
  };

  const skip = (row: JobRow): void => {
    const now = clock();
    const lateMinutes = Math.round((now - row.dueAt) / 60_000);
    log.warn({ jobId: row.id, kind: row.kind, lateMinutes }, "一项后台任务过了时效，跳过不做");
    table.change(row.id, { status: "skipped", finishedAt: now, leasedBy: null, leaseUntil: null });
    planNext(kinds.get(row.kind));
  };

  /** Of several missed times of a recurring job only the last is worth running. */
  const latestMissed = (row: JobRow): JobRow => {
    const kind = kinds.get(row.kind);
    const fresh = row.attempts === 0 && row.failure === null && row.uniqueKey.startsWith(CRON_PREFIX);
    const latest = fresh ? kind?.cron?.latest(clock()) : undefined;
    if (kind === undefined || latest === undefined || latest <= row.dueAt) return row;
    const later = occurrence(kind, latest);
    if (table.find(later.uniqueKey) !== undefined) return row;
    log.info({ jobId: row.id, kind: row.kind }, "定时任务错过了不止一次，只补做最近一次");
    table.change(row.id, { ...later, runAt: latest });
    return { ...row, ...later, runAt: latest };
  };

  const judge = (row: JobRow): Verdict => {
    const kind = kinds.get(row.kind);
    if (kind === undefined) return { fate: "dead", failure: SCHEDULE_TEXT.unknownKind };
    const read = kind.read(row.payload);
    if ("fault" in read) return { fate: "dead", failure: SCHEDULE_TEXT.unknownPayload(read.fault) };
    if (row.attempts >= kind.maxAttempts) {
      return { fate: "dead", failure: row.failure ?? SCHEDULE_TEXT.cutOff };
    }
    // What failed until it was too late is no mere lateness: a person hears of it.
    if (row.staleAt !== null && clock() > row.staleAt) {
      return row.failure === null ? { fate: "skip" } : { fate: "dead", failure: row.failure };
    }
    return { fate: "run", kind, run: read.ready };
  };

  return {
    /** After a start: nothing runs yet, whatever the table says. One process works on one database. */
    freeAll(): void {
      const freed = store.transaction(() => table.freeAll());
      if (freed > 0) log.info({ jobs: freed }, "上次停下时没做完的后台任务，重新排上");
    },
    /**
     * Plans every recurring job anew from now: after a start, because patterns may have changed, and after the clock
     * was put back. What was missed stays, what lies ahead is worked out again.
     */
    planAll(): void {
      store.transaction(() => {
        const recurring = [...kinds.values()].filter(({ cron }) => cron !== undefined);
        const gone = table.removeOtherRecurring(recurring.map(({ kind }) => kind));
        if (gone.length > 0) log.info({ kinds: gone }, "这些定时任务已经取消");
        for (const kind of recurring) {
          table.removeAhead(kind.kind, clock());
          planNext(kind);
        }
      });
    },
    /**
     * Takes the next job that is due. What is stale, unknown or used up on the way is settled.
     * @returns "more" when there was so much of that that the rest waits for another call
     */
    take(heldIds: readonly number[], busyKinds: readonly string[]): Held | "more" | undefined {
      const longestLeaseMs = Math.max(0, ...[...kinds.values()].map(({ leaseMs }) => leaseMs));
      return store.transaction(() => {
        for (let i = 0; i < MOST_IN_ONE_GO; i++) {
          const search = { heldIds, busyKinds, longestLeaseMs, longestBackoffMs: LONGEST_BACKOFF_MS };
          const found = table.nextDue({ now: clock(), ...search });
          if (found === undefined) return undefined;
          const row = latestMissed(found);
          const verdict = judge(row);
          if (verdict.fate === "dead") bury(row, verdict.failure);
          else if (verdict.fate === "skip") skip(row);
          else {
            const lease = { id: row.id, leasedBy: `${parts.bootId}/${++leases}` };
            const { attempts } = table.lease(lease, clock() + verdict.kind.leaseMs);
            return { lease, row, kind: verdict.kind, attempt: attempts, run: verdict.run };
          }
        }
        return "more";
      });
    },
    /** False when the lease is lost. */
    renew: ({ lease, kind }: Held): boolean => table.renew(lease, clock() + kind.leaseMs),
    /** Effects, mark and next occurrence in one transaction. False, and no effect, when the lease is lost. */
    finish: ({ lease, kind }: Held, effects: readonly Effect[]): Promise<boolean> =>
      store.commit(() => {
        if (!table.settle(lease, { status: "done", failure: null, finishedAt: clock() })) return false;
        for (const effect of effects) effect();
        planNext(kind);
        return true;
      }),
    /** Later again, or a dead letter when the attempts are used up. False when the lease is lost. */
    fail: ({ lease, row, kind, attempt }: Held, error: unknown): Promise<boolean> =>
      store.commit(() => {
        const failure = reasonOf(error);
        if (attempt >= kind.maxAttempts) {
          const buried = table.settle(lease, { status: "dead", failure, finishedAt: clock() });
          if (buried) tellDead(row, failure);
          return buried;
        }
        const runAt = clock() + backoffMs(attempt, parts.random);
        log.warn({ jobId: row.id, kind: row.kind, attempt, failure }, "一项后台任务没有做成，稍后再试");
        return table.settle(lease, { status: "pending", runAt, failure });
      }),
    /** Puts a job back as it was: our own stop cut it off, which is no attempt. */
    release: ({ lease, row }: Held): Promise<boolean> =>
      store.commit(() =>
        table.settle(lease, { status: "pending", runAt: row.runAt, attempts: row.attempts }),
      ),
    nextRunAt: (): number | undefined => table.nextRunAt(clock()),
  };
}

/** See {@link createJobFate}. */
export type JobFate = ReturnType<typeof createJobFate>;

/** Key, time and end of use of one occurrence of a recurring job. */
function occurrence(kind: JobKind, at: number): Pick<JobRow, "uniqueKey" | "dueAt" | "staleAt"> {
  const staleAt = kind.staleAfterMs === undefined ? null : at + kind.staleAfterMs;
  return { uniqueKey: cronKey(kind.kind, at), dueAt: at, staleAt };
}

function cronKey(kind: string, at: number): string {
  return `${CRON_PREFIX}${kind}:${new Date(at).toISOString()}`;
}

/** One minute to one hour, doubling, the upper half at random (Brooker, "Exponential Backoff And Jitter", AWS 2015). */
function backoffMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  return ceiling / 2 + (random() * ceiling) / 2;
}
