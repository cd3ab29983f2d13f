/** The tables of accounts, of whom they speak for, and of consent. */
import { aliasedTable, and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Role } from "../../../dialogue/index.ts";
import { type Records, tables } from "../../../store/index.ts";
import type { Account, StaffAccount } from "../types.ts";

const { consent, identity, member, proxy, proxyGrant, speakingFor, staff, staffRole } = tables;

/** Exactly one of them. */
export type Bearer =
  | { readonly memberId: number }
  | { readonly proxyId: number }
  | { readonly staffId: number };

/** The three look-ups that tell who is behind an account, prepared once: they run for every message. */
export function speakerTable(records: Records) {
  const ofAccount = and(
    eq(identity.channel, sql.placeholder("channel")),
    eq(identity.accountId, sql.placeholder("accountId")),
    isNull(identity.revokedAt),
  );
  const chosen = aliasedTable(speakingFor, "chosen");
  const bearers = records
    .select({
      proxyId: identity.proxyId,
      chosen: chosen.memberId,
      memberId: member.id,
      memberName: member.name,
      category: member.category,
      staffId: staff.id,
      staffName: staff.name,
    })
    .from(identity)
    .leftJoin(
      member,
      and(eq(member.id, identity.memberId), sql`${member.status} <> 'deceased'`, isNull(member.erasedAt)),
    )
    .leftJoin(staff, and(eq(staff.id, identity.staffId), eq(staff.active, true)))
    .leftJoin(chosen, and(eq(chosen.channel, identity.channel), eq(chosen.accountId, identity.accountId)))
    .where(ofAccount)
    .orderBy(desc(identity.id))
    .prepare();
  const represented = records
    .select({
      memberId: member.id,
      name: member.name,
      category: member.category,
      relation: proxyGrant.relation,
      proxyId: proxyGrant.proxyId,
    })
    .from(identity)
    .innerJoin(proxyGrant, and(eq(proxyGrant.proxyId, identity.proxyId), isNull(proxyGrant.revokedAt)))
    .innerJoin(
      member,
      and(eq(member.id, proxyGrant.memberId), eq(member.status, "alive"), isNull(member.erasedAt)),
    )
    .where(ofAccount)
    .orderBy(asc(proxyGrant.id))
    .prepare();
  const roles = records
    .select({ role: staffRole.role })
    .from(staffRole)
    .where(eq(staffRole.staffId, sql.placeholder("staffId")))
    .orderBy(asc(staffRole.role))
    .prepare();
  return {
    /** Newest binding first; a member who died, was erased, or staff who left have nulls. */
    bearers: ({ channel, accountId }: Account) => bearers.all({ channel, accountId }),
    represented: ({ channel, accountId }: Account) => represented.all({ channel, accountId }),
    roles: (staffId: number): Role[] => roles.all({ staffId }).map(({ role }) => role),
  };
}

export function openIdentity(records: Records, account: Account, bearer: Bearer): number | undefined {
  return records
    .select({ id: identity.id })
    .from(identity)
    .where(and(ofAccountAndBearer(account, bearer), isNull(identity.revokedAt)))
    .get()?.id;
}

export function insertIdentity(records: Records, account: Account, bearer: Bearer, now: number): number {
  const { channel, accountId } = account;
  return records
    .insert(identity)
    .values({ channel, accountId, ...bearer, boundAt: now })
    .returning({ id: identity.id })
    .get().id;
}

/** The ids of what was open. */
export function revokeIdentities(records: Records, account: Account, bearer: Bearer, now: number): number[] {
  const rows = records
    .update(identity)
    .set({ revokedAt: now })
    .where(and(ofAccountAndBearer(account, bearer), isNull(identity.revokedAt)))
    .returning({ id: identity.id })
    .all();
  return rows.map(({ id }) => id);
}

export function revokeIdentitiesOfStaff(records: Records, staffId: number, now: number): number[] {
  const rows = records
    .update(identity)
    .set({ revokedAt: now })
    .where(and(eq(identity.staffId, staffId), isNull(identity.revokedAt)))
    .returning({ id: identity.id })
    .all();
  return rows.map(({ id }) => id);
}

export function insertConsent(records: Records, row: typeof consent.$inferInsert): void {
  records.insert(consent).values(row).run();
}

export function withdrawConsents(records: Records, identityIds: readonly number[], now: number): void {
  records
    .update(consent)
    .set({ withdrawnAt: now })
    .where(and(inArray(consent.identityId, [...identityIds]), isNull(consent.withdrawnAt)))
    .run();
}

/** Whether the identity carries this consent already. */
export function hasConsent(records: Records, memberId: number, identityId: number, version: string): boolean {
  const row = records
    .select({ id: consent.id })
    .from(consent)
    .where(
      and(
        eq(consent.memberId, memberId),
        eq(consent.identityId, identityId),
        eq(consent.version, version),
        isNull(consent.withdrawnAt),
      ),
    )
    .get();
  return row !== undefined;
}

/** The accounts that reach a living member, prepared once: a push to all asks for every one of them. */
export function reachTable(records: Records) {
  const living = and(eq(member.status, "alive"), isNull(member.erasedAt));
  const columns = {
    channel: identity.channel,
    accountId: identity.accountId,
    boundAt: identity.boundAt,
    blockedAt: identity.blockedAt,
  };
  const own = records
    .select(columns)
    .from(identity)
    .innerJoin(member, and(eq(member.id, identity.memberId), living))
    .where(and(eq(identity.memberId, sql.placeholder("memberId")), isNull(identity.revokedAt)))
    .orderBy(desc(identity.boundAt), desc(identity.id))
    .prepare();
  const proxies = records
    .select({ ...columns, proxyName: proxy.name })
    .from(proxyGrant)
    .innerJoin(member, and(eq(member.id, proxyGrant.memberId), living))
    .innerJoin(proxy, eq(proxy.id, proxyGrant.proxyId))
    .innerJoin(identity, and(eq(identity.proxyId, proxy.id), isNull(identity.revokedAt)))
    .where(and(eq(proxyGrant.memberId, sql.placeholder("memberId")), isNull(proxyGrant.revokedAt)))
    .orderBy(desc(identity.boundAt), desc(identity.id))
    .prepare();
  return {
    /** The member's own, newest first. */
    own: (memberId: number) => own.all({ memberId }),
    /** Those of everyone who acts for them now, newest first. */
    proxies: (memberId: number) => proxies.all({ memberId }),
  };
}

/** Open accounts of active staff, without their roles. */
export function allStaffAccounts(records: Records): Omit<StaffAccount, "roles">[] {
  return records
    .select({
      channel: identity.channel,
      accountId: identity.accountId,
      staffId: staff.id,
      name: staff.name,
    })
    .from(identity)
    .innerJoin(staff, and(eq(staff.id, identity.staffId), eq(staff.active, true)))
    .where(and(isNotNull(identity.staffId), isNull(identity.revokedAt)))
    .orderBy(asc(staff.id), desc(identity.boundAt), desc(identity.id))
    .all();
}

/** Marks all bindings of an account as blocked or not, where they are not so yet; prepared once, for many messages. */
export function blockingTable(records: Records) {
  const ofAccount = and(
    eq(identity.channel, sql.placeholder("channel")),
    eq(identity.accountId, sql.placeholder("accountId")),
    isNull(identity.revokedAt),
  );
  const block = records
    .update(identity)
    .set({ blockedAt: sql`${sql.placeholder("now")}` })
    .where(and(ofAccount, isNull(identity.blockedAt)))
    .prepare();
  const unblock = records
    .update(identity)
    .set({ blockedAt: null })
    .where(and(ofAccount, isNotNull(identity.blockedAt)))
    .prepare();
  return {
    block: ({ channel, accountId }: Account, now: number): void => {
      block.run({ channel, accountId, now });
    },
    unblock: ({ channel, accountId }: Account): void => {
      unblock.run({ channel, accountId });
    },
  };
}

export function saveChoice(records: Records, { channel, accountId }: Account, memberId: number): void {
  records
    .insert(speakingFor)
    .values({ channel, accountId, memberId })
    .onConflictDoUpdate({ target: [speakingFor.channel, speakingFor.accountId], set: { memberId } })
    .run();
}

function ofAccountAndBearer({ channel, accountId }: Account, bearer: Bearer) {
  return and(
    eq(identity.channel, channel),
    eq(identity.accountId, accountId),
    "memberId" in bearer
      ? eq(identity.memberId, bearer.memberId)
      : "proxyId" in bearer
        ? eq(identity.proxyId, bearer.proxyId)
        : eq(identity.staffId, bearer.staffId),
  );
}
