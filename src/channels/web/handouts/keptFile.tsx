/** `/file/:idAndMac/:name`: a file that we keep, to whoever has its address. */
import type { Context, MiddlewareHandler } from "hono";
import { attachment, inline } from "../download.tsx";
import { type Page, showDeadEnd } from "../response.tsx";
import { FILE_MISSING, MISSING_TITLE } from "../text.ts";

/** `12-` and 22 characters of base64url. */
const ID_AND_MAC = /^\d{1,15}-[\w-]{22}$/;

/** Shown where the person is; what would be a program's work to open is stored. */
const SHOWN = /^(?:image|audio)\/|^application\/pdf$/;

/** Nothing in the file may run, and nobody may frame it. A viewer's own style is let be: a PDF is shown with it. */
const FILE_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self'",
  "media-src 'self'",
  "object-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A file may be taken back: not kept for long. */
const KEPT_SECONDS = 300;

const IS_FILE = "keptFile";

/** Goes around the headers of pages: a file has stricter ones. */
export function keptFileHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next();
    if (c.get(IS_FILE) !== true) return;
    c.header("Content-Security-Policy", FILE_POLICY);
    c.header("Cache-Control", `private, max-age=${KEPT_SECONDS}`);
  };
}

/** The file, or a dead end. The name in the address is for people; the file's own is sent. */
export function openKeptFile(c: Context, page: Page): Response | Promise<Response> {
  const idAndMac = c.req.param("idAndMac") ?? "";
  const file = ID_AND_MAC.test(idAndMac) ? page.parts.openFile(idAndMac) : undefined;
  if (file === undefined) return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words: FILE_MISSING });
  c.set(IS_FILE, true);
  return c.body(Uint8Array.from(file.body).buffer, 200, {
    "Content-Type": file.mediaType,
    "Content-Disposition": SHOWN.test(file.mediaType) ? inline(file.name) : attachment(file.name),
    "X-Content-Type-Options": "nosniff",
  });
}
