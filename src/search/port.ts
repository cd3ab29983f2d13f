/** The search port: weighted terms in, clauses with scores out. The embedded index and, later, Qdrant stand behind it. */

/** A question as weighted words. In Qdrant: a sparse vector. */
export type WeightedTerms = ReadonlyMap<string, number>;

/** One reason to look for terms: what was said, what the lexicon adds, what learning links. Each is scored apart. */
export interface Channel {
  readonly terms: WeightedTerms;
  /** Weight of this channel when candidates are chosen. */
  readonly weight: number;
}

/** Which documents may be found. Applied inside the search, never after it. Dates are `YYYY-MM-DD`. */
export interface Filter {
  /** The day on which a document must be in force; absent: any. */
  readonly validOn?: string;
  /** A document passes when it carries one of these values, for each facet named. */
  readonly facets?: Readonly<Record<string, readonly string[]>>;
}

/** What the index knows of a document, beyond its clauses. */
export interface DocumentEntry {
  readonly key: string;
  readonly title: string;
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly validFrom?: string | undefined;
  readonly validUntil?: string | undefined;
  /** How many other documents name this one. */
  readonly authority: number;
}

/** A clause to be indexed. `id` is the caller's, given back with hits. */
export interface ClauseEntry {
  readonly id: number;
  readonly document: number;
  readonly heading: string;
  readonly text: string;
  /** A clause of form, not of substance: purpose, entry into force, who interprets. Seldom what was asked. */
  readonly formal?: boolean;
}

/** A found clause: its ordinal in the index and its score in each channel, in the order of the request. */
export interface Candidate {
  readonly ordinal: number;
  readonly scores: Float32Array;
  readonly total: number;
}

/** What to look for. */
export interface SearchRequest {
  readonly channels: readonly Channel[];
  readonly filter: Filter;
  readonly limit: number;
  /** Added to the sum of every clause that any channel found, by document. */
  readonly priors?: Float32Array;
  /** Clauses to score whether or not they are among the best; the filter holds for them too. */
  readonly also?: readonly number[];
}

/** What was found. */
export interface SearchResult {
  /** The `limit` best by the weighted sum of their channel scores, best first; then those of `also`. */
  readonly candidates: readonly Candidate[];
  /** Clauses right before and after candidates in the same document, scored likewise, not filtered. */
  readonly beside: readonly Candidate[];
}

/** A searchable generation. */
export interface ClauseIndex {
  readonly size: number;
  readonly documents: readonly DocumentEntry[];
  /** Document of each clause. */
  readonly documentOf: Int32Array;
  /** The caller's id of each clause. */
  readonly idOf: Int32Array;
  /** 1 for clauses of form. */
  readonly formalOf: Uint8Array;
  /** Number of word terms of each clause. */
  readonly lengthOf: Uint16Array;
  /** Inverse document frequency of a term; undefined when no clause has it. */
  idf(term: string): number | undefined;
  /** Finds and scores clauses. Asynchronous, because an index may stand on another machine. */
  search(request: SearchRequest): Promise<SearchResult>;
  /** True when the filter lets the clause through. */
  admits(filter: Filter, ordinal: number): boolean;
  /** True when the clause, its heading or its document's title has the term. */
  has(term: string, ordinal: number): boolean;
  /** Word terms (no bigrams) of the given clauses. One pass over all postings: for learning, not for questions. */
  wordsOf(ordinals: ReadonlySet<number>): Map<number, string[]>;
}
