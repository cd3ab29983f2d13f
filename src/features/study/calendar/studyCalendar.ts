/** Calendar files of sessions, and the calendars of branches to subscribe to. */
import { createHash, randomBytes } from "node:crypto";
import type { Store } from "../../../store/index.ts";
import { type Actor, actorName, type Members, NotAllowed } from "../../members/index.ts";
import { type Sessions, type StudyCalendar, StudyError } from "../types.ts";
import { entryFile, feedFile } from "./calendarFile.ts";
import { CALENDAR_TEXT } from "./calendarText.ts";
import { branchOfFeed, insertFeed, revokeOpenFeed } from "./feeds.repo.ts";
import { mapUrl } from "./mapUrl.ts";
import { createSessionAddresses } from "./sessionAddress.ts";

export interface StudyCalendarParts {
  readonly store: Store;
  /** The service's 32 bytes; a key for addresses is derived from it. */
  readonly key: Buffer;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Pick<Members, "branches" | "audit">;
  readonly sessions: Pick<Sessions, "get" | "list" | "runs">;
  /** Narrows the map's search: 株洲市. */
  readonly city?: string | undefined;
  /** node:crypto's unless given. */
  readonly randomBytes?: (n: number) => Buffer;
}

const TOKEN_BYTES = 32;
const FEED_LOOKS_BACK_MS = 365 * 24 * 60 * 60_000;
/** More than a branch holds in two years. */
const FEED_SESSIONS = 1_000;

export function createStudyCalendar(parts: StudyCalendarParts): StudyCalendar {
  const { store, clock, timeZone, members, sessions, city } = parts;
  const { records } = store;
  const random = parts.randomBytes ?? randomBytes;
  const addresses = createSessionAddresses(parts.key);
  const branchNamed = (branchId: number) => members.branches().find(({ id }) => id === branchId);

  const requireRuns = (actor: Actor, branchId: number) => {
    if (!sessions.runs(actor, { branchId })) throw new NotAllowed(CALENDAR_TEXT.notYourBranch);
    if (branchNamed(branchId) === undefined) throw new StudyError("branchId", CALENDAR_TEXT.noSuchBranch);
  };

  return {
    sessionPath: addresses.path,
    sessionFile(idAndMac) {
      const id = addresses.read(idAndMac);
      const session = id === undefined ? undefined : sessions.get(id);
      return session && entryFile(session, clock());
    },
    issueFeed: (actor, branchId) =>
      store.transaction(() => {
        requireRuns(actor, branchId);
        const now = clock();
        const token = random(TOKEN_BYTES).toString("base64url");
        const replaced = revokeOpenFeed(records, branchId, now);
        insertFeed(records, {
          branchId,
          tokenHash: hashOf(token),
          createdAt: now,
          createdBy: actorName(actor),
        });
        members.audit.record(actor, "study.feed.issue", `branch:${branchId}`, { replaced });
        return `/calendar/branch/${token}.ics`;
      }),
    revokeFeed: (actor, branchId) =>
      store.transaction(() => {
        requireRuns(actor, branchId);
        if (revokeOpenFeed(records, branchId, clock()))
          members.audit.record(actor, "study.feed.revoke", `branch:${branchId}`);
      }),
    feedFile(entered) {
      const [, token] = /^([\w-]{43})(?:\.ics)?$/.exec(entered) ?? [];
      const branchId = token === undefined ? undefined : branchOfFeed(records, hashOf(token));
      const branch = branchId === undefined ? undefined : branchNamed(branchId);
      if (branch === undefined) return undefined;
      const now = clock();
      const from = now - FEED_LOOKS_BACK_MS;
      const found = sessions.list({ branchId: branch.id, from, limit: FEED_SESSIONS });
      return feedFile(branch.name, timeZone, found, now);
    },
    mapUrl: (session) => mapUrl(session, city),
  };
}

/** The token is 256 random bits: an unkeyed hash cannot be searched, and looking it up tells nothing of the token. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}
