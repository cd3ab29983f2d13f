/** Everyday words and the official words that notices use for them. */
import { normalize } from "./words.ts";

/** One pair of the lexicon. */
export interface LexiconEntry {
  readonly everyday: string;
  readonly official: string;
}

/** Finds everyday words in a text. */
export interface Lexicon {
  readonly size: number;
  /** Pairs whose everyday word stands in the normalised `text`; of overlapping words the longest wins. */
  translate(text: string): LexiconEntry[];
}

/** A lexicon over the given pairs, held as a table from everyday word to official words. */
export function createLexicon(entries: readonly LexiconEntry[]): Lexicon {
  const table = new Map<string, string[]>();
  let longest = 0;
  for (const { everyday, official } of entries) {
    const key = normalize(everyday);
    longest = Math.max(longest, key.length);
    const known = table.get(key);
    if (known) known.push(normalize(official));
    else table.set(key, [normalize(official)]);
  }
  return {
    size: entries.length,
    translate(text) {
      const found: LexiconEntry[] = [];
      let at = 0;
      while (at < text.length) {
        const everyday = longestAt(table, text, at, longest);
        if (everyday === undefined) {
          at++;
          continue;
        }
        for (const official of table.get(everyday)!) found.push({ everyday, official });
        at += everyday.length;
      }
      return found;
    },
  };
}

function longestAt(
  table: ReadonlyMap<string, unknown>,
  text: string,
  at: number,
  longest: number,
): string | undefined {
  for (let length = Math.min(longest, text.length - at); length >= 1; length--) {
    const word = text.slice(at, at + length);
    if (table.has(word)) return word;
  }
  return undefined;
}
