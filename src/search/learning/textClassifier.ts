/**
 * A linear text classifier over hashed character n-grams: softmax regression by stochastic gradient descent
 * (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009). Learns thousands of short texts
 * in well under a second.
 */

/** A labelled text. */
export interface TextExample<Label extends string> {
  readonly text: string;
  readonly label: Label;
}

/** A learned classifier. */
export interface TextClassifier<Label extends string> {
  /** Probabilities, which add up to 1. */
  classify(text: string): Record<Label, number>;
  /** The weights, for storing. */
  readonly weights: Float32Array;
}

const BUCKETS = 1 << 15;
const LONGEST_GRAM = 3;
const EPOCHS = 12;
const RATE = 0.5;
const SHRINK = 1e-6;

/**
 * Learns from examples. Deterministic.
 * @param stakes how much an example of each label counts; rare labels deserve more
 */
export function trainTextClassifier<Label extends string>(
  labels: readonly Label[],
  examples: readonly TextExample<Label>[],
  stakes: Readonly<Record<Label, number>>,
): TextClassifier<Label> {
  const classes = labels.length;
  const weights = new Float32Array(BUCKETS * classes);
  const items = spread(examples).map(({ text, label }) => ({
    grams: gramsOf(text),
    right: labels.indexOf(label),
    stake: stakes[label],
  }));
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch * 0.4);
    for (const { grams, right, stake } of items) {
      const shares = sharesOf(weights, classes, grams);
      const scale = (rate * stake) / Math.sqrt(grams.length || 1);
      for (const gram of grams) {
        for (let c = 0; c < classes; c++) {
          const at = gram * classes + c;
          weights[at]! += scale * ((c === right ? 1 : 0) - shares[c]!) - SHRINK * weights[at]!;
        }
      }
    }
  }
  return textClassifier(labels, weights);
}

/** A classifier with weights learned before. */
export function textClassifier<Label extends string>(
  labels: readonly Label[],
  weights: Float32Array,
): TextClassifier<Label> {
  return {
    weights,
    classify(text) {
      const shares = sharesOf(weights, labels.length, gramsOf(text));
      return Object.fromEntries(labels.map((label, c) => [label, shares[c]!])) as Record<Label, number>;
    },
  };
}

/** Neighbours in a file are alike; learning wants them mixed. A fixed stride mixes them the same way every time. */
function spread<T>(list: readonly T[]): T[] {
  const stride = 997;
  return list.length % stride === 0 ? [...list] : list.map((_, i) => list[(i * stride) % list.length]!);
}

function gramsOf(text: string): Uint16Array {
  const grams = new Set<number>();
  for (let at = 0; at < text.length; at++) {
    let hash = 0x811c9dc5;
    for (let length = 1; length <= LONGEST_GRAM && at + length <= text.length; length++) {
      hash = Math.imul(hash ^ text.charCodeAt(at + length - 1), 0x01000193);
      grams.add((hash ^ (hash >>> 15)) & (BUCKETS - 1));
    }
  }
  return Uint16Array.from(grams);
}

function sharesOf(weights: Float32Array, classes: number, grams: Uint16Array): number[] {
  const scores = new Array<number>(classes).fill(0);
  for (const gram of grams) {
    for (let c = 0; c < classes; c++) scores[c]! += weights[gram * classes + c]!;
  }
  const scale = 1 / Math.sqrt(grams.length || 1);
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp((score - top) * scale));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}
