/** What the chat page needs from the rest of the house. `main` supplies it; tests supply a fake. */
import type { Utterance } from "../../delivery/history.ts";
import type { IncomingMessage } from "../../dialogue/message.ts";

export type { Utterance };

/** The collaborators of the chat page. */
export interface ChatPageParts {
  /**
   * Stores an incoming message durably (idempotent by `messageId`) and starts work on it.
   * Resolves when it is on disk.
   * @throws when it cannot be stored
   */
  receive(message: IncomingMessage): Promise<void>;
  /** The newest `limit` utterances of the conversation, oldest first. */
  history(chatId: string, limit: number): Promise<Utterance[]>;
  /** Calls back whenever something was said or a question was answered. Returns the unsubscriber. */
  subscribe(chatId: string, listener: () => void): () => void;
  /** A clause in its context, undefined when there is none. */
  readClause(clauseId: number): Promise<ClauseView | undefined>;
  /** Opens a file made for one person; without `lastFour` only tells whether there is one. */
  openDownload(token: string, lastFour: string | undefined): Promise<DownloadOpened>;
  /** What `12-<mac>` of `/file/12-<mac>/名单.docx` leads to. */
  openFile(idAndMac: string): KeptFile | undefined;
  /** Where a file that we keep is opened: `/file/12-<mac>/名单.docx`. */
  filePath(stored: number): string | undefined;
  /** The calendar file of the session that `12-<mac>` of `/calendar/session/12-<mac>.ics` leads to. */
  calendarSession(idAndMac: string): string | undefined;
  /** The calendar of the branch whose secret this is: `/calendar/branch/<token>.ics`. */
  calendarFeed(token: string): string | undefined;
  /** Signs the conversation cookie; at least 32 random bytes. */
  cookieKey: Buffer;
  /** Now, Unix milliseconds. */
  clock: () => number;
  /** A new unguessable id of letters, digits, `-` and `_`. */
  newId: () => string;
  /** Told of each failure of which the person only saw 请再试一次. */
  report?: (error: unknown) => void;
}

/** A file that we keep, opened. */
export interface KeptFile {
  name: string;
  mediaType: string;
  body: Uint8Array;
}

/** What opening a file came to. */
export type DownloadOpened =
  | { kind: "file"; name: string; mediaType: string; body: Uint8Array }
  /** The last four digits of the telephone are needed. */
  | { kind: "ask" }
  | { kind: "wrong"; triesLeft: number }
  /** No such file, or not any more. */
  | { kind: "gone" };

/** A citable piece of a notice, or a heading between such pieces. */
export interface Segment {
  id: number;
  kind: "head" | "heading" | "clause" | "closing";
  label: string | null;
  text: string;
  /** True for the clause that was asked for. */
  current: boolean;
}

/** A clause with what stands around it. Dates are ISO days, `2024-01-31`. */
export interface ClauseView {
  title: string;
  label: string;
  docNumber?: string;
  issuer?: string;
  region: string;
  effectiveOn?: string;
  amendedOn?: string;
  /** A warning about validity: 已废止, 尚未生效. */
  statusNote?: string;
  /** The text is an invented example. */
  sample: boolean;
  /** Segments in the order of the notice. */
  segments: Segment[];
  previousId?: number;
  nextId?: number;
  /** `segments` is the whole notice. The page then shows the neighbours first and offers the rest. */
  whole: boolean;
}
