/**
 * Durable jobs: work to be done at a time, kept in the database. A job's effects happen exactly once in our store: they
 * commit with the mark that it is done. One process works on one database; a second one may come up while the first
 * still stops, since a run settles only under the lease it holds.
 */
import { createJobDesk } from "./jobDesk.ts";
import { createJobFate, type JobParts } from "./jobFate.ts";
import {
  type JobKind,
  type JobPayload,
  type JobRule,
  jobKind,
  type RecurringRule,
  recurringKind,
} from "./jobKind.ts";
import { createJobLoop } from "./jobLoop.ts";
import { CRON_PREFIX, type JobRow, jobTable } from "./jobs.repo.ts";

/** A job to be queued. Times are Unix ms. */
export interface NewJob {
  /** One with a key that was queued before, done or not, is not queued again. */
  readonly key: string;
  readonly payload: JobPayload & Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  /** After that it is skipped; `staleAfterMs` of its kind unless told. */
  readonly staleAt?: number;
}

/** The schedule. */
export interface Jobs {
  /** Names a kind and what it does. Before `start`. @throws Error when the kind is named twice */
  define<P extends JobPayload>(kind: string, rule: JobRule<P>): void;
  /**
   * Names a kind that comes round by a cron pattern of five fields in the bureau's zone. After downtime it runs at most
   * once for all it missed. @throws Error when the kind is named twice or the pattern cannot be read
   */
  every(kind: string, cronPattern: string, rule: RecurringRule): void;
  /**
   * Queues a job, inside the caller's transaction. False when its key was queued before.
   * @throws Error when the kind is not defined or its payload is not as the kind reads it
   */
  enqueue(kind: string, job: NewJob): boolean;
  /** Forgets a job that is not finished, with its key; one that runs has no effect. Inside the caller's transaction. */
  cancel(key: string): boolean;
  /** Puts a job that is not finished off or forward; one that runs starts anew then. Inside the caller's transaction. */
  reschedule(key: string, dueAt: number): boolean;
  start(): void;
  /** Aborts what runs, waits for it, and puts it back. */
  stop(): Promise<void>;
  /** Look for work now. */
  wake(): void;
  /** Dead letters, oldest first. */
  dead(): JobRow[];
  /** Runs a dead letter again. False when there is none of that number. */
  retryDead(id: number): boolean;
  /** Gives a dead letter up. False when there is none of that number. */
  drop(id: number): boolean;
  /** Rows by state, for /metrics. */
  sizes(): { jobsPending: number; jobsRunning: number; jobsDead: number };
}

const DAY_MS = 24 * 60 * 60_000;
/** A recurring kind ends once a minute; a job of its own is asked about for longer. */
const RECURRING_KEPT_MS = 7 * DAY_MS;
const KEPT_MS = 90 * DAY_MS;
/** In one transaction. Twice of what a day brings. */
const REMOVED_AT_ONCE = 20_000;

/** See {@link Jobs}. It also cleans up after itself, nightly: of what ended, recurring jobs are kept 7 days, others 90. */
export function createJobs(parts: JobParts): Jobs {
  const { store, clock } = parts;
  const table = jobTable(store.records);
  const desk = createJobDesk(store, clock);
  const kinds = new Map<string, JobKind>();
  const loop = createJobLoop(parts, createJobFate(parts, kinds));
  // A transaction is synchronous, so that a microtask finds it committed.
  const wakeAfterCommit = (): void => queueMicrotask(() => loop.wake());

  const register = (kind: JobKind): void => {
    if (kinds.has(kind.kind)) throw new Error(`job kind defined twice: ${kind.kind}`);
    kinds.set(kind.kind, kind);
  };

  const jobs: Jobs = {
    define: (kind, rule) => register(jobKind(kind, rule)),
    every: (kind, pattern, rule) => register(recurringKind(kind, pattern, parts.timeZone, clock(), rule)),
    enqueue(kind, { key, payload, dueAt, staleAt }) {
      const known = kinds.get(kind);
      if (known === undefined || known.cron !== undefined) throw new Error(`no such job kind: ${kind}`);
      if (key.startsWith(CRON_PREFIX)) throw new Error(`job key must not begin with ${CRON_PREFIX}`);
      const stored = JSON.stringify(payload);
      const read = known.read(stored);
      if ("fault" in read) throw new Error(`payload of ${kind} is wrong: ${read.fault}`);
      const after = known.staleAfterMs;
      const queued = table.insert({
        kind,
        uniqueKey: key,
        payload: stored,
        dueAt,
        staleAt: staleAt ?? (after === undefined ? null : dueAt + after),
        createdAt: clock(),
      });
      if (queued) wakeAfterCommit();
      return queued;
    },
    cancel: (key) => !key.startsWith(CRON_PREFIX) && table.remove(key),
    reschedule(key, dueAt) {
      const row = key.startsWith(CRON_PREFIX) ? undefined : table.find(key);
      if (row === undefined || row.status === "done" || row.status === "skipped") return false;
      table.change(row.id, {
        status: "pending",
        dueAt,
        runAt: dueAt,
        staleAt: row.staleAt === null ? null : row.staleAt + (dueAt - row.dueAt),
        attempts: 0,
        failure: null,
        finishedAt: null,
        leasedBy: null,
        leaseUntil: null,
      });
      wakeAfterCommit();
      return true;
    },
    start: loop.start,
    stop: loop.stop,
    wake: loop.wake,
    dead: desk.dead,
    retryDead(id) {
      const found = desk.retryDead(id);
      if (found) wakeAfterCommit();
      return found;
    },
    drop: desk.drop,
    sizes: desk.sizes,
  };

  jobs.every("jobs.clean", "17 4 * * *", {
    run: async () => [
      () => {
        const now = clock();
        table.removeFinished({ recurring: now - RECURRING_KEPT_MS, other: now - KEPT_MS }, REMOVED_AT_ONCE);
      },
    ],
  });
  return jobs;
}
