/** The tables of members and their tags. */
import { and, asc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { MemberFilter } from "../types.ts";

const { branch, home, member, memberTag, staff } = tables;

export type MemberRow = typeof member.$inferSelect;
/** What may be written of a member. */
export type MemberColumns = Omit<MemberRow, "id" | "createdAt" | "updatedAt" | "erasedAt">;

/** A member with the names of what it points at. */
export interface MemberView {
  readonly row: MemberRow;
  readonly branch: string | null;
  readonly home: string | null;
  readonly liaison: string | null;
  readonly tags: readonly string[];
}

export function insertMember(
  records: Records,
  columns: Partial<MemberColumns> & Pick<MemberColumns, "name" | "category">,
  now: number,
): number {
  const row = { ...columns, createdAt: now, updatedAt: now };
  return records.insert(member).values(row).returning({ id: member.id }).get().id;
}

export function updateMember(
  records: Records,
  id: number,
  columns: Partial<MemberColumns>,
  now: number,
): void {
  records
    .update(member)
    .set({ ...columns, updatedAt: now })
    .where(eq(member.id, id))
    .run();
}

export function replaceTags(records: Records, memberId: number, tags: readonly string[]): void {
  records.delete(memberTag).where(eq(memberTag.memberId, memberId)).run();
  if (tags.length === 0) return;
  records
    .insert(memberTag)
    .values(tags.map((tag) => ({ memberId, tag })))
    .run();
}

export function tagsOf(records: Records, memberId: number): string[] {
  return tagsOfEach(records, [memberId]).get(memberId) ?? [];
}

export function findMember(records: Records, id: number): MemberRow | undefined {
  return records.select().from(member).where(eq(member.id, id)).get();
}

export function viewMember(records: Records, id: number): MemberView | undefined {
  return views(records, eq(member.id, id), 1)[0];
}

/** Members that are not erased, in order of id. */
export function listMembers(records: Records, filter: MemberFilter, limit: number): MemberView[] {
  const { name, branchId, homeId, district, status, afterId } = filter;
  const where = and(
    isNull(member.erasedAt),
    // Not LIKE: % and _ in a name would be wildcards.
    name === undefined ? undefined : sql`instr(${member.name}, ${name}) > 0`,
    branchId === undefined ? undefined : eq(member.branchId, branchId),
    homeId === undefined ? undefined : eq(member.homeId, homeId),
    district === undefined ? undefined : eq(member.district, district),
    status === undefined ? undefined : eq(member.status, status),
    afterId === undefined ? undefined : gt(member.id, afterId),
  );
  return views(records, where, limit);
}

export function membersByPhone(records: Records, phoneHash: Buffer, limit: number): MemberView[] {
  return views(records, eq(member.phoneHash, phoneHash), limit);
}

export function memberByIdNumber(records: Records, idNumberHash: Buffer): MemberView | undefined {
  return views(records, eq(member.idNumberHash, idNumberHash), 1)[0];
}

/** Who has this identity number. */
export function ownerOfIdNumber(records: Records, idNumberHash: Buffer): number | undefined {
  return records.select({ id: member.id }).from(member).where(eq(member.idNumberHash, idNumberHash)).get()
    ?.id;
}

function views(records: Records, where: SQL | undefined, limit: number): MemberView[] {
  const rows = records
    .select({ row: member, branch: branch.name, home: home.name, liaison: staff.name })
    .from(member)
    .leftJoin(branch, eq(branch.id, member.branchId))
    .leftJoin(home, eq(home.id, member.homeId))
    .leftJoin(staff, eq(staff.id, member.liaisonId))
    .where(where)
    .orderBy(asc(member.id))
    .limit(limit)
    .all();
  const tags = tagsOfEach(
    records,
    rows.map(({ row }) => row.id),
  );
  return rows.map((found) => ({ ...found, tags: tags.get(found.row.id) ?? [] }));
}

function tagsOfEach(records: Records, ids: readonly number[]): Map<number, string[]> {
  const found = records
    .select()
    .from(memberTag)
    .where(inArray(memberTag.memberId, [...ids]))
    .orderBy(asc(memberTag.tag))
    .all();
  const byMember = new Map<number, string[]>();
  for (const { memberId, tag } of found) byMember.set(memberId, [...(byMember.get(memberId) ?? []), tag]);
  return byMember;
}
