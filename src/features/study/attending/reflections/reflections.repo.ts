/** 学习心得 as stored, sealed. */
import { and, asc, count, desc, eq } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { member, studyReflection, studySession } = tables;

export function insertReflection(records: Records, row: typeof studyReflection.$inferInsert): number {
  return records.insert(studyReflection).values(row).returning({ id: studyReflection.id }).get().id;
}

/** Those of a session in the order in which they were written; of one member where one is given. */
export function reflectionsOf(records: Records, sessionId: number, memberId?: number) {
  return records
    .select({
      id: studyReflection.id,
      sessionId: studyReflection.sessionId,
      memberId: studyReflection.memberId,
      name: member.name,
      at: studyReflection.at,
      textSealed: studyReflection.textSealed,
      voiceSealed: studyReflection.voiceSealed,
    })
    .from(studyReflection)
    .innerJoin(member, eq(member.id, studyReflection.memberId))
    .where(
      and(
        eq(studyReflection.sessionId, sessionId),
        ...(memberId === undefined ? [] : [eq(studyReflection.memberId, memberId)]),
      ),
    )
    .orderBy(asc(studyReflection.id))
    .all();
}

export function countReflections(records: Records, sessionId: number, memberId: number): number {
  return (
    records
      .select({ n: count() })
      .from(studyReflection)
      .where(and(eq(studyReflection.sessionId, sessionId), eq(studyReflection.memberId, memberId)))
      .get()?.n ?? 0
  );
}

export function deleteReflections(records: Records, memberId: number): void {
  records.delete(studyReflection).where(eq(studyReflection.memberId, memberId)).run();
}

/** All that the member wrote or said, newest first. */
export function reflectionsOfMember(records: Records, memberId: number) {
  return records
    .select({
      at: studyReflection.at,
      title: studySession.title,
      textSealed: studyReflection.textSealed,
      voiceSealed: studyReflection.voiceSealed,
    })
    .from(studyReflection)
    .innerJoin(studySession, eq(studySession.id, studyReflection.sessionId))
    .where(eq(studyReflection.memberId, memberId))
    .orderBy(desc(studyReflection.id))
    .all();
}
