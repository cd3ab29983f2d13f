/** The marks by which lines of a notice or a law are told: 第…条, 第…章, 一、, （一）, 附件. */
import { NUMERAL, readNumber, writeNumber } from "./numerals.ts";

/** A line without what Markdown and layout put before its first character. Nothing is taken from the text itself. */
export function bare(line: string): string {
  return line.replace(/^[\s\u200b\uFEFF>#*_]+/, "").replace(/[\s*_]+$/, "");
}

/** 第N条, with the number that 之一 adds. */
export interface ArticleMark {
  readonly number: number;
  /** `第十九条`, `第一百二十条之一`, in Chinese numerals. */
  readonly label: string;
  /** White space or the line's end follows the mark, as in print; otherwise the text follows at once. */
  readonly parted: boolean;
  /** What follows makes it a reference: 第三条规定的, 第三条和第四条. */
  readonly refers: boolean;
}

const ARTICLE = new RegExp(`^第\\s*([${NUMERAL}\\s]{1,12}?)\\s*条(?:之([一二三四五六七八九十]))?`);

/** The article mark a line starts with. Whether it opens an article depends on the one before: see `opensArticle`. */
export function articleMark(line: string): ArticleMark | undefined {
  const text = bare(line);
  const match = ARTICLE.exec(text);
  const number = match?.[1] === undefined ? undefined : readNumber(match[1]);
  if (!match || number === undefined) return undefined;
  const rest = text.slice(match[0].length);
  const sub = match[2] === undefined ? "" : `之${match[2]}`;
  return {
    number,
    label: `第${labelNumber(match[1]!)}条${sub}`,
    parted: /^([\s*_]|$)/.test(rest),
    refers: /^\s*([、和至或规的款及第中所]|[（(][一二三四五六七八九十]+[）)]项)/.test(rest),
  };
}

/** Chinese numerals as printed, Arabic ones written out: clauses are cited in one form. */
function labelNumber(printed: string): string {
  const plain = printed.replace(/\s/g, "").replace(/[〇]/g, "零");
  const number = readNumber(plain);
  return /^\d+$/.test(plain.normalize("NFKC")) && number !== undefined && number > 0 && number < 10_000
    ? writeNumber(number)
    : plain;
}

/** Whether the mark opens an article, after article number `last` (undefined before the first). */
export function opensArticle(mark: ArticleMark | undefined, last: number | undefined): mark is ArticleMark {
  if (mark === undefined) return false;
  const inserted = mark.label.includes("之") && mark.number === last;
  const expected = inserted || mark.number === (last ?? 0) + 1;
  return mark.parted ? !mark.refers || expected : !mark.refers && expected;
}

/** A heading and how high it stands: the smaller the level, the higher. */
export interface Heading {
  readonly level: number;
  /** As it is put in a context: `第一章 总则`. */
  readonly name: string;
}

const CHAPTER = new RegExp(`^第\\s*[${NUMERAL}]+\\s*(编|分编|部分|章|节)(?=\\s|$|[^的规、和至或中所])`);
const CHAPTER_LEVELS: Record<string, number> = { 编: 1, 部分: 1, 分编: 2, 章: 3, 节: 4 };
/** Numbered sections stand under all chapters. */
export const SECTION_LEVEL = 20;

/** The heading a line is: 编, 章, 节, or any Markdown heading without a number of its own. */
export function headingOf(line: string): Heading | undefined {
  const text = bare(line);
  if (text === "" || text.length > 60) return undefined;
  const chapter = CHAPTER.exec(text);
  if (chapter)
    return /[。；，：]$/.test(text)
      ? undefined
      : { level: CHAPTER_LEVELS[chapter[1]!]!, name: headingName(text) };
  const hashes = /^\s*(#{1,6})\s/.exec(line)?.[1]?.length;
  return hashes === undefined ? undefined : { level: 4 + hashes, name: headingName(text) };
}

/** 第一章  总　则 → 第一章 总则 */
function headingName(text: string): string {
  const [first = "", ...rest] = text.split(/[\s\u3000]+/);
  const spaced = rest.length > 1 && rest.every((word) => word.length === 1);
  return [first, ...(spaced ? [rest.join("")] : rest)].join(" ");
}

/** A numbered line: its number, and the text after the mark. */
export interface NumberMark {
  readonly number: number;
  readonly rest: string;
}

const SECTION = /^([一二三四五六七八九十]{1,3})\s*[、．.](?![一二三四五六七八九十]+[级类等线期])/;
const ITEM = /^[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]/;

/** 一、 */
export function sectionMark(line: string): NumberMark | undefined {
  return numberMark(SECTION, line);
}

/** （一） or (一) */
export function itemMark(line: string): NumberMark | undefined {
  return numberMark(ITEM, line);
}

function numberMark(pattern: RegExp, line: string): NumberMark | undefined {
  const text = bare(line);
  const match = pattern.exec(text);
  const number = match?.[1] === undefined ? undefined : readNumber(match[1]);
  return match && number !== undefined ? { number, rest: text.slice(match[0].length).trim() } : undefined;
}

const ANNEX = /^(附件|附表|附录|附)\s*([0-9０-９一二三四五六七八九十]{0,3})\s*([:：]?)$/;
const TITLED_ANNEX = /^(附件|附表|附录)\s*([0-9０-９一二三四五六七八九十]{1,3})\s*[:：\s]\s*(?=\S)/;

/** The label of the annex a line opens. `titled`: 附件1：表, which may also stand in the list at the foot. */
export function annexMark(line: string): { label: string; titled: boolean } | undefined {
  const text = bare(line);
  const match = ANNEX.exec(text) ?? TITLED_ANNEX.exec(text);
  if (!match || text.length > 60) return undefined;
  const number = match[2] === "" ? "" : String(readNumber(match[2]!) ?? match[2]);
  return { label: `${match[1] === "附" ? "附件" : match[1]}${number}`, titled: !ANNEX.test(text) };
}

/** A row of a table in Markdown. */
export function isTableRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

/** The line does not end a sentence, so the next may go on with it. */
export function isBroken(line: string): boolean {
  return !/[。！？；：!?;:][”’」』）)]*$/.test(line.trimEnd());
}

/** The line starts something of its own: 第…条, 第…章, 一、, （一）, 1., 附件, a table row. */
export function startsAnew(line: string): boolean {
  const text = bare(line);
  const article = articleMark(text);
  return (
    (article?.parted === true && !article.refers) ||
    headingOf(text) !== undefined ||
    sectionMark(text) !== undefined ||
    itemMark(text) !== undefined ||
    annexMark(text) !== undefined ||
    isTableRow(line) ||
    /^(\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|附件[:：])/.test(text)
  );
}
