/** Titles in 《》, which may hold titles in turn: 《浙江省实施《…法》办法》. */

/** A title with its place; `start` is that of 《, `end` is past 》. */
export interface BookTitle {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

/** The outermost titles in a text. A 《 that is never closed is none. */
export function bookTitles(text: string): BookTitle[] {
  const found: BookTitle[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "《") {
      if (depth === 0) start = at;
      depth++;
    } else if (text[at] === "》" && depth > 0) {
      depth--;
      if (depth === 0) found.push({ title: text.slice(start + 1, at).trim(), start, end: at + 1 });
    }
  }
  return found;
}

/** The text with titles and “quotations” blanked out, every other character in its place. */
export function withoutQuotations(text: string): string {
  let out = text;
  for (const { start, end } of bookTitles(text))
    out = out.slice(0, start) + "＿".repeat(end - start) + out.slice(end);
  return out.replace(/“[^”]*”|＜[^＞]*＞|<[^>]*>/g, (quoted) => "＿".repeat(quoted.length));
}
