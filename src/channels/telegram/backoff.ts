/** Waiting longer after every failure in a row. */

/** Delays for failures in a row. */
export interface Backoff {
  /** The next delay in milliseconds: doubled each time, half of it random, so that copies do not march in step. */
  next(): number;
  /** Called after a success: the next failure starts from the first delay again. */
  reset(): void;
}

/** Builds a back-off from `firstMs` up to `lastMs`; `random` yields 0 to 1. */
export function createBackoff(firstMs: number, lastMs: number, random: () => number): Backoff {
  let failures = 0;
  return {
    next() {
      const full = Math.min(lastMs, firstMs * 2 ** Math.min(failures, 30));
      failures += 1;
      return full / 2 + (full / 2) * random();
    },
    reset() {
      failures = 0;
    },
  };
}

/** Waits, or returns early when the signal aborts; never throws. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
