/** The tables of invitations and of wrong codes typed. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { Account, InvitationTarget } from "../types.ts";

const { bindingFailure, invitation, member, proxy, proxyGrant, staff } = tables;

export type InvitationRow = typeof invitation.$inferSelect;

export function insertInvitation(records: Records, row: typeof invitation.$inferInsert): number {
  return records.insert(invitation).values(row).returning({ id: invitation.id }).get().id;
}

export function findInvitationRow(records: Records, id: number): InvitationRow | undefined {
  return records.select().from(invitation).where(eq(invitation.id, id)).get();
}

export function invitationByCode(records: Records, codeHash: Buffer): InvitationRow | undefined {
  return records.select().from(invitation).where(eq(invitation.codeHash, codeHash)).get();
}

export function updateInvitation(
  records: Records,
  id: number,
  change: Partial<Pick<InvitationRow, "usedAt" | "revokedAt" | "failures">>,
): void {
  records.update(invitation).set(change).where(eq(invitation.id, id)).run();
}

/** Revokes what is neither used nor revoked; returns the ids. */
export function revokeOpenInvitations(records: Records, target: InvitationTarget, now: number): number[] {
  return revokeWhere(records, ofTarget(target), now);
}

/** The same for a member's own invitations and those of everyone who is to act for them. */
export function revokeOpenOfMember(records: Records, memberId: number, now: number): number[] {
  const grants = records
    .select({ id: proxyGrant.id })
    .from(proxyGrant)
    .where(eq(proxyGrant.memberId, memberId));
  return revokeWhere(
    records,
    or(eq(invitation.memberId, memberId), inArray(invitation.proxyGrantId, grants)),
    now,
  );
}

/** Invitations that can still be used, oldest first, with the name of whom they are for. */
export function listOpenInvitations(records: Records, now: number, mostFailures: number, issuedBy?: string) {
  return records
    .select({
      row: invitation,
      name: sql<string>`coalesce(${member.name}, ${proxy.name}, ${staff.name})`,
    })
    .from(invitation)
    .leftJoin(member, eq(member.id, invitation.memberId))
    .leftJoin(proxyGrant, eq(proxyGrant.id, invitation.proxyGrantId))
    .leftJoin(proxy, eq(proxy.id, proxyGrant.proxyId))
    .leftJoin(staff, eq(staff.id, invitation.staffId))
    .where(
      and(
        isNull(invitation.usedAt),
        isNull(invitation.revokedAt),
        gt(invitation.expiresAt, now),
        lt(invitation.failures, mostFailures),
        issuedBy === undefined ? undefined : eq(invitation.issuedBy, issuedBy),
      ),
    )
    .orderBy(asc(invitation.id))
    .all();
}

/** Notes a wrong code, and forgets those from before `since`. */
export function insertFailure(
  records: Records,
  { channel, accountId }: Account,
  at: number,
  since: number,
): void {
  records.delete(bindingFailure).where(lte(bindingFailure.at, since)).run();
  records.insert(bindingFailure).values({ channel, accountId, at }).run();
}

/**
 * When the `most`-th newest wrong code after `since` was typed; undefined when there are fewer.
 * @param account this account's; all accounts' when it is left out
 */
export function failureAt(
  records: Records,
  since: number,
  most: number,
  account?: Account,
): number | undefined {
  const where = and(
    gt(bindingFailure.at, since),
    account && eq(bindingFailure.channel, account.channel),
    account && eq(bindingFailure.accountId, account.accountId),
  );
  return records
    .select({ at: bindingFailure.at })
    .from(bindingFailure)
    .where(where)
    .orderBy(desc(bindingFailure.at))
    .limit(1)
    .offset(most - 1)
    .get()?.at;
}

function revokeWhere(records: Records, where: SQL | undefined, now: number): number[] {
  const rows = records
    .update(invitation)
    .set({ revokedAt: now })
    .where(and(where, isNull(invitation.usedAt), isNull(invitation.revokedAt)))
    .returning({ id: invitation.id })
    .all();
  return rows.map(({ id }) => id);
}

function ofTarget(target: InvitationTarget): SQL {
  if ("memberId" in target) return eq(invitation.memberId, target.memberId);
  if ("proxyGrantId" in target) return eq(invitation.proxyGrantId, target.proxyGrantId);
  return eq(invitation.staffId, target.staffId);
}
