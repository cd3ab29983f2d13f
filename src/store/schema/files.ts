/** Tables of files that go out with messages: materials of a session, pictures of an announcement. Times are Unix ms. */
import { sql } from "drizzle-orm";
import { blob, check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** A file kept by us. The same content under the same name is kept once. */
export const storedFile = sqliteTable(
  "stored_file",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Keyed hash of name, media type and content. */
    contentHash: blob("content_hash", { mode: "buffer" }).notNull().unique(),
    name: text("name").notNull(),
    mediaType: text("media_type").notNull(),
    kind: text("kind", { enum: ["photo", "voice", "audio", "video", "document"] }).notNull(),
    bytes: integer("bytes").notNull(),
    /** The content, base64, sealed. */
    bodySealed: blob("body_sealed", { mode: "buffer" }).notNull(),
    createdAt: integer("created_at").notNull(),
    /** As the audit log names actors. */
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    index("stored_file_created").on(t.createdAt),
    check("stored_file_kind", sql`${t.kind} IN ('photo','voice','audio','video','document')`),
  ],
);

/** By which id a channel knows a file that it carried before, so that it need not be uploaded again. */
export const fileInChannel = sqliteTable(
  "file_in_channel",
  {
    fileId: integer("file_id")
      .notNull()
      .references(() => storedFile.id),
    channel: text("channel").notNull(),
    remoteId: text("remote_id").notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.fileId, t.channel] })],
);
