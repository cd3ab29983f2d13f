import { describe, expect, it, vi } from "vitest";
import { type Store, tables } from "../../store/index.ts";
import {
  type Note,
  note,
  notePayload,
  noting,
  onlyRow,
  rowsOf,
  testJobStore,
  testJobs,
  untilStatus,
} from "../../testing/jobs.ts";
import { testClock } from "../../testing/library.ts";
import type { JobContext } from "./jobKind.ts";
import type { Jobs } from "./jobs.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

describe("a process that dies", () => {
  it("between the run and the commit repeats the run, and the effect happens exactly once", async () => {
    const clock = testClock();
    const store = testJobStore();
    let runs = 0;
    const define = (jobs: Jobs) =>
      jobs.define("note", {
        payload: notePayload,
        run: async () => {
          runs++;
          return [
            () =>
              store.records
                .insert(tables.conversation)
                .values({ channel: "test", chatId: "c", state: "{}", updatedAt: clock.read() })
                .run(),
          ];
        },
      });
    const dying: Store = { ...store, commit: () => Promise.reject(new Error("killed")) };
    const first = testJobs({ store: dying, clock: clock.read }, define);
    first.jobs.enqueue("note", note("a", 1, clock.read()));
    first.jobs.start();
    await vi.waitFor(() => expect(runs).toBe(1));
    await first.jobs.stop();
    expect(onlyRow(store)).toMatchObject({ status: "running", attempts: 1 });
    const second = testJobs({ store, clock: clock.read, bootId: "boot-2" }, define);
    second.jobs.start();
    await untilStatus(store, "done");
    expect(runs).toBe(2);
    expect(onlyRow(store).attempts).toBe(2);
    expect(store.records.select().from(tables.conversation).all()).toHaveLength(1);
  });

  it("every time is stopped from trying for ever", async () => {
    const clock = testClock();
    const store = testJobStore();
    let runs = 0;
    const run = async () => {
      runs++;
      return [];
    };
    const define = (jobs: Jobs) => jobs.define("note", { payload: notePayload, run, maxAttempts: 2 });
    const dying: Store = { ...store, commit: () => Promise.reject(new Error("killed")) };
    for (const bootId of ["boot-1", "boot-2"]) {
      const { jobs } = testJobs({ store: dying, clock: clock.read, bootId }, define);
      jobs.enqueue("note", note("a", 1, clock.read()));
      jobs.start();
      await vi.waitFor(() => expect(runs).toBe(Number(bootId.at(-1))));
      await jobs.stop();
    }
    const last = testJobs({ store, clock: clock.read, bootId: "boot-3" }, define);
    last.jobs.start();
    await untilStatus(store, "dead");
    expect(runs).toBe(2);
    expect(onlyRow(store).failure).toMatch(/程序就停了/);
    expect(last.alert).toHaveBeenCalledTimes(1);
  });

  it("loses its right to settle when another has taken over", async () => {
    const clock = testClock();
    const store = testJobStore();
    const done: string[] = [];
    let go: () => void = () => {};
    const named = (name: string, wait: boolean) => (jobs: Jobs) =>
      jobs.define("note", {
        payload: notePayload,
        run: async () => {
          if (wait) await new Promise<void>((resolve) => (go = resolve));
          return [() => void done.push(name)];
        },
      });
    const old = testJobs({ store, clock: clock.read }, named("old", true));
    old.jobs.enqueue("note", note("a", 1, clock.read()));
    old.jobs.start();
    await untilStatus(store, "running");
    const next = testJobs({ store, clock: clock.read, bootId: "boot-2" }, named("new", false));
    next.jobs.start();
    await untilStatus(store, "done");
    go();
    await old.jobs.stop();
    expect(done).toEqual(["new"]);
  });

  it("leaves a lease that runs out, and one set by a wrong clock is not believed", async () => {
    const clock = testClock();
    const done: number[] = [];
    const { store, jobs } = testJobs({ clock: clock.read }, noting(done, { concurrent: true }));
    jobs.start();
    const now = clock.read();
    await vi.waitFor(() => expect(rowsOf(store, "jobs.clean")).toHaveLength(1));
    const leased = (n: number, leaseUntil: number) =>
      store.records
        .insert(tables.job)
        .values({
          kind: "note",
          uniqueKey: `${n}`,
          payload: JSON.stringify({ version: 1, n }),
          dueAt: now,
          createdAt: now,
          status: "running",
          runAt: now,
          leasedBy: "other/1",
          leaseUntil,
          attempts: 1,
        })
        .run();
    leased(1, now + 30_000);
    leased(2, now + 365 * DAY_MS);
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual([2]));
    clock.advance(30_001);
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual([2, 1]));
  });
});

describe("a run that takes long", () => {
  it("renews its lease, so that nobody takes the job away", async () => {
    const clock = testClock();
    let go: () => void = () => {};
    const run = async () => {
      await new Promise<void>((resolve) => (go = resolve));
      return [];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run, leaseMs: 30 }),
    );
    jobs.enqueue("note", note("a", 1, clock.read()));
    jobs.start();
    await untilStatus(store, "running");
    const first = onlyRow(store).leaseUntil!;
    clock.advance(1000);
    await vi.waitFor(() => expect(onlyRow(store).leaseUntil).toBe(first + 1000));
    go();
    await untilStatus(store, "done");
    expect(onlyRow(store)).toMatchObject({ attempts: 1, leasedBy: null });
  });

  it("is put back at a stop without counting the attempt, or kept when it comes to its end", async () => {
    const clock = testClock();
    const done: number[] = [];
    const run = async ({ n }: Note, { signal }: JobContext) => {
      await new Promise<void>((resolve, reject) =>
        signal.addEventListener("abort", () => (n === 1 ? reject(new Error("aborted")) : resolve())),
      );
      return [() => void done.push(n)];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run, concurrent: true }),
    );
    for (const n of [1, 2])
      jobs.enqueue("note", { key: `${n}`, payload: { version: 1, n }, dueAt: clock.read() });
    jobs.start();
    await vi.waitFor(() => expect(rowsOf(store).map((row) => row.status)).toEqual(["running", "running"]));
    await jobs.stop();
    expect(done).toEqual([2]);
    const [cut, kept] = rowsOf(store);
    expect(cut).toMatchObject({ status: "pending", attempts: 0, leasedBy: null, runAt: clock.read() });
    expect(kept).toMatchObject({ status: "done" });
  });
});

describe("after downtime", () => {
  it("does what is still of use and skips what is stale, saying how late it is", async () => {
    const clock = testClock();
    const done: number[] = [];
    const { store, jobs, warn, alert } = testJobs(
      { clock: clock.read },
      noting(done, { staleAfterMs: HOUR_MS }),
    );
    const now = clock.read();
    jobs.enqueue("note", note("stale", 1, now));
    jobs.enqueue("note", {
      key: "told",
      payload: { version: 1, n: 2 },
      dueAt: now,
      staleAt: now + 3 * HOUR_MS,
    });
    jobs.enqueue("note", note("late", 3, now + 2 * HOUR_MS));
    clock.advance(2 * HOUR_MS);
    jobs.start();
    await vi.waitFor(() => expect(done).toEqual([2, 3]));
    const stale = rowsOf(store).find((row) => row.uniqueKey === "stale")!;
    expect(stale).toMatchObject({ status: "skipped", attempts: 0 });
    expect(warn.mock.calls).toEqual([
      [{ jobId: stale.id, kind: "note", lateMinutes: 120 }, expect.any(String)],
    ]);
    expect(alert).not.toHaveBeenCalled();
  });

  it("tells a person of what failed until it was too late", async () => {
    const clock = testClock();
    const run = async () => Promise.reject(new Error("no"));
    const { store, jobs, alert } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run }),
    );
    const now = clock.read();
    jobs.enqueue("note", note("a", 1, now, now + HOUR_MS));
    jobs.start();
    await vi.waitFor(() => expect(onlyRow(store)).toMatchObject({ status: "pending", attempts: 1 }));
    clock.advance(2 * HOUR_MS);
    jobs.wake();
    await untilStatus(store, "dead");
    expect(alert).toHaveBeenCalledTimes(1);
  });

  it("goes through thousands of stale jobs without holding up the rest", async () => {
    const clock = testClock();
    const done: number[] = [];
    const { store, jobs } = testJobs({ clock: clock.read }, noting(done));
    const now = clock.read();
    store.transaction(() => {
      for (let n = 0; n < 2000; n++)
        jobs.enqueue("note", { key: `${n}`, payload: { version: 1, n }, dueAt: now, staleAt: now + 1 });
      jobs.enqueue("note", note("good", -1, now + 2));
    });
    clock.advance(10);
    jobs.start();
    await vi.waitFor(() => expect(done).toEqual([-1]), 20_000);
    expect(rowsOf(store).filter((row) => row.status === "skipped")).toHaveLength(2000);
  });
});

describe("trouble with the disk", () => {
  it("does not end the loop", async () => {
    const clock = testClock();
    const store = testJobStore();
    const done: number[] = [];
    const disk: { full: boolean } = { full: true };
    const ailing: Store = {
      ...store,
      transaction: (work) => {
        if (disk.full) throw new Error("SQLITE_FULL");
        return store.transaction(work);
      },
    };
    const { jobs } = testJobs({ store: ailing, clock: clock.read }, noting(done));
    jobs.enqueue("note", note("a", 1, clock.read()));
    jobs.start();
    await new Promise((resolve) => setImmediate(resolve));
    disk.full = false;
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual([1]));
  });
});
