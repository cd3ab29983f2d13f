/** Stretches of lines on their way to segments, and how they are cut. */

import { writeNumber } from "./numerals.ts";
import type { Segment, SegmentKind } from "./policyDocument.ts";

/** A segment whose lines are still apart. */
export interface Piece {
  kind: SegmentKind;
  label: string | null;
  context: string;
  lines: string[];
}

/** A piece of the given lines; none for no lines. */
export function piece(
  kind: SegmentKind,
  label: string | null,
  context: string,
  lines: readonly string[],
): Piece[] {
  return lines.length === 0 ? [] : [{ kind, label, context, lines: [...lines] }];
}

/** The finished segment. */
export function toSegment({ kind, label, context, lines }: Piece): Segment {
  return { kind, label, context, text: lines.join("\n") };
}

/** Cuts lines into stretches of at most `limit` characters; a longer line stays whole. */
export function cutLines(lines: readonly string[], limit: number): string[][] {
  const stretches: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (length + line.length > limit) {
      stretches.push([]);
      length = 0;
    }
    stretches.at(-1)!.push(line);
    length += line.length;
  }
  return stretches;
}

/** One clause, or clauses 正文（一）, 正文（二）… where it would be longer than `limit` characters. */
export function cutClause(label: string, context: string, lines: readonly string[], limit: number): Piece[] {
  const stretches = cutLines(lines, limit);
  return stretches.flatMap((stretch, i) =>
    piece("clause", stretches.length === 1 ? label : `${label}（${writeNumber(i + 1)}）`, context, stretch),
  );
}

/** Headings above the present line, by level. */
export class Contexts {
  private readonly above: { level: number; name: string }[] = [];

  constructor(private readonly outer = "") {}

  /** Puts a heading in place of those of its level and below. Gives the context of the heading itself. */
  enter(level: number, name: string): string {
    while ((this.above.at(-1)?.level ?? -1) >= level) this.above.pop();
    const context = this.joined();
    this.above.push({ level, name });
    return context;
  }

  /** All headings, joined with a space. */
  joined(): string {
    return [this.outer, ...this.above.map(({ name }) => name)].filter((name) => name !== "").join(" ");
  }
}
