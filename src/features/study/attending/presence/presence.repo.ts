/** Who came, one row a member and session; wrong codes; the codes that are good now. */
import { and, asc, count, desc, eq, gt, gte, inArray, lte } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { studyCodeFailure, studyInvitee, studySession } = tables;

export type InviteeRow = typeof studyInvitee.$inferSelect;

/** A session that may be signed in to. */
export interface OpenSession {
  readonly id: number;
  readonly code: string;
  readonly startsAt: number;
}

/** How presence came to be known. */
export type Via = NonNullable<InviteeRow["attendedVia"]>;

/**
 * Planned sessions that start in a span and end at or after a moment.
 * @param span Unix ms, both included. `startsFrom` bounds the look: without it every past session would be read
 */
export function openSessions(
  records: Records,
  span: { readonly startsFrom: number; readonly startsTo: number; readonly endsFrom: number },
): OpenSession[] {
  return records
    .select({ id: studySession.id, code: studySession.code, startsAt: studySession.startsAt })
    .from(studySession)
    .where(
      and(
        gte(studySession.startsAt, span.startsFrom),
        lte(studySession.startsAt, span.startsTo),
        gte(studySession.endsAt, span.endsFrom),
        eq(studySession.status, "planned"),
      ),
    )
    .orderBy(asc(studySession.startsAt), asc(studySession.id))
    .all();
}

/** The member's rows among these sessions. */
export function rowsOf(records: Records, memberId: number, sessionIds: readonly number[]): InviteeRow[] {
  return records
    .select()
    .from(studyInvitee)
    .where(and(eq(studyInvitee.memberId, memberId), inArray(studyInvitee.sessionId, [...sessionIds])))
    .all();
}

export function rowOf(records: Records, sessionId: number, memberId: number): InviteeRow | undefined {
  return records.select().from(studyInvitee).where(one(sessionId, memberId)).get();
}

/** Notes that the member is there: in the row of the invitation, or in a new one of a guest. */
export function setPresent(
  records: Records,
  sessionId: number,
  memberId: number,
  presence: { readonly at: number; readonly via: Via; readonly by: string },
): void {
  const attended = { attendedAt: presence.at, attendedVia: presence.via, attendedBy: presence.by };
  records
    .insert(studyInvitee)
    .values({ sessionId, memberId, guest: true, ...attended })
    .onConflictDoUpdate({ target: [studyInvitee.sessionId, studyInvitee.memberId], set: attended })
    .run();
}

/** Takes a presence back. A guest who was not there has no row. */
export function setAbsent(records: Records, { sessionId, memberId, guest }: InviteeRow): void {
  if (guest) records.delete(studyInvitee).where(one(sessionId, memberId)).run();
  else
    records
      .update(studyInvitee)
      .set({ attendedAt: null, attendedVia: null, attendedBy: null })
      .where(one(sessionId, memberId))
      .run();
}

export function setMadeUp(
  records: Records,
  sessionId: number,
  memberId: number,
  at: number,
  by: string,
): void {
  records.update(studyInvitee).set({ madeUpAt: at, madeUpBy: by }).where(one(sessionId, memberId)).run();
}

/** Wrong codes of the member after that moment. */
export function failuresAfter(records: Records, memberId: number, after: number): number {
  return (
    records
      .select({ n: count() })
      .from(studyCodeFailure)
      .where(and(eq(studyCodeFailure.memberId, memberId), gt(studyCodeFailure.at, after)))
      .get()?.n ?? 0
  );
}

/** Notes a wrong code, and forgets everybody's that no longer count. */
export function noteFailure(records: Records, memberId: number, at: number, forgetUpTo: number): void {
  records.delete(studyCodeFailure).where(lte(studyCodeFailure.at, forgetUpTo)).run();
  records.insert(studyCodeFailure).values({ memberId, at }).run();
}

export function deleteFailures(records: Records, memberId: number): void {
  records.delete(studyCodeFailure).where(eq(studyCodeFailure.memberId, memberId)).run();
}

function one(sessionId: number, memberId: number) {
  return and(eq(studyInvitee.sessionId, sessionId), eq(studyInvitee.memberId, memberId));
}

/** All sessions that the member had to do with, newest first, with what they said and did. */
export function sessionsOfMember(records: Records, memberId: number) {
  return records
    .select({
      title: studySession.title,
      startsAt: studySession.startsAt,
      status: studySession.status,
      guest: studyInvitee.guest,
      answer: studyInvitee.answer,
      pickUp: studyInvitee.pickUp,
      attendedAt: studyInvitee.attendedAt,
      madeUpAt: studyInvitee.madeUpAt,
    })
    .from(studyInvitee)
    .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
    .where(eq(studyInvitee.memberId, memberId))
    .orderBy(desc(studySession.startsAt), desc(studySession.id))
    .all();
}
