/** A second pair of ears beside the rules: learned from labelled cries for help, frauds, and ordinary questions. */
import {
  type TextClassifier,
  type TextExample,
  textClassifier,
  trainTextClassifier,
} from "../../search/index.ts";
import type { EmergencyService } from "./danger.ts";
import { plainWording } from "./wording.ts";

/** What a text may be. */
const URGENCIES = ["none", "120", "119", "110", "12356", "fraud"] as const;
/** One of: none, the number to call, fraud. */
export type Urgency = (typeof URGENCIES)[number];

/** A labelled text. */
export type UrgencyExample = TextExample<Urgency>;

/** Probabilities that a text is a cry for help, and that it tells of a fraud. */
export interface UrgencyOpinion {
  /** 0 to 1. */
  readonly danger: number;
  /** The service most likely meant. */
  readonly service: EmergencyService;
  /** 0 to 1. */
  readonly fraud: number;
}

/** Gives an opinion on a text. */
export type UrgencyClassifier = (text: string) => UrgencyOpinion;

/** Characters looked at together: in a ramble the danger is one clause. */
const WINDOW = 40;
/** The rare labels count more: there are ten ordinary questions to one of them. */
const STAKES = { none: 1, "120": 3, "119": 3, "110": 3, "12356": 3, fraud: 3 } as const;

/** Learns from examples. Deterministic. Returns the weights. */
export function trainUrgency(examples: readonly UrgencyExample[]): Float32Array {
  const plain = examples.map(({ text, label }) => ({ text: plainWording(text), label }));
  return trainTextClassifier(URGENCIES, plain, STAKES).weights;
}

/** A classifier with weights learned before. */
export function urgencyClassifier(weights: Float32Array): UrgencyClassifier {
  const classifier: TextClassifier<Urgency> = textClassifier(URGENCIES, weights);
  return (text) => {
    let opinion: UrgencyOpinion = { danger: 0, service: "120", fraud: 0 };
    for (const stretch of windows(plainWording(text))) {
      const { none: _, fraud, ...services } = classifier.classify(stretch);
      const ranked = Object.entries(services).sort((a, b) => b[1] - a[1]);
      const danger = ranked.reduce((sum, [, share]) => sum + share, 0);
      opinion =
        danger > opinion.danger
          ? { danger, service: ranked[0]![0] as EmergencyService, fraud: Math.max(fraud, opinion.fraud) }
          : { ...opinion, fraud: Math.max(fraud, opinion.fraud) };
    }
    return opinion;
  };
}

function* windows(text: string): Iterable<string> {
  if (text.length <= 2 * WINDOW) {
    yield text;
    return;
  }
  for (let at = 0; at < text.length - WINDOW / 2; at += WINDOW / 2) yield text.slice(at, at + WINDOW);
}
