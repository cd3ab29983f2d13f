import { describe, expect, it, vi } from "vitest";
import { tables } from "../store/index.ts";
import {
  type Note,
  note,
  notePayload,
  noting,
  onlyRow,
  testJobStore,
  testJobs,
  untilStatus,
} from "../testing/jobs.ts";
import { testClock } from "../testing/library.ts";
import type { JobContext } from "./jobs/jobKind.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

describe("jobs that fail", () => {
  it("are tried again after growing delays, then buried, with one alert, until a person retries or drops them", async () => {
    const clock = testClock();
    const attempts: number[] = [];
    const line: { broken: boolean } = { broken: true };
    const done: number[] = [];
    const run = async ({ n }: Note, { attempt }: JobContext) => {
      attempts.push(attempt);
      if (line.broken) throw new Error("没接通\nparams: 张三");
      return [() => void done.push(n)];
    };
    const { store, jobs, alert, warn } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run, maxAttempts: 3 }),
    );
    jobs.enqueue("note", note("a", 7, clock.read()));
    jobs.start();
    const delays: number[] = [];
    for (const tries of [1, 2]) {
      await vi.waitFor(() => expect(onlyRow(store)).toMatchObject({ status: "pending", attempts: tries }));
      const delay = onlyRow(store).runAt - clock.read();
      delays.push(delay);
      clock.advance(delay - 1);
      jobs.wake();
      await new Promise((resolve) => setImmediate(resolve));
      expect(attempts).toHaveLength(tries);
      clock.advance(1);
      jobs.wake();
    }
    await untilStatus(store, "dead");
    expect(delays).toEqual([90_000, 180_000]);
    expect(attempts).toEqual([1, 2, 3]);
    expect(onlyRow(store).failure).toBe("Error: 没接通");
    expect(JSON.stringify(warn.mock.calls)).not.toContain("张三");
    const { id } = onlyRow(store);
    expect(alert.mock.calls).toEqual([
      [expect.stringContaining(`job:${id}`), expect.stringContaining("note")],
    ]);
    expect(jobs.dead().map((row) => row.id)).toEqual([id]);
    expect(jobs.sizes()).toMatchObject({ jobsDead: 1, jobsRunning: 0 });
    expect([jobs.retryDead(id + 1), jobs.drop(id + 1)]).toEqual([false, false]);
    line.broken = false;
    expect(jobs.retryDead(id)).toBe(true);
    await untilStatus(store, "done");
    expect(done).toEqual([7]);
    expect(jobs.drop(id)).toBe(false);
    expect(alert).toHaveBeenCalledTimes(1);
  });

  it("are buried even when nobody can be told", async () => {
    const clock = testClock();
    const error = vi.fn();
    const alert = () => {
      throw new Error("no way to tell");
    };
    const log = { info: () => {}, warn: () => {}, error };
    const { store, jobs } = testJobs({ clock: clock.read, alert, log }, (j) =>
      j.define("note", {
        payload: notePayload,
        maxAttempts: 1,
        run: async () => Promise.reject(new Error("no")),
      }),
    );
    jobs.enqueue("note", note("a", 7, clock.read()));
    jobs.start();
    await untilStatus(store, "dead");
    expect(error).toHaveBeenCalledWith(
      expect.objectContaining({ error: "Error: no way to tell" }),
      expect.any(String),
    );
  });

  it("wait never longer than an hour", async () => {
    const clock = testClock();
    const run = async () => Promise.reject(new Error("no"));
    const { store, jobs } = testJobs({ clock: clock.read, random: () => 0.999 }, (j) =>
      j.define("note", { payload: notePayload, run, maxAttempts: 20 }),
    );
    jobs.enqueue("note", note("a", 7, clock.read()));
    jobs.start();
    for (let tries = 1; tries < 20; tries++) {
      await vi.waitFor(() => expect(onlyRow(store)).toMatchObject({ status: "pending", attempts: tries }));
      const delay = onlyRow(store).runAt - clock.read();
      expect(delay).toBeGreaterThanOrEqual(MINUTE_MS);
      expect(delay).toBeLessThanOrEqual(HOUR_MS);
      clock.advance(delay);
      jobs.wake();
    }
    await untilStatus(store, "dead");
  });

  it("do not wait for years when the clock was years ahead as they failed", async () => {
    const clock = testClock();
    const done: number[] = [];
    const run = async ({ n }: Note, { attempt }: JobContext) => {
      if (attempt === 1) throw new Error("no");
      return [() => void done.push(n)];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run }),
    );
    jobs.enqueue("note", note("a", 7, clock.read()));
    clock.advance(3650 * DAY_MS);
    jobs.start();
    await vi.waitFor(() => expect(onlyRow(store)).toMatchObject({ status: "pending", attempts: 1 }));
    clock.advance(-3650 * DAY_MS);
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual([7]));
  });

  it("are buried with the reason when this program does not know their kind or version", async () => {
    const clock = testClock();
    const store = testJobStore();
    const insert = (kind: string, body: string) =>
      store.records
        .insert(tables.job)
        .values({
          kind,
          uniqueKey: `${kind}:${body}`,
          payload: body,
          dueAt: 0,
          createdAt: 0,
          status: "pending",
          runAt: 0,
        })
        .run();
    insert("note", '{"version":2,"n":"张三"}');
    insert("note", "不是 JSON");
    insert("gone", '{"version":1}');
    const { jobs, alert } = testJobs({ store, clock: clock.read }, noting([]));
    jobs.start();
    await vi.waitFor(() => expect(jobs.dead()).toHaveLength(3));
    const reasons = jobs.dead().map((row) => row.failure);
    expect(reasons[0]).toMatch(/看不懂.*version 2/);
    expect(reasons[1]).toMatch(/看不懂/);
    expect(reasons[2]).toMatch(/不认识/);
    expect(JSON.stringify(reasons)).not.toContain("张三");
    expect(alert).toHaveBeenCalledTimes(3);
    expect(jobs.drop(jobs.dead()[0]!.id)).toBe(true);
    expect(jobs.dead()).toHaveLength(2);
  });

  it("count a run over the time limit as failed, and drop what it brings later", async () => {
    const clock = testClock();
    const done: number[] = [];
    let finish: () => void = () => {};
    let told: AbortSignal | undefined;
    const run = async ({ n }: Note, { signal }: JobContext) => {
      told = signal;
      await new Promise<void>((resolve) => (finish = resolve));
      return [() => void done.push(n)];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run, timeoutMs: 5 }),
    );
    jobs.enqueue("note", note("a", 7, clock.read()));
    jobs.start();
    await vi.waitFor(() => expect(onlyRow(store)).toMatchObject({ status: "pending", attempts: 1 }));
    expect(told?.aborted).toBe(true);
    finish();
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual([]);
    expect(onlyRow(store).failure).toMatch(/没有做完/);
  });
});
