/**
 * Learning from confirmed questions: features are taken with the question's own fold held out, so that the weights
 * meet what they will meet in use.
 * Stages: folds → held-out features → ranker → held-out rankings → confidence.
 */
import type { Filter } from "../port.ts";
import type { Reading } from "../reading.ts";
import { asAnswerability, packWeights, trainAnswerability } from "./answerability.ts";
import { AskedIndex, type AskedQuestion } from "./asked.ts";
import { type ConfidenceExample, type ConfidenceModel, fitConfidence, signalsOf } from "./confidence.ts";
import { type Featured, featurize, type Holdout, type Knowledge } from "./features.ts";
import { WordLinks } from "./links.ts";
import { type RankerWeights, type RankingExample, scoreRow, trainRanker } from "./ranker.ts";

/** What learning leaves behind, beside the confirmed questions themselves. Stored with the generation. */
export interface LearnedModel {
  readonly weights: RankerWeights;
  readonly confidence: ConfidenceModel;
  /** Weights of the answerability classifier, packed; absent when nothing unanswerable was known. */
  readonly answerability?: string;
  /** Confirmed questions it was trained on. */
  readonly trainedOn: number;
}

/** What learning starts from. */
export interface TrainingSet {
  readonly questions: readonly AskedQuestion[];
  /** The reading of each confirmed question, in the same order. */
  readonly readings: readonly Reading[];
  /** Questions that the library cannot answer, for calibration. */
  readonly unanswerable: readonly Reading[];
  /**
   * Questions written by other hands than the confirmed ones, with their clauses. They have no say in ranking; the
   * weights and the confidence are fitted on them, because likeness to a stranger's question is what use will bring.
   */
  readonly strangers: readonly { readonly reading: Reading; readonly clauses: readonly number[] }[];
  readonly filter: Filter;
  /**
   * In one of so many examples all confirmed questions on the same clause are hidden: the clause nobody asked for
   * yet. Wanted where one hand wrote several phrasings a clause, which flatters likeness; 0 for questions that
   * came in by themselves.
   */
  readonly unseenOneIn: number;
  /** Columns held at zero: the ablation. */
  readonly without: readonly number[];
}

const FOLDS = 4;
/** More questions than this teach the few weights nothing new. */
const LARGEST_SAMPLE = 2000;
/** From here on the questions of strangers alone fit weights and confidence. */
const ENOUGH_STRANGERS = 100;
/** In one of so many confidence examples the right documents are taken away: the library that lacks them. */
const ABSENT_ONE_IN = 4;
/** Unanswerable questions weigh this much of the answerable ones in calibration. */
const UNANSWERABLE_SHARE = 0.4;

interface Sample {
  readonly reading: Reading;
  readonly featured: Featured;
  readonly right: readonly number[];
}

/** Trains ranker and confidence. Deterministic for the same set in the same order. */
export async function train(base: Knowledge, set: TrainingSet): Promise<LearnedModel> {
  const samples: Sample[] = [];
  const absent: ConfidenceCase[] = [];
  for (const { reading, clauses } of set.strangers) {
    const featured = await featurize(reading, base, set.filter);
    samples.push({ reading, featured, right: positions(featured.ordinals, clauses) });
    const documents = new Set(clauses.map((clause) => base.index.documentOf[clause]!));
    absent.push({ reading, featured: await featurize(reading, base, set.filter, { documents }) });
  }
  const folds = Array.from({ length: FOLDS }, (_, fold) => without(base, set.questions, fold));
  const siblings = groupByClause(set.questions);
  const chosen = sample(set.questions.length, set.strangers.length >= ENOUGH_STRANGERS ? 0 : LARGEST_SAMPLE);
  for (const i of chosen) {
    const question = set.questions[i]!;
    const reading = set.readings[i]!;
    const knowledge = folds[foldOf(question)]!;
    const unseen = set.unseenOneIn > 0 && scatter(question.question, 7) % set.unseenOneIn === 0;
    const holdout: Holdout = unseen ? { asked: kin(question, siblings) } : {};
    const featured = await featurize(reading, knowledge, set.filter, holdout);
    const right = positions(featured.ordinals, question.clauses);
    samples.push({ reading, featured, right });
    if (scatter(question.question, 11) % ABSENT_ONE_IN === 0) {
      const documents = new Set(question.documents);
      absent.push({
        reading,
        featured: await featurize(reading, knowledge, set.filter, { ...holdout, documents }),
      });
    }
  }
  const ranking: RankingExample[] = samples
    .filter((s) => s.right.length > 0)
    .map((s) => ({ rows: s.featured.rows, right: s.right }));
  for (const { rows } of ranking) for (const row of rows) for (const column of set.without) row[column] = 0;
  const weights = trainRanker(ranking);
  for (const reading of set.unanswerable) {
    absent.push({ reading, featured: await featurize(reading, base, set.filter), unanswerable: true });
  }
  const answerability = fitAnswerability(set);
  const confidence = fitConfidence(confidenceExamples(samples, absent, weights, base, answerability.heldOut));
  return { weights, confidence, trainedOn: set.questions.length, ...answerability.stored };
}

/**
 * The classifier to be stored, and held-out opinions for fitting the confidence: each text is judged by a
 * classifier that has not seen it.
 */
function fitAnswerability(set: TrainingSet) {
  const answerable = [...set.readings, ...set.strangers.map(({ reading }) => reading)].map(
    ({ text }) => text,
  );
  const unanswerable = set.unanswerable.map(({ text }) => text);
  if (unanswerable.length === 0) return { heldOut: () => 0, stored: {} };
  const side = (text: string) => scatter(text, 5) % 2;
  const judges = [0, 1].map((judged) => {
    const seen = (text: string) => side(text) !== judged;
    return asAnswerability(trainAnswerability(answerable.filter(seen), unanswerable.filter(seen)));
  });
  const { weights } = trainAnswerability(answerable, unanswerable);
  return {
    heldOut: (text: string) => judges[side(text)]!(text),
    stored: { answerability: packWeights(weights) },
  };
}

interface ConfidenceCase {
  readonly reading: Reading;
  readonly featured: Featured;
  readonly unanswerable?: boolean;
}

function confidenceExamples(
  samples: readonly Sample[],
  absent: readonly ConfidenceCase[],
  weights: RankerWeights,
  knowledge: Knowledge,
  unanswerableOf: (text: string) => number,
): ConfidenceExample[] {
  const examples: ConfidenceExample[] = samples.map(({ reading, featured, right }) => {
    const order = ranked(featured, weights);
    return {
      signals: signalsOf(reading, featured, order, weights, knowledge, unanswerableOf(reading.text)),
      right: order.slice(0, 3).some((position) => right.includes(position)),
      weight: 1,
      unanswerable: false,
    };
  });
  const weight = absent.length > 0 ? (UNANSWERABLE_SHARE * samples.length) / absent.length : 0;
  for (const { reading, featured, unanswerable = false } of absent) {
    const order = ranked(featured, weights);
    examples.push({
      signals: signalsOf(reading, featured, order, weights, knowledge, unanswerableOf(reading.text)),
      right: false,
      weight,
      unanswerable,
    });
  }
  return examples;
}

/** Positions of the candidates, best first. */
export function ranked(featured: Featured, weights: RankerWeights): number[] {
  const scores = featured.rows.map((row) => scoreRow(weights, row));
  return featured.rows
    .map((_, i) => i)
    .sort((a, b) => scores[b]! - scores[a]! || featured.ordinals[a]! - featured.ordinals[b]!);
}

function positions(ordinals: readonly number[], clauses: readonly number[]): number[] {
  return ordinals.flatMap((ordinal, i) => (clauses.includes(ordinal) ? [i] : []));
}

function without(base: Knowledge, questions: readonly AskedQuestion[], fold: number): Knowledge {
  const rest = questions.filter((question) => foldOf(question) !== fold);
  const asked = new AskedIndex(rest, base.asked.isGram);
  return { ...base, asked, links: new WordLinks(asked, base.links.wordsOf, base.links.idf) };
}

function groupByClause(questions: readonly AskedQuestion[]): Map<number, AskedQuestion[]> {
  const groups = new Map<number, AskedQuestion[]>();
  for (const question of questions) {
    for (const clause of question.clauses) {
      const group = groups.get(clause);
      if (group) group.push(question);
      else groups.set(clause, [question]);
    }
  }
  return groups;
}

/** Questions on the same clauses that the fold did not already hold out. */
function kin(question: AskedQuestion, groups: ReadonlyMap<number, AskedQuestion[]>): Set<AskedQuestion> {
  const fold = foldOf(question);
  return new Set(
    question.clauses.flatMap((clause) => groups.get(clause)!).filter((other) => foldOf(other) !== fold),
  );
}

function foldOf(question: AskedQuestion): number {
  return scatter(question.question, 3) % FOLDS;
}

/** FNV-1a: the same question always falls the same way. */
function scatter(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** `limit` of `count` positions, evenly spaced. */
function sample(count: number, limit: number): number[] {
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: limit }, (_, i) => Math.floor((i * count) / limit));
}
