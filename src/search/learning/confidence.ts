/**
 * How sure the best clause may be called: a logistic regression over what the ranking looks like, fitted on
 * confirmed questions held out from learning, on the same questions with their documents taken away, and on
 * questions the library cannot answer. Calibration in the sense of Platt (1999); `eval` prints the reliability.
 */
import type { Reading } from "../reading.ts";
import { FEATURES, type Featured, type Knowledge } from "./features.ts";
import { type RankerWeights, scoreRow, softmax } from "./ranker.ts";

/** The signals of confidence, in the order of a row. */
export const SIGNALS = [
  "topProbability",
  "topThreeProbability",
  "leadOverFourth",
  "topScore",
  "nearest",
  "near",
  "said",
  "saidGrams",
  "official",
  "links",
  "covered",
  "unheard",
  "documentAgreement",
  "shortness",
  "titleNamed",
  "unanswerable",
] as const;

/** A fitted confidence: standardisation, weights, and the two borders between the degrees of sure. */
export interface ConfidenceModel {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly weights: readonly number[];
  readonly bias: number;
  /** From here on: answer. */
  readonly answerFrom: number;
  /** From here on: related; below: abstain. */
  readonly relatedFrom: number;
}

/** One ranking with the truth about it. */
export interface ConfidenceExample {
  readonly signals: Float64Array;
  readonly right: boolean;
  readonly weight: number;
  /** True for a question that nobody can answer from this library: these set the border of `answer`. */
  readonly unanswerable: boolean;
}

/** The confidence of a library without confirmed questions: what is said must stand in the clause. */
export const UNTRAINED_CONFIDENCE: ConfidenceModel = {
  mean: SIGNALS.map(() => 0),
  deviation: SIGNALS.map(() => 1),
  weights: SIGNALS.map(
    (signal) =>
      ({ said: 1.6, saidGrams: 1.6, covered: 2.4, unheard: -3, documentAgreement: 0.8, titleNamed: 1 })[
        signal as string
      ] ?? 0,
  ),
  bias: -3.4,
  answerFrom: 0.6,
  relatedFrom: 0.15,
};

const column = (name: (typeof FEATURES)[number]) => FEATURES.indexOf(name);
const COLUMNS = {
  words: column("words"),
  grams: column("grams"),
  official: column("official"),
  links: column("links"),
  nearest: column("nearest"),
  near: column("near"),
  titleNamed: column("titleNamed"),
};

/**
 * Describes a ranking.
 * @param order positions in `featured`, best first
 * @param unanswerable probability that the question is of a kind no text answers
 */
export function signalsOf(
  reading: Reading,
  featured: Featured,
  order: readonly number[],
  weights: RankerWeights,
  knowledge: Knowledge,
  unanswerable: number,
): Float64Array {
  const scores = order.map((i) => scoreRow(weights, featured.rows[i]!));
  if (scores.length === 0) return new Float64Array(SIGNALS.length);
  const shares = softmax(scores);
  const top = featured.rows[order[0]!]!;
  const documents = order.slice(0, 5).map((i) => knowledge.index.documentOf[featured.ordinals[i]!]);
  return Float64Array.of(
    shares[0]!,
    shares.slice(0, 3).reduce((sum, share) => sum + share, 0),
    Math.min(scores[0]! - (scores[3] ?? scores.at(-1)!), 6),
    scores[0]!,
    top[COLUMNS.nearest]!,
    top[COLUMNS.near]!,
    top[COLUMNS.words]!,
    top[COLUMNS.grams]!,
    top[COLUMNS.official]!,
    top[COLUMNS.links]!,
    covered(reading, featured, order, knowledge),
    unheard(reading, knowledge),
    documents.filter((document) => document === documents[0]).length / documents.length,
    1 / Math.max(1, reading.words.size),
    top[COLUMNS.titleNamed]!,
    unanswerable,
  );
}

/** Share of the words' information that the best clause, or the confirmed question nearest to it, contains. */
function covered(
  reading: Reading,
  featured: Featured,
  order: readonly number[],
  knowledge: Knowledge,
): number {
  const best = featured.ordinals[order[0]!]!;
  const nearest = featured.neighbours.find((neighbour) => neighbour.asked.clauses.includes(best));
  let all = 0;
  let found = 0;
  for (const [word, weight] of reading.words) {
    const information = weight * informationOf(word, knowledge);
    all += information;
    if (knowledge.index.has(word, best) || nearest?.asked.terms.has(word) === true) found += information;
  }
  return all > 0 ? found / all : 0;
}

/** Share of the words' information in words that neither the library nor any confirmed question uses. */
function unheard(reading: Reading, knowledge: Knowledge): number {
  let all = 0;
  let strange = 0;
  for (const [word, weight] of reading.words) {
    const information = weight * informationOf(word, knowledge);
    all += information;
    if (knowledge.index.idf(word) === undefined && knowledge.asked.count(word) === 0) strange += information;
  }
  return all > 0 ? strange / all : 0;
}

function informationOf(word: string, knowledge: Knowledge): number {
  return knowledge.index.idf(word) ?? Math.log(1 + knowledge.index.size);
}

/** The probability that one of the first three clauses answers. */
export function confidenceOf(model: ConfidenceModel, signals: Float64Array): number {
  return 1 / (1 + Math.exp(-logit(model, signals)));
}

function logit(model: Omit<ConfidenceModel, "answerFrom" | "relatedFrom">, signals: Float64Array): number {
  let sum = model.bias;
  for (let s = 0; s < signals.length; s++) {
    sum += (model.weights[s]! * (signals[s]! - model.mean[s]!)) / model.deviation[s]!;
  }
  return sum;
}

/** What each signal adds to the log-odds: for `ask --explain`. */
export function explainConfidence(model: ConfidenceModel, signals: Float64Array): Record<string, number> {
  return Object.fromEntries(
    SIGNALS.map((name, s) => [
      name,
      (model.weights[s]! * (signals[s]! - model.mean[s]!)) / model.deviation[s]!,
    ]),
  );
}

const STEPS = 400;
const RATE = 0.5;
const RIDGE = 1e-3;
/** Of questions that nobody can answer from the library, at most this share may be answered. */
const ANSWERED_WRONGLY_AT_MOST = 0.1;
/** A bluff costs more than a cautious word: the border rises until this share of answerable questions is answered. */
const ANSWERED_AT_LEAST = 0.72;
/** Of the answers given to answerable questions, at least this share must be right. */
const RIGHT_AT_LEAST = 0.85;
/** Of questions that can be answered, at most this share may be turned away. */
const TURNED_AWAY_AT_MOST = 0.03;

/** Fewer examples of either kind calibrate nothing. */
const LEAST_EXAMPLES = 50;

/** Fits the model by gradient descent on the weighted log-loss. With too few examples: the untrained one. */
export function fitConfidence(examples: readonly ConfidenceExample[]): ConfidenceModel {
  const right = examples.filter((example) => example.right).length;
  if (right < LEAST_EXAMPLES || examples.length - right < LEAST_EXAMPLES) return UNTRAINED_CONFIDENCE;
  const size = SIGNALS.length;
  const total = examples.reduce((sum, e) => sum + e.weight, 0);
  const mean = SIGNALS.map((_, s) => examples.reduce((sum, e) => sum + e.weight * e.signals[s]!, 0) / total);
  const deviation = SIGNALS.map((_, s) => {
    const variance = examples.reduce((sum, e) => sum + e.weight * (e.signals[s]! - mean[s]!) ** 2, 0) / total;
    return Math.sqrt(variance) || 1;
  });
  const weights = new Array<number>(size).fill(0);
  const model = { mean, deviation, weights, bias: 0 };
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(size);
    let biasGradient = 0;
    for (const example of examples) {
      const error =
        (example.weight / total) *
        (1 / (1 + Math.exp(-logit(model, example.signals))) - (example.right ? 1 : 0));
      biasGradient += error;
      for (let s = 0; s < size; s++)
        gradient[s]! += (error * (example.signals[s]! - mean[s]!)) / deviation[s]!;
    }
    for (let s = 0; s < size; s++) weights[s]! -= RATE * (gradient[s]! + RIDGE * weights[s]!);
    model.bias -= RATE * biasGradient;
  }
  return {
    ...model,
    ...borders(examples, (e) => confidenceOf({ ...model, answerFrom: 1, relatedFrom: 1 }, e.signals)),
  };
}

/** Sets the borders so that few unanswerable questions are answered and few answerable ones turned away. */
function borders(
  examples: readonly ConfidenceExample[],
  confidence: (example: ConfidenceExample) => number,
): { answerFrom: number; relatedFrom: number } {
  const sorted = (list: readonly ConfidenceExample[]) =>
    list.map((e) => ({ p: confidence(e), weight: e.weight, right: e.right })).sort((a, b) => a.p - b.p);
  const unanswerable = sorted(examples.filter((e) => e.unanswerable));
  const answerable = sorted(examples.filter((e) => e.weight === 1));
  const few = unanswerable.length > 0 ? quantile(unanswerable, 1 - ANSWERED_WRONGLY_AT_MOST) : 0.5;
  return {
    answerFrom: Math.max(few, precise(answerable), quantile(answerable, 1 - ANSWERED_AT_LEAST)),
    relatedFrom: quantile(
      answerable.filter((e) => e.right),
      TURNED_AWAY_AT_MOST,
    ),
  };
}

/** The lowest border above which the answers are right often enough. */
function precise(ascending: readonly { p: number; right: boolean }[]): number {
  let right = 0;
  let border = 1;
  for (let i = ascending.length - 1, taken = 1; i >= 0; i--, taken++) {
    if (ascending[i]!.right) right++;
    if (right / taken >= RIGHT_AT_LEAST) border = ascending[i]!.p;
  }
  return border;
}

function quantile(ascending: readonly { p: number; weight: number }[], share: number): number {
  const total = ascending.reduce((sum, e) => sum + e.weight, 0);
  let passed = 0;
  for (const { p, weight } of ascending) {
    passed += weight;
    if (passed >= share * total) return p;
  }
  return 1;
}
