/** Recognises a fraud that is being tried on someone, or has just happened. */
import { findHits, type Hit, weightNear } from "./cue.ts";
import { DEMAND_CUES, FRAUD_RULE_CUES, LOSS_CUES, LURE_CUES, WHO_CUES } from "./fraudCues.ts";
import { plainWording } from "./wording.ts";

/** Characters either side of a cue that belong to the same story. Frauds are told at greater length than danger. */
const REACH = 45;
const THRESHOLD = 4.5;
const CUES = [...DEMAND_CUES, ...LURE_CUES, ...WHO_CUES, ...LOSS_CUES];

/**
 * True when someone tells of a fraud going on: a stranger, a promise or threat, and money or secrets wanted.
 * False for questions about the rules of fraud, and for frauds long over.
 */
export function recogniseFraud(text: string): boolean {
  const plain = plainWording(text);
  const signs = findHits(CUES, plain);
  if (signs.every((sign) => sign.adds !== undefined)) return false;
  const against = findHits(FRAUD_RULE_CUES, plain);
  return signs.some((sign) => sign.adds === undefined && score(signs, against, sign.at) >= THRESHOLD);
}

function score(signs: readonly Hit[], against: readonly Hit[], at: number): number {
  return weightNear(signs, at, REACH) - weightNear(against, at, REACH);
}
