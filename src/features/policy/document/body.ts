/** The body of a document: which numbering it follows, and the pieces that makes. */
import { articlePieces, articlesStart } from "./articles.ts";
import { countClosingLines } from "./closingLines.ts";
import { isDateLine, isParagraph, signerBeforeDate } from "./formalLines.ts";
import { bare, headingOf, isTableRow, sectionMark } from "./marks.ts";
import { writeNumber } from "./numerals.ts";
import { Contexts, cutClause, cutLines, type Piece, piece } from "./pieces.ts";
import { itemPieces, itemsStart, sectionPieces, sectionsStart } from "./sections.ts";

/** Longer texts without numbering are cut at paragraphs. In characters. */
const LONGEST_PLAIN_CLAUSE = 2500;

/** The numbering found in lines: where it starts, and how its part is cut. */
export interface Numbering {
  readonly start: number;
  readonly lead: "序言" | "引言";
  cut(lines: readonly string[], outer?: string): Piece[];
}

/** Finds the numbering: 第…条 before 一、 before （一）. A notice in 一、 may quote articles and stays one in 一、. */
export function numberingOf(lines: readonly string[]): Numbering | undefined {
  const articles = articlesStart(lines);
  const sections = sectionsStart(lines);
  const quotes =
    articles !== undefined &&
    sections !== undefined &&
    sections < articles &&
    !signedBetween(lines, sections, articles) &&
    /[。：；]$/.test(bare(lines[lines.findIndex((line) => sectionMark(line) !== undefined)]!));
  if (articles !== undefined && !quotes)
    return { start: firstChapter(lines, articles, sections), lead: "序言", cut: articlePieces };
  if (sections !== undefined) return { start: sections, lead: "引言", cut: sectionPieces };
  const items = itemsStart(lines);
  return items === undefined ? undefined : { start: items, lead: "引言", cut: itemPieces };
}

/** 一、总则 over 第一条 belongs to the articles. */
function firstChapter(lines: readonly string[], articles: number, sections: number | undefined): number {
  return sections === articles - 1 && bare(lines[sections]!).length <= 30 ? sections : articles;
}

/** A signature stands between: the articles are those of a text sent out with the notice. */
function signedBetween(lines: readonly string[], from: number, to: number): boolean {
  return lines.slice(from, to).some((line) => isDateLine(line) || signerBeforeDate(line) !== undefined);
}

/** Cuts the body (without head, foot and annexes) into pieces. */
export function bodyPieces(lines: readonly string[]): Piece[] {
  const numbering = numberingOf(lines);
  if (numbering === undefined) return plainPieces(lines);
  return [
    ...leadPieces(lines.slice(0, numbering.start), numbering.lead),
    ...numbering.cut(lines.slice(numbering.start)),
  ];
}

/** What stands before the numbering: paragraphs, or the notice with which a text was sent out, with its signature. */
function leadPieces(lines: readonly string[], label: string): Piece[] {
  const signed = lines.findLastIndex((line) => isDateLine(line) || signerBeforeDate(line) !== undefined) + 1;
  if (signed === 0) return openingPieces(lines, label);
  const notice = lines.slice(0, signed);
  const foot = notice.length - countClosingLines(notice);
  return [
    ...(numberingOf(notice.slice(0, foot)) === undefined
      ? openingPieces(notice.slice(0, foot), label)
      : bodyPieces(notice.slice(0, foot))),
    ...piece("closing", null, "", notice.slice(foot)),
    ...openingPieces(lines.slice(signed), label),
  ];
}

/** Titles before the first real paragraph are head; from there on all is one clause. */
function openingPieces(lines: readonly string[], label: string): Piece[] {
  const start = lines.findIndex((line) => isParagraph(line) || isTableRow(line));
  if (start < 0) return piece("head", null, "", lines);
  return [
    ...piece("head", null, "", lines.slice(0, start)),
    ...piece("clause", label, "", lines.slice(start)),
  ];
}

/** No numbering at all: 正文, under Markdown headings if there are any. */
function plainPieces(lines: readonly string[]): Piece[] {
  const contexts = new Contexts();
  const groups: Piece[] = [];
  for (const line of lines) {
    const heading = headingOf(line);
    if (heading !== undefined) {
      groups.push({
        kind: "heading",
        label: null,
        context: contexts.enter(heading.level, heading.name),
        lines: [line],
      });
    } else if (groups.at(-1)?.kind === "clause") {
      groups.at(-1)!.lines.push(line);
    } else {
      groups.push({ kind: "clause", label: "正文", context: contexts.joined(), lines: [line] });
    }
  }
  const clauses = groups.filter(({ kind }) => kind === "clause");
  if (clauses.length === 1) {
    return groups.flatMap((group) =>
      group.kind === "clause" ? cutClause("正文", group.context, group.lines, LONGEST_PLAIN_CLAUSE) : [group],
    );
  }
  let number = 0;
  return groups.flatMap((group) =>
    group.kind === "clause"
      ? cutLines(group.lines, LONGEST_PLAIN_CLAUSE).flatMap((stretch) =>
          piece("clause", `正文（${writeNumber(++number)}）`, group.context, stretch),
        )
      : [group],
  );
}
