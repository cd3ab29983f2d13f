/** Rules and classifier together: either is enough, because a missed cry for help is worse than a false alarm. */
import type { UrgencyClassifier } from "./classifier.ts";
import { type Danger, recogniseDanger } from "./danger.ts";
import { recogniseFraud } from "./fraud.ts";

/** Hears danger and fraud. */
export interface Ears {
  danger(text: string): Danger | undefined;
  fraud(text: string): boolean;
}

/** From these probabilities on the classifier alone is believed; held-out figures stand in the README. */
const BELIEVED_DANGER = 0.5;
const BELIEVED_FRAUD = 0.5;
/** Shorter texts than this (characters) are greetings and slips of the thumb: rules only. */
const SHORTEST = 5;

/** @param classify learned opinion; absent: rules alone */
export function createEars(classify?: UrgencyClassifier): Ears {
  const opinion = (text: string) => (text.length < SHORTEST ? undefined : classify?.(text));
  return {
    danger(text) {
      const ruled = recogniseDanger(text);
      if (ruled !== undefined || recogniseFraud(text)) return ruled;
      const heard = opinion(text);
      if (heard === undefined || heard.danger < BELIEVED_DANGER || heard.fraud > heard.danger)
        return undefined;
      return { kind: "emergency", service: heard.service };
    },
    fraud: (text) => recogniseFraud(text) || (opinion(text)?.fraud ?? 0) >= BELIEVED_FRAUD,
  };
}
