/** `/download/:token`: a file made for one person, handed out for the last four digits of their telephone. */
import type { Context } from "hono";
import type { FC } from "hono/jsx";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type Frame, Layout } from "./layout.tsx";
import { frameOf, type Page, show, showDeadEnd } from "./response.tsx";
import {
  DOWNLOAD_ASK,
  DOWNLOAD_CARE,
  DOWNLOAD_GONE,
  DOWNLOAD_GONE_TITLE,
  DOWNLOAD_LABEL,
  DOWNLOAD_OPEN,
  DOWNLOAD_TITLE,
  downloadWrong,
  SKIP_TO_TEXT,
} from "./text.ts";

/** The form holds four characters; some excess for another's padding. */
export const MAX_DIGITS_BYTES = 4 * 1024;

/** 32 bytes in base64url (RFC 4648, section 5). */
const TOKEN = /^[\w-]{43}$/;

/** The form that asks for the digits. */
export async function askDownload(c: Context, page: Page): Promise<Response> {
  const token = tokenOf(c);
  const opened = token === undefined ? undefined : await page.parts.openDownload(token, undefined);
  if (token === undefined || opened?.kind !== "ask") return gone(c, page);
  return showForm(c, page, token);
}

/** The file, or the form again. */
export async function fetchDownload(c: Context, page: Page): Promise<Response> {
  const token = tokenOf(c);
  const { digits } = await c.req.parseBody();
  if (token === undefined) return gone(c, page);
  const opened = await page.parts.openDownload(token, typeof digits === "string" ? digits : "");
  switch (opened.kind) {
    case "file":
      return c.body(Uint8Array.from(opened.body).buffer, 200, {
        "Content-Type": opened.mediaType,
        "Content-Disposition": attachment(opened.name),
      });
    case "wrong":
      return showForm(c, page, token, 422, downloadWrong(opened.triesLeft));
    case "ask":
      return showForm(c, page, token);
    case "gone":
      return gone(c, page);
  }
}

/** `Content-Disposition` of a file that is stored. */
export function attachment(name: string): string {
  return disposition("attachment", name);
}

/** `Content-Disposition` of a file that is shown. */
export function inline(name: string): string {
  return disposition("inline", name);
}

/**
 * With a name in Chinese: plain ASCII for old browsers, and UTF-8 for all others.
 * @see RFC 6266, section 4.3; RFC 8187, section 3.2 (which replaced RFC 5987)
 */
function disposition(kind: "attachment" | "inline", name: string): string {
  const ascii = name.replace(/[^\w.-]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function tokenOf(c: Context): string | undefined {
  const token = c.req.param("token") ?? "";
  return TOKEN.test(token) ? token : undefined;
}

function gone(c: Context, page: Page): Response | Promise<Response> {
  return showDeadEnd(c, page, 404, { title: DOWNLOAD_GONE_TITLE, words: DOWNLOAD_GONE });
}

function showForm(c: Context, page: Page, token: string, status: ContentfulStatusCode = 200, fault?: string) {
  const path = `/download/${token}`;
  return show(c, <DigitsForm frame={frameOf(c, page, path)} path={path} fault={fault} />, status);
}

const DigitsForm: FC<{ frame: Frame; path: string; fault: string | undefined }> = ({
  frame,
  path,
  fault,
}) => (
  <Layout frame={frame} title={DOWNLOAD_TITLE} skip={{ to: "digits", label: SKIP_TO_TEXT }}>
    <h1>{DOWNLOAD_TITLE}</h1>
    <p id="digits-hint">{DOWNLOAD_ASK}</p>
    <p id="fault" class="fault" role="alert">
      {fault ?? ""}
    </p>
    <form method="post" action={path} class="digits">
      <label for="digits">{DOWNLOAD_LABEL}</label>
      <input
        id="digits"
        name="digits"
        type="text"
        autocomplete="off"
        autocapitalize="characters"
        maxlength={8}
        required
        aria-describedby="fault digits-hint"
        aria-invalid={fault === undefined ? undefined : "true"}
      />
      <button type="submit" class="primary">
        {DOWNLOAD_OPEN}
      </button>
    </form>
    <p class="hint">{DOWNLOAD_CARE}</p>
  </Layout>
);
