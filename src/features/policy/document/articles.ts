/** Laws and rules in 第…条. */
import { articleMark, bare, headingOf, opensArticle, sectionMark } from "./marks.ts";
import { Contexts, type Piece } from "./pieces.ts";

/** Where the articles begin, with the headings right above the first. Undefined when there are none. */
export function articlesStart(lines: readonly string[]): number | undefined {
  let start = lines.findIndex((line) => opensArticle(articleMark(line), undefined));
  if (start < 0) return undefined;
  while (start > 0 && headingOf(lines[start - 1]!) !== undefined) start--;
  return start;
}

/** Cuts lines into headings and articles. An article holds all that follows up to the next article or heading. */
export function articlePieces(lines: readonly string[], outer = ""): Piece[] {
  const contexts = new Contexts(outer);
  const pieces: Piece[] = [];
  let last: number | undefined;
  lines.forEach((line, i) => {
    const mark = articleMark(line);
    const heading = headingOf(line) ?? sectionAsChapter(line, lines[i + 1], last);
    if (opensArticle(mark, last)) {
      pieces.push({ kind: "clause", label: mark.label, context: contexts.joined(), lines: [line] });
      last = mark.number;
    } else if (heading !== undefined) {
      pieces.push({
        kind: "heading",
        label: null,
        context: contexts.enter(heading.level, heading.name),
        lines: [line],
      });
    } else if (pieces.at(-1)?.kind === "clause") {
      pieces.at(-1)!.lines.push(line);
    } else {
      pieces.push({
        kind: "clause",
        label: headingLabel(pieces.at(-1)),
        context: contexts.joined(),
        lines: [line],
      });
    }
  });
  return pieces;
}

/** 一、总则 over articles stands for a chapter; 一、… within an article is one of its items. */
function sectionAsChapter(line: string, next: string | undefined, last: number | undefined) {
  const text = bare(line);
  const opens = next !== undefined && opensArticle(articleMark(next), last);
  if (sectionMark(line) === undefined || !opens || text.length > 30 || /[。；：，]$/.test(text))
    return undefined;
  return { level: 3, name: text };
}

/** Text between a heading and the first article below it is cited by the heading. */
function headingLabel(heading: Piece | undefined): string {
  const text = bare(heading?.lines[0] ?? "");
  return /^第.{1,6}?(编|分编|部分|章|节)/.exec(text)?.[0] ?? (text === "" ? "正文" : text.slice(0, 20));
}
