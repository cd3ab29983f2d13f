/** The tables of staff and their roles. */
import { and, asc, eq } from "drizzle-orm";
import type { Role } from "../../../dialogue/index.ts";
import { type Records, tables } from "../../../store/index.ts";

const { staff, staffRole } = tables;

export type StaffRow = typeof staff.$inferSelect;

export function insertStaff(records: Records, row: typeof staff.$inferInsert): number {
  return records.insert(staff).values(row).returning({ id: staff.id }).get().id;
}

export function updateStaff(
  records: Records,
  id: number,
  change: Partial<Pick<StaffRow, "name" | "district" | "phoneSealed" | "active">>,
): void {
  records.update(staff).set(change).where(eq(staff.id, id)).run();
}

export function findStaff(records: Records, id: number): StaffRow | undefined {
  return records.select().from(staff).where(eq(staff.id, id)).get();
}

export function allStaff(records: Records): StaffRow[] {
  return records.select().from(staff).orderBy(asc(staff.id)).all();
}

export function allRoles(records: Records): { staffId: number; role: Role }[] {
  return records.select().from(staffRole).orderBy(asc(staffRole.staffId), asc(staffRole.role)).all();
}

export function rolesOf(records: Records, staffId: number): Role[] {
  const rows = records
    .select({ role: staffRole.role })
    .from(staffRole)
    .where(eq(staffRole.staffId, staffId))
    .orderBy(asc(staffRole.role))
    .all();
  return rows.map(({ role }) => role);
}

export function replaceRoles(records: Records, staffId: number, roles: readonly Role[]): void {
  records.delete(staffRole).where(eq(staffRole.staffId, staffId)).run();
  records
    .insert(staffRole)
    .values(roles.map((role) => ({ staffId, role })))
    .run();
}

/** Active admins. */
export function adminIds(records: Records): number[] {
  const rows = records
    .select({ id: staff.id })
    .from(staffRole)
    .innerJoin(staff, eq(staff.id, staffRole.staffId))
    .where(and(eq(staffRole.role, "admin"), eq(staff.active, true)))
    .all();
  return rows.map(({ id }) => id);
}
