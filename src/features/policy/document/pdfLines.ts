/** From pieces of text at places on a page to lines, and from lines to paragraphs. Pure. */
import { isBroken, startsAnew } from "./marks.ts";

/** A run of characters as the PDF places it. Lengths in points, `y` upwards. */
export interface PdfPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** A printed line. */
export interface PdfLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly size: number;
}

const PAGE_NUMBER =
  /^([-—–－─·.\s]*\d{1,4}[-—–－─·.\s]*|第\s*\d+\s*页([，,/\s]*共\s*\d+\s*页)?|\d+\s*\/\s*\d+)$/;

/** Gathers pieces of about the same height into lines, top to bottom and left to right. */
export function piecesToLines(pieces: readonly PdfPiece[]): PdfLine[] {
  const rows: PdfPiece[][] = [];
  for (const piece of [...pieces].filter((p) => p.text.trim() !== "").sort((a, b) => b.y - a.y)) {
    const row = rows.at(-1);
    if (row !== undefined && Math.abs(row[0]!.y - piece.y) < 0.5 * Math.max(row[0]!.size, piece.size))
      row.push(piece);
    else rows.push([piece]);
  }
  return rows.map(toLine);
}

function toLine(row: PdfPiece[]): PdfLine {
  row.sort((a, b) => a.x - b.x);
  let text = "";
  let right = row[0]!.x;
  for (const piece of row) {
    if (text !== "" && piece.x - right > 0.5 * piece.size) text += " ";
    text += piece.text;
    right = Math.max(right, piece.x + piece.width);
  }
  return { text: text.trim(), left: row[0]!.x, right, size: row[0]!.size };
}

/** Joins the wrapped lines of all pages into paragraphs; page numbers at the top or foot of a page are dropped. */
export function joinPdfLines(pages: readonly (readonly PdfLine[])[]): string {
  const lines = pages.flatMap((page) =>
    page.filter((line, i) => !((i === 0 || i === page.length - 1) && PAGE_NUMBER.test(line.text))),
  );
  const leftMargin = Math.min(...lines.map((line) => line.left));
  const rightMargin = Math.max(...lines.map((line) => line.right));
  const paragraphs: string[] = [];
  lines.forEach((line, i) => {
    const previous = lines[i - 1];
    const wraps =
      previous !== undefined &&
      // Typesetting pulls up to three characters to the next line to keep punctuation off its start.
      previous.right > rightMargin - 3.5 * previous.size &&
      line.left < leftMargin + line.size &&
      Math.abs(previous.size - line.size) < 0.15 * line.size &&
      isBroken(previous.text) &&
      !startsAnew(line.text);
    if (wraps) paragraphs.push(joinWords(paragraphs.pop()!, line.text));
    else paragraphs.push(line.text);
  });
  return paragraphs.join("\n");
}

/** Between Chinese characters there is no space; between two Latin words there is. */
function joinWords(before: string, after: string): string {
  return /[A-Za-z0-9,.]$/.test(before) && /^[A-Za-z]/.test(after) ? `${before} ${after}` : before + after;
}
