/** Waiting for news of a conversation. */

/** A bell that remembers having rung while nobody listened, so that no news is missed. */
export function makeBell(): { ring: () => void; rung: (withinMs: number) => Promise<boolean> } {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rang = true;
      wake?.();
    },
    rung: async (withinMs) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, withinMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = undefined;
      }
      const was = rang;
      rang = false;
      return was;
    },
  };
}
