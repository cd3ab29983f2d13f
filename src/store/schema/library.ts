/** Tables of the policy library: sources, document versions, clauses, index generations, confirmed questions. */
import { sql } from "drizzle-orm";
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";

/** A folder or single file that was handed to the indexer. Reindexing it touches its own documents only. */
export const policySource = sqliteTable("policy_source", {
  id: text("id").primaryKey(),
  path: text("path").notNull().unique(),
  indexedAt: integer("indexed_at").notNull(),
});

/** One state of one file, immutable. A changed file makes a new row; generations point at rows. Dates are `YYYY-MM-DD`. */
export const policyVersion = sqliteTable(
  "policy_version",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    policyId: text("policy_id").notNull(),
    sourceId: text("source_id")
      .notNull()
      .references(() => policySource.id),
    file: text("file").notNull(),
    fingerprint: text("fingerprint").notNull(),
    title: text("title").notNull(),
    docNumber: text("doc_number"),
    issuer: text("issuer"),
    region: text("region").notNull(),
    audience: text("audience", { mode: "json" }).$type<string[]>().notNull(),
    adoptedOn: text("adopted_on"),
    issuedOn: text("issued_on"),
    amendedOn: text("amended_on"),
    effectiveOn: text("effective_on"),
    expiresOn: text("expires_on"),
    repealedOn: text("repealed_on"),
    supersedes: text("supersedes"),
    /** Titles that this text says are repealed with it. */
    repeals: text("repeals", { mode: "json" })
      .$type<{ title: string; issuedOn?: string; docNumber?: string }[]>()
      .notNull(),
    sample: integer("sample", { mode: "boolean" }).notNull(),
  },
  (t) => [uniqueIndex("policy_version_fingerprint").on(t.policyId, t.fingerprint)],
);

/** Every stretch of a document in order; concatenated, the segments of a version are its whole text. */
export const policySegment = sqliteTable(
  "policy_segment",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    versionId: integer("version_id")
      .notNull()
      .references(() => policyVersion.id, { onDelete: "cascade" }),
    position: integer("position").notNull(),
    kind: text("kind", { enum: ["head", "heading", "clause", "closing"] }).notNull(),
    label: text("label"),
    context: text("context").notNull(),
    text: text("text").notNull(),
  },
  (t) => [
    uniqueIndex("policy_segment_position").on(t.versionId, t.position),
    check("policy_segment_kind", sql`${t.kind} IN ('head','heading','clause','closing')`),
  ],
);

/** An index over a set of document versions. Exactly one is live; older ones can be switched back to. */
export const indexGeneration = sqliteTable(
  "index_generation",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    status: text("status", { enum: ["building", "ready", "live"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    recipe: text("recipe").notNull(),
    documents: integer("documents").notNull().default(0),
    clauses: integer("clauses").notNull().default(0),
  },
  (t) => [
    uniqueIndex("index_generation_one_live").on(t.status).where(sql`status = 'live'`),
    check("index_generation_status", sql`${t.status} IN ('building','ready','live')`),
  ],
);

/** Which version of which document belongs to a generation, and between which dates it applies there. */
export const generationMember = sqliteTable(
  "generation_member",
  {
    generationId: integer("generation_id")
      .notNull()
      .references(() => indexGeneration.id, { onDelete: "cascade" }),
    versionId: integer("version_id")
      .notNull()
      .references(() => policyVersion.id),
    ordinal: integer("ordinal").notNull(),
    validFrom: text("valid_from"),
    validUntil: text("valid_until"),
    endedBy: text("ended_by", { enum: ["superseded", "repealed", "expired"] }),
    successorId: integer("successor_id"),
    authority: integer("authority").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.generationId, t.ordinal] }),
    index("generation_member_version").on(t.versionId),
  ],
);

/** The arrays of a generation's index, in pieces small enough to stream. */
export const indexBlob = sqliteTable(
  "index_blob",
  {
    generationId: integer("generation_id")
      .notNull()
      .references(() => indexGeneration.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    piece: integer("piece").notNull(),
    data: blob("data", { mode: "buffer" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.generationId, t.name, t.piece] })],
);

/** A question with the clause that a person (or the bundled bank) confirmed as its answer. */
export const confirmedQuestion = sqliteTable(
  "confirmed_question",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    question: text("question").notNull(),
    title: text("title").notNull(),
    article: text("article").notNull(),
    origin: text("origin").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  (t) => [uniqueIndex("confirmed_question_pair").on(t.question, t.title, t.article)],
);
