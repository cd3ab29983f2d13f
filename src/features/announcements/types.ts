/** The shapes of announcements, and what the feature offers. Times are Unix ms. */
import type { Reply } from "../../dialogue/index.ts";
import type { Actor, Audience, AudienceName } from "../members/index.ts";

/** What was entered cannot be kept or done. `message` says in Chinese what is wrong and what to do. */
export class AnnouncementError extends Error {
  override readonly name = "AnnouncementError";

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

/** An announcement as entered. */
export interface AnnouncementDraft {
  /** 60 characters at most. */
  readonly title: string;
  /** 3,000 characters at most: one message on every channel. */
  readonly body: string;
  readonly audience: Audience;
  /** A clause of the library: title and citable label (`第十九条`). Must be there. */
  readonly clause?: { readonly title: string; readonly article: string };
  /** http or https. */
  readonly url?: string;
  readonly fileIds?: readonly number[];
  /** 需要确认收到. */
  readonly needsConfirmation?: boolean;
  /** Hours after sending: the one follow-up (48 unless told), and the call list (96). */
  readonly followUpHours?: number;
  readonly callHours?: number;
  /** Absent: as soon as it is approved. */
  readonly sendAt?: number;
}

export type AnnouncementChange = { readonly [K in keyof AnnouncementDraft]?: AnnouncementDraft[K] | null };

export type AnnouncementStatus =
  | "draft"
  | "submitted"
  | "approved"
  | "sending"
  | "sent"
  | "recalled"
  | "dropped";

export interface Announcement {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  readonly clause: { readonly title: string; readonly article: string } | null;
  readonly url: string | null;
  readonly files: readonly { readonly id: number; readonly name: string }[];
  readonly needsConfirmation: boolean;
  readonly followUpHours: number;
  readonly callHours: number;
  readonly audience: Audience;
  readonly status: AnnouncementStatus;
  readonly sendAt: number | null;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly returnedReason: string | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly recalledAt: number | null;
  readonly festival: string | null;
  readonly version: number;
}

/** Whom it will reach, before sending. */
export interface AudienceLook {
  readonly members: number;
  readonly staff: number;
  /** 退休，天元区 … */
  readonly words: string;
  readonly names: readonly AudienceName[];
}

/** How far it has come. Numbers of people; each person is in one of waiting … called, and may be in confirmed besides. */
export interface Progress {
  readonly recipients: number;
  /** Not queued, or queued and not sent. */
  readonly waiting: number;
  readonly delivered: number;
  readonly read: number;
  readonly confirmed: number;
  /** On the call list now, by reason; and those whom a call has reached. */
  readonly toCall: Readonly<Record<"noAccount" | "blocked" | "failed" | "unread", number>>;
  readonly called: number;
  /** Called, and it came to nothing: wrong number, not needed. */
  readonly callFailed: number;
  readonly skipped: number;
  /** Staff without an account, or whose account failed. */
  readonly staffUnreached: number;
  readonly state: AnnouncementStatus;
}

/**
 * Announcements. Synchronous but for `carryOn`; every change is one transaction and audited. Draft, change, submit:
 * editor and admin. Approve: another editor or an admin, never the author or who submitted. An admin (and the operator at the command line) may
 * release their own without approval. Viewers look. Functions throw NotAllowed, AnnouncementError, MemberError (audience).
 */
export interface Announcements {
  create(actor: Actor, draft: AnnouncementDraft): number;
  /** Only as a draft; one that was submitted becomes a draft again. */
  change(actor: Actor, id: number, change: AnnouncementChange, version?: number): void;
  /** As recipients will see it. */
  preview(id: number): Reply;
  look(actor: Actor, id: number, page?: { afterId?: number; limit?: number }): AudienceLook;
  /** Asks for approval; editors and admins are told. */
  submit(actor: Actor, id: number): void;
  /** Freezes the audience; it goes out at `sendAt`, or now. Returns how many recipients. */
  approve(actor: Actor, id: number, version?: number): number;
  /** Back to its author, with a reason. */
  sendBack(actor: Actor, id: number, reason: string): void;
  /** Admin: what `approve` does, for one's own. */
  release(actor: Actor, id: number): number;
  /** Draft, submitted or approved and not begun: will not be sent. */
  drop(actor: Actor, id: number): void;
  get(id: number): Announcement | undefined;
  list(filter: { status?: AnnouncementStatus; limit?: number; beforeId?: number }): readonly Announcement[];
  /** What a member was sent, newest first. */
  ofMember(
    memberId: number,
    limit: number,
  ): readonly {
    readonly id: number;
    readonly title: string;
    readonly at: number;
    readonly needsConfirmation: boolean;
    readonly confirmed: boolean;
  }[];
  /**
   * 收到: by the member, a proxy, or the member of staff it went to. With `memberId` also by staff to whom that member
   * said it on the telephone: their liaison, dispatcher, editor, admin; NotAllowed for others.
   */
  confirm(actor: Actor, id: number, memberId?: number): "confirmed" | "already" | "notYours";
  progress(actor: Actor, id: number): Progress;
  /** Who has not confirmed (or, without confirmation, not been seen to read), and whether a call is due. */
  unconfirmed(actor: Actor, id: number, page?: { afterId?: number; limit?: number }): readonly AudienceName[];
  /** Receipts as .xlsx: each recipient, delivered, confirmed, failed and why, called. Audited. */
  exportReceipts(actor: Actor, id: number): Promise<Buffer>;
  /** The new text: unsent are replaced, sent ones edited where the channel can, and whom it reached is told what changed. */
  correct(actor: Actor, id: number, correction: { body: string; reason: string }): void;
  /** Unsent are not sent; sent ones are removed or marked; whom it reached is told. */
  recall(actor: Actor, id: number, reason: string): void;
  /**
   * What is due: sending in small transactions, follow-ups, corrections, festival drafts. A job calls it every minute;
   * cut off anywhere, it goes on where it was.
   */
  carryOn(signal: AbortSignal): Promise<void>;
  erase(memberId: number): void;
}
