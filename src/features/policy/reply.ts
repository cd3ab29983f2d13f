/** From an answer to the messages a person reads. */
import { type Block, type Choice, paragraph, type Reply, type Span } from "../../dialogue/index.ts";
import type { Citation, PolicyAnswer } from "./answer.ts";
import { excerptOf } from "./excerpt.ts";
import type { ClauseInContext } from "./library.ts";
import { refusalText, SAMPLE_NOTE, sourceLine, statusNote, TEXT, withoutMarks } from "./text.ts";

/** The second and third clause are shown this long (characters); the whole stands behind 看全文. */
const LONGEST_SECOND = 160;

const FOLLOW_UP: readonly Choice[] = [
  { label: TEXT.unsolved, action: "unsolved" },
  { label: TEXT.human, action: "human" },
];

/** The reply to a policy question. */
export function answerReply(answer: PolicyAnswer): Reply {
  const [best, ...more] = answer.citations;
  const blocks: Block[] = [];
  if (answer.refusal !== undefined) blocks.push(paragraph(refusalText(answer.refusal)));
  else blocks.push(paragraph(answer.kind === "answer" ? TEXT.answer : TEXT.related));
  if (best !== undefined) blocks.push(clauseBlock(best, best.quote, best.evidence));
  if (more.length > 0) {
    if (answer.kind === "answer") blocks.push(paragraph(TEXT.answerMore));
    for (const citation of more) {
      const { quote, evidence } = excerptOf(citation, LONGEST_SECOND);
      blocks.push(clauseBlock(citation, quote, evidence));
    }
  }
  return { blocks, choices: FOLLOW_UP };
}

function clauseBlock(citation: Citation, quote: string, evidence: readonly [number, number]): Block {
  const note = [citation.sample ? SAMPLE_NOTE : undefined, statusNote(citation.status)]
    .filter((part) => part !== undefined)
    .join("；");
  return {
    kind: "clause",
    source: sourceLine(citation),
    spans: spans(quote, evidence),
    ...(note === "" ? {} : { note }),
    open: { label: TEXT.open, clauseId: citation.clauseId },
  };
}

function spans(quote: string, [from, to]: readonly [number, number]): Span[] {
  const parts: Span[] = [
    { text: quote.slice(0, from) },
    { text: quote.slice(from, to), mark: "evidence" },
    { text: quote.slice(to) },
  ];
  return parts.filter((span) => span.text !== "");
}

/** A clause with its neighbours, for a messenger. */
export function contextReply(opened: ClauseInContext): Reply {
  const { version, clause, segments } = opened;
  const source = sourceLine({ ...version, article: null });
  const note = [version.sample ? SAMPLE_NOTE : undefined, statusNote(opened.status)]
    .filter((part) => part !== undefined)
    .join("；");
  const blocks: Block[] = [
    { kind: "text", spans: [{ text: note === "" ? source : `${source}\n${note}`, mark: "strong" }] },
  ];
  for (const segment of segments) {
    const isAsked = segment.id === clause.id;
    blocks.push({
      kind: "text",
      spans: [
        isAsked
          ? { text: withoutMarks(segment.text), mark: "evidence" }
          : { text: withoutMarks(segment.text) },
      ],
    });
  }
  const choices: Choice[] = [];
  if (opened.previousId !== undefined)
    choices.push({ label: TEXT.previous, action: `clause:${opened.previousId}` });
  if (opened.nextId !== undefined) choices.push({ label: TEXT.next, action: `clause:${opened.nextId}` });
  return { blocks, choices: [...choices, { label: TEXT.human, action: "human" }] };
}
