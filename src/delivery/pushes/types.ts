/** The shapes of pushes. */
import type { Reply } from "../../dialogue/index.ts";
import type { CallOutcome, CallReason, PushRow } from "./pushes.repo.ts";

/** A message to one member. */
export interface Push {
  readonly memberId: number;
  /** The same key is queued once, ever: `announcement:7:member:31`. */
  readonly key: string;
  /** The feature that pushes: `announcement`, `study` … */
  readonly topic: string;
  /** Nothing that may not leave the country: health, hardship, identity number, address (promise "at home"). */
  readonly reply: Reply;
  /** What a liaison reads aloud on the telephone if no messenger reaches the member. */
  readonly aloud: string;
  /** An emergency: not held back by quiet hours. */
  readonly urgent?: boolean;
  /** Only by the member's own accounts, never a proxy's: for what concerns the proxy. */
  readonly ownOnly?: boolean;
  /** Unix ms. Not known to be read by then: a liaison calls. */
  readonly readBy?: number;
  /** Unix ms. Not sent before. */
  readonly notBefore?: number;
}

/** What came of queueing a push. */
export type Queued = "queued" | "already" | "callList";

/** An account through which a member may be reached. */
export interface Reachable {
  readonly channel: string;
  readonly accountId: string;
  readonly via: "self" | "proxy";
  readonly blocked: boolean;
}

/** What pushes need to know of people. */
export interface Recipients {
  /** In the order in which they are to be tried; none for the deceased and moved. */
  accountsOf(memberId: number): readonly Reachable[];
  nameOf(memberId: number): string | undefined;
  /** Neither dead, moved nor erased: nobody else is called. Absent: everybody is. */
  isHere?(memberId: number): boolean;
  /**
   * For how many members an account stands: a couple with one telephone, a proxy of two, a proxy who is a member. A push
   * to an account of several says whom it is for. Absent: only a proxy's does.
   */
  sharedBy?(channel: string, accountId: string): number;
}

/** How far a push has come. Times are Unix ms. */
export interface PushState {
  readonly status: PushRow["status"];
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly acknowledgedAt: number | null;
  /** A send of it is under way, or was cut off with its outcome unknown: somebody may have it. */
  readonly inDoubt: boolean;
  /** It is, or was, on the call list. */
  readonly call?: {
    readonly reason: CallReason;
    readonly doneAt: number | null;
    readonly outcome: CallOutcome | null;
  };
}
