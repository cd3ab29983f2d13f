/**
 * The embedded index: postings in typed arrays, one accumulator per channel, a heap for the best.
 * Scoring is BM25F (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009):
 * title, heading and body counts are weighted into one frequency, saturated, and kept as one byte.
 */
import { compileFilter } from "./filter.ts";
import type { Candidate, Channel, ClauseIndex, DocumentEntry, Filter, SearchRequest, SearchResult } from "./port.ts";
import { TopK } from "./topK.ts";
import { BIGRAM_MARK } from "./words.ts";

/** The arrays of an index: exactly what is stored, and what a search reads. */
export interface IndexArrays {
  /** Term t is `vocabulary[t]`; its postings are at `offsets[t]` to `offsets[t + 1]`. */
  readonly vocabulary: readonly string[];
  readonly offsets: Uint32Array;
  /** Clause ordinals, ascending within a term. */
  readonly ordinals: Int32Array;
  /** Saturated term frequency, 255 for the limit `k1 + 1`. */
  readonly impacts: Uint8Array;
  readonly documentOf: Int32Array;
  readonly idOf: Int32Array;
  readonly lengthOf: Uint16Array;
  readonly documents: readonly DocumentEntry[];
}

/** BM25's saturation and length normalisation, measured on the benchmark (README, figures). */
export const BM25 = { k1: 1.2, b: 0.75 } as const;
const IMPACT_STEP = (BM25.k1 + 1) / 255;
/** Terms that stand in more than about a third of all clauses tell nothing and cost most. */
const LEAST_IDF = 1;

/** One generation in memory. Not re-entrant: a search uses the accumulators and gives them back clean. */
export class InvertedIndex implements ClauseIndex {
  readonly size: number;
  readonly documents: readonly DocumentEntry[];
  readonly documentOf: Int32Array;
  readonly idOf: Int32Array;
  readonly lengthOf: Uint16Array;
  private readonly termIds = new Map<string, number>();
  private readonly accumulators: Float32Array[] = [];
  private readonly admitted = new Map<string, Uint8Array>();
  private readonly totalsKept: Float32Array;

  constructor(private readonly arrays: IndexArrays) {
    this.size = arrays.documentOf.length;
    this.documents = arrays.documents;
    this.documentOf = arrays.documentOf;
    this.idOf = arrays.idOf;
    this.lengthOf = arrays.lengthOf;
    this.totalsKept = new Float32Array(this.size);
    arrays.vocabulary.forEach((term, id) => {
      this.termIds.set(term, id);
    });
  }

  idf(term: string): number | undefined {
    const id = this.termIds.get(term);
    return id === undefined ? undefined : this.idfOf(id);
  }

  async search(request: SearchRequest): Promise<SearchResult> {
    const { channels, filter, also = [] } = request;
    const sums = this.accumulate(channels);
    const ordinals = this.best(request, sums);
    const chosen = new Set(ordinals);
    for (const ordinal of also) {
      if (!chosen.has(ordinal) && this.admits(filter, ordinal)) chosen.add(ordinal);
    }
    const describe = (ordinal: number): Candidate => {
      const scores = Float32Array.from(sums, (sum) => sum[ordinal]!);
      const total = channels.reduce((sum, channel, c) => sum + channel.weight * scores[c]!, 0);
      return { ordinal, scores, total };
    };
    const result = {
      candidates: Array.from(chosen, describe),
      beside: this.besideOf(chosen).map(describe),
    };
    for (const sum of sums) sum.fill(0);
    return result;
  }

  admits(filter: Filter, ordinal: number): boolean {
    return this.admittedBy(filter)[this.documentOf[ordinal]!] === 1;
  }

  has(term: string, ordinal: number): boolean {
    const id = this.termIds.get(term);
    if (id === undefined) return false;
    const { offsets, ordinals } = this.arrays;
    let low = offsets[id]!;
    let high = offsets[id + 1]!;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ordinals[middle]! < ordinal) low = middle + 1;
      else high = middle;
    }
    return low < offsets[id + 1]! && ordinals[low] === ordinal;
  }

  wordsOf(wanted: ReadonlySet<number>): Map<number, string[]> {
    const { vocabulary, offsets, ordinals } = this.arrays;
    const flags = new Uint8Array(this.size);
    const words = new Map<number, string[]>();
    for (const ordinal of wanted) {
      flags[ordinal] = 1;
      words.set(ordinal, []);
    }
    for (let term = 0; term < vocabulary.length; term++) {
      const name = vocabulary[term]!;
      if (name.startsWith(BIGRAM_MARK)) continue;
      for (let at = offsets[term]!; at < offsets[term + 1]!; at++) {
        const ordinal = ordinals[at]!;
        if (flags[ordinal] === 1) words.get(ordinal)!.push(name);
      }
    }
    return words;
  }

  private idfOf(id: number): number {
    const count = this.arrays.offsets[id + 1]! - this.arrays.offsets[id]!;
    return Math.log(1 + (this.size - count + 0.5) / (count + 0.5));
  }

  /** Sums each channel into an accumulator of its own. The caller must give them back filled with zeros. */
  private accumulate(channels: readonly Channel[]): Float32Array[] {
    const { offsets, ordinals, impacts } = this.arrays;
    return channels.map((channel, index) => {
      this.accumulators[index] ??= new Float32Array(this.size);
      const sums = this.accumulators[index];
      for (const [term, weight] of channel.terms) {
        const id = this.termIds.get(term);
        if (id === undefined) continue;
        const idf = this.idfOf(id);
        if (idf < LEAST_IDF) continue;
        addPostings(sums, ordinals, impacts, offsets[id]!, offsets[id + 1]!, weight * idf * IMPACT_STEP);
      }
      return sums;
    });
  }

  private best(request: SearchRequest, sums: readonly Float32Array[]): number[] {
    const { channels, priors } = request;
    const admitted = this.admittedBy(request.filter);
    const best = new TopK(Math.min(request.limit, this.size));
    const totals = this.totals(channels, sums);
    const highestPrior = priors === undefined ? 0 : largest(priors);
    let threshold = 0;
    for (let i = 0; i < totals.length; i++) {
      const total = totals[i]!;
      if (total <= 0 || total + highestPrior < threshold) continue;
      const document = this.documentOf[i]!;
      const score = priors === undefined ? total : total + priors[document]!;
      if (score < threshold || admitted[document] !== 1) continue;
      best.offer(score, i);
      threshold = Math.max(0, best.threshold);
    }
    return best.drain().ids;
  }

  /** The weighted sums of the channels, one tight loop a channel. */
  private totals(channels: readonly Channel[], sums: readonly Float32Array[]): Float32Array {
    const totals = this.totalsKept.fill(0);
    sums.forEach((sum, c) => {
      const { weight, terms } = channels[c]!;
      if (terms.size === 0 || weight === 0) return;
      addScaled(totals, sum, weight);
    });
    return totals;
  }

  private besideOf(chosen: ReadonlySet<number>): number[] {
    const beside = new Set<number>();
    for (const ordinal of chosen) {
      for (const next of [ordinal - 1, ordinal + 1]) {
        if (next < 0 || next >= this.size || chosen.has(next)) continue;
        if (this.documentOf[next] === this.documentOf[ordinal]) beside.add(next);
      }
    }
    return [...beside];
  }

  private admittedBy(filter: Filter): Uint8Array {
    const key = JSON.stringify(filter);
    let admitted = this.admitted.get(key);
    if (admitted === undefined) {
      if (this.admitted.size > 64) this.admitted.clear();
      const passes = compileFilter(filter);
      admitted = Uint8Array.from(this.documents, (document) => (passes(document) ? 1 : 0));
      this.admitted.set(key, admitted);
    }
    return admitted;
  }
}

function addPostings(
  sums: Float32Array,
  ordinals: Int32Array,
  impacts: Uint8Array,
  from: number,
  to: number,
  factor: number,
): void {
  for (let at = from; at < to; at++) {
    const ordinal = ordinals[at]!;
    sums[ordinal] = sums[ordinal]! + factor * impacts[at]!;
  }
}

function addScaled(totals: Float32Array, sum: Float32Array, weight: number): void {
  for (let i = 0; i < totals.length; i++) totals[i] = totals[i]! + weight * sum[i]!;
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}
