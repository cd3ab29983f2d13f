/** Counts over a set of confirmed questions, kept with the set: how often each document and clause was asked for. */
import type { ClauseIndex } from "../port.ts";
import type { AskedIndex, AskedQuestion } from "./asked.ts";

/** What is counted. */
interface Counted {
  readonly index: ClauseIndex;
  readonly asked: AskedIndex;
}

/** Weights of a document's priors when candidates are gathered; the ranker weighs them anew. */
const AUTHORITY = 0.03;
const ASKED = 0.03;

/** Counts over a set of confirmed questions, and the document priors made of them. */
interface Tally {
  readonly size: number;
  readonly documents: Float32Array;
  readonly clauses: Map<number, number>;
  readonly priors: Float32Array;
}

const tallies = new WeakMap<AskedIndex, Tally>();

function tallyOf(knowledge: Counted): Tally {
  const { asked, index } = knowledge;
  let tally = tallies.get(asked);
  if (tally === undefined || tally.size !== asked.size) {
    const documents = new Float32Array(index.documents.length);
    const clauses = new Map<number, number>();
    for (const question of asked.all) {
      for (const document of question.documents) documents[document]! += 1;
      for (const clause of question.clauses) clauses.set(clause, (clauses.get(clause) ?? 0) + 1);
    }
    tally = { size: asked.size, documents, clauses, priors: gatherPriors(index, documents) };
    tallies.set(asked, tally);
  }
  return tally;
}

function gatherPriors(index: ClauseIndex, asked: Float32Array): Float32Array {
  return Float32Array.from(
    index.documents,
    (document, d) => AUTHORITY * Math.log1p(document.authority) + ASKED * Math.log1p(asked[d]!),
  );
}

/** What candidates gain by their document when they are gathered. */
export function priorsOf(
  knowledge: Counted,
  hidden: ReadonlySet<AskedQuestion>,
  asked: Float32Array,
): Float32Array {
  return hidden.size === 0 ? tallyOf(knowledge).priors : gatherPriors(knowledge.index, asked);
}

/** Confirmed questions of each document, hidden ones taken off. */
export function documentCounts(knowledge: Counted, hidden: ReadonlySet<AskedQuestion>): Float32Array {
  const all = tallyOf(knowledge).documents;
  if (hidden.size === 0) return all;
  const rest = all.slice();
  for (const question of hidden) for (const document of question.documents) rest[document]! -= 1;
  return rest;
}

/** Confirmed questions of a clause, hidden ones taken off. */
export function askedFor(clause: number, knowledge: Counted, hidden: ReadonlySet<AskedQuestion>): number {
  let count = tallyOf(knowledge).clauses.get(clause) ?? 0;
  if (count > 0) for (const question of hidden) if (question.clauses.includes(clause)) count--;
  return count;
}
