/**
 * Files made for one person: kept sealed for half an hour, fetched by a link with a secret token and the last four
 * digits of the telephone.
 */

import { createHash, randomBytes } from "node:crypto";
import { equalSecrets } from "../../../delivery/index.ts";
import type { SecretBox, Store } from "../../../store/index.ts";
import type { Audit } from "../types.ts";
import {
  countFailure,
  deleteDownload,
  deleteExpired,
  findDownload,
  insertDownload,
  markFetched,
} from "./downloads.repo.ts";

/** A file as it is handed out. */
export interface DownloadFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** What fetching came to. */
export type DownloadOpened =
  | { readonly kind: "file"; readonly name: string; readonly mediaType: string; readonly body: Uint8Array }
  /** There is a file; the last four digits are needed. */
  | { readonly kind: "ask" }
  | { readonly kind: "wrong"; readonly triesLeft: number }
  /** No such file, or it is too late, or too many wrong digits. Which of them is not told. */
  | { readonly kind: "gone" };

export interface Downloads {
  /** 32 random bytes, base64url: 43 characters. */
  newToken(): string;
  /** Keeps a file for half an hour, inside the caller's transaction. `check` is what has to be given to fetch it. */
  keep(token: string, memberId: number, file: DownloadFile, check: string): void;
  /** Fetches; without `lastFour` only tells whether there is something. Every fetch is in the audit log. */
  open(token: string, lastFour: string | undefined): DownloadOpened;
  /** Removes what is past its time; how many. */
  purgeExpired(): number;
}

export interface DownloadsParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly audit: Audit;
  readonly clock: () => number;
  /** node:crypto's unless given. */
  readonly randomBytes?: (n: number) => Buffer;
}

/** How long a file can be fetched. */
const DOWNLOAD_MINUTES = 30;
const MOST_FAILURES = 5;
const TOKEN_BYTES = 32;

export function createDownloads(parts: DownloadsParts): Downloads {
  const { store, box, audit, clock } = parts;
  const random = parts.randomBytes ?? randomBytes;
  return {
    newToken: () => random(TOKEN_BYTES).toString("base64url"),
    keep(token, memberId, { name, mediaType, text }, check) {
      const now = clock();
      insertDownload(store.records, {
        tokenHash: hashOf(token),
        memberId,
        name,
        mediaType,
        // The check goes in with the text: it is as secret, and opening it reads no record of the member.
        body: box.seal(JSON.stringify({ check, text })),
        createdAt: now,
        expiresAt: now + DOWNLOAD_MINUTES * 60_000,
      });
    },
    open(token, lastFour) {
      return store.transaction((): DownloadOpened => {
        const row = findDownload(store.records, hashOf(token), clock(), MOST_FAILURES);
        if (row === undefined) return { kind: "gone" };
        if (lastFour === undefined) return { kind: "ask" };
        const { check, text } = JSON.parse(box.open(row.body)) as { check: string; text: string };
        if (!equalSecrets(lastFour.trim().normalize("NFKC").toUpperCase(), check)) {
          const triesLeft = MOST_FAILURES - row.failures - 1;
          if (triesLeft > 0) countFailure(store.records, row.id);
          else deleteDownload(store.records, row.id);
          return triesLeft > 0 ? { kind: "wrong", triesLeft } : { kind: "gone" };
        }
        markFetched(store.records, row.id, clock());
        audit.record({ kind: "system", name: "download" }, "download.fetch", `member:${row.memberId}`);
        return { kind: "file", name: row.name, mediaType: row.mediaType, body: Buffer.from(text, "utf8") };
      });
    },
    purgeExpired: () => deleteExpired(store.records, clock()),
  };
}

/** The token is 256 random bits: an unkeyed hash cannot be searched. */
function hashOf(token: string): Buffer {
  return createHash("sha256").update(token, "utf8").digest();
}
