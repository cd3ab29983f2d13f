/** `POST /say`: a question or a tapped choice, from a form or from chat.js. */
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { MAX_TEXT_LENGTH, readAsking } from "./asking.ts";
import { makeBell } from "./bell.ts";
import { ChatView, isWaiting } from "./chatView.tsx";
import { HISTORY_LIMIT } from "./events.tsx";
import type { ChatPageParts, Utterance } from "./parts.ts";
import { frameOf, type Page, show, showDeadEnd } from "./response.tsx";
import { isSameOrigin } from "./sameOrigin.ts";
import { BROKEN_TITLE, farTooLong, NOT_OUR_PAGE, NOT_STORED } from "./text.ts";
import { knownChat, rememberChat } from "./visitor.ts";

/** The largest form that is read at all: 2,000 characters of Chinese take 18 KB; some excess gets counted. */
export const MAX_FORM_BYTES = 64 * 1024;

/** A browser without JavaScript sees an answer only in the page that follows, so that page waits a little. */
const PATIENCE_MS = 1500;

/** Takes what was said. Answers a form with 303 to the page, chat.js with JSON. */
export async function say(c: Context, page: Page): Promise<Response> {
  const { parts } = page;
  const known = knownChat(c, page.key);
  const chatId = known ?? parts.newId();
  const fields = await readFields(c);
  const asking = readAsking(fields, chatId, parts.clock, parts.newId);
  rememberChat(c, chatId, page.key);
  if (!asking.ok) return showFault(c, page, 422, { ...asking, chatId, formId: fields.id });

  const bell = makeBell();
  const unsubscribe = parts.subscribe(chatId, bell.ring);
  try {
    try {
      await parts.receive(asking.message);
    } catch (error) {
      parts.report?.(error);
      const draft = asking.message.text;
      return await showFault(c, page, 503, { fault: NOT_STORED, text: draft, chatId, formId: fields.id });
    }
    if (wantsJson(c)) return c.json({ ok: true, nextId: parts.newId(), newChat: known === undefined });
    const utterances = await untilAnswered(parts, chatId, bell.rung);
    const question = utterances.findLast((said) => said.from === "person");
    const anchor = question === undefined ? "ask" : `u-${question.id}`;
    // Should the browser refuse cookies, the page must say so instead of greeting anew.
    return c.redirect(`/${known === undefined ? "?sent=1" : ""}#${anchor}`, 303);
  } finally {
    unsubscribe();
  }
}

/** Refuses a request that does not come from our own page; undefined when it does. */
export function refuseForeign(c: Context, page: Page): Response | Promise<Response> | undefined {
  const same = isSameOrigin({
    secFetchSite: c.req.header("sec-fetch-site"),
    origin: c.req.header("origin"),
    referer: c.req.header("referer"),
    host: c.req.header("host") ?? new URL(c.req.url).host,
  });
  if (same) return undefined;
  if (wantsJson(c)) return c.json({ ok: false, fault: NOT_OUR_PAGE }, 403);
  return showDeadEnd(c, page, 403, { title: BROKEN_TITLE, words: NOT_OUR_PAGE });
}

/** Answers a form that is too large to read. */
export function refuseHuge(c: Context, page: Page): Promise<Response> {
  const chatId = knownChat(c, page.key);
  return showFault(c, page, 413, { fault: farTooLong(MAX_TEXT_LENGTH), text: "", chatId, formId: undefined });
}

interface Fault {
  fault: string;
  /** The words that were sent; they stay in the box. */
  text: string;
  chatId: string | undefined;
  formId: string | undefined;
}

async function showFault(c: Context, page: Page, status: ContentfulStatusCode, fault: Fault) {
  if (wantsJson(c)) return c.json({ ok: false, fault: fault.fault }, status);
  const { parts } = page;
  const state = {
    frame: frameOf(c, page),
    utterances: fault.chatId === undefined ? [] : await parts.history(fault.chatId, HISTORY_LIMIT),
    // The same id again: should the words have been stored after all, they are not stored twice.
    formId: fault.formId ?? parts.newId(),
    filePath: parts.filePath,
    fault: fault.fault,
    draft: fault.text,
  };
  return show(c, <ChatView state={state} />, status);
}

async function untilAnswered(
  parts: ChatPageParts,
  chatId: string,
  rung: (withinMs: number) => Promise<boolean>,
): Promise<Utterance[]> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const utterances = await parts.history(chatId, HISTORY_LIMIT);
    const left = deadline - Date.now();
    if (!isWaiting(utterances) || left <= 0 || !(await rung(left))) return utterances;
  }
}

async function readFields(c: Context) {
  const body = await c.req.parseBody();
  const field = (name: string) => {
    const value = body[name];
    return typeof value === "string" ? value : undefined;
  };
  return { id: field("id"), text: field("text"), action: field("action") };
}

function wantsJson(c: Context): boolean {
  return c.req.header("accept")?.includes("application/json") === true;
}
