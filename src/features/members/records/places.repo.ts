/** The tables of homes and branches. */
import { asc, eq } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { Branch, Home } from "../types.ts";

const { branch, home } = tables;

export function allHomes(records: Records): Home[] {
  return records.select().from(home).orderBy(asc(home.id)).all();
}

export function findHome(records: Records, id: number): Home | undefined {
  return records.select().from(home).where(eq(home.id, id)).get();
}

export function homeExists(records: Records, id: number): boolean {
  return records.select({ id: home.id }).from(home).where(eq(home.id, id)).get() !== undefined;
}

export function homeNamed(records: Records, name: string): boolean {
  return records.select({ id: home.id }).from(home).where(eq(home.name, name)).get() !== undefined;
}

export function insertHome(records: Records, row: typeof home.$inferInsert): number {
  return records.insert(home).values(row).returning({ id: home.id }).get().id;
}

export function allBranches(records: Records): Branch[] {
  return records.select().from(branch).orderBy(asc(branch.id)).all();
}

export function branchExists(records: Records, id: number): boolean {
  return records.select({ id: branch.id }).from(branch).where(eq(branch.id, id)).get() !== undefined;
}

export function branchNamed(records: Records, name: string): boolean {
  return records.select({ id: branch.id }).from(branch).where(eq(branch.name, name)).get() !== undefined;
}

export function insertBranch(records: Records, row: typeof branch.$inferInsert): number {
  return records.insert(branch).values(row).returning({ id: branch.id }).get().id;
}

export function updateSecretary(records: Records, id: number, secretaryId: number | null): void {
  records.update(branch).set({ secretaryId }).where(eq(branch.id, id)).run();
}
