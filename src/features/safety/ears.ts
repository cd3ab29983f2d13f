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
/** With fewer letters or characters than this a text is a greeting, a code or a slip of the thumb: rules only. */
const SHORTEST = 6;

/** @param classify learned opinion; absent: rules alone */
export function createEars(classify?: UrgencyClassifier): Ears {
  const hear = onceInARow((text: string) => ({
    danger: recogniseDanger(text),
    fraud: recogniseFraud(text),
    opinion: wordy(text) ? classify?.(text) : undefined,
  }));
  return {
    danger(text) {
      const { danger, fraud, opinion } = hear(text);
      if (danger !== undefined || fraud) return danger;
      if (opinion === undefined || opinion.danger < BELIEVED_DANGER || opinion.fraud > opinion.danger)
        return undefined;
      return { kind: "emergency", service: opinion.service };
    },
    fraud(text) {
      const { fraud, opinion } = hear(text);
      return fraud || (opinion?.fraud ?? 0) >= BELIEVED_FRAUD;
    },
  };
}

/** 老年法第十八条, and nothing else: who names an article asks for it. */
const REFERENCE =
  /^[^，。；！？,;!?]{2,30}第[零〇一二三四五六七八九十百千\d]{1,7}条[^，。；！？,;!?]{0,8}[？?。]?$/u;

function wordy(text: string): boolean {
  if (REFERENCE.test(text.trim())) return false;
  return text.replace(/[^\p{L}]/gu, "").length >= SHORTEST;
}

/** A message is listened to several times, for danger and for fraud: the work is done once. */
function onceInARow<T>(work: (text: string) => T): (text: string) => T {
  let last: { text: string; result: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: work(text) };
    return last.result;
  };
}
