/** `/calendar/…`: one session for a calendar, and the feed that a branch's calendar follows (RFC 5545). */
import type { Context } from "hono";
import { attachment } from "../download.tsx";
import { type Page, showDeadEnd } from "../response.tsx";
import { CALENDAR_MISSING, FEED_NAME, MISSING_TITLE, SESSION_NAME } from "../text.ts";

/** Calendars come for a feed every few hours of their own accord. */
const FEED_SECONDS = 300;

/** A session, so that it can be put into one's own calendar. Never cached: it may have been moved. */
export function openSessionFile(c: Context, page: Page): Response | Promise<Response> {
  return calendar(c, page, page.parts.calendarSession(nameOf(c)), SESSION_NAME, "no-store");
}

/** A branch's sessions, under an address that only its members know. */
export function openFeed(c: Context, page: Page): Response | Promise<Response> {
  return calendar(c, page, page.parts.calendarFeed(nameOf(c)), FEED_NAME, `private, max-age=${FEED_SECONDS}`);
}

function nameOf(c: Context): string {
  return (c.req.param("file") ?? "").replace(/\.ics$/, "");
}

function calendar(c: Context, page: Page, text: string | undefined, name: string, cache: string) {
  if (text === undefined) {
    c.header("Cache-Control", "no-store");
    return showDeadEnd(c, page, 404, { title: MISSING_TITLE, words: CALENDAR_MISSING });
  }
  return c.body(text, 200, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": attachment(name),
    "Cache-Control": cache,
  });
}
