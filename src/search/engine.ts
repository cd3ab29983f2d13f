/**
 * The engine: a question in, ranked clauses and a confidence out.
 * Stages: read → gather and describe candidates → rank → confidence → degree.
 */
import { type Answerability, unpackAnswerability } from "./learning/answerability.ts";
import { AskedIndex, type AskedQuestion } from "./learning/asked.ts";
import { confidenceOf, explainConfidence, signalsOf, UNTRAINED_CONFIDENCE } from "./learning/confidence.ts";
import { FEATURES, featurize, type Knowledge } from "./learning/features.ts";
import { WordLinks } from "./learning/links.ts";
import { scoreRow, softmax, UNTRAINED_WEIGHTS } from "./learning/ranker.ts";
import { type LearnedModel, ranked, train } from "./learning/training.ts";
import type { ClauseIndex, Filter } from "./port.ts";
import type { Reader, Reading } from "./reading.ts";
import { BIGRAM_MARK } from "./words.ts";

/** How sure the engine is. */
export type Degree = "answer" | "related" | "abstain";

/** A ranked clause. */
export interface Hit {
  readonly ordinal: number;
  /** The id under which the clause was indexed. */
  readonly id: number;
  readonly score: number;
  /** Share of the ranker's belief among all candidates. */
  readonly probability: number;
}

/** The outcome of a search. */
export interface Ranking {
  readonly hits: readonly Hit[];
  /** Calibrated probability that one of the first three hits answers, 0 to 1. */
  readonly confidence: number;
  readonly degree: Degree;
  readonly reading: Reading;
}

/** Why a clause was found: what each feature added, and through which words and questions. */
export interface HitExplanation {
  readonly id: number;
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly saidWords: readonly string[];
  readonly officialWords: readonly string[];
  readonly linkedWords: readonly string[];
  readonly askedQuestions: readonly { question: string; likeness: number }[];
}

/** Why the ranking and its confidence are what they are. */
export interface Explanation {
  readonly hits: readonly HitExplanation[];
  readonly confidence: Readonly<Record<string, number>>;
  readonly borders: { readonly answer: number; readonly related: number };
}

/** A confirmed question before it is bound: clauses as ordinals of the index. */
export interface ConfirmedPair {
  readonly id: number;
  readonly question: string;
  readonly clauses: readonly number[];
}

const UNTRAINED: LearnedModel = {
  weights: UNTRAINED_WEIGHTS,
  confidence: UNTRAINED_CONFIDENCE,
  trainedOn: 0,
};

/** Options of an {@link Engine}. */
export interface EngineParts {
  readonly index: ClauseIndex;
  readonly reader: Reader;
  /** Short names of each document, in the index's order. */
  readonly documentNames?: readonly (readonly string[])[];
  readonly pairs?: readonly ConfirmedPair[];
  readonly model?: LearnedModel | undefined;
}

/** How to learn: see {@link Engine.train}. */
export interface TrainingOptions {
  /** Questions that the library cannot answer, for calibration. */
  readonly unanswerable?: readonly string[];
  readonly filter?: Filter;
  /** See `TrainingSet.strangers`. */
  readonly strangers?: readonly { readonly question: string; readonly clauses: readonly number[] }[];
  /** See `TrainingSet.unseenOneIn`. */
  readonly unseenOneIn?: number;
  /** Features held at zero: the ablation. */
  readonly without?: readonly string[];
}

/** A generation ready to be asked. */
export class Engine {
  private readonly knowledge: Knowledge;
  private readonly reader: Reader;
  private readonly clauseWords: Map<number, string[]>;
  private readonly byId = new Map<number, AskedQuestion>();
  private model: LearnedModel;
  private unanswerable: Answerability | undefined;

  constructor(parts: EngineParts) {
    const { index, reader, pairs = [] } = parts;
    this.reader = reader;
    this.model = parts.model ?? UNTRAINED;
    this.unanswerable = unpackAnswerability(this.model.answerability);
    this.clauseWords = index.wordsOf(new Set(pairs.flatMap((pair) => pair.clauses)));
    const asked = new AskedIndex([], (term) => term.startsWith(BIGRAM_MARK));
    for (const pair of pairs) asked.add(this.bind(pair, index));
    const documentSizes = new Int32Array(index.documents.length);
    for (const document of index.documentOf) documentSizes[document]! += 1;
    this.knowledge = {
      index,
      asked,
      links: new WordLinks(
        asked,
        (ordinal) => this.clauseWords.get(ordinal) ?? [],
        (word) => index.idf(word) ?? 0,
      ),
      documentSizes,
      documentNames: parts.documentNames ?? index.documents.map(() => []),
    };
  }

  get index(): ClauseIndex {
    return this.knowledge.index;
  }

  get learned(): LearnedModel {
    return this.model;
  }

  /** The `limit` best clauses for a question, and how sure the first of them may be called. */
  async search(question: string, filter: Filter, limit: number): Promise<Ranking> {
    return (await this.work(question, filter, limit)).ranking;
  }

  /** As {@link search}, with the reasons. */
  async explain(
    question: string,
    filter: Filter,
    limit: number,
  ): Promise<{ ranking: Ranking; explanation: Explanation }> {
    const { ranking, featured, order, signals } = await this.work(question, filter, limit);
    const { weights, confidence } = this.model;
    const hits = ranking.hits.map((hit, rank): HitExplanation => {
      const row = featured.rows[order[rank]!]!;
      const { index } = this.knowledge;
      const held = (words: Iterable<string>) =>
        [...words].filter((word) => !word.startsWith(BIGRAM_MARK) && index.has(word, hit.ordinal));
      return {
        id: hit.id,
        score: hit.score,
        parts: Object.fromEntries(FEATURES.map((name, f) => [name, weights[f]! * row[f]!])),
        saidWords: held(ranking.reading.words.keys()),
        officialWords: held(ranking.reading.official.keys()),
        linkedWords: held(featured.expansion.keys()),
        askedQuestions: featured.neighbours
          .filter((neighbour) => neighbour.asked.clauses.includes(hit.ordinal))
          .slice(0, 5)
          .map(({ asked, likeness }) => ({ question: asked.question, likeness })),
      };
    });
    return {
      ranking,
      explanation: {
        hits,
        confidence: explainConfidence(confidence, signals),
        borders: { answer: confidence.answerFrom, related: confidence.relatedFrom },
      },
    };
  }

  /** Learns weights and confidence anew from all confirmed questions. */
  async train(options: TrainingOptions = {}): Promise<LearnedModel> {
    const { unanswerable = [], strangers = [], filter = {}, unseenOneIn = 0, without = [] } = options;
    const questions = [...this.knowledge.asked.all];
    if (questions.length > 0) {
      this.model = await train(this.knowledge, {
        questions,
        readings: questions.map((question) => this.reader.read(question.question)),
        strangers: strangers.map(({ question, clauses }) => ({
          reading: this.reader.read(question),
          clauses,
        })),
        unanswerable: unanswerable.map((question) => this.reader.read(question)),
        filter,
        unseenOneIn,
        without: without.map((name) => (FEATURES as readonly string[]).indexOf(name)),
      });
    }
    this.unanswerable = unpackAnswerability(this.model.answerability);
    return this.model;
  }

  /** Adds one confirmed question at once; the weights stay until the next {@link train}. */
  confirm(pair: ConfirmedPair): void {
    const { asked, links, index } = this.knowledge;
    const missing = pair.clauses.filter((clause) => !this.clauseWords.has(clause));
    for (const [clause, words] of index.wordsOf(new Set(missing))) this.clauseWords.set(clause, words);
    const question = this.bind(pair, index);
    asked.add(question);
    links.add(question);
  }

  /** Takes one back: the ranking is then what it would be had it never been confirmed. */
  withdraw(id: number): void {
    const question = this.byId.get(id);
    if (question === undefined) return;
    this.knowledge.asked.withdraw(question);
    this.knowledge.links.withdraw(question);
    this.byId.delete(id);
  }

  private bind(pair: ConfirmedPair, index: ClauseIndex): AskedQuestion {
    const reading = this.reader.read(pair.question);
    const question: AskedQuestion = {
      id: pair.id,
      question: pair.question,
      terms: new Map([...reading.words, ...reading.grams]),
      clauses: pair.clauses,
      documents: [...new Set(pair.clauses.map((clause) => index.documentOf[clause]!))],
    };
    this.byId.set(pair.id, question);
    return question;
  }

  private async work(question: string, filter: Filter, limit: number) {
    const { weights, confidence } = this.model;
    const reading = this.reader.read(question);
    const featured = await featurize(reading, this.knowledge, filter);
    const order = ranked(featured, weights);
    const scores = featured.rows.map((row) => scoreRow(weights, row));
    const shares = softmax(scores);
    const signals = signalsOf(
      reading,
      featured,
      order,
      weights,
      this.knowledge,
      this.unanswerable?.(reading.text) ?? 0,
    );
    const sure = featured.ordinals.length === 0 ? 0 : confidenceOf(confidence, signals);
    const hits = order.slice(0, limit).map((i): Hit => {
      const ordinal = featured.ordinals[i]!;
      return { ordinal, id: this.index.idOf[ordinal]!, score: scores[i]!, probability: shares[i]! };
    });
    const degree: Degree =
      sure >= confidence.answerFrom ? "answer" : sure >= confidence.relatedFrom ? "related" : "abstain";
    return {
      ranking: { hits, confidence: sure, degree, reading } satisfies Ranking,
      featured,
      order,
      signals,
    };
  }
}
