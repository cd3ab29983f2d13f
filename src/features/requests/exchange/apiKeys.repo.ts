/** The table of other systems' keys. */
import { and, asc, eq, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { apiKey } = tables;

export type ApiKeyRow = typeof apiKey.$inferSelect;

export function insertApiKey(records: Records, row: typeof apiKey.$inferInsert): number {
  return records.insert(apiKey).values(row).returning({ id: apiKey.id }).get().id;
}

export function allApiKeys(records: Records): Omit<ApiKeyRow, "keyHash">[] {
  return records
    .select({
      id: apiKey.id,
      name: apiKey.name,
      createdAt: apiKey.createdAt,
      revokedAt: apiKey.revokedAt,
    })
    .from(apiKey)
    .orderBy(asc(apiKey.id))
    .all();
}

export function openApiKeys(records: Records): Pick<ApiKeyRow, "id" | "name" | "keyHash">[] {
  return records
    .select({ id: apiKey.id, name: apiKey.name, keyHash: apiKey.keyHash })
    .from(apiKey)
    .where(isNull(apiKey.revokedAt))
    .orderBy(asc(apiKey.id))
    .all();
}

/** @returns false when there is no such key, or it is revoked already */
export function closeApiKey(records: Records, id: number, at: number): boolean {
  const { changes } = records
    .update(apiKey)
    .set({ revokedAt: at })
    .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
    .run();
  return changes > 0;
}
