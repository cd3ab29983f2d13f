/** The table of who is invited to what, and what they said. */
import {
  and,
  asc,
  count,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";
import type { Answer } from "../../types.ts";

const { branch, callTask, member, push, studyInvitee, studySession } = tables;

export type InviteeRow = typeof studyInvitee.$inferSelect;
export type InviteeColumns = Partial<Omit<InviteeRow, "sessionId" | "memberId">>;
export type InviteeTable = ReturnType<typeof inviteeTable>;

/** Two parameters a row, and SQLite takes 32,766. */
const ROWS_AT_ONCE = 1000;

/** A page of recipients, in order of id. */
export interface Page {
  readonly afterId: number;
  readonly limit: number;
}

/** Alive, here, and not erased: nobody else is written to. */
const alive = () => and(eq(member.status, "alive"), isNull(member.erasedAt));

/** The statements over one database. */
export function inviteeTable(records: Records) {
  const of = (sessionId: number) => eq(studyInvitee.sessionId, sessionId);
  const one = (sessionId: number, memberId: number) =>
    and(of(sessionId), eq(studyInvitee.memberId, memberId));
  const invited = (sessionId: number) => and(of(sessionId), eq(studyInvitee.guest, false));
  /** The push of this key was queued; `more` narrows which. */
  const pushed = (prefix: string, more?: SQL) =>
    exists(
      records
        .select({ id: push.id })
        .from(push)
        .where(and(sql`${push.uniqueKey} = ${prefix} || ${studyInvitee.memberId}`, more)),
    );
  const not = (condition: SQL) => sql`NOT ${condition}`;
  const recipients = (where: SQL | undefined, { afterId, limit }: Page): InviteeRow[] =>
    records
      .select({ row: studyInvitee })
      .from(studyInvitee)
      .innerJoin(member, eq(member.id, studyInvitee.memberId))
      .where(and(where, alive(), gt(studyInvitee.memberId, afterId)))
      .orderBy(asc(studyInvitee.memberId))
      .limit(limit)
      .all()
      .map(({ row }) => row);
  const withMember = (where: SQL | undefined) =>
    records
      .select({ row: studyInvitee, name: member.name, branch: branch.name })
      .from(studyInvitee)
      .innerJoin(member, eq(member.id, studyInvitee.memberId))
      .leftJoin(branch, eq(branch.id, member.branchId))
      .where(where);

  return {
    /** Who is there already stays as they are. */
    add(sessionId: number, memberIds: readonly number[]): void {
      for (let i = 0; i < memberIds.length; i += ROWS_AT_ONCE) {
        const rows = memberIds.slice(i, i + ROWS_AT_ONCE).map((memberId) => ({ sessionId, memberId }));
        records.insert(studyInvitee).values(rows).onConflictDoNothing().run();
      }
    },
    ids: (sessionId: number): number[] =>
      records
        .select({ memberId: studyInvitee.memberId })
        .from(studyInvitee)
        .where(of(sessionId))
        .all()
        .map(({ memberId }) => memberId),
    /** Who was there, and of those who were invited and were not all when `absentToo`; without whom `prefix` has told. */
    afterwards: (sessionId: number, absentToo: boolean, prefix: string, page: Page): InviteeRow[] =>
      recipients(
        and(
          of(sessionId),
          or(
            isNotNull(studyInvitee.attendedAt),
            absentToo ? and(eq(studyInvitee.guest, false), isNotNull(studyInvitee.invitedAt)) : undefined,
          ),
          not(pushed(prefix)),
        ),
        page,
      ),
    /** Takes one off the list who was not invited yet and said nothing. */
    removeUntold(sessionId: number, memberId: number): boolean {
      const { answer, attendedAt, guest, invitedAt } = studyInvitee;
      const untold = and(isNull(invitedAt), isNull(answer), isNull(attendedAt), eq(guest, false));
      return (
        records
          .delete(studyInvitee)
          .where(and(one(sessionId, memberId), untold))
          .run().changes > 0
      );
    },
    remove: (sessionId: number, memberId: number) =>
      void records.delete(studyInvitee).where(one(sessionId, memberId)).run(),
    get: (sessionId: number, memberId: number): InviteeRow | undefined =>
      records.select().from(studyInvitee).where(one(sessionId, memberId)).get(),
    update: (sessionId: number, memberId: number, columns: InviteeColumns) =>
      void records.update(studyInvitee).set(columns).where(one(sessionId, memberId)).run(),

    accepted: (sessionId: number): number => tally(and(of(sessionId), eq(studyInvitee.answer, "accepted"))),
    /** Those who wait, the first first; who died or moved since stands in nobody's way. */
    waiting: (sessionId: number): { memberId: number; since: number }[] =>
      records
        .select({ memberId: studyInvitee.memberId, since: studyInvitee.waitingSince })
        .from(studyInvitee)
        .innerJoin(member, eq(member.id, studyInvitee.memberId))
        .where(and(of(sessionId), isNotNull(studyInvitee.waitingSince), alive()))
        .orderBy(asc(studyInvitee.waitingSince), asc(studyInvitee.memberId))
        .all()
        .map(({ memberId, since }) => ({ memberId, since: since! })),
    /** Those with a place or on the waiting list who have died or moved away, or are erased. */
    gone: (sessionId: number): InviteeRow[] =>
      records
        .select({ row: studyInvitee })
        .from(studyInvitee)
        .innerJoin(member, eq(member.id, studyInvitee.memberId))
        .where(
          and(
            of(sessionId),
            inArray(studyInvitee.answer, ["accepted", "waiting"]),
            or(ne(member.status, "alive"), isNotNull(member.erasedAt)),
          ),
        )
        .orderBy(asc(studyInvitee.memberId))
        .all()
        .map(({ row }) => row),
    /** Those who are to be fetched, and the order for it. */
    rides: (sessionId: number): { memberId: number; requestId: number }[] =>
      records
        .select({ memberId: studyInvitee.memberId, requestId: studyInvitee.pickUpRequestId })
        .from(studyInvitee)
        .where(and(of(sessionId), isNotNull(studyInvitee.pickUpRequestId)))
        .orderBy(asc(studyInvitee.memberId))
        .all()
        .map(({ memberId, requestId }) => ({ memberId, requestId: requestId! })),
    /** How many gave each answer, and how many came; guests count among those who came only. */
    counts(sessionId: number): { answers: Map<Answer | null, number>; attended: number } {
      const rows = records
        .select({ answer: studyInvitee.answer, n: count() })
        .from(studyInvitee)
        .where(invited(sessionId))
        .groupBy(studyInvitee.answer)
        .all();
      const attended = tally(and(of(sessionId), isNotNull(studyInvitee.attendedAt)));
      return { answers: new Map(rows.map(({ answer, n }) => [answer, n])), attended };
    },

    /** Who has not got an invitation yet and has not answered without one. */
    uninvited: (sessionId: number, page: Page) =>
      recipients(and(invited(sessionId), isNull(studyInvitee.invitedAt), isNull(studyInvitee.answer)), page),
    /**
     * Who knows of the session and has not declined, but was not told its present state: neither push was queued. Who
     * answered after `since` has seen that state.
     */
    outdated: (sessionId: number, prefixes: readonly [string, string], since: number, page: Page) =>
      recipients(
        and(
          invited(sessionId),
          isNotNull(studyInvitee.invitedAt),
          or(isNull(studyInvitee.answer), ne(studyInvitee.answer, "declined")),
          or(isNull(studyInvitee.answeredAt), lte(studyInvitee.answeredAt, since)),
          not(pushed(prefixes[0])),
          not(pushed(prefixes[1])),
        ),
        page,
      ),
    /** Who had a place at `at`, knew the session's present state by then, and has not been reminded. */
    toRemind: (sessionId: number, reminder: string, states: readonly string[], at: number, page: Page) =>
      recipients(
        and(
          of(sessionId),
          eq(studyInvitee.answer, "accepted"),
          lte(studyInvitee.answeredAt, at),
          not(pushed(reminder)),
          ...states.map((prefix) => not(pushed(prefix, gt(push.createdAt, at)))),
        ),
        page,
      ),
    /** Who was invited by `invitedBy`, has not said yes or no, and was not nudged. */
    toNudge: (sessionId: number, invitedBy: number, page: Page) =>
      recipients(
        and(
          invited(sessionId),
          lte(studyInvitee.invitedAt, invitedBy),
          or(isNull(studyInvitee.answer), eq(studyInvitee.answer, "later")),
          isNull(studyInvitee.nudgedAt),
        ),
        page,
      ),
    /** As `toNudge`, also those who were nudged before today. */
    silent: (sessionId: number, page: Page) =>
      recipients(
        and(
          invited(sessionId),
          isNotNull(studyInvitee.invitedAt),
          or(isNull(studyInvitee.answer), eq(studyInvitee.answer, "later")),
        ),
        page,
      ),
    lastNudge: (sessionId: number): number | undefined =>
      records
        .select({ at: sql<number | null>`max(${studyInvitee.nudgedAt})` })
        .from(studyInvitee)
        .where(of(sessionId))
        .get()?.at ?? undefined,

    /** Everyone on the list, with names. */
    everyone: (sessionId: number) => withMember(of(sessionId)).orderBy(asc(studyInvitee.memberId)).all(),
    /** Members for whom a call about the session is open. `from` and `to` bound its pushes' keys. */
    onCallList: (from: string, to: string): Set<number> =>
      new Set(
        records
          .select({ memberId: callTask.memberId })
          .from(push)
          .innerJoin(callTask, eq(callTask.pushId, push.id))
          .where(and(gt(push.uniqueKey, from), sql`${push.uniqueKey} < ${to}`, isNull(callTask.doneAt)))
          .all()
          .map(({ memberId }) => memberId),
      ),
    /** Sessions to come that the member is invited to, soonest first. */
    upcoming: (memberId: number, now: number): number[] =>
      records
        .select({ id: studySession.id })
        .from(studyInvitee)
        .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
        .where(
          and(
            eq(studyInvitee.memberId, memberId),
            eq(studySession.status, "planned"),
            gt(studySession.endsAt, now),
            or(isNotNull(studyInvitee.invitedAt), lte(studySession.inviteAt, now)),
          ),
        )
        .orderBy(asc(studySession.startsAt), asc(studySession.id))
        .all()
        .map(({ id }) => id),
    /** All rows of a member, with when the session begins. */
    ofMember: (memberId: number): { row: InviteeRow; startsAt: number }[] =>
      records
        .select({ row: studyInvitee, startsAt: studySession.startsAt })
        .from(studyInvitee)
        .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
        .where(eq(studyInvitee.memberId, memberId))
        .orderBy(asc(studyInvitee.sessionId))
        .all(),
  };

  function tally(where: SQL | undefined): number {
    return records.select({ n: count() }).from(studyInvitee).where(where).get()?.n ?? 0;
  }
}
