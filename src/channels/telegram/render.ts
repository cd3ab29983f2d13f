/** A reply as Telegram's HTML, in as many messages as it takes. */
import type { Block, Reply } from "../../dialogue/message.ts";
import { linkLines } from "./links.ts";
import { pieces } from "./split.ts";
import { writtenBy } from "./text.ts";
import { withoutLoneSurrogates } from "./wellFormed.ts";

/** Visible UTF-16 units in one message. Telegram allows 4,096 after parsing entities; the rest is reserve. */
export const VISIBLE_LIMIT = 4000;

/** A stretch of visible text with its marks. */
interface Run {
  readonly text: string;
  readonly mark?: "b" | "u";
  readonly quote?: true;
}

/**
 * Renders a reply as HTML, one string a message: who writes, where it is not the assistant, the blocks, and the
 * links that cannot be buttons. The text is cut first and marked up afterwards, so that no cut can fall inside
 * a tag or an entity.
 * Source: https://core.telegram.org/bots/api#html-style
 * @param publicUrl where people reach our pages
 */
export function renderHtml(reply: Reply, publicUrl?: string): string[] {
  const lines = linkLines(reply, publicUrl).map((text): Run[] => [{ text }]);
  const paragraphs = [...reply.blocks.map(blockRuns), ...lines];
  const head: Run[] =
    reply.from === undefined ? [] : [{ text: writtenBy(reply.from), mark: "b" }, { text: "\n" }];
  const runs = paragraphs.flatMap((paragraph, at) =>
    at === 0 ? [...head, ...paragraph] : [{ text: "\n\n" }, ...paragraph],
  );
  const wellFormed = runs.map((run) => ({ ...run, text: withoutLoneSurrogates(run.text) }));
  const text = wellFormed.map((run) => run.text).join("");
  return pieces(text, VISIBLE_LIMIT).map(([from, to]) => markUp(slice(wellFormed, from, to)));
}

function blockRuns(block: Block): Run[] {
  const quote = block.kind === "clause" ? ({ quote: true } as const) : {};
  const body: Run[] = block.spans.map(({ text, mark }) => {
    if (mark === undefined) return { text, ...quote };
    return { text, mark: mark === "evidence" ? "u" : "b", ...quote };
  });
  if (block.kind === "text") return body;
  const hasBody = block.spans.some((span) => span.text !== "");
  const lines: Run[][] = [];
  if (block.source !== "") lines.push([{ text: block.source, mark: "b" }]);
  if (hasBody) lines.push(body);
  if (block.note !== undefined && block.note !== "") lines.push([{ text: block.note, mark: "b" }]);
  return lines.flatMap((line, at) => (at === 0 ? line : [{ text: "\n" }, ...line]));
}

function slice(runs: readonly Run[], from: number, to: number): Run[] {
  const taken: Run[] = [];
  let start = 0;
  for (const run of runs) {
    const end = start + run.text.length;
    if (end > from && start < to) {
      taken.push({ ...run, text: run.text.slice(Math.max(0, from - start), to - start) });
    }
    start = end;
  }
  return taken;
}

function markUp(runs: readonly Run[]): string {
  let html = "";
  let quoted = false;
  for (const run of runs) {
    if ((run.quote ?? false) !== quoted) {
      quoted = !quoted;
      html += quoted ? "<blockquote>" : "</blockquote>";
    }
    const text = escapeHtml(run.text);
    html += run.mark === undefined ? text : `<${run.mark}>${text}</${run.mark}>`;
  }
  return quoted ? `${html}</blockquote>` : html;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
