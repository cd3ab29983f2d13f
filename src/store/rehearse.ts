/** Learning what a change would come to without making it. */
import type { Store } from "./open.ts";

const UNDO = Symbol("undo");

/**
 * Runs `work` and takes back all it wrote. A dialogue may not write before its replies are committed, yet has to know
 * what a change will come to in order to reply: it rehearses it, and makes it in an effect.
 */
export function rehearse<T>(store: Store, work: () => T): T {
  let outcome: { value: T } | undefined;
  try {
    store.transaction(() => {
      outcome = { value: work() };
      throw UNDO;
    });
  } catch (error) {
    if (error !== UNDO) throw error;
  }
  return outcome!.value;
}
