/** Who speaks: what the kernel and the features know of the account behind a message. */

/** What a member of staff may do. */
export type Role = "admin" | "editor" | "dispatcher" | "liaison" | "viewer";

/** A member as far as a conversation needs to know: no phone, no number, no address. */
export interface Principal {
  readonly memberId: number;
  readonly name: string;
  readonly category: "离休" | "退休" | "国企退休";
}

/** A member for whom the account acts. */
export interface Represented extends Principal {
  /** 女儿, 儿子 … */
  readonly relation: string;
  readonly proxyId: number;
}

/** The person behind an account. A stranger has none of the fields. */
export interface Speaker {
  /** The account is this member's own. */
  readonly self?: Principal;
  /** A couple may share one account: the other one, or others, whose own it is besides `self`. */
  readonly alsoSelf?: readonly Principal[];
  /** The account may act for these. */
  readonly represents: readonly Represented[];
  /**
   * For whom this message is: the member themself, the only one represented, or the one chosen. Undefined for a
   * stranger, and for a proxy of several who has not chosen yet.
   */
  readonly actingFor?: Principal;
  /** The account belongs to a member of staff. */
  readonly staff?: { readonly staffId: number; readonly name: string; readonly roles: readonly Role[] };
}

/** An account that nobody bound. */
export const STRANGER: Speaker = { represents: [] };

/** What surrounds a message: who speaks, and whether staff hold the conversation. */
export interface Context {
  readonly speaker: Speaker;
  /** The open handover of this conversation, if there is one. */
  readonly handover?: { readonly id: number; readonly silent: boolean; readonly takenBy?: string };
}

/** A stranger, and nobody holds the conversation. */
export const NO_CONTEXT: Context = { speaker: STRANGER };
