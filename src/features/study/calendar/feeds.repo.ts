/** The secret addresses of branches' calendars: one open at a time, by the hash of its token. */
import { and, eq, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { studyFeed } = tables;

export function insertFeed(records: Records, row: typeof studyFeed.$inferInsert): void {
  records.insert(studyFeed).values(row).run();
}

/** Closes the branch's open address; whether there was one. */
export function revokeOpenFeed(records: Records, branchId: number, at: number): boolean {
  return (
    records
      .update(studyFeed)
      .set({ revokedAt: at })
      .where(and(eq(studyFeed.branchId, branchId), isNull(studyFeed.revokedAt)))
      .run().changes > 0
  );
}

/** The branch of an open address. */
export function branchOfFeed(records: Records, tokenHash: Buffer): number | undefined {
  return records
    .select({ branchId: studyFeed.branchId })
    .from(studyFeed)
    .where(and(eq(studyFeed.tokenHash, tokenHash), isNull(studyFeed.revokedAt)))
    .get()?.branchId;
}
