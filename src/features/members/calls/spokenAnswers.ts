/** Answers that a person gives on the telephone: which buttons of a message ask for one, and how it is noted. */
import type { Choice, Speaker } from "../../../dialogue/index.ts";
import { type Actor, hasRole, staffActor } from "../actor.ts";
import { CALLS } from "./callWords.ts";

/** An answer at the command line. */
export type SpokenWord = "yes" | "no" | "later" | "got";

/** What a feature takes from whoever calls, for the person called. Its conversation takes the same actions as taps. */
export interface SpokenAnswers {
  /** The answer that a button gives; undefined for a button that is none, or another feature's. */
  wordOf(action: string): SpokenWord | undefined;
  /**
   * Notes the answer, in a transaction of its own. Who may is decided by the feature.
   * @returns what was noted, in words
   * @throws NotAllowed, and the feature's own errors
   */
  note(actor: Actor, action: string): string;
}

/** Whether the speaker makes calls. */
export function mayCall(speaker: Speaker): boolean {
  const actor = staffActor(speaker);
  return actor !== undefined && hasRole(actor, "dispatcher", "liaison");
}

/** The action that shows the next call. */
export const CALLS_ACTION = "calls";

/** The button to the next call, for whoever makes calls; none for others. */
export function nextCall(speaker: Speaker): readonly Choice[] {
  return mayCall(speaker) ? [{ label: CALLS.next, action: CALLS_ACTION }] : [];
}
