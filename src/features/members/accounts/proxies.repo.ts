/** The tables of proxies and their grants. */
import { and, asc, eq, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { Grant } from "../types.ts";

const { proxy, proxyGrant } = tables;

export type ProxyRow = typeof proxy.$inferSelect;
export type GrantRow = typeof proxyGrant.$inferSelect;

export function findProxy(records: Records, id: number): ProxyRow | undefined {
  return records.select().from(proxy).where(eq(proxy.id, id)).get();
}

/** The proxy of this name and phone. */
export function sameProxy(records: Records, name: string, phoneHash: Buffer): ProxyRow | undefined {
  return records
    .select()
    .from(proxy)
    .where(and(eq(proxy.name, name), eq(proxy.phoneHash, phoneHash)))
    .orderBy(asc(proxy.id))
    .get();
}

export function insertProxy(records: Records, row: typeof proxy.$inferInsert): number {
  return records.insert(proxy).values(row).returning({ id: proxy.id }).get().id;
}

export function updateProxy(
  records: Records,
  id: number,
  change: Partial<Pick<ProxyRow, "name" | "phoneSealed" | "phoneHash">>,
): void {
  records.update(proxy).set(change).where(eq(proxy.id, id)).run();
}

export function insertGrant(records: Records, row: typeof proxyGrant.$inferInsert): number {
  return records.insert(proxyGrant).values(row).returning({ id: proxyGrant.id }).get().id;
}

export function findGrant(records: Records, id: number): GrantRow | undefined {
  return records.select().from(proxyGrant).where(eq(proxyGrant.id, id)).get();
}

export function findOpenGrant(records: Records, proxyId: number, memberId: number): GrantRow | undefined {
  return records
    .select()
    .from(proxyGrant)
    .where(
      and(eq(proxyGrant.proxyId, proxyId), eq(proxyGrant.memberId, memberId), isNull(proxyGrant.revokedAt)),
    )
    .get();
}

export function updateGrant(
  records: Records,
  id: number,
  change: Partial<Pick<GrantRow, "relation" | "revokedAt">>,
): void {
  records.update(proxyGrant).set(change).where(eq(proxyGrant.id, id)).run();
}

export function openGrantsOf(records: Records, memberId: number): Grant[] {
  const rows = records
    .select({ grant: proxyGrant, name: proxy.name })
    .from(proxyGrant)
    .innerJoin(proxy, eq(proxy.id, proxyGrant.proxyId))
    .where(and(eq(proxyGrant.memberId, memberId), isNull(proxyGrant.revokedAt)))
    .orderBy(asc(proxyGrant.id))
    .all();
  return rows.map(({ grant, name }) => ({
    grantId: grant.id,
    proxyId: grant.proxyId,
    name,
    relation: grant.relation,
    grantedAt: grant.grantedAt,
  }));
}

/** For whom a proxy acts now. */
export function membersOfProxy(records: Records, proxyId: number): number[] {
  const rows = records
    .select({ memberId: proxyGrant.memberId })
    .from(proxyGrant)
    .where(and(eq(proxyGrant.proxyId, proxyId), isNull(proxyGrant.revokedAt)))
    .all();
  return rows.map(({ memberId }) => memberId);
}
