/** From text to terms: normal form, jieba words with the bureau's dictionary, character bigrams beside them. */
import { Jieba } from "@node-rs/jieba";
import { dict } from "@node-rs/jieba/dict.js";
import { Converter } from "opencc-js/t2cn";

/** Bigram terms carry this mark, so that they never meet a word of the same letters. */
export const BIGRAM_MARK = "#";

const HAN_RUN = /\p{Script=Han}+/gu;
const MEANINGFUL = /[\p{L}\p{N}]/u;

const toSimplified = Converter({ from: "t", to: "cn" });

/** NFKC, traditional to simplified, lower case. Questions and clauses both go through it. */
export function normalize(text: string): string {
  return toSimplified(text.normalize("NFKC")).toLowerCase();
}

/** Cuts normalised text into words (compounds also into their parts) and bigrams. */
export interface Segmenter {
  /** Words of `text`, each occurrence once; compounds of three and more characters are given with their parts. */
  words(text: string): string[];
}

/**
 * A segmenter over jieba's dictionary and the bureau's own words.
 * @param ownWords words that must not be cut, e.g. 老党员之家
 */
export function createSegmenter(ownWords: readonly string[] = []): Segmenter {
  const jieba = Jieba.withDict(dict);
  if (ownWords.length > 0) {
    jieba.loadDict(Buffer.from(ownWords.map((word) => `${word} 100000 n`).join("\n"), "utf8"));
  }
  return {
    words: (text) => jieba.cutForSearch(text, false).filter((word) => MEANINGFUL.test(word)),
  };
}

/** Character bigrams of the Han runs of `text`, each marked. */
export function bigrams(text: string): string[] {
  const out: string[] = [];
  for (const [run] of text.matchAll(HAN_RUN)) {
    for (let i = 0; i + 1 < run.length; i++) out.push(BIGRAM_MARK + run.slice(i, i + 2));
  }
  return out;
}

/** Terms of a text with their counts: words and bigrams, both from the normal form. */
export function countTerms(segmenter: Segmenter, text: string): Map<string, number> {
  const normal = normalize(text);
  const counts = new Map<string, number>();
  for (const word of segmenter.words(normal)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const gram of bigrams(normal)) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  return counts;
}
