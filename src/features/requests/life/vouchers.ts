/** 服务券 and 爱心卡: what a member may spend, as a ledger. Never negative: the table's CHECK refuses it, too. */
import { type Actor, actorName, MemberError, requireRole } from "../../members/index.ts";
import { REFUSALS } from "../text.ts";
import type { VoucherKind, Vouchers } from "../types.ts";
import type { Core } from "./requestsCore.ts";
import { voucherTable } from "./vouchers.repo.ts";

/** The ledger as the feature uses it. Functions that write run inside the caller's transaction. */
export interface Ledger extends Vouchers {
  /** Whether so much may be set aside today. */
  covers(memberId: number, kind: VoucherKind, fen: number): boolean;
  /** Sets aside for an order, from what ends first. False, and nothing done, where it does not suffice. */
  hold(actor: string, requestId: number, memberId: number, kind: VoucherKind, fen: number): boolean;
  /** Gives back what the order holds. How much, in fen. */
  release(actor: string, requestId: number): number;
  /** Uses up what the order holds. How much, in fen. */
  spend(actor: string, requestId: number): number;
  /** Takes what is past its last day. How many vouchers. */
  expire(actor: string): number;
}

const MOST_FEN = 10_000_000;

export function createLedger(core: Core): Ledger {
  const { store, members, clock } = core;
  const table = voucherTable(store.records);

  const entry = (
    kind: "issue" | "hold" | "release" | "spend" | "expire",
    voucherId: number,
    amount: number,
    actor: string,
    requestId: number | null = null,
  ) => table.insertEntry({ voucherId, requestId, kind, amount, actor, at: clock() });

  const usable = (memberId: number, kind: VoucherKind) => table.usable(memberId, kind, core.today());
  const sum = (rows: readonly { balance: number }[]) =>
    rows.reduce((total, { balance }) => total + balance, 0);

  function settle(kind: "release" | "spend", actor: string, requestId: number): number {
    let total = 0;
    for (const { voucherId, amount } of table.heldBy(requestId)) {
      table.move(voucherId, { balance: kind === "release" ? amount : 0, held: -amount });
      entry(kind, voucherId, amount, actor, requestId);
      total += amount;
    }
    return total;
  }

  return {
    issue: (actor: Actor, memberId, kind, fen, expiresOn) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        const member = members.get(memberId);
        if (member === undefined || member.erasedAt !== null || member.status !== "alive") {
          throw new MemberError("memberId", REFUSALS.noMember);
        }
        if (!Number.isSafeInteger(fen) || fen <= 0 || fen > MOST_FEN) {
          throw new MemberError("fen", REFUSALS.badAmount);
        }
        if (expiresOn !== undefined && (!isDay(expiresOn) || expiresOn < core.today())) {
          throw new MemberError("expiresOn", REFUSALS.badExpiry);
        }
        const id = table.insert({
          memberId,
          kind,
          balance: fen,
          expiresOn: expiresOn ?? null,
          issuedAt: clock(),
        });
        entry("issue", id, fen, actorName(by.actor));
        members.audit.record(by.actor, "voucher.issue", `member:${memberId}`, { voucher: id, kind, fen });
        return id;
      }),
    balances: (memberId) =>
      table
        .present(memberId, core.today())
        .map(({ id, kind, balance, held, expiresOn }) => ({ id, kind, balance, held, expiresOn })),
    entries: (memberId) => table.entriesOf(memberId),
    covers: (memberId, kind, fen) => sum(usable(memberId, kind)) >= fen,
    hold(actor, requestId, memberId, kind, fen) {
      const rows = usable(memberId, kind);
      if (sum(rows) < fen) return false;
      let left = fen;
      for (const { id, balance } of rows) {
        const amount = Math.min(left, balance);
        if (amount === 0) break;
        table.move(id, { balance: -amount, held: amount });
        entry("hold", id, amount, actor, requestId);
        left -= amount;
      }
      return true;
    },
    release: (actor, requestId) => settle("release", actor, requestId),
    spend: (actor, requestId) => settle("spend", actor, requestId),
    expire(actor) {
      const rows = table.expired(core.today());
      for (const { id, balance } of rows) {
        table.move(id, { balance: -balance, held: 0 });
        entry("expire", id, balance, actor);
      }
      return rows.length;
    },
  };
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
