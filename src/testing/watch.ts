/** Waiting for a condition in tests without sleeping. */

/** Looks at conditions when something may have changed. */
export interface Watch {
  /** Something happened. Ten thousand times at once cost one look. */
  changed(): void;
  /** Resolves once the condition holds; rejects after `timeoutMs`, 5 s unless given. */
  until(what: string, holds: () => boolean, timeoutMs?: number): Promise<void>;
}

/** A condition may also depend on what nobody reports; it is looked at this often anyway, milliseconds. */
const LOOK_EVERY_MS = 5;

/** Builds a watch with nobody waiting. */
export function createWatch(): Watch {
  const looks = new Set<() => void>();
  let scheduled = false;
  return {
    changed() {
      if (scheduled || looks.size === 0) return;
      scheduled = true;
      setImmediate(() => {
        scheduled = false;
        for (const look of [...looks]) look();
      });
    },
    until: (what, holds, timeoutMs = 5000) =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer);
          clearInterval(poller);
          looks.delete(look);
          settle();
        };
        const look = () => {
          try {
            if (holds()) end(resolve);
          } catch (error) {
            end(() => reject(error));
          }
        };
        const late = () => new Error(`Not within ${timeoutMs} ms: ${what}`);
        const timer = setTimeout(() => end(() => reject(late())), timeoutMs);
        const poller = setInterval(look, LOOK_EVERY_MS);
        looks.add(look);
        look();
      }),
  };
}
