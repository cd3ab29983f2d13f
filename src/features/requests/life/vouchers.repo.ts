/** The tables of vouchers and their movements. */
import { and, asc, eq, gt, gte, isNull, lt, or, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { VoucherEntry, VoucherKind } from "../types.ts";

const { voucher, voucherEntry } = tables;

export type VoucherRow = typeof voucher.$inferSelect;

/** The statements over one database. */
export function voucherTable(records: Records) {
  /** Those that end first are used first, those without end last. */
  const inOrder = [sql`${voucher.expiresOn} IS NULL`, asc(voucher.expiresOn), asc(voucher.id)];
  return {
    insert: (row: typeof voucher.$inferInsert): number =>
      records.insert(voucher).values(row).returning({ id: voucher.id }).get().id,
    /** Moves amounts; the CHECK constraint refuses what would be negative. */
    move(id: number, by: { balance: number; held: number }): void {
      records
        .update(voucher)
        .set({ balance: sql`${voucher.balance} + ${by.balance}`, held: sql`${voucher.held} + ${by.held}` })
        .where(eq(voucher.id, id))
        .run();
    },
    insertEntry(row: typeof voucherEntry.$inferInsert): void {
      records.insert(voucherEntry).values(row).run();
    },
    usable: (memberId: number, kind: VoucherKind, today: string): VoucherRow[] =>
      records
        .select()
        .from(voucher)
        .where(
          and(
            eq(voucher.memberId, memberId),
            eq(voucher.kind, kind),
            gt(voucher.balance, 0),
            or(isNull(voucher.expiresOn), gte(voucher.expiresOn, today)),
          ),
        )
        .orderBy(...inOrder)
        .all(),
    /** With something free that is not past its last day, or with something held. */
    present: (memberId: number, today: string): VoucherRow[] =>
      records
        .select()
        .from(voucher)
        .where(
          and(
            eq(voucher.memberId, memberId),
            or(
              and(gt(voucher.balance, 0), or(isNull(voucher.expiresOn), gte(voucher.expiresOn, today))),
              gt(voucher.held, 0),
            ),
          ),
        )
        .orderBy(...inOrder)
        .all(),
    expired: (today: string): VoucherRow[] =>
      records
        .select()
        .from(voucher)
        .where(and(lt(voucher.expiresOn, today), gt(voucher.balance, 0)))
        .orderBy(asc(voucher.id))
        .all(),
    entriesOf: (memberId: number): VoucherEntry[] =>
      records
        .select({
          id: voucherEntry.id,
          voucherId: voucherEntry.voucherId,
          requestId: voucherEntry.requestId,
          kind: voucherEntry.kind,
          amount: voucherEntry.amount,
          at: voucherEntry.at,
          actor: voucherEntry.actor,
        })
        .from(voucherEntry)
        .innerJoin(voucher, eq(voucher.id, voucherEntry.voucherId))
        .where(eq(voucher.memberId, memberId))
        .orderBy(asc(voucherEntry.id))
        .all(),
    /** What an order still holds of each voucher. */
    heldBy: (requestId: number): { voucherId: number; amount: number }[] =>
      records
        .select({
          voucherId: voucherEntry.voucherId,
          amount: sql<number>`SUM(CASE ${voucherEntry.kind} WHEN 'hold' THEN ${voucherEntry.amount} WHEN 'release' THEN -${voucherEntry.amount} WHEN 'spend' THEN -${voucherEntry.amount} ELSE 0 END)`,
        })
        .from(voucherEntry)
        .where(eq(voucherEntry.requestId, requestId))
        .groupBy(voucherEntry.voucherId)
        .all()
        .filter(({ amount }) => amount > 0),
  };
}

export type VoucherTable = ReturnType<typeof voucherTable>;
