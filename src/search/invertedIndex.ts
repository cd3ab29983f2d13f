/**
 * The embedded index: postings in typed arrays, one accumulator per channel, a heap for the best.
 * Scoring is BM25F (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009):
 * title, heading and body counts are weighted into one frequency, saturated, and kept as one byte.
 */
import { compileFilter } from "./filter.ts";
import type {
  Candidate,
  Channel,
  ClauseIndex,
  DocumentEntry,
  Filter,
  SearchRequest,
  SearchResult,
} from "./port.ts";
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
  readonly formalOf: Uint8Array;
  readonly documents: readonly DocumentEntry[];
}

/** BM25's saturation and length normalisation, measured on the benchmark (README, figures). */
export const BM25 = { k1: 1.2, b: 0.75 } as const;
const IMPACT_STEP = (BM25.k1 + 1) / 255;
/** Terms with long lists and little to tell (in more than a sixth of all clauses) cost most and are passed over. */
const LONG_LIST = 1000;
const LEAST_IDF = 1.8;

/** One generation in memory. Not re-entrant: a search uses the accumulators and gives them back clean. */
export class InvertedIndex implements ClauseIndex {
  readonly size: number;
  readonly documents: readonly DocumentEntry[];
  readonly documentOf: Int32Array;
  readonly idOf: Int32Array;
  readonly lengthOf: Uint16Array;
  readonly formalOf: Uint8Array;
  private readonly termIds = new Map<string, number>();
  private readonly accumulators: Float32Array[] = [];
  private readonly admitted = new Map<string, Uint8Array>();
  private readonly totals: Float32Array;
  private readonly idfs: Float32Array;
  /** Where each unbroken run of clauses of one document starts, and the end. */
  private readonly runs: Int32Array;

  constructor(private readonly arrays: IndexArrays) {
    this.size = arrays.documentOf.length;
    this.documents = arrays.documents;
    this.documentOf = arrays.documentOf;
    this.idOf = arrays.idOf;
    this.lengthOf = arrays.lengthOf;
    this.formalOf = arrays.formalOf;
    this.totals = new Float32Array(this.size);
    this.runs = runsOf(arrays.documentOf);
    this.idfs = idfsOf(arrays.offsets, this.size);
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
    const ordinals = this.best(request);
    const chosen = new Set(ordinals);
    for (const ordinal of also) {
      if (!chosen.has(ordinal) && this.admits(filter, ordinal)) chosen.add(ordinal);
    }
    const describe = (ordinal: number): Candidate => {
      const scores = new Float32Array(sums.length);
      for (let c = 0; c < sums.length; c++) scores[c] = sums[c]![ordinal]!;
      return { ordinal, scores, total: this.totals[ordinal]! };
    };
    const result = {
      candidates: Array.from(chosen, describe),
      beside: this.besideOf(chosen).map(describe),
    };
    for (const sum of sums) sum.fill(0);
    this.totals.fill(0);
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
    return this.idfs[id]!;
  }

  /** Sums each channel into an accumulator of its own, all into `totals`. The caller must fill them with zeros again. */
  private accumulate(channels: readonly Channel[]): Float32Array[] {
    const { offsets, ordinals, impacts } = this.arrays;
    const totals = this.totals;
    return channels.map((channel, index) => {
      this.accumulators[index] ??= new Float32Array(this.size);
      const sums = this.accumulators[index];
      for (const [term, weight] of channel.terms) {
        const id = this.termIds.get(term);
        if (id === undefined) continue;
        const idf = this.idfOf(id);
        if (idf < LEAST_IDF && offsets[id + 1]! - offsets[id]! > LONG_LIST) continue;
        const factor = weight * idf * IMPACT_STEP;
        for (let at = offsets[id]!, end = offsets[id + 1]!; at < end; at++) {
          const ordinal = ordinals[at]!;
          const gain = factor * impacts[at]!;
          sums[ordinal] = sums[ordinal]! + gain;
          totals[ordinal] = totals[ordinal]! + channel.weight * gain;
        }
      }
      return sums;
    });
  }

  private best(request: SearchRequest): number[] {
    const { priors } = request;
    const admitted = this.admittedBy(request.filter);
    const best = new TopK(Math.min(request.limit, this.size));
    for (let run = 0; run + 1 < this.runs.length; run++) {
      const start = this.runs[run]!;
      const document = this.documentOf[start]!;
      if (admitted[document] !== 1) continue;
      offerRun(best, this.totals, start, this.runs[run + 1]!, priors === undefined ? 0 : priors[document]!);
    }
    return best.drain().ids;
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

/** Inverse document frequency of each term, in BM25's form that is never negative. */
function idfsOf(offsets: Uint32Array, size: number): Float32Array {
  const idfs = new Float32Array(offsets.length - 1);
  for (let t = 0; t < idfs.length; t++) {
    const count = offsets[t + 1]! - offsets[t]!;
    idfs[t] = Math.log(1 + (size - count + 0.5) / (count + 0.5));
  }
  return idfs;
}

function runsOf(documentOf: Int32Array): Int32Array {
  const starts: number[] = [];
  documentOf.forEach((document, i) => {
    if (i === 0 || documentOf[i - 1] !== document) starts.push(i);
  });
  return Int32Array.from([...starts, documentOf.length]);
}

/** Offers the clauses of one document. Kept apart and plain: this loop visits every clause of the library. */
function offerRun(best: TopK, totals: Float32Array, start: number, end: number, prior: number): void {
  let least = Math.max(0, best.threshold - prior);
  for (let i = start; i < end; i++) {
    const total = totals[i]!;
    if (total > 0 && total >= least) {
      best.offer(total + prior, i);
      least = Math.max(0, best.threshold - prior);
    }
  }
}
