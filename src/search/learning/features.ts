/**
 * What speaks for a clause, as numbers: the row that the ranker weighs.
 * Stages: channels → candidates (index, then asked questions) → one row a candidate.
 */
import type { Channel, ClauseIndex, Filter } from "../port.ts";
import type { Reading } from "../reading.ts";
import type { AskedIndex, AskedQuestion, Neighbour } from "./asked.ts";
import type { WordLinks } from "./links.ts";
import { askedFor, documentCounts, priorsOf } from "./tally.ts";

/** The features in the order of a row. */
export const FEATURES = [
  "words",
  "grams",
  "official",
  "links",
  "nearest",
  "near",
  "nearDocument",
  "documentAsked",
  "clauseAsked",
  "authority",
  "documentSize",
  "documentShare",
  "association",
  "length",
  "beside",
  "closeness",
  "linkCloseness",
  "titleNamed",
  "formal",
] as const;

/** One of {@link FEATURES}. */
export type Feature = (typeof FEATURES)[number];

/** All that a question is held against. */
export interface Knowledge {
  readonly index: ClauseIndex;
  readonly asked: AskedIndex;
  readonly links: WordLinks;
  /** Clauses of each document. */
  readonly documentSizes: Int32Array;
  /** Short names by which people call each document: 老年法, 民法典. */
  readonly documentNames: readonly (readonly string[])[];
}

/** The candidates of one question with their rows. */
export interface Featured {
  readonly ordinals: number[];
  readonly rows: Float64Array[];
  readonly neighbours: readonly Neighbour[];
  readonly expansion: ReadonlyMap<string, number>;
}

const CANDIDATES = 120;
const EXPANSION_WORDS = 16;
const LEAST_LIKENESS = 0.12;
const NOBODY: ReadonlySet<AskedQuestion> = new Set();
const NOTHING: ReadonlySet<number> = new Set();

/** Weights with which candidates are gathered; the ranker weighs them anew. */
const GATHER = { words: 1, grams: 0.4, official: 0.6, links: 0.7 } as const;

/** What is left out while training: confirmed questions without a say, and documents as if not in the library. */
export interface Holdout {
  readonly asked?: ReadonlySet<AskedQuestion>;
  readonly documents?: ReadonlySet<number>;
}

/** Gathers the candidates of a question and describes each. */
export async function featurize(
  reading: Reading,
  knowledge: Knowledge,
  filter: Filter,
  holdout: Holdout = {},
): Promise<Featured> {
  const { index, asked } = knowledge;
  const hidden = holdout.asked ?? NOBODY;
  const absent = holdout.documents ?? NOTHING;
  const said = new Map([...reading.words, ...reading.grams]);
  const expansion = knowledge.links.expand(reading.words.keys(), EXPANSION_WORDS);
  const masses = [reading.words, reading.grams, reading.official, expansion].map((terms) =>
    mass(index, terms),
  );
  const channels = channelsOf(reading, expansion, masses);
  const askedOf = documentCounts(knowledge, hidden);
  const priors = priorsOf(knowledge, hidden, askedOf);
  const neighbours = asked.neighbours(said, hidden);
  const lent = lend(neighbours);
  const also = [...lent.nearest]
    .filter(([, likeness]) => likeness > LEAST_LIKENESS)
    .map(([clause]) => clause);
  const found = await index.search({ channels, filter, limit: CANDIDATES, priors, also });
  const rowOf = new Map([...found.candidates, ...found.beside].map((one) => [one.ordinal, one]));
  const ordinals = found.candidates
    .map((one) => one.ordinal)
    .filter((o) => !absent.has(index.documentOf[o]!));
  const totals = ordinals.map((o) => rowOf.get(o)!.total + priors[index.documentOf[o]!]!);
  const shares = documentShares(index, ordinals, totals);
  const association = associations(knowledge, reading.words, new Set(shares.keys()), askedOf, hidden);
  const named = namedDocuments(reading.text, knowledge, shares.keys());
  const best = maxima(ordinals.map((o) => rowOf.get(o)!.scores));
  const rows = ordinals.map((o) => {
    const scores = rowOf.get(o)!.scores;
    const document = index.documentOf[o]!;
    const [words = 0, grams = 0, official = 0, links = 0] = masses.map((m, c) =>
      m > 0 ? scores[c]! / m : 0,
    );
    const clauseAsked = askedFor(o, knowledge, hidden);
    return Float64Array.of(
      words * 3,
      grams * 3,
      official * 2,
      links * 2,
      (lent.nearest.get(o) ?? 0) * 3,
      Math.sqrt(lent.near.get(o) ?? 0) * 3,
      Math.sqrt(lent.documents.get(document) ?? 0),
      Math.log1p(askedOf[document]!) * 0.5,
      Math.log1p(clauseAsked),
      Math.log1p(index.documents[document]!.authority) * 0.5,
      Math.log(knowledge.documentSizes[document]!) * 0.3,
      shares.get(document)!,
      (association.get(document) ?? 0) * 0.3,
      Math.log(index.lengthOf[o]! + 5) * 0.5,
      besideScore(index, o, rowOf, masses),
      ratio(scores[0]!, best[0]!) + ratio(scores[1]!, best[1]!),
      ratio(scores[3]!, best[3]!),
      named.has(document) ? 1 : 0,
      index.formalOf[o]!,
    );
  });
  return { ordinals, rows, neighbours, expansion };
}

/** The scale of a channel: weights times inverse document frequencies of the terms the index knows. */
function mass(index: ClauseIndex, terms: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, weight] of terms) sum += weight * (index.idf(term) ?? 0);
  return sum;
}

function channelsOf(
  reading: Reading,
  expansion: ReadonlyMap<string, number>,
  masses: readonly number[],
): Channel[] {
  const per = (weight: number, m: number) => (m > 0 ? weight / m : 0);
  return [
    { terms: reading.words, weight: per(GATHER.words, masses[0]!) },
    { terms: reading.grams, weight: per(GATHER.grams, masses[1]!) },
    { terms: reading.official, weight: per(GATHER.official, masses[2]!) },
    { terms: expansion, weight: per(GATHER.links, masses[3]!) },
  ];
}

interface Lent {
  nearest: Map<number, number>;
  near: Map<number, number>;
  documents: Map<number, number>;
}

/** What like questions lend: to each clause the likest one and the sum of squares, to each document the sum. */
function lend(neighbours: readonly Neighbour[]): Lent {
  const lent: Lent = { nearest: new Map(), near: new Map(), documents: new Map() };
  for (const { asked, likeness } of neighbours) {
    for (const clause of asked.clauses) {
      lent.nearest.set(clause, Math.max(lent.nearest.get(clause) ?? 0, likeness));
      lent.near.set(clause, (lent.near.get(clause) ?? 0) + likeness * likeness);
    }
    for (const document of asked.documents) {
      lent.documents.set(document, (lent.documents.get(document) ?? 0) + likeness * likeness);
    }
  }
  return lent;
}

function besideScore(
  index: ClauseIndex,
  ordinal: number,
  rowOf: ReadonlyMap<number, { scores: Float32Array }>,
  masses: readonly number[],
): number {
  let best = 0;
  for (const next of [ordinal - 1, ordinal + 1]) {
    if (next < 0 || next >= index.size || index.documentOf[next] !== index.documentOf[ordinal]) continue;
    const scores = rowOf.get(next)?.scores;
    if (scores) best = Math.max(best, ratio(scores[0]!, masses[0]!) + ratio(scores[1]!, masses[1]!));
  }
  return best;
}

/** How much of the best scores falls to each document, 1 for the strongest. */
function documentShares(
  index: ClauseIndex,
  ordinals: readonly number[],
  totals: readonly number[],
): Map<number, number> {
  const top = Math.max(...totals, 1e-9);
  const shares = new Map<number, number>();
  ordinals.forEach((o, i) => {
    const document = index.documentOf[o]!;
    shares.set(document, (shares.get(document) ?? 0) + (Math.max(0, totals[i]!) / top) ** 4);
  });
  const most = Math.max(...shares.values(), 1e-9);
  for (const [document, share] of shares) shares.set(document, share / most);
  return shares;
}

/** Naive Bayes over confirmed questions: how the words said shift the odds towards each document. */
function associations(
  knowledge: Knowledge,
  said: ReadonlyMap<string, number>,
  documents: ReadonlySet<number>,
  askedOf: Float32Array,
  hidden: ReadonlySet<AskedQuestion>,
): Map<number, number> {
  const { asked } = knowledge;
  const total = asked.size;
  const sums = new Map<number, number>();
  if (total === 0) return sums;
  const wanted = [...documents];
  const shares = wanted.map((d) => (askedOf[d]! + 0.1) / total);
  const values = new Float64Array(wanted.length);
  const seen = new Float32Array(knowledge.index.documents.length);
  for (const term of said.keys()) {
    const list = asked.count(term);
    if (list === 0 || list > total * 0.25) continue;
    let speakers = 0;
    for (const question of asked.with(term)) {
      if (hidden.has(question)) continue;
      speakers++;
      for (const document of question.documents) seen[document]! += 1 / question.documents.length;
    }
    wanted.forEach((d, i) => {
      values[i]! += Math.log((seen[d]! + 0.5 * shares[i]!) / (speakers + 0.5) / shares[i]!);
    });
    seen.fill(0);
  }
  const scale = 1 / Math.sqrt(Math.max(1, said.size));
  wanted.forEach((d, i) => {
    sums.set(d, values[i]! * scale);
  });
  return sums;
}

function namedDocuments(text: string, knowledge: Knowledge, documents: Iterable<number>): Set<number> {
  const named = new Set<number>();
  for (const document of documents) {
    if (knowledge.documentNames[document]!.some((name) => text.includes(name))) named.add(document);
  }
  return named;
}

function maxima(rows: readonly Float32Array[]): number[] {
  const best = [0, 0, 0, 0];
  for (const row of rows) for (let c = 0; c < best.length; c++) best[c] = Math.max(best[c]!, row[c]!);
  return best;
}

function ratio(value: number, by: number): number {
  return by > 0 ? value / by : 0;
}
