/**
 * The ranker: a linear score over features, its weights learned so that confirmed clauses come first.
 * Loss: listwise softmax (ListNet's top-one form, Cao et al. 2007), minimised with Adam (Kingma & Ba 2015).
 */
import { FEATURES } from "./features.ts";

/** Weights in the order of {@link FEATURES}. */
export type RankerWeights = readonly number[];

/** One question for training: the rows of its candidates and which of them are right. */
export interface RankingExample {
  readonly rows: readonly Float64Array[];
  readonly right: readonly number[];
}

/**
 * Weights for a library in which nothing was confirmed yet; learned ones replace them.
 * Source: `npm run bench -- retrieval`, features of learning held at zero (README, figures).
 */
export const UNTRAINED_WEIGHTS: RankerWeights = weightsFrom({
  words: 4,
  grams: 0.8,
  official: 1.6,
  authority: 0.55,
  documentSize: 0.75,
  documentShare: 1.2,
  beside: 0.9,
  titleNamed: 3,
  formal: -1.5,
});

function weightsFrom(named: Partial<Record<(typeof FEATURES)[number], number>>): RankerWeights {
  return FEATURES.map((feature) => named[feature] ?? 0);
}

/** The score of one row. */
export function scoreRow(weights: RankerWeights, row: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < row.length; f++) sum += weights[f]! * row[f]!;
  return sum;
}

/** Probabilities over candidates, as the ranker's loss reads its scores. */
export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - top));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

const EPOCHS = 24;
const RATE = 0.02;
const RATE_DECAY = 0.15;
const SHRINK = 1e-4;
const MOMENTUM = 0.9;
const VARIANCE = 0.999;

/** Learns weights. Deterministic: examples are taken in the order given. Empty input leaves the untrained weights. */
export function trainRanker(examples: readonly RankingExample[]): RankerWeights {
  if (examples.length === 0) return UNTRAINED_WEIGHTS;
  const size = FEATURES.length;
  const weights = new Float64Array(size);
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  const gradient = new Float64Array(size);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const rate = RATE / (1 + epoch * RATE_DECAY);
    for (const example of examples) {
      softmaxGradient(example, weights, gradient);
      step++;
      for (let f = 0; f < size; f++) {
        const g = gradient[f]! + SHRINK * weights[f]!;
        mean[f] = MOMENTUM * mean[f]! + (1 - MOMENTUM) * g;
        variance[f] = VARIANCE * variance[f]! + (1 - VARIANCE) * g * g;
        const unbiasedMean = mean[f]! / (1 - MOMENTUM ** step);
        const unbiasedVariance = variance[f]! / (1 - VARIANCE ** step);
        weights[f]! -= (rate * unbiasedMean) / (Math.sqrt(unbiasedVariance) + 1e-8);
      }
    }
  }
  return Array.from(weights, (weight) => Math.round(weight * 1e6) / 1e6);
}

/** Expected features under the model minus expected features under the right ones. */
function softmaxGradient(example: RankingExample, weights: Float64Array, gradient: Float64Array): void {
  gradient.fill(0);
  const { rows, right } = example;
  const shares = softmax(rows.map((row) => scoreRow(weights as unknown as RankerWeights, row)));
  const rightShare = right.reduce((sum, i) => sum + shares[i]!, 0) || 1e-300;
  rows.forEach((row, i) => {
    const share = shares[i]!;
    if (share < 1e-5) return;
    for (let f = 0; f < row.length; f++) gradient[f]! += share * row[f]!;
  });
  for (const i of right) {
    const share = shares[i]! / rightShare;
    const row = rows[i]!;
    for (let f = 0; f < row.length; f++) gradient[f]! -= share * row[f]!;
  }
}
