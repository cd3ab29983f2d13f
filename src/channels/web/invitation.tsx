/**
 * `/i/:code` and `/s/:code`: a card's link, and a session's, open the chat page with the code in the box. Nothing happens
 * until it is sent.
 */
import type { Context } from "hono";
import { type Page, showDeadEnd } from "./response.tsx";
import {
  ATTEND_READY,
  ATTEND_WRONG,
  attendDraft,
  CODE_READY,
  CODE_WRONG,
  codeDraft,
  MISSING_TITLE,
} from "./text.ts";

const CODE = /^\d{9}$/;
const ATTEND_CODE = /^\d{4}$/;

/** Leads on to the chat page, at the box. */
export function openInvitation(c: Context, page: Page): Response | Promise<Response> {
  const code = c.req.param("code") ?? "";
  if (!CODE.test(code)) return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words: CODE_WRONG });
  return c.redirect(`/?code=${code}#ask`, 303);
}

/** Leads on to the chat page, at the box, with the code that is shown where a session is held. */
export function openAttendance(c: Context, page: Page): Response | Promise<Response> {
  const code = c.req.param("code") ?? "";
  if (!ATTEND_CODE.test(code))
    return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words: ATTEND_WRONG });
  return c.redirect(`/?attend=${code}#ask`, 303);
}

/** What the chat page shows for `?code=` or `?attend=`; nothing for what is no code. */
export function draftOf(
  code: string | undefined,
  attend: string | undefined,
): { draft: string; notice: string } | undefined {
  if (code !== undefined && CODE.test(code)) return { draft: codeDraft(code), notice: CODE_READY };
  if (attend !== undefined && ATTEND_CODE.test(attend))
    return { draft: attendDraft(attend), notice: ATTEND_READY };
  return undefined;
}
