import { describe, expect, it, vi } from "vitest";
import { type Store, tables } from "../../store/index.ts";
import { noting, rowsOf, testJobStore, testJobs } from "../../testing/jobs.ts";
import { testClock } from "../../testing/library.ts";
import type { RecurringRule } from "./jobKind.ts";
import type { Jobs } from "./jobs.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const at = (iso: string) => Date.parse(iso);

describe("recurring jobs", () => {
  /** Writes down the nominal times at which the effect happened. */
  function daily(done: string[], pattern = "0 8 * * *", rule: Partial<RecurringRule> = {}) {
    return (jobs: Jobs) =>
      jobs.every("daily", pattern, {
        run: async (_, context) => [() => void done.push(new Date(context.at).toISOString())],
        ...rule,
      });
  }
  const open = (store: Store) =>
    rowsOf(store, "daily")
      .filter((row) => row.status === "pending" || row.status === "running")
      .map((row) => new Date(row.dueAt).toISOString());

  it("come round by the clock of the bureau", async () => {
    const clock = testClock(at("2026-11-23T07:00:00+08:00"));
    const done: string[] = [];
    const { store, jobs } = testJobs({ clock: clock.read }, daily(done));
    jobs.start();
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-23T00:00:00.000Z"]));
    for (let day = 0; day < 3; day++) {
      clock.advance(day === 0 ? HOUR_MS : DAY_MS);
      jobs.wake();
      await vi.waitFor(() => expect(done).toHaveLength(day + 1));
    }
    expect(done).toEqual([
      "2026-11-23T00:00:00.000Z",
      "2026-11-24T00:00:00.000Z",
      "2026-11-25T00:00:00.000Z",
    ]);
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-26T00:00:00.000Z"]));
  });

  it("run once for all that was missed, for the last missed time", async () => {
    const clock = testClock(at("2026-11-23T07:00:00+08:00"));
    const done: string[] = [];
    const store = testJobStore();
    const before = testJobs({ store, clock: clock.read }, daily(done));
    before.jobs.start();
    await vi.waitFor(() => expect(open(store)).toHaveLength(1));
    await before.jobs.stop();
    clock.advance(4 * DAY_MS + 3 * HOUR_MS);
    const after = testJobs(
      { store, clock: clock.read },
      daily(done, "0 8 * * *", { staleAfterMs: 6 * HOUR_MS }),
    );
    after.jobs.start();
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-28T00:00:00.000Z"]));
    expect(done).toEqual(["2026-11-27T00:00:00.000Z"]);
  });

  it("skip what is stale and still come again", async () => {
    const clock = testClock(at("2026-11-23T07:00:00+08:00"));
    const done: string[] = [];
    const { store, jobs, warn } = testJobs(
      { clock: clock.read },
      daily(done, "0 8 * * *", { staleAfterMs: HOUR_MS }),
    );
    jobs.start();
    await vi.waitFor(() => expect(open(store)).toHaveLength(1));
    clock.advance(12 * HOUR_MS);
    jobs.wake();
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-24T00:00:00.000Z"]));
    expect(done).toEqual([]);
    expect(warn.mock.calls[0]![0]).toMatchObject({ kind: "daily", lateMinutes: 11 * 60 });
  });

  it("never die out: the next time is planned when this one is buried", async () => {
    const clock = testClock(at("2026-11-23T08:00:00+08:00") - 1);
    const { store, jobs, alert } = testJobs({ clock: clock.read }, (j) =>
      j.every("daily", "0 8 * * *", { run: async () => Promise.reject(new Error("no")), maxAttempts: 1 }),
    );
    jobs.start();
    await vi.waitFor(() => expect(open(store)).toHaveLength(1));
    clock.advance(1);
    jobs.wake();
    await vi.waitFor(() => expect(jobs.dead()).toHaveLength(1));
    expect(open(store)).toEqual(["2026-11-24T00:00:00.000Z"]);
    expect(alert).toHaveBeenCalledTimes(1);
  });

  it("never run twice for the same time, though the clock goes back, and are planned anew then", async () => {
    const clock = testClock(at("2026-11-23T07:59:00+08:00"));
    const done: string[] = [];
    const { store, jobs, warn } = testJobs({ clock: clock.read }, daily(done));
    jobs.start();
    await vi.waitFor(() => expect(open(store)).toHaveLength(1));
    clock.advance(MINUTE_MS);
    jobs.wake();
    await vi.waitFor(() => expect(done).toHaveLength(1));
    clock.advance(-30 * MINUTE_MS);
    jobs.wake();
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
    clock.advance(30 * MINUTE_MS);
    jobs.wake();
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-24T00:00:00.000Z"]));
    expect(done).toEqual(["2026-11-23T00:00:00.000Z"]);
    // A clock that was years ahead must not put the job off for years.
    clock.advance(3650 * DAY_MS);
    jobs.wake();
    await vi.waitFor(() => expect(done).toHaveLength(2));
    clock.advance(-3650 * DAY_MS);
    jobs.wake();
    await vi.waitFor(() => expect(open(store)).toEqual(["2026-11-24T00:00:00.000Z"]));
  });

  it("follow a changed pattern from the next start on, and vanish when they are no longer defined", async () => {
    const clock = testClock(at("2026-11-23T07:00:00+08:00"));
    const store = testJobStore();
    const start = async (define: (jobs: Jobs) => void, expected: string[]) => {
      const { jobs } = testJobs({ store, clock: clock.read }, define);
      jobs.start();
      await vi.waitFor(() => expect(open(store)).toEqual(expected));
      await jobs.stop();
    };
    await start(daily([]), ["2026-11-23T00:00:00.000Z"]);
    await start(daily([], "30 9 * * *"), ["2026-11-23T01:30:00.000Z"]);
    await start(daily([], "0 8 * * *"), ["2026-11-23T00:00:00.000Z"]);
    await start(() => {}, []);
  });

  it("keep their local time where clocks change, and come once where it is shown twice", async () => {
    const clock = testClock(at("2026-10-31T00:00:00-04:00"));
    const done: string[] = [];
    const { store, jobs } = testJobs(
      { clock: clock.read, timeZone: "America/New_York" },
      daily(done, "30 1 * * *"),
    );
    jobs.start();
    await vi.waitFor(() => expect(open(store)).toHaveLength(1));
    for (let halfHour = 0; halfHour < 3 * 48; halfHour++) {
      clock.advance(HOUR_MS / 2);
      jobs.wake();
      await vi.waitFor(() => expect(Date.parse(open(store)[0]!)).toBeGreaterThan(clock.read()));
    }
    expect(done).toEqual([
      "2026-10-31T05:30:00.000Z",
      "2026-11-01T05:30:00.000Z",
      "2026-11-02T06:30:00.000Z",
    ]);
  });

  it("clean up nightly: recurring ones go after 7 days, others after 90, dead letters stay", async () => {
    const clock = testClock(at("2026-11-23T04:17:00+08:00") - 1);
    const { store, jobs } = testJobs({ clock: clock.read }, noting([]));
    const now = clock.read();
    const ended = (uniqueKey: string, status: "done" | "skipped" | "dead", daysAgo: number) =>
      store.records
        .insert(tables.job)
        .values({
          kind: "note",
          uniqueKey,
          payload: "{}",
          dueAt: 0,
          createdAt: 0,
          status,
          runAt: 0,
          finishedAt: now - daysAgo * DAY_MS,
        })
        .run();
    ended("old", "done", 91);
    ended("oldSkipped", "skipped", 91);
    ended("young", "done", 89);
    ended("dead", "dead", 91);
    ended("cron:note:1", "done", 8);
    ended("cron:note:2", "skipped", 8);
    ended("cron:note:3", "done", 6);
    ended("cron:note:4", "dead", 8);
    // Begins like a recurring one, and is none.
    ended("cronicle", "done", 8);
    jobs.start();
    await vi.waitFor(() => expect(rowsOf(store, "jobs.clean")).toHaveLength(1));
    clock.advance(1);
    jobs.wake();
    await vi.waitFor(() =>
      expect(rowsOf(store).map((row) => row.uniqueKey)).toEqual([
        "young",
        "dead",
        "cron:note:3",
        "cron:note:4",
        "cronicle",
      ]),
    );
  });
});
