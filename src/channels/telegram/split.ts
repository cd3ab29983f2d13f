/** Where a long text is cut into messages. */

/**
 * Cuts a text so that each piece has at most `limit` UTF-16 units; the pieces joined are the text.
 * Prefers the end of a paragraph, then of a sentence, then of a line, as long as the piece is not left
 * short; never cuts through a surrogate pair. Pieces of white space only are dropped, since Telegram
 * refuses them. Returns `[from, to)` pairs, at least one.
 */
export function pieces(text: string, limit: number): [number, number][] {
  const cut: [number, number][] = [];
  let from = 0;
  while (text.length - from > limit) {
    const to = from + cutLength(text.slice(from, from + limit), text.charCodeAt(from + limit));
    cut.push([from, to]);
    from = to;
  }
  cut.push([from, text.length]);
  const visible = cut.filter(([start, end]) => text.slice(start, end).trim() !== "");
  return visible.length > 0 ? visible : [[0, Math.min(text.length, limit)]];
}

/** Ends of paragraph, sentence (with its closing quotes) and line, in order of preference. */
const ENDINGS = [/\n\n+/gu, /[。；！？!?;…]+[”’』」）》〉)\]]*\n*/gu, /\n/gu] as const;

function cutLength(window: string, next: number): number {
  // A heading alone at the top and its text in the next message reads worse than a cut at a sentence.
  const shortest = window.length / 4;
  for (const ending of ENDINGS) {
    let last = 0;
    for (const match of window.matchAll(ending)) last = match.index + match[0].length;
    if (last >= shortest && last > 0) return last;
  }
  return isLowSurrogate(next) && isHighSurrogate(window.charCodeAt(window.length - 1))
    ? window.length - 1
    : window.length;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
