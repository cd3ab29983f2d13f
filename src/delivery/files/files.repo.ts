/** The tables of files that we keep. Bodies go in and come out sealed. */
import { and, eq, inArray } from "drizzle-orm";
import { preparedOnce, tables } from "../../store/index.ts";
import type { StoredFile } from "./types.ts";

const { storedFile, fileInChannel } = tables;

/** A file as entered. */
export type NewFile = typeof storedFile.$inferInsert;

/** Without the body: most who ask for a file do not want 20 MB. */
const FACE = {
  id: storedFile.id,
  name: storedFile.name,
  mediaType: storedFile.mediaType,
  kind: storedFile.kind,
  bytes: storedFile.bytes,
} as const;

/** The statements over one database. */
export const fileTable = preparedOnce((records) => {
  const inChannel = (fileId: number, channel: string) =>
    and(eq(fileInChannel.fileId, fileId), eq(fileInChannel.channel, channel));
  return {
    insert: (row: NewFile): StoredFile => records.insert(storedFile).values(row).returning(FACE).get(),
    get: (id: number): StoredFile | undefined =>
      records.select(FACE).from(storedFile).where(eq(storedFile.id, id)).get(),
    byHash: (contentHash: Buffer): StoredFile | undefined =>
      records.select(FACE).from(storedFile).where(eq(storedFile.contentHash, contentHash)).get(),
    body: (id: number): Buffer | undefined =>
      records.select({ body: storedFile.bodySealed }).from(storedFile).where(eq(storedFile.id, id)).get()
        ?.body,
    remoteId: (fileId: number, channel: string): string | undefined =>
      records
        .select({ remoteId: fileInChannel.remoteId })
        .from(fileInChannel)
        .where(inChannel(fileId, channel))
        .get()?.remoteId,
    remember: (row: typeof fileInChannel.$inferInsert): void =>
      void records
        .insert(fileInChannel)
        .values(row)
        .onConflictDoUpdate({
          target: [fileInChannel.fileId, fileInChannel.channel],
          set: { remoteId: row.remoteId, at: row.at },
        })
        .run(),
    removeBy(createdBy: string): number {
      const ids = records
        .select({ id: storedFile.id })
        .from(storedFile)
        .where(eq(storedFile.createdBy, createdBy));
      records.delete(fileInChannel).where(inArray(fileInChannel.fileId, ids)).run();
      return records.delete(storedFile).where(eq(storedFile.createdBy, createdBy)).run().changes;
    },
    forget: (fileId: number, channel: string): void =>
      void records.delete(fileInChannel).where(inChannel(fileId, channel)).run(),
  };
});
