/** A draft made fit to be kept: each field normalised, or refused with what to do. */
import { type Announcement, type AnnouncementChange, AnnouncementError } from "../types.ts";
import type { Columns } from "./announcement.repo.ts";
import { type Core, HOUR_MS } from "./core.ts";
import { REFUSALS } from "./lifeText.ts";
import { LONGEST_BODY, LONGEST_TITLE } from "./limits.ts";

const LONGEST_REASON = 200;
const LONGEST_URL = 500;
const MOST_FILES = 5;
const FOLLOW_UP_HOURS = 48;
const CALL_HOURS = 96;
/** A month: later a reminder reminds of nothing. */
const MOST_HOURS = 720;
const YEAR_MS = 366 * 24 * HOUR_MS;
/** Control characters, and those that turn the direction of writing around. */
const UNSHOWABLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const INVISIBLE = /[\u200B\u2060\uFEFF]/g;

/** The columns and files that a change comes to; what it does not name is not in them. */
export interface CheckedDraft {
  readonly columns: Partial<Columns>;
  readonly fileIds: readonly number[] | undefined;
}

/**
 * Checks the fields that are given; null clears one.
 * @param before what it changes, for fields that must fit each other
 * @throws AnnouncementError naming the field; MemberError where it is the audience
 */
export function checkChange(core: Core, change: AnnouncementChange, before?: Announcement): CheckedDraft {
  const { title, body, audience, clause, url, fileIds, needsConfirmation, sendAt } = change;
  const columns: Partial<Columns> = {
    ...(title === undefined ? {} : { title: checkTitle(title) }),
    ...(body === undefined ? {} : { body: checkBody(body) }),
    ...(audience === undefined ? {} : { audience: checkAudience(core, audience) }),
    ...(clause === undefined ? {} : checkClause(core, clause)),
    ...(url === undefined ? {} : { url: checkUrl(url) }),
    ...(needsConfirmation === undefined ? {} : { needsConfirmation: needsConfirmation === true }),
    ...checkHours(change, before),
    ...(sendAt === undefined ? {} : { sendAt: checkSendAt(core, sendAt) }),
  };
  return { columns, fileIds: fileIds === undefined ? undefined : checkFiles(core, fileIds ?? []) };
}

/** Why something is done to another's text, as they will read it. */
export function checkReason(text: string): string {
  const reason = shownText("reason", text.replace(/\s+/g, " "));
  if (reason === "") throw new AnnouncementError("reason", REFUSALS.reasonMissing);
  if ([...reason].length > LONGEST_REASON) {
    throw new AnnouncementError("reason", REFUSALS.reasonLong(LONGEST_REASON));
  }
  return reason;
}

export function checkBody(text: string | null): string {
  const lines = (text ?? "").replace(/\r\n?/g, "\n").replace(/[^\S\n]+/g, " ");
  const body = shownText("body", lines.replace(/ *\n */g, "\n").replace(/\n{3,}/g, "\n\n"));
  if (body === "") throw new AnnouncementError("body", REFUSALS.bodyMissing);
  const written = [...body].length;
  if (written > LONGEST_BODY) {
    throw new AnnouncementError("body", REFUSALS.bodyLong(LONGEST_BODY, written));
  }
  return body;
}

/** The clause must be in force now, whenever it was chosen. @throws AnnouncementError */
export function checkClauseInForce(core: Core, clause: Announcement["clause"]): void {
  if (clause !== null && core.readClause(clause.title, clause.article) === undefined) {
    throw new AnnouncementError("clause", REFUSALS.clauseGone);
  }
}

function checkTitle(text: string | null): string {
  const title = shownText("title", text ?? "");
  if (title === "") throw new AnnouncementError("title", REFUSALS.titleMissing);
  if (title.includes("\n")) throw new AnnouncementError("title", REFUSALS.titleLines);
  if ([...title].length > LONGEST_TITLE) {
    throw new AnnouncementError("title", REFUSALS.titleLong(LONGEST_TITLE));
  }
  return title;
}

function shownText(field: string, text: string): string {
  const clean = text.replace(INVISIBLE, "").trim();
  if (UNSHOWABLE.test(clean.replaceAll("\n", ""))) {
    throw new AnnouncementError(field, REFUSALS.characters);
  }
  return clean;
}

function checkAudience(core: Core, audience: AnnouncementChange["audience"]): Record<string, unknown> {
  if (audience === null) throw new AnnouncementError("audience", REFUSALS.audienceMissing);
  return { ...core.audiences.read(audience) };
}

function checkClause(
  core: Core,
  clause: NonNullable<AnnouncementChange["clause"]> | null,
): Pick<Columns, "clauseTitle" | "clauseArticle"> {
  if (clause === null) return { clauseTitle: null, clauseArticle: null };
  const [title, article] = [clause.title.trim(), clause.article.trim()];
  if (core.readClause(title, article) === undefined) {
    throw new AnnouncementError("clause", REFUSALS.clauseMissing);
  }
  return { clauseTitle: title, clauseArticle: article };
}

function checkUrl(text: string | null): string | null {
  if (text === null || text.trim() === "") return null;
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  const outside = url?.protocol === "http:" || url?.protocol === "https:";
  // A name or password in it would pretend to lead elsewhere: https://bureau.gov.cn@example.com/.
  if (url === undefined || !outside || url.username !== "" || text.length > LONGEST_URL) {
    throw new AnnouncementError("url", REFUSALS.url);
  }
  return url.href;
}

function checkFiles(core: Core, fileIds: readonly number[]): readonly number[] {
  if (fileIds.length > MOST_FILES) throw new AnnouncementError("fileIds", REFUSALS.tooManyFiles(MOST_FILES));
  if (new Set(fileIds).size < fileIds.length) throw new AnnouncementError("fileIds", REFUSALS.sameFile);
  if (fileIds.some((id) => core.files.get(id) === undefined)) {
    throw new AnnouncementError("fileIds", REFUSALS.fileGone);
  }
  return fileIds;
}

function checkHours(
  { followUpHours, callHours }: AnnouncementChange,
  before: Announcement | undefined,
): Partial<Pick<Columns, "followUpHours" | "callHours">> {
  if (before !== undefined && followUpHours === undefined && callHours === undefined) return {};
  const followUp = followUpHours ?? (followUpHours === null ? undefined : before?.followUpHours);
  const call = callHours ?? (callHours === null ? undefined : before?.callHours);
  const hours = { followUpHours: followUp ?? FOLLOW_UP_HOURS, callHours: call ?? CALL_HOURS };
  if (Object.values(hours).some((n) => !Number.isInteger(n) || n < 1 || n > MOST_HOURS)) {
    throw new AnnouncementError("followUpHours", REFUSALS.hours(MOST_HOURS));
  }
  if (hours.callHours <= hours.followUpHours) throw new AnnouncementError("callHours", REFUSALS.hoursOrder);
  return hours;
}

function checkSendAt({ clock }: Core, sendAt: number | null): number | null {
  if (sendAt === null) return null;
  if (!Number.isSafeInteger(sendAt)) throw new AnnouncementError("sendAt", REFUSALS.sendAtWrong);
  const now = clock();
  if (sendAt <= now) throw new AnnouncementError("sendAt", REFUSALS.sendAtPast);
  if (sendAt > now + YEAR_MS) throw new AnnouncementError("sendAt", REFUSALS.sendAtFar);
  return sendAt;
}
