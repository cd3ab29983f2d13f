/** A sleep that can be cut short, and that remembers a ring which came while nobody slept. */

/** See {@link createBell}. */
export interface Bell {
  ring(): void;
  /** Resolves after `milliseconds`, at a ring (also one since the last sleep), or when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    ring() {
      rang = true;
      wake?.();
    },
    sleep(milliseconds, signal) {
      if (rang || signal.aborted) {
        rang = false;
        // A turn of the event loop: rings that come all the time must not keep everything else waiting.
        return new Promise((resolve) => setImmediate(resolve));
      }
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", end);
          wake = undefined;
          rang = false;
          resolve();
        };
        const timer = setTimeout(end, milliseconds);
        signal.addEventListener("abort", end);
        wake = end;
      });
    },
  };
}
