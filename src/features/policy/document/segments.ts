/** A document's text to segments. Stages: front matter → head → body → foot → annexes. Every line lands in one segment. */
import { annexPieces, annexStarts } from "./annexes.ts";
import { bodyPieces } from "./body.ts";
import { countClosingLines } from "./closingLines.ts";
import { countHeadLines } from "./headLines.ts";
import { piece, toSegment } from "./pieces.ts";
import type { Segment } from "./policyDocument.ts";

/**
 * Cuts normalised text into segments.
 * @param frontMatterLines how many lines at the top are front matter; they become a head segment of their own
 */
export function segmentText(text: string, frontMatterLines = 0): Segment[] {
  const all = text.split("\n");
  const front = filled(all.slice(0, frontMatterLines));
  const lines = filled(all.slice(frontMatterLines));
  const head = countHeadLines(lines);
  const annexes = annexStarts(lines, head);
  const bodyEnd = annexes[0] ?? lines.length;
  const body = lines.slice(head, bodyEnd);
  const foot = body.length - countClosingLines(body);
  return [
    ...piece("head", null, "", front),
    ...piece("head", null, "", lines.slice(0, head)),
    ...bodyPieces(body.slice(0, foot)),
    ...piece("closing", null, "", body.slice(foot)),
    ...annexes.flatMap((start, i) => annexPieces(lines.slice(start, annexes[i + 1]))),
  ].map(toSegment);
}

function filled(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== "");
}
