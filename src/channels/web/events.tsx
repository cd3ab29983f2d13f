/** What is said while the page is open, as server-sent events (WHATWG HTML, 9.2). */
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { makeBell } from "./bell.ts";
import { isWaiting } from "./chatView.tsx";
import type { ChatPageParts, Utterance } from "./parts.ts";
import { UtteranceView } from "./utterance.tsx";

/** How many utterances a page and a stream look back. */
export const HISTORY_LIMIT = 200;

const HEARTBEAT_MS = 20_000;
const RETRY_MS = 3000;

/**
 * A browser without our cookie hears `stranger` once. For any other, this streams `said` (an utterance's
 * markup, its id as the event's id), `changed` (the markup of one that was corrected or taken back), `waiting` (`yes`
 * or `no`) and `beat`, starting after `after`.
 * It ends when the browser goes away, or when the history cannot be read: the browser then comes back by
 * itself and asks again from the last id it has.
 */
export function streamConversation(
  c: Context,
  parts: ChatPageParts,
  chatId: string | undefined,
  after: string | undefined,
): Response {
  // nginx would hold events back until its buffer is full.
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (stream) => {
    try {
      if (chatId === undefined) return await stream.writeSSE({ event: "stranger", data: "" });
      await pump(stream, parts, chatId, after);
    } catch (error) {
      parts.report?.(error);
    }
  });
}

async function pump(
  stream: SSEStreamingApi,
  parts: ChatPageParts,
  chatId: string,
  after: string | undefined,
) {
  const bell = makeBell();
  // Before the first look: what is said between the two must ring.
  const unsubscribe = parts.subscribe(chatId, bell.ring);
  stream.onAbort(bell.ring);
  try {
    await stream.writeSSE({ event: "beat", data: "", retry: RETRY_MS });
    let last = after;
    // What of it the page has already is not known: all changes are told once more when it connects.
    const told = new Map<string, number>();
    let waiting: boolean | undefined;
    while (!stream.aborted) {
      const utterances = await parts.history(chatId, HISTORY_LIMIT);
      for (const utterance of utterances) {
        const changedAt = utterance.from === "assistant" ? utterance.changedAt : undefined;
        const known = last !== undefined && !isLater(utterance.id, last);
        if (known && told.get(utterance.id) === changedAt) continue;
        await writeUtterance(stream, parts, utterance, known ? "changed" : "said");
        if (changedAt !== undefined) told.set(utterance.id, changedAt);
        if (!known) last = utterance.id;
      }
      if (isWaiting(utterances) !== waiting) {
        waiting = isWaiting(utterances);
        await stream.writeSSE({ event: "waiting", data: waiting ? "yes" : "no" });
      }
      while (!stream.aborted && !(await bell.rung(HEARTBEAT_MS))) {
        await stream.writeSSE({ event: "beat", data: "" });
      }
    }
  } finally {
    unsubscribe();
  }
}

async function writeUtterance(
  stream: SSEStreamingApi,
  parts: ChatPageParts,
  utterance: Utterance,
  event: "said" | "changed",
) {
  const view = <UtteranceView utterance={utterance} formId={parts.newId()} filePath={parts.filePath} />;
  const data = await view.toString();
  // The id is where a broken line goes on from: what was said last, not what was changed last.
  await stream.writeSSE(event === "said" ? { event, id: utterance.id, data } : { event, data });
}

/** Whether an utterance's id comes after another's; see {@link Utterance}. */
export function isLater(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}
