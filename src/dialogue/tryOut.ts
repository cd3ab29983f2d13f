/** Trying a change before it is promised. */
import { rehearse, type Store } from "../store/index.ts";

/** What a change would come to; or the words of whoever refused it, with the entry at fault where there is one. */
export type Tried<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly words: string; readonly field?: string };

/** An error whose message is for the person: it says what to do. */
type Refusal = abstract new (...args: never[]) => Error & { readonly field?: string };

/**
 * Rehearses a change: nothing is kept.
 * @param refusals the errors that are answers; any other comes through
 */
export function tryOut<T>(store: Store, work: () => T, refusals: readonly Refusal[]): Tried<T> {
  try {
    return { ok: true, value: rehearse(store, work) };
  } catch (error) {
    const refusal = refusals.find((kind) => error instanceof kind);
    if (refusal === undefined) throw error;
    const { message, field } = error as InstanceType<Refusal>;
    return field === undefined ? { ok: false, words: message } : { ok: false, words: message, field };
  }
}
