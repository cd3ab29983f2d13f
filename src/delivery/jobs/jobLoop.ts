/** The loop that runs durable jobs: a few at once, each under a lease that is renewed and within a time limit. */
import { createBell } from "../bell.ts";
import { reasonOf } from "../errorReason.ts";
import { SCHEDULE_TEXT } from "../scheduleText.ts";
import type { Held, JobFate, JobParts } from "./jobFate.ts";
import type { Effect } from "./jobKind.ts";

/** See {@link createJobLoop}. */
export interface JobLoop {
  start(): void;
  /** Takes nothing new, aborts what runs, waits for it (not longer than {@link STOP_GRACE_MS} each), puts it back. */
  stop(): Promise<void>;
  /** Something was queued or put off: look now. */
  wake(): void;
}

const MOST_AT_ONCE = 4;
/** Also how late the loop is when the clock jumps forward. */
const LONGEST_SLEEP_MS = 30_000;
const AFTER_TROUBLE_MS = 5_000;
const STOP_GRACE_MS = 10_000;
/** Smaller steps back are the clock being trimmed. */
const STEP_BACK_MS = 1_000;

/** Why a run was told to end. */
class Interrupted extends Error {
  constructor(readonly why: "stopped" | "lost" | "timeout") {
    super(why);
    this.name = "Interrupted";
  }
}

/** A loop over the jobs that `fate` hands out. Started once. */
export function createJobLoop(parts: JobParts, fate: JobFate): JobLoop {
  const bell = createBell();
  const stopping = new AbortController();
  const running = new Map<number, { held: Held; ended: Promise<void> }>();
  let loop: Promise<void> | undefined;
  let lastSeen = Number.NEGATIVE_INFINITY;

  const begin = (held: Held): void => {
    const ended = runHeld(parts, fate, held, stopping.signal).finally(() => {
      running.delete(held.lease.id);
      bell.ring();
    });
    running.set(held.lease.id, { held, ended });
  };

  /** Starts what is due; returns how long nothing more will be, milliseconds. */
  const round = async (): Promise<number> => {
    const now = parts.clock();
    if (now < lastSeen - STEP_BACK_MS) {
      parts.log.warn({ seconds: Math.round((lastSeen - now) / 1000) }, "系统时间被拨回，定时任务重新排");
      fate.planAll();
    }
    lastSeen = now;
    while (running.size < MOST_AT_ONCE && !stopping.signal.aborted) {
      const held = [...running.values()].map((run) => run.held);
      const busy = held.filter(({ kind }) => !kind.concurrent).map(({ row }) => row.kind);
      const taken = fate.take([...running.keys()], busy);
      if (taken === undefined) break;
      if (taken === "more") await new Promise((resolve) => setImmediate(resolve));
      else begin(taken);
    }
    const next = fate.nextRunAt();
    return Math.min(LONGEST_SLEEP_MS, next === undefined ? LONGEST_SLEEP_MS : next - parts.clock());
  };

  const turn = async (): Promise<void> => {
    let started = false;
    while (!stopping.signal.aborted) {
      try {
        if (!started) {
          fate.freeAll();
          fate.planAll();
          started = true;
        }
        await bell.sleep(Math.max(10, await round()), stopping.signal);
      } catch (error) {
        // A full disk or a locked file passes; the loop must outlive it.
        parts.log.error({ error: reasonOf(error) }, "后台任务的循环出错，稍后再试");
        await bell.sleep(AFTER_TROUBLE_MS, stopping.signal);
      }
    }
  };

  return {
    start() {
      loop ??= turn();
    },
    async stop() {
      stopping.abort();
      await loop;
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
    wake: () => bell.ring(),
  };
}

/** Runs one job and stores what became of it. Never rejects. */
async function runHeld(parts: JobParts, fate: JobFate, held: Held, stopping: AbortSignal): Promise<void> {
  const fields = { jobId: held.lease.id, kind: held.row.kind };
  try {
    const kept = await attempt(parts, fate, held, stopping);
    if (!kept) parts.log.info(fields, "一项后台任务做的时候被取消或改期，结果不算");
  } catch (error) {
    // Nothing could be stored. The lease runs out, and the job is taken up again.
    parts.log.error({ ...fields, error: reasonOf(error) }, "一项后台任务的结果存不下来，稍后重做");
  }
}

/** False when the lease was lost and nothing happened. */
async function attempt(parts: JobParts, fate: JobFate, held: Held, stopping: AbortSignal): Promise<boolean> {
  try {
    return await fate.finish(held, await runWithin(parts, fate, held, stopping));
  } catch (error) {
    const why = error instanceof Interrupted ? error.why : undefined;
    if (why === "lost") return false;
    if (why === "stopped" || (stopping.aborted && why !== "timeout")) return await fate.release(held);
    const limit = SCHEDULE_TEXT.timedOut(Math.round(held.kind.timeoutMs / 1000));
    return await fate.fail(held, why === "timeout" ? limit : error);
  }
}

/** The work's effects. Rejects at the time limit, when the lease is lost, and when it outlives a stop. */
async function runWithin(
  parts: JobParts,
  fate: JobFate,
  held: Held,
  stopping: AbortSignal,
): Promise<readonly Effect[]> {
  const controller = new AbortController();
  const { promise: interrupted, reject } = withReject();
  const timers: NodeJS.Timeout[] = [];
  const interrupt = (why: Interrupted["why"]): void => {
    const reason = new Interrupted(why);
    controller.abort(reason);
    // At a stop the work may still come to its end; otherwise its result is of no use.
    if (why === "stopped") timers.push(setTimeout(reject, STOP_GRACE_MS, reason));
    else reject(reason);
  };
  const renew = (): void => {
    try {
      if (!fate.renew(held)) interrupt("lost");
    } catch (error) {
      parts.log.warn({ jobId: held.lease.id, error: reasonOf(error) }, "续不上后台任务的租约");
    }
  };
  const stop = (): void => interrupt("stopped");
  timers.push(setTimeout(interrupt, held.kind.timeoutMs, "timeout"));
  timers.push(setInterval(renew, held.kind.leaseMs / 3));
  stopping.addEventListener("abort", stop);
  try {
    const context = { signal: controller.signal, at: held.row.dueAt, attempt: held.attempt };
    return await Promise.race([held.run(context), interrupted]);
  } finally {
    stopping.removeEventListener("abort", stop);
    for (const timer of timers) clearTimeout(timer);
  }
}

/** A promise that only ever rejects. (Promise.withResolvers needs Node 22.) */
function withReject(): { promise: Promise<never>; reject: (reason: Error) => void } {
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}
