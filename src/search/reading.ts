/** Reading a question: normal form, slips mended, everyday words joined by official ones, terms weighted. */
import type { Lexicon } from "./lexicon.ts";
import type { Slip, SlipMender } from "./slips.ts";
import { BIGRAM_MARK, bigrams, normalize, type Segmenter } from "./words.ts";

/** A question as the engine sees it. */
export interface Reading {
  /** Normal form with slips mended and fillers dropped. */
  readonly text: string;
  readonly slips: readonly Slip[];
  /** Words said, weighted by the root of their count. */
  readonly words: ReadonlyMap<string, number>;
  /** Bigrams said, likewise. */
  readonly grams: ReadonlyMap<string, number>;
  /** Official words (and their bigrams) that the lexicon adds. */
  readonly official: ReadonlyMap<string, number>;
  /** Which everyday words brought which official ones. */
  readonly translations: readonly { everyday: string; official: string }[];
}

/** Reads questions. Pure: the same question reads the same. */
export interface Reader {
  read(question: string): Reading;
}

/** Long rambles are read to this length (characters); what follows seldom changes the subject. */
const LONGEST_READ = 600;

/** @param fillers words without meaning for the search: 请问, 那个, 咯, 哒 */
export function createReader(
  segmenter: Segmenter,
  lexicon: Lexicon,
  mender: SlipMender,
  fillers: ReadonlySet<string>,
): Reader {
  return {
    read(question) {
      const { text, slips } = mender.mend(normalize(question.slice(0, LONGEST_READ)));
      const translations = lexicon.translate(text);
      const words = new Map<string, number>();
      for (const word of segmenter.words(text)) if (!fillers.has(word)) increment(words, word, 1);
      const grams = new Map<string, number>();
      for (const gram of bigrams(text)) {
        const letters = gram.slice(BIGRAM_MARK.length);
        if (!words.has(letters) && !fillers.has(letters)) increment(grams, gram, 1);
      }
      const official = new Map<string, number>();
      for (const { official: term } of translations) {
        for (const word of segmenter.words(term)) raise(official, word, 1);
        for (const gram of bigrams(term)) raise(official, gram, 0.5);
      }
      return { text, slips, words: damp(words), grams: damp(grams), official, translations };
    },
  };
}

function increment(counts: Map<string, number>, term: string, by: number): void {
  counts.set(term, (counts.get(term) ?? 0) + by);
}

function raise(weights: Map<string, number>, term: string, to: number): void {
  weights.set(term, Math.max(weights.get(term) ?? 0, to));
}

function damp(counts: Map<string, number>): Map<string, number> {
  for (const [term, count] of counts) counts.set(term, Math.sqrt(count));
  return counts;
}
