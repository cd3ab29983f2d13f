/** The table of files made for one person to fetch. */
import { and, eq, lt, lte, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { download } = tables;

export type DownloadRow = typeof download.$inferSelect;

export function insertDownload(
  records: Records,
  row: Pick<
    DownloadRow,
    "tokenHash" | "memberId" | "name" | "mediaType" | "body" | "createdAt" | "expiresAt"
  >,
): void {
  records.insert(download).values(row).run();
}

/** The file behind a token, while it may be fetched. */
export function findDownload(
  records: Records,
  tokenHash: Buffer,
  now: number,
  mostFailures: number,
): DownloadRow | undefined {
  return records
    .select()
    .from(download)
    .where(
      and(
        eq(download.tokenHash, tokenHash),
        lt(download.failures, mostFailures),
        sql`${download.expiresAt} > ${now}`,
      ),
    )
    .get();
}

export function countFailure(records: Records, id: number): void {
  records
    .update(download)
    .set({ failures: sql`${download.failures} + 1` })
    .where(eq(download.id, id))
    .run();
}

export function markFetched(records: Records, id: number, now: number): void {
  records.update(download).set({ fetchedAt: now }).where(eq(download.id, id)).run();
}

/** Removes what nobody can fetch any more; how many. */
export function deleteExpired(records: Records, now: number): number {
  return records.delete(download).where(lte(download.expiresAt, now)).run().changes;
}

export function deleteDownload(records: Records, id: number): void {
  records.delete(download).where(eq(download.id, id)).run();
}
