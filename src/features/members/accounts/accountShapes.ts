/** Invitations, what comes of them, and the accounts that they bind. Times are Unix ms. */
import type { Role } from "../../../dialogue/index.ts";

/** Whom an invitation binds. */
export type ForWhom = "member" | "proxy" | "staff";
export type InvitationTarget =
  | { readonly memberId: number }
  | { readonly proxyGrantId: number }
  | { readonly staffId: number };

/** An invitation as issued: the only moment its code is known. */
export interface Invitation {
  readonly id: number;
  /** 9 digits. */
  readonly code: string;
  readonly expiresAt: number;
  readonly forWhom: ForWhom;
  /** Whom it is for, to be written on the card. */
  readonly name: string;
  /** The member a proxy will act for. */
  readonly memberName?: string;
  readonly relation?: string;
}

export interface OpenInvitation {
  readonly id: number;
  readonly forWhom: ForWhom;
  readonly name: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** What a typed code leads to. The name of the invited is not told: they confirm by writing it. */
export type FoundInvitation =
  | {
      readonly kind: "found";
      readonly id: number;
      readonly forWhom: ForWhom;
      /** True: the last four of the phone are asked for. False (members without a phone): those of the identity number. */
      readonly asksPhone: boolean;
      readonly memberName?: string;
      readonly relation?: string;
    }
  | { readonly kind: "unknown" }
  | { readonly kind: "expired" }
  | { readonly kind: "used" }
  | { readonly kind: "revoked" }
  | { readonly kind: "locked" }
  /** This account, or all together, guessed too often. */
  | { readonly kind: "tooMany"; readonly retryAt: number };

export type Bound =
  | {
      readonly kind: "bound";
      readonly identityId: number;
      readonly forWhom: ForWhom;
      readonly memberId?: number;
      readonly staffId?: number;
      readonly proxyId?: number;
      /** The account was bound before. */
      readonly already: boolean;
    }
  /** Wrong name or last four. */
  | { readonly kind: "mismatch"; readonly triesLeft: number }
  /** Meanwhile used, expired, revoked or locked, or there is nothing stored to confirm by. */
  | { readonly kind: "gone" };

/** What the invited person confirms with. */
export interface Proof {
  readonly name: string;
  readonly lastFour: string;
}

/** A private chat of a channel. */
export interface Account {
  readonly channel: string;
  readonly accountId: string;
}

export interface ReachableAccount extends Account {
  readonly via: "self" | "proxy";
  readonly proxyName?: string;
  readonly blocked: boolean;
  readonly boundAt: number;
}

export interface StaffAccount extends Account {
  readonly staffId: number;
  readonly name: string;
  readonly roles: readonly Role[];
}
