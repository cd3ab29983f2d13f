import { describe, expect, it, vi } from "vitest";
import { type Note, note, notePayload, noting, rowsOf, testJobs } from "../../testing/jobs.ts";
import { testClock } from "../../testing/library.ts";
import type { JobContext } from "./jobKind.ts";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

describe("queued jobs", () => {
  it("run when they are due, in order, and once for each key", async () => {
    const clock = testClock();
    const done: number[] = [];
    const { store, jobs } = testJobs({ clock: clock.read }, noting(done));
    const now = clock.read();
    expect(jobs.enqueue("note", note("b", 2, now))).toBe(true);
    expect(jobs.enqueue("note", note("a", 1, now - 1))).toBe(true);
    expect(jobs.enqueue("note", note("c", 3, now + HOUR_MS))).toBe(true);
    expect(jobs.enqueue("note", note("a", 9, now))).toBe(false);
    jobs.start();
    await vi.waitFor(() => expect(done).toEqual([1, 2]));
    clock.advance(HOUR_MS);
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual([1, 2, 3]));
    await vi.waitFor(() => expect(rowsOf(store).every((row) => row.status === "done")).toBe(true));
    expect(jobs.enqueue("note", note("a", 9, now))).toBe(false);
  });

  it("are queued with the caller's transaction or not at all, and noticed without a wake", async () => {
    const clock = testClock();
    const done: number[] = [];
    const { store, jobs } = testJobs({ clock: clock.read }, noting(done));
    jobs.start();
    const queue = (key: string, n: number) =>
      jobs.enqueue("note", { key, payload: { version: 1, n }, dueAt: clock.read() });
    expect(() =>
      store.transaction(() => {
        queue("lost", 1);
        throw new Error("no");
      }),
    ).toThrow("no");
    store.transaction(() => queue("kept", 2));
    await vi.waitFor(() => expect(done).toEqual([2]));
    expect(rowsOf(store).map((row) => row.uniqueKey)).toEqual(["kept"]);
  });

  it("refuse an unknown kind, a payload the kind cannot read, a reserved key, and a kind named twice", () => {
    const { jobs } = testJobs({}, noting([]));
    const job = note("a", 1, 0);
    expect(() => jobs.enqueue("other", job)).toThrow(/other/);
    expect(() => jobs.enqueue("note", { ...job, payload: { version: 2 } })).toThrow(/version 2/);
    expect(() => jobs.enqueue("note", { ...job, key: "cron:note:x" })).toThrow(/cron:/);
    expect(() => jobs.enqueue("jobs.clean", job)).toThrow(/jobs.clean/);
    expect(() => noting([])(jobs)).toThrow(/twice/);
    expect(() => jobs.every("never", "0 0 30 2 *", { run: async () => [] })).toThrow(/never/);
  });

  it("of one kind run one after the other, and together where the kind allows it", async () => {
    const clock = testClock();
    let running = { alone: 0, together: 0 };
    const most = { alone: 0, together: 0 };
    let open: () => void = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const track = (kind: "alone" | "together", wait: boolean) => async () => {
      running = { ...running, [kind]: running[kind] + 1 };
      most[kind] = Math.max(most[kind], running[kind]);
      if (wait) await opened;
      else await new Promise((resolve) => setImmediate(resolve));
      running = { ...running, [kind]: running[kind] - 1 };
      return [];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) => {
      j.define("alone", { payload: notePayload, run: track("alone", false) });
      j.define("together", { payload: notePayload, run: track("together", true), concurrent: true });
    });
    for (let n = 0; n < 5; n++) {
      jobs.enqueue("alone", { key: `a${n}`, payload: { version: 1, n }, dueAt: clock.read() });
      jobs.enqueue("together", { key: `t${n}`, payload: { version: 1, n }, dueAt: clock.read() + 1 });
    }
    clock.advance(1);
    jobs.start();
    await vi.waitFor(() => expect(most.together).toBe(4));
    open();
    await vi.waitFor(() =>
      expect([...rowsOf(store, "alone"), ...rowsOf(store, "together")].map((row) => row.status)).toEqual(
        Array(10).fill("done"),
      ),
    );
    expect(most).toEqual({ alone: 1, together: 4 });
  });

  it("leave no effect when they are cancelled or put off while they run", async () => {
    const clock = testClock();
    const done: string[] = [];
    const going: (() => void)[] = [];
    const run = async ({ n }: Note, { at: due }: JobContext) => {
      if (due === clock.read()) await new Promise<void>((resolve) => going.push(resolve));
      return [() => void done.push(`${n}`)];
    };
    const { store, jobs } = testJobs({ clock: clock.read }, (j) =>
      j.define("note", { payload: notePayload, run, concurrent: true }),
    );
    const now = clock.read();
    jobs.enqueue("note", note("gone", 1, now));
    jobs.enqueue("note", note("later", 2, now, now + HOUR_MS));
    jobs.enqueue("note", note("stays", 3, now));
    jobs.start();
    await vi.waitFor(() => expect(going).toHaveLength(3));
    expect(jobs.cancel("gone")).toBe(true);
    expect(jobs.reschedule("later", now + DAY_MS)).toBe(true);
    for (const go of going) go();
    await vi.waitFor(() => expect(done).toEqual(["3"]));
    const later = rowsOf(store).find((row) => row.uniqueKey === "later")!;
    expect(later).toMatchObject({ status: "pending", attempts: 0, staleAt: now + DAY_MS + HOUR_MS });
    expect([jobs.cancel("gone"), jobs.cancel("stays"), jobs.reschedule("stays", now)]).toEqual([
      false,
      false,
      false,
    ]);
    clock.advance(DAY_MS + 1);
    jobs.wake();
    await vi.waitFor(() => expect(done).toEqual(["3", "2"]));
    expect(jobs.enqueue("note", note("gone", 1, now))).toBe(true);
  });
});
