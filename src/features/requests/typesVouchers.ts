/** Vouchers: what a member may spend. Money is in fen, times are Unix ms. */
import type { Actor } from "../members/index.ts";

export type VoucherKind = "serviceVoucher" | "careCard";

export interface VoucherBalance {
  readonly id: number;
  readonly kind: VoucherKind;
  /** Free to spend. */
  readonly balance: number;
  /** Set aside for open orders. */
  readonly held: number;
  /** The last day of use, `YYYY-MM-DD`. */
  readonly expiresOn: string | null;
}

export interface VoucherEntry {
  readonly id: number;
  readonly voucherId: number;
  readonly requestId: number | null;
  readonly kind: "issue" | "hold" | "release" | "spend" | "expire";
  readonly amount: number;
  readonly at: number;
  readonly actor: string;
}

export interface Vouchers {
  /** Needs admin or editor. Audited. @throws NotAllowed, MemberError. Returns the voucher's id. */
  issue(actor: Actor, memberId: number, kind: VoucherKind, fen: number, expiresOn?: string): number;
  /** Vouchers with something to spend or something held, in the order in which they are used. */
  balances(memberId: number): readonly VoucherBalance[];
  /** All movements, oldest first. */
  entries(memberId: number): readonly VoucherEntry[];
}
