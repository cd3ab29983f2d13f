/**
 * Whether a question is of a kind that texts of rules answer at all: sums of this year, office hours, diagnoses and
 * other places' rules are not, however well the library knows the subject.
 */
import { type TextClassifier, textClassifier, trainTextClassifier } from "./textClassifier.ts";

const LABELS = ["answerable", "unanswerable"] as const;
/** Ordinary questions outnumber the others by ten. */
const STAKES = { answerable: 1, unanswerable: 4 } as const;

/** Probability, 0 to 1, that no text of rules answers. */
export type Answerability = (text: string) => number;

/** Learns from questions of both kinds. */
export function trainAnswerability(answerable: readonly string[], unanswerable: readonly string[]) {
  return trainTextClassifier(
    LABELS,
    [
      ...answerable.map((text) => ({ text, label: "answerable" as const })),
      ...unanswerable.map((text) => ({ text, label: "unanswerable" as const })),
    ],
    STAKES,
  );
}

/** The classifier as a function. */
export function asAnswerability(classifier: TextClassifier<(typeof LABELS)[number]>): Answerability {
  return (text) => classifier.classify(text).unanswerable;
}

/** Weights as text, for storing with the model. */
export function packWeights(weights: Float32Array): string {
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString("base64");
}

/** A stored classifier; undefined when none was stored. */
export function unpackAnswerability(packed: string | undefined): Answerability | undefined {
  if (packed === undefined) return undefined;
  const bytes = Uint8Array.from(Buffer.from(packed, "base64"));
  return asAnswerability(textClassifier(LABELS, new Float32Array(bytes.buffer)));
}
