/** Reading questions with a library's own words. */
import {
  BIGRAM_MARK,
  bigrams,
  type ClauseIndex,
  createLexicon,
  createReader,
  createSlipMender,
  type IndexArrays,
  normalize,
  type Reader,
  type Segmenter,
} from "../../search/index.ts";
import type { WordData } from "./wordData.ts";

/** The reader for a library: its lexicon, its fillers, and the words that a slip may have meant. */
export function createLibraryReader(
  segmenter: Segmenter,
  words: WordData,
  arrays: IndexArrays,
  index: ClauseIndex,
  names: readonly string[],
): Reader {
  const spoken = new Map<string, number>();
  for (const { question } of words.bank) {
    for (const gram of bigrams(normalize(question))) spoken.set(gram, (spoken.get(gram) ?? 0) + 1);
  }
  const everyday = new Set(words.lexicon.flatMap(({ everyday: word }) => bigrams(normalize(word))));
  const isKnown = (letters: string) => {
    const gram = BIGRAM_MARK + letters;
    return index.idf(gram) !== undefined || everyday.has(gram) || (spoken.get(gram) ?? 0) >= SPOKEN_OFTEN;
  };
  const meant = [
    ...names,
    ...words.ownWords,
    ...words.lexicon.map((entry) => entry.official),
    ...frequentWords(arrays),
  ];
  return createReader(
    segmenter,
    createLexicon(words.lexicon),
    createSlipMender(meant, isKnown),
    words.fillers,
  );
}

/** A pair of characters that this many bank questions use is no slip. */
const SPOKEN_OFTEN = 3;
/** A clause word in at least this many clauses, and in one of so many, may be what was meant by a slip. */
const FREQUENT = 3;
const FREQUENT_ONE_IN = 1500;

function* frequentWords(arrays: IndexArrays): Iterable<string> {
  const least = Math.max(FREQUENT, arrays.idOf.length / FREQUENT_ONE_IN);
  for (let t = 0; t < arrays.vocabulary.length; t++) {
    const word = arrays.vocabulary[t]!;
    if (
      word.length >= 2 &&
      !word.startsWith(BIGRAM_MARK) &&
      arrays.offsets[t + 1]! - arrays.offsets[t]! >= least
    ) {
      yield word;
    }
  }
}
