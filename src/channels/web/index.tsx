/** The chat page, the channel that needs nothing but a browser. Mounted at `/`. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { manifest, readAssets } from "./assets.ts";
import { ChatView } from "./chatView.tsx";
import { ClausePage } from "./clauseView.tsx";
import { checkedKey } from "./conversationCookie.ts";
import { askDownload, fetchDownload, MAX_DIGITS_BYTES } from "./download.tsx";
import { HISTORY_LIMIT, streamConversation } from "./events.tsx";
import { openFeed, openSessionFile } from "./handouts/calendarFile.tsx";
import { keptFileHeaders, openKeptFile } from "./handouts/keptFile.tsx";
import { noStore, pageHeaders } from "./headers.ts";
import { draftOf, openAttendance, openInvitation } from "./invitation.tsx";
import { changeLook, safeReturn } from "./look.ts";
import type { ChatPageParts } from "./parts.ts";
import { frameOf, type Page, show, showDeadEnd } from "./response.tsx";
import { MAX_FORM_BYTES, refuseForeign, refuseHuge, say } from "./say.tsx";
import { BROKEN, BROKEN_TITLE, CLAUSE_MISSING, MISSING, MISSING_TITLE, NO_COOKIE } from "./text.ts";
import { knownChat, knownLook, rememberChat, rememberLook } from "./visitor.ts";

export type { ChatPageParts, ClauseView, DownloadOpened, KeptFile, Segment, Utterance } from "./parts.ts";
export { createWebSender } from "./webSender.ts";

/** Pages that show or change a conversation, or depend on a cookie. */
const PRIVATE_PATHS = [
  "/",
  "/say",
  "/events",
  "/look",
  "/clause/:id",
  "/download/:token",
  "/i/:code",
  "/s/:code",
] as const;
/** Each says by itself how long it may be kept. */
const PUBLIC_PATHS = [
  "/assets/:name",
  "/manifest.webmanifest",
  "/file/:idAndMac/:name",
  "/calendar/session/:file",
  "/calendar/branch/:file",
] as const;

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Builds the chat page: `/`, `/say`, `/events`, `/look`, `/clause/:id`, `/download/:token`, `/i/:code`, `/s/:code`,
 * `/file/*`, `/calendar/*`, `/assets/*`, `/manifest.webmanifest`.
 * @throws RangeError when `cookieKey` is shorter than 32 bytes; an Error when a file of the page is missing
 */
export function createChatPage(parts: ChatPageParts): Hono {
  const { byName, urls } = readAssets();
  const page: Page = { parts, key: checkedKey(parts.cookieKey), assets: urls };
  const app = new Hono();

  // Outside the headers of pages, which are set last.
  app.use("/file/:idAndMac/:name", keptFileHeaders());
  // Path by path: under "*" a page mounted at "/" would set them for the console too.
  for (const path of [...PRIVATE_PATHS, ...PUBLIC_PATHS]) app.use(path, pageHeaders());
  for (const path of PRIVATE_PATHS) app.use(path, noStore());

  app.get("/", (c) => showChat(c, page));
  app.post(
    "/say",
    async (c, next) => (await refuseForeign(c, page)) ?? next(),
    bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => refuseHuge(c, page) }),
    (c) => say(c, page),
  );
  // Someone comes by Back or Reload, without a form.
  app.get("/say", (c) => c.redirect("/", 303));
  app.get("/events", (c) => {
    // Nobody reads a stream that answers HEAD, and it would never end.
    if (c.req.raw.method === "HEAD") return c.body(null);
    const after = c.req.header("last-event-id") || c.req.query("after") || undefined;
    return streamConversation(c, parts, knownChat(c, page.key), after);
  });
  app.get("/look", (c) => {
    rememberLook(c, changeLook(knownLook(c), c.req.query("size"), c.req.query("scheme")));
    return c.redirect(safeReturn(c.req.query("back")), 303);
  });
  app.get("/clause/:id", (c) => showClause(c, page));
  app.get("/download/:token", (c) => askDownload(c, page));
  app.post(
    "/download/:token",
    async (c, next) => (await refuseForeign(c, page)) ?? next(),
    bodyLimit({ maxSize: MAX_DIGITS_BYTES, onError: (c) => askDownload(c, page) }),
    (c) => fetchDownload(c, page),
  );
  app.get("/i/:code", (c) => openInvitation(c, page));
  app.get("/s/:code", (c) => openAttendance(c, page));
  app.get("/file/:idAndMac/:name", (c) => openKeptFile(c, page));
  app.get("/calendar/session/:file{.+\\.ics}", (c) => openSessionFile(c, page));
  app.get("/calendar/branch/:file{.+\\.ics}", (c) => openFeed(c, page));
  app.get("/assets/:name", (c) => {
    const asset = byName.get(c.req.param("name"));
    if (asset === undefined) return c.notFound();
    const forGood = c.req.query("v") === asset.version;
    return c.body(asset.body, 200, {
      "Content-Type": asset.type,
      "Cache-Control": forGood ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache",
    });
  });
  app.get("/manifest.webmanifest", (c) =>
    c.body(JSON.stringify(manifest(urls.icon)), 200, { "Content-Type": "application/manifest+json" }),
  );

  app.onError((error, c) => {
    parts.report?.(error);
    return showDeadEnd(c, page, 500, { title: BROKEN_TITLE, words: BROKEN });
  });
  return app;
}

async function showChat(c: Context, page: Page): Promise<Response> {
  const { parts } = page;
  const known = knownChat(c, page.key);
  rememberChat(c, known ?? parts.newId(), page.key);
  const state = {
    frame: frameOf(c, page),
    utterances: known === undefined ? [] : await parts.history(known, HISTORY_LIMIT),
    formId: parts.newId(),
    filePath: parts.filePath,
    ...draftOf(c.req.query("code"), c.req.query("attend")),
    // Sent here with a cookie a moment ago, and it did not come back.
    ...(known === undefined && c.req.query("sent") === "1" ? { fault: NO_COOKIE } : {}),
  };
  return show(c, <ChatView state={state} />);
}

async function showClause(c: Context, page: Page): Promise<Response> {
  const written = c.req.param("id") ?? "";
  const id = /^\d{1,15}$/.test(written) ? Number(written) : undefined;
  const clause = id === undefined ? undefined : await page.parts.readClause(id);
  if (id === undefined || clause === undefined) {
    const words = id === undefined ? MISSING : CLAUSE_MISSING;
    return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words });
  }
  const whole = c.req.query("whole") === "1";
  const frame = frameOf(c, page, `/clause/${id}${whole ? "?whole=1" : ""}`);
  return show(c, <ClausePage frame={frame} id={id} clause={clause} whole={whole} />);
}
