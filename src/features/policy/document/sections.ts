/** Notices in 一、（一）. */
import { bare, headingOf, itemMark, SECTION_LEVEL, sectionMark } from "./marks.ts";
import { writeNumber } from "./numerals.ts";
import { Contexts, type Piece, piece } from "./pieces.ts";

/** Where 一、 begins, with the headings right above it. Undefined when there is none. */
export function sectionsStart(lines: readonly string[]): number | undefined {
  return startOf(lines, (line) => sectionMark(line)?.number === 1);
}

/** Where （一） begins in a notice without 一、, when there are at least two. */
export function itemsStart(lines: readonly string[]): number | undefined {
  const several = lines.filter((line) => itemMark(line) !== undefined).length > 1;
  return several ? startOf(lines, (line) => itemMark(line)?.number === 1) : undefined;
}

function startOf(lines: readonly string[], opens: (line: string) => boolean): number | undefined {
  let start = lines.findIndex(opens);
  if (start < 0) return undefined;
  while (
    start > 0 &&
    sectionMark(lines[start - 1]!) === undefined &&
    headingOf(lines[start - 1]!) !== undefined
  )
    start--;
  return start;
}

/** Cuts lines into headings and clauses labelled 一, 一（一）. */
export function sectionPieces(lines: readonly string[], outer = ""): Piece[] {
  const contexts = new Contexts(outer);
  const pieces: Piece[] = [];
  let block: string[] = [];
  let number = 0;
  const flush = () => {
    if (block.length > 0) pieces.push(...blockPieces(block, number, contexts));
    block = [];
  };
  for (const line of lines) {
    const mark = sectionMark(line)?.number;
    const heading = mark === undefined && itemMark(line) === undefined ? headingOf(line) : undefined;
    if (mark !== undefined && (mark === 1 || mark === number + 1 || mark === number + 2)) {
      flush();
      number = mark;
      block = [line];
    } else if (heading !== undefined) {
      flush();
      pieces.push({
        kind: "heading",
        label: null,
        context: contexts.enter(heading.level, heading.name),
        lines: [line],
      });
    } else {
      block.push(line);
    }
  }
  flush();
  return pieces;
}

/** One section: its first line and what follows it. */
function blockPieces(block: readonly string[], number: number, contexts: Contexts): Piece[] {
  const [first = "", ...rest] = block;
  const opens = sectionMark(first) !== undefined;
  const label = number === 0 ? "引言" : writeNumber(number);
  if (!opens) return piece("clause", label, contexts.joined(), block);
  const above = contexts.enter(SECTION_LEVEL, sectionName(first));
  if (rest.length > 0 && isShortHeading(first)) {
    const heading: Piece = { kind: "heading", label: null, context: above, lines: [first] };
    return [heading, ...bodyPieces(rest, label, contexts.joined(), contexts.joined())];
  }
  return bodyPieces(block, label, above, contexts.joined());
}

/** Text before the first （一） is clause 一, each item 一（一）; one enumeration of fragments stays whole. */
function bodyPieces(
  lines: readonly string[],
  label: string,
  leadContext: string,
  itemContext: string,
): Piece[] {
  const start = lines.findIndex((line) => itemMark(line)?.number === 1);
  if (start < 0) return piece("clause", label, leadContext, lines);
  const items = cutItems(lines.slice(start));
  const introduced = start > 0 && /[:：]$/.test(bare(lines[start - 1]!));
  if (introduced && areFragments(items)) return piece("clause", label, leadContext, lines);
  return [
    ...piece("clause", label, leadContext, lines.slice(0, start)),
    ...labelledItems(items, label, itemContext),
  ];
}

/** Items （一）（二）… of a notice without 一、, labelled （一）. */
export function itemPieces(lines: readonly string[], outer = ""): Piece[] {
  const start = lines.findIndex((line) => itemMark(line)?.number === 1);
  return [
    ...lines.slice(0, start).flatMap((line) => piece("heading", null, outer, [line])),
    ...labelledItems(cutItems(lines.slice(start)), "", outer),
  ];
}

interface Item {
  readonly number: number;
  readonly lines: string[];
}

function cutItems(lines: readonly string[]): Item[] {
  const items: Item[] = [];
  for (const line of lines) {
    const number = itemMark(line)?.number;
    const last = items.at(-1)?.number ?? 0;
    if (number !== undefined && (number === last + 1 || number === last + 2))
      items.push({ number, lines: [line] });
    else items.at(-1)!.lines.push(line);
  }
  return items;
}

function labelledItems(items: readonly Item[], label: string, context: string): Piece[] {
  return items.flatMap((item) =>
    piece("clause", `${label}（${writeNumber(item.number)}）`, context, item.lines),
  );
}

/** None but the last ends a sentence, so the items are one sentence with what introduces them. */
function areFragments(items: readonly Item[]): boolean {
  return items.slice(0, -1).every(({ lines }) => !/[。！？][”）)]*$/.test(bare(lines.at(-1)!)));
}

function isShortHeading(line: string): boolean {
  const text = bare(line);
  return text.length <= 45 && !text.includes("。") && !/[；：，、！？:;,]$/.test(text);
}

/** What a section is called in a context: its heading, or the beginning of its sentence. */
function sectionName(line: string): string {
  return /^[^。：；:]{1,40}/.exec(bare(line))?.[0] ?? bare(line);
}
