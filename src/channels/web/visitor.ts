/** Who is there: the conversation and the look that a browser's cookies name. */
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import {
  CONVERSATION_COOKIE,
  COOKIE_MAX_AGE_SECONDS,
  readConversation,
  signConversation,
} from "./conversationCookie.ts";
import { LOOK_COOKIE, type Look, readLook, writeLook } from "./look.ts";

/** The conversation of this browser; undefined on a first visit or when the cookie is not ours. */
export function knownChat(c: Context, key: Buffer): string | undefined {
  return readConversation(getCookie(c, CONVERSATION_COOKIE), key);
}

/** Hands the browser its conversation, for another 400 days. */
export function rememberChat(c: Context, chatId: string, key: Buffer): void {
  setCookie(c, CONVERSATION_COOKIE, signConversation(chatId, key), cookieOptions(c));
}

/** The look that this browser remembers. */
export function knownLook(c: Context): Look {
  return readLook(getCookie(c, LOOK_COOKIE));
}

/** Has the browser remember a look. */
export function rememberLook(c: Context, look: Look): void {
  setCookie(c, LOOK_COOKIE, writeLook(look), cookieOptions(c));
}

function cookieOptions(c: Context) {
  // A proxy that ends TLS says so here. Whoever forges it only keeps their own cookie off plain http.
  const scheme = c.req.header("x-forwarded-proto") ?? new URL(c.req.url).protocol.replace(":", "");
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    maxAge: COOKIE_MAX_AGE_SECONDS,
    secure: scheme === "https",
  } as const;
}
