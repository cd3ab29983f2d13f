/** A year of sessions and presences, counted from rows. A year is a span of starts, Unix ms, its end excluded. */
import { and, asc, count, eq, gte, inArray, isNotNull, isNull, lt, lte, ne, type SQL } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { branch, home, member, studyInvitee, studyReflection, studySession } = tables;

/** Starts from `from` on and before `to`. */
export interface YearSpan {
  readonly from: number;
  readonly to: number;
}

/** Sessions of a year; with `branchIds` those of these branches alone, otherwise also those of none. */
export interface YearFilter extends YearSpan {
  readonly branchIds?: readonly number[] | undefined;
}

function startsIn({ from, to }: YearSpan) {
  return and(gte(studySession.startsAt, from), lt(studySession.startsAt, to));
}

function matching(filter: YearFilter) {
  const { branchIds } = filter;
  return and(
    startsIn(filter),
    ...(branchIds === undefined ? [] : [inArray(studySession.branchId, [...branchIds])]),
  );
}

/** One member's rows of planned sessions, in order of start. */
export function memberYear(records: Records, memberId: number, span: YearSpan) {
  return records
    .select({
      sessionId: studySession.id,
      title: studySession.title,
      form: studySession.form,
      startsAt: studySession.startsAt,
      endsAt: studySession.endsAt,
      guest: studyInvitee.guest,
      answer: studyInvitee.answer,
      attendedAt: studyInvitee.attendedAt,
      madeUpAt: studyInvitee.madeUpAt,
    })
    .from(studyInvitee)
    .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
    .where(and(eq(studyInvitee.memberId, memberId), eq(studySession.status, "planned"), startsIn(span)))
    .orderBy(asc(studySession.startsAt), asc(studySession.id))
    .all();
}

/** How many the member wrote about sessions of that year. */
export function reflectionsInYear(records: Records, memberId: number, span: YearSpan): number {
  return (
    records
      .select({ n: count() })
      .from(studyReflection)
      .innerJoin(studySession, eq(studySession.id, studyReflection.sessionId))
      .where(and(eq(studyReflection.memberId, memberId), startsIn(span)))
      .get()?.n ?? 0
  );
}

export type YearSession = ReturnType<typeof yearSessions>[number];

/** In order of start. */
export function yearSessions(records: Records, filter: YearFilter) {
  return records
    .select({
      id: studySession.id,
      branchId: studySession.branchId,
      branch: branch.name,
      title: studySession.title,
      form: studySession.form,
      startsAt: studySession.startsAt,
      endsAt: studySession.endsAt,
      home: home.name,
      room: studySession.room,
      place: studySession.place,
      status: studySession.status,
      cancelReason: studySession.cancelReason,
    })
    .from(studySession)
    .leftJoin(branch, eq(branch.id, studySession.branchId))
    .leftJoin(home, eq(home.id, studySession.homeId))
    .where(matching(filter))
    .orderBy(asc(studySession.startsAt), asc(studySession.id))
    .all();
}

/** What was counted, by session; a session of which there is nothing is missing. */
export type CountBySession = ReadonlyMap<number, number>;

/** Counts by session, over the whole year in one query each. */
export function yearCounts(records: Records, filter: YearFilter) {
  const invited = eq(studyInvitee.guest, false);
  const came = isNotNull(studyInvitee.attendedAt);
  const by = (...conditions: SQL[]): CountBySession =>
    new Map(
      records
        .select({ sessionId: studyInvitee.sessionId, n: count() })
        .from(studyInvitee)
        .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
        .where(and(matching(filter), ...conditions))
        .groupBy(studyInvitee.sessionId)
        .all()
        .map(({ sessionId, n }) => [sessionId, n]),
    );
  return {
    invited: by(invited),
    accepted: by(invited, eq(studyInvitee.answer, "accepted")),
    declined: by(invited, eq(studyInvitee.answer, "declined")),
    attended: by(invited, came),
    guests: by(eq(studyInvitee.guest, true), came),
    madeUp: by(invited, isNull(studyInvitee.attendedAt), isNotNull(studyInvitee.madeUpAt)),
  };
}

/** Invited members who are dead or moved now and neither came nor made up: some were gone before the session. */
export function departedInvitees(records: Records, filter: YearFilter) {
  return records
    .select({
      sessionId: studyInvitee.sessionId,
      startsAt: studySession.startsAt,
      statusOn: member.statusOn,
    })
    .from(studyInvitee)
    .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
    .innerJoin(member, eq(member.id, studyInvitee.memberId))
    .where(
      and(
        matching(filter),
        eq(studyInvitee.guest, false),
        isNull(studyInvitee.attendedAt),
        isNull(studyInvitee.madeUpAt),
        ne(member.status, "alive"),
      ),
    )
    .all();
}

/** Living members, by branch. */
export function membersByBranch(records: Records): ReadonlyMap<number, number> {
  return new Map(
    records
      .select({ branchId: member.branchId, n: count() })
      .from(member)
      .where(and(isNotNull(member.branchId), eq(member.status, "alive"), isNull(member.erasedAt)))
      .groupBy(member.branchId)
      .all()
      .map(({ branchId, n }) => [branchId ?? 0, n]),
  );
}

export type NameRow = ReturnType<typeof yearNames>[number];

function endedRows(filter: YearFilter, endedBy: number) {
  return and(matching(filter), eq(studySession.status, "planned"), lte(studySession.endsAt, endedBy));
}

/** How many rows {@link yearNames} has without its limit. */
export function countNames(records: Records, filter: YearFilter, endedBy: number): number {
  return (
    records
      .select({ n: count() })
      .from(studyInvitee)
      .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
      .where(endedRows(filter, endedBy))
      .get()?.n ?? 0
  );
}

/** Everybody invited to or present at planned sessions that ended by a moment, in order of session and person. */
export function yearNames(records: Records, filter: YearFilter, endedBy: number, limit: number) {
  return records
    .select({
      sessionId: studySession.id,
      title: studySession.title,
      startsAt: studySession.startsAt,
      memberId: studyInvitee.memberId,
      name: member.name,
      branch: branch.name,
      status: member.status,
      statusOn: member.statusOn,
      erasedAt: member.erasedAt,
      guest: studyInvitee.guest,
      answer: studyInvitee.answer,
      attendedAt: studyInvitee.attendedAt,
      attendedVia: studyInvitee.attendedVia,
      madeUpAt: studyInvitee.madeUpAt,
    })
    .from(studyInvitee)
    .innerJoin(studySession, eq(studySession.id, studyInvitee.sessionId))
    .innerJoin(member, eq(member.id, studyInvitee.memberId))
    .leftJoin(branch, eq(branch.id, member.branchId))
    .where(endedRows(filter, endedBy))
    .orderBy(asc(studySession.startsAt), asc(studySession.id), asc(studyInvitee.memberId))
    .limit(limit)
    .all();
}
