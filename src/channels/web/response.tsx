/** How a page becomes a response. */
import type { Context } from "hono";
import { html } from "hono/html";
import type { Child } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AssetUrls } from "./assets.ts";
import { DeadEnd } from "./deadEndView.tsx";
import type { Frame } from "./layout.tsx";
import type { ChatPageParts } from "./parts.ts";
import { knownLook } from "./visitor.ts";

/** What every route works with. */
export interface Page {
  parts: ChatPageParts;
  /** Signs the conversation cookie. */
  key: Buffer;
  assets: AssetUrls;
}

/** The frame of a page for this browser. `path` is where its look switches come back to. */
export function frameOf(c: Context, page: Page, path = "/"): Frame {
  return { look: knownLook(c), assets: page.assets, path };
}

/** Sends a whole document. */
export function show(c: Context, document: Child, status: ContentfulStatusCode = 200) {
  return c.html(html`<!doctype html>${document}`, status);
}

/** Sends a page that says what went wrong and leads back. */
export function showDeadEnd(
  c: Context,
  page: Page,
  status: ContentfulStatusCode,
  words: { title: string; words: string },
) {
  return show(c, <DeadEnd frame={frameOf(c, page)} {...words} />, status);
}
