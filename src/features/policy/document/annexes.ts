/** Annexes: 附件, 附件1 and what stands in them. */
import { numberingOf } from "./body.ts";
import { isDateLine, isParagraph, signerBeforeDate } from "./formalLines.ts";
import { annexMark, bare, isTableRow } from "./marks.ts";
import { cutClause, type Piece, piece } from "./pieces.ts";

/** Longer annexes are cut by their own numbering, or at paragraphs. In characters. */
const LONGEST_ANNEX_CLAUSE = 1500;

/** Where each annex begins, after line `from`. */
export function annexStarts(lines: readonly string[], from: number): number[] {
  return lines.flatMap((line, at) => {
    const mark = at > from ? annexMark(line) : undefined;
    return mark !== undefined && (!mark.titled || standsAfterBody(lines, from, at)) ? [at] : [];
  });
}

/** 附件1：名称 opens an annex below the signature; above it, it is the list of annexes. */
function standsAfterBody(lines: readonly string[], from: number, at: number): boolean {
  const signed = (line: string) => isDateLine(line) || signerBeforeDate(line) !== undefined;
  if (lines.slice(from, at).some(signed)) return true;
  const next = lines[at + 1];
  return !lines.slice(at).some(signed) && next !== undefined && annexMark(next) === undefined;
}

/** The pieces of one annex: a clause of its own, or cut when long. */
export function annexPieces(lines: readonly string[]): Piece[] {
  const label = annexMark(lines[0]!)?.label ?? "附件";
  const length = lines.reduce((sum, line) => sum + line.length, 0);
  if (length <= LONGEST_ANNEX_CLAUSE) return piece("clause", label, "", lines);
  const numbering = numberingOf(lines);
  if (numbering === undefined) return cutClause(label, "", lines, LONGEST_ANNEX_CLAUSE);
  const lead = lines.slice(0, numbering.start);
  const titled = !lead.some((line) => isParagraph(line) || isTableRow(line));
  const name = [label, ...(titled ? lead.slice(1).map(bare) : [])].join(" ");
  return [
    ...piece(titled ? "heading" : "clause", titled ? null : label, "", lead),
    ...numbering.cut(lines.slice(numbering.start), name).map((inner) => ({
      ...inner,
      label: inner.label === null ? null : label + inner.label,
    })),
  ];
}
