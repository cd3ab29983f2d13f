/** `/i/:code`: a card's link opens the chat page with the code in the box. Nothing happens until it is sent. */
import type { Context } from "hono";
import { type Page, showDeadEnd } from "./response.tsx";
import { CODE_READY, CODE_WRONG, codeDraft, MISSING_TITLE } from "./text.ts";

const CODE = /^\d{9}$/;

/** Leads on to the chat page, at the box. */
export function openInvitation(c: Context, page: Page): Response | Promise<Response> {
  const code = c.req.param("code") ?? "";
  if (!CODE.test(code)) return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words: CODE_WRONG });
  return c.redirect(`/?code=${code}#ask`, 303);
}

/** What the chat page shows for `?code=`; nothing for what is no code. */
export function draftOf(code: string | undefined): { draft: string; notice: string } | undefined {
  return code !== undefined && CODE.test(code) ? { draft: codeDraft(code), notice: CODE_READY } : undefined;
}
