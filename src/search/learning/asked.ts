/** Confirmed questions as an index of their own: like questions lend their clauses and their documents. */

/** A confirmed question: its terms (said words and bigrams) and the clauses that answer it, as ordinals. */
export interface AskedQuestion {
  readonly id: number;
  readonly question: string;
  readonly terms: ReadonlyMap<string, number>;
  readonly clauses: readonly number[];
  /** The documents of `clauses`, each once. */
  readonly documents: readonly number[];
}

/** A confirmed question like the one asked; `likeness` is 0 to about 1. */
export interface Neighbour {
  readonly asked: AskedQuestion;
  readonly likeness: number;
}

interface Entry {
  readonly asked: AskedQuestion;
  readonly length: number;
  slot: number;
}

interface Posting {
  readonly entry: Entry;
  readonly count: number;
}

/** How many like questions have a say. */
const NEIGHBOURS = 36;
const K1 = 1.2;
const B = 0.75;
const GRAM_WEIGHT = 0.6;
const NONE: readonly Posting[] = [];

/** Inverted lists over confirmed questions. Adding and withdrawing leave exactly the state of the remaining set. */
export class AskedIndex {
  private readonly postings = new Map<string, Posting[]>();
  private readonly entries = new Map<AskedQuestion, Entry>();
  private totalLength = 0;
  private sums = new Float32Array(0);

  constructor(
    questions: Iterable<AskedQuestion>,
    readonly isGram: (term: string) => boolean,
  ) {
    for (const question of questions) this.add(question);
  }

  get size(): number {
    return this.entries.size;
  }

  get all(): Iterable<AskedQuestion> {
    return this.entries.keys();
  }

  add(asked: AskedQuestion): void {
    if (this.entries.has(asked)) return;
    let length = 0;
    for (const count of asked.terms.values()) length += count;
    const entry: Entry = { asked, length, slot: this.entries.size };
    for (const [term, count] of asked.terms) {
      const list = this.postings.get(term);
      if (list) list.push({ entry, count });
      else this.postings.set(term, [{ entry, count }]);
    }
    this.entries.set(asked, entry);
    this.totalLength += length;
  }

  withdraw(asked: AskedQuestion): void {
    const entry = this.entries.get(asked);
    if (entry === undefined) return;
    for (const term of asked.terms.keys()) {
      const rest = this.postings.get(term)!.filter((posting) => posting.entry !== entry);
      if (rest.length === 0) this.postings.delete(term);
      else this.postings.set(term, rest);
    }
    this.entries.delete(asked);
    this.totalLength -= entry.length;
    let slot = 0;
    for (const kept of this.entries.values()) kept.slot = slot++;
  }

  /** How many confirmed questions contain `term`. */
  count(term: string): number {
    return (this.postings.get(term) ?? NONE).length;
  }

  /** Confirmed questions that contain `term`. */
  *with(term: string): Iterable<AskedQuestion> {
    for (const posting of this.postings.get(term) ?? NONE) yield posting.entry.asked;
  }

  /** The most alike confirmed questions, best first. `hidden` ones have no say (cross-validation). */
  neighbours(
    terms: ReadonlyMap<string, number>,
    hidden: ReadonlySet<AskedQuestion>,
    limit = NEIGHBOURS,
  ): Neighbour[] {
    if (this.size === 0) return [];
    if (this.sums.length < this.size) this.sums = new Float32Array(this.size * 2);
    const sums = this.sums;
    const touched: Entry[] = [];
    const average = this.totalLength / this.size;
    let best = 0;
    for (const [term, count] of terms) {
      const list = this.postings.get(term) ?? NONE;
      const idf = Math.log(1 + (this.size - list.length + 0.5) / (list.length + 0.5));
      const weight = (this.isGram(term) ? GRAM_WEIGHT : 1) * idf;
      best += weight * count;
      for (const { entry, count: frequency } of list) {
        if (sums[entry.slot] === 0) touched.push(entry);
        const norm = 1 - B + (B * entry.length) / average;
        sums[entry.slot]! += (weight * Math.min(count, frequency) * (K1 + 1)) / (frequency + K1 * norm);
      }
    }
    const found: Neighbour[] = [];
    for (const entry of touched) {
      const likeness = sums[entry.slot]! / best;
      sums[entry.slot] = 0;
      if (!hidden.has(entry.asked)) found.push({ asked: entry.asked, likeness });
    }
    found.sort((a, b) => b.likeness - a.likeness || a.asked.id - b.asked.id);
    return found.slice(0, limit);
  }
}
