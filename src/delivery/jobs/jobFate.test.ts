import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStore, type Store } from "../../store/index.ts";
import { notePayload, rowsOf } from "../../testing/jobs.ts";
import { createJobFate, type Held, type JobFate } from "./jobFate.ts";
import { jobKind, recurringKind } from "./jobKind.ts";
import { jobTable } from "./jobs.repo.ts";

const HOUR_MS = 60 * 60_000;
const START = Date.parse("2026-11-23T00:30:00Z");

/** What may happen to a process, in any order. Times are minutes. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("forward" as const), minutes: fc.nat(150) }),
  fc.record({ kind: fc.constant("back" as const), minutes: fc.nat(150) }),
  fc.record({ kind: fc.constantFrom("take", "queue", "finish", "fail", "release", "crash") }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** A process over a store, its clock, and the runs it holds; after a crash, also those of the process before. */
function createWorld(store: Store) {
  let now = START;
  let latest = START;
  let boots = 0;
  let queued = 0;
  const effects: string[] = [];
  const alerts: string[] = [];
  const rule = {
    run: async () => [],
    maxAttempts: 3,
  };
  const kinds = new Map([
    ["note", jobKind("note", { ...rule, payload: notePayload })],
    ["hourly", recurringKind("hourly", "0 * * * *", "Asia/Shanghai", now, rule)],
  ]);
  const boot = (): JobFate => {
    const fate = createJobFate(
      {
        store,
        clock: () => now,
        random: () => 0.5,
        log: { info: () => {}, warn: () => {}, error: () => {} },
        timeZone: "Asia/Shanghai",
        bootId: `boot-${++boots}`,
        alert: (key) => alerts.push(key),
      },
      kinds,
    );
    fate.freeAll();
    fate.planAll();
    return fate;
  };
  let fate = boot();
  let held: Held[] = [];
  const effectOf = ({ row }: Held) => [() => void effects.push(`${row.kind} ${row.id} ${row.dueAt}`)];

  const take = (): boolean => {
    const taken = fate.take(
      held.map(({ lease }) => lease.id),
      [],
    );
    if (taken === undefined || taken === "more") return taken === "more";
    held.push(taken);
    return true;
  };

  return {
    effects,
    alerts,
    async play(event: Step): Promise<void> {
      if ("minutes" in event) {
        now += (event.kind === "back" ? -1 : 1) * event.minutes * 60_000;
        latest = Math.max(latest, now);
        // As the loop does when it sees the clock go back.
        if (event.kind === "back") fate.planAll();
        return;
      }
      const ghosts = event.kind === "crash" ? held : [];
      const first = ["finish", "fail", "release"].includes(event.kind) ? held.shift() : undefined;
      if (event.kind === "take") take();
      if (event.kind === "queue") {
        const row = { kind: "note", payload: '{"version":1,"n":1}', staleAt: null, createdAt: now };
        jobTable(store.records).insert({ ...row, uniqueKey: `${queued++}`, dueAt: now });
      }
      if (event.kind === "crash") {
        held = [];
        fate = boot();
        // The old process was not quite dead, and tries to bring its runs to an end.
        for (const ghost of ghosts) expect(await fate.finish(ghost, effectOf(ghost))).toBe(false);
      }
      if (first === undefined) return;
      if (event.kind === "finish") expect(await fate.finish(first, effectOf(first))).toBe(true);
      else if (event.kind === "fail") expect(await fate.fail(first, new Error("no"))).toBe(true);
      else expect(await fate.release(first)).toBe(true);
    },
    /** Everything goes well from here on, for long enough. */
    async settle(): Promise<void> {
      now = latest;
      for (let round = 0; round < 8; round++) {
        while (take());
        for (const run of held.splice(0)) await fate.finish(run, effectOf(run));
        now += HOUR_MS;
      }
    },
    queued: () => queued,
  };
}

describe("the fate of jobs", () => {
  it("is to have their effect at most once and never to be forgotten, whatever happens to process and clock", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const store = openStore(":memory:");
        try {
          const world = createWorld(store);
          for (const event of steps) {
            await world.play(event);
            const open = rowsOf(store, "hourly").filter(({ status }) =>
              ["pending", "running"].includes(status),
            );
            expect(open).toHaveLength(1);
          }
          await world.settle();
          // Of a recurring job, no nominal time twice: the row's id may change, the time may not.
          const hourly = world.effects.filter((effect) => effect.startsWith("hourly"));
          const times = hourly.map((effect) => effect.split(" ")[2]);
          expect(new Set(times).size).toBe(times.length);
          expect(new Set(world.effects).size).toBe(world.effects.length);
          const notes = rowsOf(store);
          expect(notes).toHaveLength(world.queued());
          const dead = notes.filter(({ status }) => status === "dead");
          expect(notes.filter(({ status }) => status === "done")).toHaveLength(notes.length - dead.length);
          expect(world.effects.filter((effect) => effect.startsWith("note"))).toHaveLength(
            notes.length - dead.length,
          );
          for (const row of dead) expect(row.attempts).toBe(3);
          const buried = [...dead, ...rowsOf(store, "hourly").filter(({ status }) => status === "dead")];
          expect(world.alerts).toHaveLength(buried.length);
        } finally {
          store.close();
        }
      }),
      { numRuns: 80 },
    );
  });
});
