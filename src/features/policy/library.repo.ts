/** The tables of the policy library. */
import { and, asc, desc, eq, gt, inArray, lt, ne, sql } from "drizzle-orm";
import { preparedOnce, type Records, tables } from "../../store/index.ts";
import type { PolicyDocument } from "./document/index.ts";
import type { Validity } from "./validity.ts";

const { policySource, policyVersion, policySegment, indexGeneration, generationMember, confirmedQuestion } =
  tables;

/** A stored document version. */
export type VersionRow = typeof policyVersion.$inferSelect;
/** A stored stretch of a document. */
export type SegmentRow = typeof policySegment.$inferSelect;
/** A generation. */
export type GenerationRow = typeof indexGeneration.$inferSelect;
/** A version as member of a generation. */
export type MemberRow = typeof generationMember.$inferSelect;
/** A confirmed question. */
export type ConfirmedRow = typeof confirmedQuestion.$inferSelect;

export function saveSource(records: Records, id: string, path: string, now: number): void {
  records
    .insert(policySource)
    .values({ id, path, indexedAt: now })
    .onConflictDoUpdate({ target: policySource.id, set: { indexedAt: now } })
    .run();
}

export function findSources(records: Records) {
  return records.select().from(policySource).all();
}

export function findVersion(records: Records, policyId: string, fingerprint: string): VersionRow | undefined {
  return records
    .select()
    .from(policyVersion)
    .where(and(eq(policyVersion.policyId, policyId), eq(policyVersion.fingerprint, fingerprint)))
    .get();
}

/** Stores a parsed document with its segments. The caller holds the transaction. */
export function insertVersion(
  records: Records,
  key: { policyId: string; sourceId: string; fingerprint: string },
  document: PolicyDocument,
): VersionRow {
  const { metadata } = document;
  const version = records
    .insert(policyVersion)
    .values({
      ...key,
      file: document.file,
      title: metadata.title,
      docNumber: metadata.docNumber ?? null,
      issuer: metadata.issuer ?? null,
      region: metadata.region,
      audience: metadata.audience,
      adoptedOn: metadata.adoptedOn ?? null,
      issuedOn: metadata.issuedOn ?? null,
      amendedOn: metadata.amendedOn ?? null,
      effectiveOn: metadata.effectiveOn ?? null,
      expiresOn: metadata.expiresOn ?? null,
      repealedOn: metadata.repealedOn ?? null,
      supersedes: metadata.supersedes ?? null,
      repeals: metadata.repeals,
      sample: metadata.sample,
    })
    .returning()
    .get();
  document.segments.forEach((segment, position) => {
    records
      .insert(policySegment)
      .values({ versionId: version.id, position, ...segment })
      .run();
  });
  return version;
}

/** All segments of a version in order. */
export function segmentsOf(records: Records, versionId: number): SegmentRow[] {
  return records
    .select()
    .from(policySegment)
    .where(eq(policySegment.versionId, versionId))
    .orderBy(asc(policySegment.position))
    .all();
}

export function findSegments(records: Records, ids: readonly number[]): SegmentRow[] {
  return ids.length === 0
    ? []
    : records
        .select()
        .from(policySegment)
        .where(inArray(policySegment.id, [...ids]))
        .all();
}

export function findVersionById(records: Records, id: number): VersionRow | undefined {
  return records.select().from(policyVersion).where(eq(policyVersion.id, id)).get();
}

/** Asked for at every question: another process may have switched. */
export function liveGeneration(records: Records): GenerationRow | undefined {
  return selectLive(records).get();
}

const selectLive = preparedOnce((records) =>
  records.select().from(indexGeneration).where(eq(indexGeneration.status, "live")).prepare(),
);

export function findGenerations(records: Records): GenerationRow[] {
  return records.select().from(indexGeneration).orderBy(desc(indexGeneration.id)).all();
}

export function insertGeneration(records: Records, recipe: string, now: number): number {
  return records
    .insert(indexGeneration)
    .values({ status: "building", createdAt: now, recipe })
    .returning()
    .get().id;
}

export function finishGeneration(
  records: Records,
  id: number,
  counts: { documents: number; clauses: number },
): void {
  records
    .update(indexGeneration)
    .set({ status: "ready", ...counts })
    .where(eq(indexGeneration.id, id))
    .run();
}

/** Changes what a generation was made from; running servers notice and load it again. */
export function setRecipe(records: Records, id: number, recipe: string): void {
  records.update(indexGeneration).set({ recipe }).where(eq(indexGeneration.id, id)).run();
}

/** Makes a ready generation the live one. The caller holds the transaction. */
export function makeLive(records: Records, id: number): void {
  records.update(indexGeneration).set({ status: "ready" }).where(eq(indexGeneration.status, "live")).run();
  records.update(indexGeneration).set({ status: "live" }).where(eq(indexGeneration.id, id)).run();
}

/** Removes generations that were never finished, and all but the newest `keep` that are not live. */
export function pruneGenerations(records: Records, keep: number, except: number): void {
  records
    .delete(indexGeneration)
    .where(and(eq(indexGeneration.status, "building"), ne(indexGeneration.id, except)))
    .run();
  const old = records
    .select({ id: indexGeneration.id })
    .from(indexGeneration)
    .where(eq(indexGeneration.status, "ready"))
    .orderBy(desc(indexGeneration.id))
    .offset(keep)
    .limit(1000)
    .all();
  if (old.length > 0) {
    records
      .delete(indexGeneration)
      .where(
        inArray(
          indexGeneration.id,
          old.map((row) => row.id),
        ),
      )
      .run();
  }
  records
    .delete(policyVersion)
    .where(sql`${policyVersion.id} NOT IN (SELECT ${generationMember.versionId} FROM ${generationMember})`)
    .run();
}

export function insertMember(
  records: Records,
  generationId: number,
  ordinal: number,
  versionId: number,
  validity: Validity,
  authority: number,
): void {
  records
    .insert(generationMember)
    .values({
      generationId,
      ordinal,
      versionId,
      validFrom: validity.from ?? null,
      validUntil: validity.until ?? null,
      endedBy: validity.endedBy ?? null,
      successorId: validity.successorId ?? null,
      authority,
    })
    .run();
}

/** Members of a generation in index order, each with its version. */
export function membersOf(
  records: Records,
  generationId: number,
): { member: MemberRow; version: VersionRow }[] {
  return records
    .select({ member: generationMember, version: policyVersion })
    .from(generationMember)
    .innerJoin(policyVersion, eq(policyVersion.id, generationMember.versionId))
    .where(eq(generationMember.generationId, generationId))
    .orderBy(asc(generationMember.ordinal))
    .all();
}

/** Labels of all clauses of a generation, by clause id. */
export function clauseLabels(records: Records, generationId: number): Map<number, string | null> {
  const rows = records
    .select({ id: policySegment.id, label: policySegment.label })
    .from(policySegment)
    .innerJoin(generationMember, eq(generationMember.versionId, policySegment.versionId))
    .where(and(eq(generationMember.generationId, generationId), eq(policySegment.kind, "clause")))
    .all();
  return new Map(rows.map(({ id, label }) => [id, label]));
}

/** The clause before and the clause after, in the same document. */
export function clausesBeside(
  records: Records,
  segment: { versionId: number; position: number },
): { previous: SegmentRow | undefined; next: SegmentRow | undefined } {
  const clause = and(eq(policySegment.versionId, segment.versionId), eq(policySegment.kind, "clause"));
  const find = (order: "previous" | "next") =>
    records
      .select()
      .from(policySegment)
      .where(and(clause, (order === "previous" ? lt : gt)(policySegment.position, segment.position)))
      .orderBy((order === "previous" ? desc : asc)(policySegment.position))
      .limit(1)
      .get();
  return { previous: find("previous"), next: find("next") };
}

export function confirmedQuestions(records: Records): ConfirmedRow[] {
  return records.select().from(confirmedQuestion).orderBy(asc(confirmedQuestion.id)).all();
}

/** Stores a confirmed question once; true when it was new. */
export function insertConfirmed(
  records: Records,
  row: { question: string; title: string; article: string; origin: string; createdAt: number },
): boolean {
  return records.insert(confirmedQuestion).values(row).onConflictDoNothing().run().changes > 0;
}

/** Removes a confirmed question; true when there was one. */
export function deleteConfirmed(
  records: Records,
  row: { question: string; title?: string; article?: string },
): boolean {
  return (
    records
      .delete(confirmedQuestion)
      .where(
        and(
          eq(confirmedQuestion.question, row.question),
          row.title === undefined ? undefined : eq(confirmedQuestion.title, row.title),
          row.article === undefined ? undefined : eq(confirmedQuestion.article, row.article),
        ),
      )
      .run().changes > 0
  );
}
