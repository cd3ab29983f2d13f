/** A schedule of durable jobs over a real database, and a kind of job that writes its effects down, for tests. */
import { expect, onTestFinished, vi } from "vitest";
import { z } from "zod";
import type { JobParts } from "../delivery/jobs/jobFate.ts";
import type { JobRule } from "../delivery/jobs/jobKind.ts";
import { createJobs, type Jobs } from "../delivery/jobs/jobs.ts";
import { openStore, type Store, tables } from "../store/index.ts";
import { testClock } from "./library.ts";

/** What the kind `note` is given. */
export const notePayload = z.object({ version: z.literal(1), n: z.number() });
export type Note = z.infer<typeof notePayload>;

/** A database in memory that several schedules may share, one after the other. */
export function testJobStore(): Store {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  return store;
}

/** A schedule, stopped at the end of the test before its store closes. */
export function testJobs(over: Partial<JobParts> = {}, define: (jobs: Jobs) => void = () => {}) {
  const store = over.store ?? testJobStore();
  const warn = vi.fn();
  const alert = vi.fn();
  const jobs = createJobs({
    store,
    clock: testClock().read,
    random: () => 0.5,
    log: { info: () => {}, warn, error: () => {} },
    timeZone: "Asia/Shanghai",
    bootId: "boot-1",
    alert,
    ...over,
  });
  define(jobs);
  onTestFinished(() => jobs.stop());
  return { store, jobs, warn, alert };
}

/** The job `note` with a key, to be queued. */
export function note(key: string, n: number, dueAt: number, staleAt?: number) {
  return { key, payload: { version: 1, n }, dueAt, ...(staleAt === undefined ? {} : { staleAt }) };
}

/** Defines `note`, which writes `n` down. */
export function noting(done: number[], rule: Partial<JobRule<Note>> = {}) {
  return (jobs: Jobs) =>
    jobs.define("note", {
      payload: notePayload,
      run: async ({ n }) => [() => void done.push(n)],
      ...rule,
    });
}

/** All rows of a kind. */
export function rowsOf(store: Store, kind = "note") {
  return store.records
    .select()
    .from(tables.job)
    .all()
    .filter((row) => row.kind === kind);
}

/** The one row of a kind. */
export function onlyRow(store: Store, kind = "note") {
  const rows = rowsOf(store, kind);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}

/** Waits until a row of the kind has the status. */
export function untilStatus(store: Store, status: string, kind = "note") {
  return vi.waitFor(() => expect(rowsOf(store, kind).map((row) => row.status)).toContain(status));
}
