/** Where the head of a document ends: title, formalities, addressees, table of contents. */
import { isBracketed, isDateLine, isDocNumberLine, isEventLine, isParagraph } from "./formalLines.ts";
import { articleMark, bare, headingOf, isTableRow, itemMark, opensArticle, sectionMark } from "./marks.ts";
import { countTitleLines } from "./title.ts";

/** A comment that ends the head in collections of laws. */
const HEAD_END_MARK = /^<!--\s*INFO END\s*-->$/;

/** How many of the lines (none blank) are the head. */
export function countHeadLines(lines: readonly string[]): number {
  const marked = lines.slice(0, 200).findIndex((line) => HEAD_END_MARK.test(line.trim())) + 1;
  let at = marked > 0 ? marked : countTitleLines(lines);
  while (at < lines.length && belongsToHead(lines[at]!)) {
    at = isContentsTitle(lines[at]!) ? endOfContents(lines, at) : at + 1;
  }
  return at < lines.length || marked > 0 ? at : countFormalLines(lines);
}

/** A text of short lines only (a list, a poster) has no body to stop at: its head is title and formalities. */
function countFormalLines(lines: readonly string[]): number {
  let at = countTitleLines(lines);
  while (at < lines.length && isFormal(lines[at]!)) at++;
  return at;
}

function isFormal(line: string): boolean {
  return (
    isDocNumberLine(line) ||
    isDateLine(line) ||
    isBracketed(line) ||
    isEventLine(line) ||
    /^\s*<!--/.test(line)
  );
}

function belongsToHead(line: string): boolean {
  if (isFormal(line) || isContentsTitle(line)) return true;
  if (opensArticle(articleMark(line), undefined) || (articleMark(line)?.parted ?? false)) return false;
  if (sectionMark(line) !== undefined || itemMark(line) !== undefined || isTableRow(line)) return false;
  if (headingOf(line) !== undefined) return /^\s*#\s/.test(line) && headingOf(bare(line)) === undefined;
  return !isParagraph(line) && !/^(\d{1,2}[.．、]|- |附[件表]?)/.test(bare(line));
}

function isContentsTitle(line: string): boolean {
  return bare(line).replace(/[\s\u3000]/g, "") === "目录";
}

/** After a table of contents, the body starts where the first entry stands again. */
function endOfContents(lines: readonly string[], title: number): number {
  const first = contentsKey(lines[title + 1] ?? "");
  for (let at = title + 2; at < lines.length && !isParagraph(lines[at]!); at++) {
    if (contentsKey(lines[at]!) === first) return at;
  }
  let at = title + 1;
  while (at < lines.length && headingOf(lines[at]!) !== undefined) at++;
  return at;
}

/** An entry without leaders and page number: 第一章 总则……3 → 第一章总则 */
function contentsKey(line: string): string {
  return bare(line)
    .replace(/[\s\u3000]|[.…·]{2,}/g, "")
    .replace(/[（(]?\d+[）)]?$/, "");
}
