/** A reply as Telegram's HTML, in as many messages as it takes. */
import type { Block, Reply } from "../../dialogue/message.ts";
import { pieces } from "./split.ts";

/** Visible UTF-16 units in one message. Telegram allows 4,096 after parsing entities; the rest is reserve. */
export const VISIBLE_LIMIT = 4000;

/** A stretch of visible text with its marks. */
interface Run {
  readonly text: string;
  readonly mark?: "b" | "u";
  readonly quote?: true;
}

/**
 * Renders a reply as HTML, one string a message. The text is cut first and marked up afterwards, so that
 * no cut can fall inside a tag or an entity.
 * Source: https://core.telegram.org/bots/api#html-style
 */
export function renderHtml(reply: Reply): string[] {
  const runs = reply.blocks.flatMap((block, at) =>
    at === 0 ? blockRuns(block) : [{ text: "\n\n" }, ...blockRuns(block)],
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

/** Half a surrogate pair cannot be encoded in UTF-8, and Telegram refuses the whole message for it. */
function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
