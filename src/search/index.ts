/** The search engine, ignorant of policies: weighted words, postings, fusion, learning. */
export {
  type ConfirmedPair,
  type Degree,
  Engine,
  type Explanation,
  type Hit,
  type HitExplanation,
  type Ranking,
} from "./engine.ts";
export { loadArrays, readBlob, saveArrays, writeBlob } from "./indexArrays.repo.ts";
export { IndexBuilder } from "./indexBuilder.ts";
export { type IndexArrays, InvertedIndex } from "./invertedIndex.ts";
export {
  type TextClassifier,
  type TextExample,
  textClassifier,
  trainTextClassifier,
} from "./learning/textClassifier.ts";
export type { LearnedModel } from "./learning/training.ts";
export { createLexicon, type LexiconEntry } from "./lexicon.ts";
export type { ClauseEntry, ClauseIndex, DocumentEntry, Filter } from "./port.ts";
export { createReader, type Reader, type Reading } from "./reading.ts";
export { createSlipMender } from "./slips.ts";
export { BIGRAM_MARK, bigrams, createSegmenter, normalize, type Segmenter } from "./words.ts";
