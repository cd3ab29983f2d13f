/** Which part of a clause to show, and which sentence answers. Always a stretch of the clause, word for word. */

/** A stretch of a clause with the sentence that answers. */
export interface Excerpt {
  readonly quote: string;
  /** Where the sentence starts and ends in `quote`; equal when none stands out. */
  readonly evidence: readonly [number, number];
  /** True when the clause goes on before or after. */
  readonly cut: boolean;
}

/** How telling a word is; undefined for words that tell nothing. */
export type WordWeight = (word: string) => number | undefined;

const SENTENCE = /[^。；\n]+[。；]?[”」』）)]*/g;

/**
 * Chooses the stretch around the sentence that shares most with the question.
 * @param longest length of the stretch in characters
 */
export function excerpt(
  text: string,
  words: ReadonlyMap<string, number>,
  weight: WordWeight,
  longest: number,
): Excerpt {
  const sentences = [...text.matchAll(SENTENCE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
  const best = bestOf(sentences, words, weight);
  if (text.length <= longest) {
    return { quote: text, evidence: best === undefined ? [0, 0] : [best.start, best.end], cut: false };
  }
  const centre = best ?? sentences[0];
  if (centre === undefined) return { quote: text.slice(0, longest), evidence: [0, 0], cut: true };
  let first = sentences.indexOf(centre);
  let last = first;
  const length = () => sentences[last]!.end - sentences[first]!.start;
  for (;;) {
    const canBefore = first > 0 && sentences[last]!.end - sentences[first - 1]!.start <= longest;
    const canAfter =
      last + 1 < sentences.length && sentences[last + 1]!.end - sentences[first]!.start <= longest;
    if (canAfter) last++;
    else if (canBefore) first--;
    else break;
    if (length() >= longest) break;
  }
  const start = sentences[first]!.start;
  const quote = text.slice(start, sentences[last]!.end);
  return {
    quote,
    evidence: best === undefined ? [0, 0] : [best.start - start, best.end - start],
    cut: quote !== text,
  };
}

/** A shorter stretch of an excerpt, around its evidence. */
export function excerptOf(from: Excerpt, longest: number): Pick<Excerpt, "quote" | "evidence"> {
  const [start, end] = from.evidence;
  if (from.quote.length <= longest) return from;
  if (end <= start) return { quote: from.quote.slice(0, longest), evidence: [0, 0] };
  const quote = from.quote.slice(start, Math.min(end, start + 2 * longest));
  return { quote, evidence: [0, quote.length] };
}

function bestOf<T extends { text: string }>(
  sentences: readonly T[],
  words: ReadonlyMap<string, number>,
  weight: WordWeight,
): T | undefined {
  let best: T | undefined;
  let most = 0;
  for (const sentence of sentences) {
    let sum = 0;
    for (const [word, times] of words) if (sentence.text.includes(word)) sum += times * (weight(word) ?? 0);
    const score = sum / Math.log(8 + sentence.text.length);
    if (score > most) {
      most = score;
      best = sentence;
    }
  }
  return best;
}
