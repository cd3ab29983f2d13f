/** The title of a document, from its first lines. */
import {
  isBracketed,
  isDateLine,
  isDocNumberLine,
  isEventLine,
  isParagraph,
  isStructural,
} from "./formalLines.ts";
import { annexMark, articleMark, bare, headingOf, sectionMark } from "./marks.ts";

const LONGEST_TITLE_LINES = 4;
/** What a complete title ends in. */
const KIND =
  /(通知|通告|公告|公报|通报|办法|规定|条例|细则|意见|决定|决议|方案|指南|规程|规则|法|编|制度|章程|标准|规范|目录|函|批复|答复|解释|须知|手册|清单|计划|规划|要点|纲要|总则|附则|请示|报告|名单|名录)([（(][^（）()]{1,12}[）)])*$/;
/** On a line of its own below a title, and part of it. */
const TITLE_TAIL = /^[（(](试行|暂行|修订|征求意见稿|草案)[）)]$/;

/** How many lines from the top carry the title, with what stands above it. */
export function countTitleLines(lines: readonly string[]): number {
  return titleSpan(lines).end;
}

/**
 * The title: `#` headings before the body joined with a space, else the first lines, broken ones joined.
 * Undefined when the text begins with no title.
 */
export function readTitle(headLines: readonly string[]): string | undefined {
  const { start, end, marked } = titleSpan(headLines);
  const title = headLines
    .slice(start, end)
    .map((line) => bare(line))
    .filter((line) => line !== "");
  if (marked)
    return headLines
      .filter(isTitleHeading)
      .map((line) => bare(line))
      .join(" ");
  return title.length === 0 ? undefined : title.join("");
}

function titleSpan(lines: readonly string[]): { start: number; end: number; marked: boolean } {
  const first = lines.slice(0, 30).findIndex(isTitleHeading);
  if (first >= 0) {
    let end = first;
    while (lines[end] !== undefined && isTitleHeading(lines[end]!)) end++;
    return { start: first, end, marked: true };
  }
  let start = 0;
  while (start < lines.length && (isAside(lines[start]!) || isLetterhead(lines, start))) start++;
  let end = start;
  while (end < lines.length && end - start < LONGEST_TITLE_LINES && couldBeTitle(lines[end]!)) {
    end++;
    if (!goesOn(bare(lines[end - 1]!), bare(lines[end] ?? ""))) break;
  }
  return { start, end, marked: false };
}

/** A title line that is broken is long, or names the body before 关于…; a complete one ends in its kind. */
function goesOn(line: string, next: string): boolean {
  if (TITLE_TAIL.test(next)) return true;
  return !KIND.test(line) && (line.length >= 12 || next.startsWith("关于"));
}

/** A Markdown heading of the first rank that is no 章 or 一、 or 第…条. */
function isTitleHeading(line: string): boolean {
  const text = bare(line);
  return (
    /^\s*#\s+\S/.test(line) &&
    headingOf(text) === undefined &&
    sectionMark(text) === undefined &&
    articleMark(text) === undefined
  );
}

/** Above a title: 文号, date, 附件1, a comment, a bracketed remark. */
function isAside(line: string): boolean {
  return (
    isDocNumberLine(line) ||
    isDateLine(line) ||
    isEventLine(line) ||
    isBracketed(line) ||
    annexMark(line)?.titled === false ||
    /^\s*<!--|^签发人|^(特急|加急|急件|秘密|内部)/.test(line)
  );
}

/** 中共株洲市委老干部局文件 over the 文号. */
function isLetterhead(lines: readonly string[], at: number): boolean {
  return /文\s*件$/.test(bare(lines[at]!)) && lines.slice(at + 1, at + 4).some(isDocNumberLine);
}

function couldBeTitle(line: string): boolean {
  const text = bare(line);
  if (TITLE_TAIL.test(text)) return true;
  return (
    !isAside(line) &&
    !isStructural(line) &&
    !isParagraph(line) &&
    !/[:：，、；]$/.test(text) &&
    text.length <= 80
  );
}
