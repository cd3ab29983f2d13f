/** What the study of branches offers, and its shapes. Times are Unix ms, days `YYYY-MM-DD`. */
import type { FileAttachment } from "../../dialogue/index.ts";
import type { Actor } from "../members/index.ts";
import type {
  Material,
  MaterialDraft,
  Series,
  SeriesDraft,
  SessionChange,
  SessionCounts,
  SessionDraft,
  SessionFilter,
  SessionForm,
  StudySession,
} from "./sessionShapes.ts";

export {
  FORMS,
  type Material,
  type MaterialDraft,
  type Place,
  type Series,
  type SeriesDraft,
  type SessionChange,
  type SessionCounts,
  type SessionDraft,
  type SessionFilter,
  type SessionForm,
  StudyError,
  type StudySession,
} from "./sessionShapes.ts";

export type Answer = "accepted" | "waiting" | "declined" | "later";

/** One invited member, for those who run the session. */
export interface Invitee {
  readonly memberId: number;
  readonly name: string;
  readonly branch: string | null;
  readonly guest: boolean;
  readonly answer: Answer | null;
  /** 1 for the first on the waiting list. */
  readonly waitingPlace?: number;
  readonly pickUp: boolean | null;
  readonly attendedAt: number | null;
  readonly madeUpAt: number | null;
  /** Invited, nudged or reminded, but no messenger reached them: the call list has them. */
  readonly onCallList: boolean;
}

/** A session and what this member has to do with it. */
export interface MemberSession {
  readonly session: StudySession;
  readonly invited: boolean;
  readonly answer: Answer | null;
  readonly waitingPlace?: number;
  readonly pickUp: boolean | null;
  readonly attendedAt: number | null;
  readonly madeUpAt: number | null;
  readonly materials: readonly Material[];
}

/** What an answer came to. */
export interface Answered {
  readonly answer: Answer;
  /** With `waiting`. */
  readonly waitingPlace?: number;
  /** The session asks whether to be fetched, and this member has not said. */
  readonly askPickUp: boolean;
  /** It was the same before. */
  readonly unchanged: boolean;
}

/** What the pick-up came to: an order, or why none could be made. */
export type PickUp =
  | { readonly kind: "notNeeded" }
  | { readonly kind: "ordered"; readonly number: string }
  | { readonly kind: "refused"; readonly words: string };

/**
 * Sessions and answers. Synchronous; every change is one transaction that nests in the caller's, tells everyone
 * concerned through pushes, and is in the audit log. Who runs a session: admin, editor, and the secretary of its
 * branch. Functions with an actor throw NotAllowed, those with entered values StudyError (or MemberError for an audience).
 */
export interface Sessions {
  /** @throws StudyError for a past start, an end before it, a room taken, an empty audience, a capacity below 1 … */
  create(actor: Actor, draft: SessionDraft): number;
  /** @throws StudyError also where `version` is given and the session has changed since */
  change(actor: Actor, id: number, change: SessionChange, version?: number): void;
  cancel(actor: Actor, id: number, reason: string): void;
  get(id: number): StudySession | undefined;
  list(filter: SessionFilter): readonly StudySession[];
  counts(id: number): SessionCounts;
  materials(id: number): readonly Material[];
  addMaterial(actor: Actor, id: number, material: MaterialDraft): number;
  removeMaterial(actor: Actor, id: number, materialId: number): void;
  /** Whether this actor runs the session (or could run one of the branch). */
  runs(actor: Actor, session: Pick<StudySession, "branchId">): boolean;
  /** Branches whose secretary this member is. */
  branchesOf(memberId: number): readonly { readonly id: number; readonly name: string }[];

  createSeries(actor: Actor, draft: SeriesDraft): number;
  series(): readonly Series[];
  /** No occurrence after that day any more; planned ones after it are cancelled. */
  endSeries(actor: Actor, id: number, lastDay: string, reason: string): void;
  /** The next days of a rule, for a look before it is saved: with what a holiday does to each. */
  previewSeries(
    draft: SeriesDraft,
    n: number,
  ): readonly { readonly day: string; readonly fate: "kept" | "skipped" | "moved"; readonly to?: string }[];

  /** The member, or a proxy of theirs; or who runs it, for somebody who said so by telephone. */
  answer(actor: Actor, sessionId: number, memberId: number, answer: "accept" | "decline" | "later"): Answered;
  /** As `answer`. Needed: becomes a service request. */
  setPickUp(actor: Actor, sessionId: number, memberId: number, needed: boolean): PickUp;
  /** For who runs it and for viewers. Those who have not answered last. */
  invitees(actor: Actor, sessionId: number): readonly Invitee[];
  /** Reminds now who has not answered; once a day a session. Returns how many. */
  nudge(actor: Actor, sessionId: number): number;
  /** Planned sessions from now on to which the member is invited, soonest first. */
  upcoming(memberId: number): readonly MemberSession[];
  /** One of them, also a past or cancelled one; undefined when the member has nothing to do with it. */
  forMember(sessionId: number, memberId: number): MemberSession | undefined;
  /** Erasure: takes the member out of waiting lists and answers; keeps bare attendance figures without a name. */
  erase(memberId: number): void;

  /**
   * What is due: occurrences made, new members invited, invitations, reminders, nudges. Called every minute until it
   * has nothing to do; does little when nothing is due. Returns how many things it did.
   * @param most pushes queued by this call, 300 unless told
   */
  tick(most?: number): number;
}

/** What signing in came to. */
export type SignIn =
  | { readonly kind: "signedIn"; readonly session: StudySession; readonly guest: boolean }
  | { readonly kind: "already"; readonly session: StudySession }
  /** No session with that code is on now. */
  | { readonly kind: "wrong"; readonly triesLeft: number }
  | { readonly kind: "tooMany" };

export interface Reflection {
  readonly id: number;
  readonly sessionId: number;
  readonly memberId: number;
  readonly name: string;
  readonly at: number;
  readonly text: string;
  readonly voice?: { readonly channel: string; readonly file: FileAttachment };
}

/** A member's year. */
export interface StudyRecord {
  readonly year: number;
  readonly invited: number;
  readonly attended: number;
  readonly madeUp: number;
  readonly reflections: number;
  /** Best result of each quiz taken in that year. */
  readonly quizzes: readonly { readonly title: string; readonly score: number; readonly total: number }[];
  readonly lines: readonly {
    readonly sessionId: number;
    readonly title: string;
    readonly form: SessionForm;
    readonly startsAt: number;
    readonly outcome: "attended" | "madeUp" | "excused" | "absent";
  }[];
}

/** A branch's row of the table. `rate` is attendance over places of those invited, 0 to 1; undefined with none. */
export interface BranchLine {
  readonly branchId: number;
  readonly branch: string;
  readonly members: number;
  readonly planned: number;
  readonly held: number;
  readonly cancelled: number;
  readonly invited: number;
  readonly attended: number;
  readonly madeUp: number;
  readonly rate: number | undefined;
}

/** Attendance and what comes after. Rights and errors as {@link Sessions}. */
export interface Attending {
  /**
   * By the code of the day, from 60 minutes before the start to 60 minutes after the end; the code alone finds the
   * session among those that are on. 5 wrong codes an hour, then nothing is looked up. Whoever was not invited signs in
   * as a guest.
   */
  signIn(actor: Actor, memberId: number, code: string, via: "code" | "qr"): SignIn;
  /** Whether digits could be the code of a session that is on now and concerns this member: for the chat. */
  looksLikeCode(memberId: number, code: string): boolean;
  /** By who runs it; false takes a tick back. From 60 minutes before the start on, for 30 days. */
  tick(actor: Actor, sessionId: number, memberId: number, present: boolean): void;
  /** The member or a proxy, for a session that has begun. 10 to 3,000 characters, or a voice message. */
  reflect(
    actor: Actor,
    sessionId: number,
    memberId: number,
    said: { text: string; voice?: { channel: string; file: FileAttachment } },
  ): number;
  /** For who runs it; members see their own. */
  reflections(actor: Actor, sessionId: number): readonly Reflection[];
  /** The absent have read the materials. Needs materials and an ended session that the member was invited to. */
  makeUp(actor: Actor, sessionId: number, memberId: number): void;
  /** The member, a proxy, the member's secretary, staff. */
  record(actor: Actor, memberId: number, year: number): StudyRecord;
  /** Staff see all branches, a secretary their own. From rows, exactly. */
  table(actor: Actor, year: number, branchId?: number): readonly BranchLine[];
  /** The table, the sessions and who came, as .xlsx. Audited. */
  exportTable(actor: Actor, year: number, branchId?: number): Promise<Buffer>;
  /** A page to print and hang at the door: the QR code and the four digits. `publicUrl`, `botUsername` give the links. */
  doorSheet(
    actor: Actor,
    sessionId: number,
    links: { publicUrl?: string; botUsername?: string },
  ): Promise<string>;
  erase(memberId: number): void;
}

/** Calendar files and feeds (RFC 5545). */
export interface StudyCalendar {
  /** `/calendar/session/12-<mac>.ics`: an address of the entry that nobody can guess. */
  sessionPath(sessionId: number): string;
  /** The entry of such an address: METHOD:PUBLISH, or CANCEL once it is cancelled. Undefined for a wrong address. */
  sessionFile(idAndMac: string): string | undefined;
  /** A new secret address of the branch's calendar; the one before stops working. For who runs the branch. */
  issueFeed(actor: Actor, branchId: number): string;
  revokeFeed(actor: Actor, branchId: number): void;
  /** A branch's calendar: from a year ago on. Undefined for a wrong or revoked address. */
  feedFile(token: string): string | undefined;
  /** A map's search for the place; undefined where no address is known. */
  mapUrl(session: StudySession): string | undefined;
}
