/** The tables of sessions and their materials. */
import { and, asc, eq, gt, gte, isNull, lt, lte, ne, or, type SQL } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";
import type { SessionFilter } from "../../types.ts";

const { branch, home, storedFile, studyMaterial, studySession } = tables;

export type SessionRow = typeof studySession.$inferSelect;
export type SessionInsert = typeof studySession.$inferInsert;
export type SessionColumns = Partial<Omit<SessionInsert, "id" | "uid">>;
export type MaterialRow = typeof studyMaterial.$inferSelect;

/** A session with the names that stand beside its ids. */
export interface FoundSession {
  readonly row: SessionRow;
  readonly home: string | null;
  readonly address: string | null;
  readonly branch: string | null;
}

export type SessionTable = ReturnType<typeof sessionTable>;

/** No session is longer (plan/entered.ts): from its end on, so far back its start may be. */
const LONGEST_MS = 3 * 24 * 3_600_000;

/** The statements over one database. */
export function sessionTable(records: Records) {
  const selected = () =>
    records
      .select({ row: studySession, home: home.name, address: home.address, branch: branch.name })
      .from(studySession)
      .leftJoin(home, eq(home.id, studySession.homeId))
      .leftJoin(branch, eq(branch.id, studySession.branchId));
  const planned = () => eq(studySession.status, "planned");

  return {
    insert: (row: SessionInsert): number =>
      records.insert(studySession).values(row).returning({ id: studySession.id }).get().id,
    update(id: number, columns: SessionColumns): void {
      records.update(studySession).set(columns).where(eq(studySession.id, id)).run();
    },
    get: (id: number): FoundSession | undefined => selected().where(eq(studySession.id, id)).get(),
    list: (filter: SessionFilter, limit: number): FoundSession[] =>
      selected()
        .where(
          and(
            when(filter.branchId, (id) => eq(studySession.branchId, id)),
            when(filter.homeId, (id) => eq(studySession.homeId, id)),
            when(filter.seriesId, (id) => eq(studySession.seriesId, id)),
            when(filter.from, (from) => gte(studySession.endsAt, from)),
            when(filter.to, (to) => lt(studySession.startsAt, to)),
            when(filter.status, (status) => eq(studySession.status, status)),
          ),
        )
        .orderBy(asc(studySession.startsAt), asc(studySession.id))
        .limit(limit)
        .all(),
    /** Every session that has not begun, soonest first: only what tells whether something may be due. */
    coming: (now: number) =>
      records
        .select({ id: studySession.id, version: studySession.version })
        .from(studySession)
        .where(gt(studySession.startsAt, now))
        .orderBy(asc(studySession.startsAt), asc(studySession.id))
        .all(),
    /** Those that have begun since. */
    begun: (since: number, now: number): number[] =>
      records
        .select({ id: studySession.id })
        .from(studySession)
        .where(and(gt(studySession.startsAt, since), lte(studySession.startsAt, now)))
        .all()
        .map(({ id }) => id),
    /** Planned ones that ended in that span. */
    ended: (since: number, until: number): number[] =>
      records
        .select({ id: studySession.id })
        .from(studySession)
        .where(
          and(
            planned(),
            gt(studySession.startsAt, since - LONGEST_MS),
            gt(studySession.endsAt, since),
            lte(studySession.endsAt, until),
          ),
        )
        .all()
        .map(({ id }) => id),
    /** A planned session in the same room at an overlapping time; a room that is not named is the whole home. */
    inTheWay: (
      at: { homeId: number; room: string | null; startsAt: number; endsAt: number },
      exceptId: number | undefined,
    ): FoundSession | undefined =>
      selected()
        .where(
          and(
            planned(),
            eq(studySession.homeId, at.homeId),
            lt(studySession.startsAt, at.endsAt),
            gt(studySession.endsAt, at.startsAt),
            at.room === null ? undefined : or(isNull(studySession.room), eq(studySession.room, at.room)),
            when(exceptId, (id) => ne(studySession.id, id)),
          ),
        )
        .orderBy(asc(studySession.startsAt))
        .limit(1)
        .get(),
    /** Whether a planned session around that time has the code. */
    codeTaken: (code: string, from: number, to: number): boolean =>
      records
        .select({ id: studySession.id })
        .from(studySession)
        .where(
          and(
            planned(),
            eq(studySession.code, code),
            lt(studySession.startsAt, to),
            gt(studySession.endsAt, from),
          ),
        )
        .limit(1)
        .get() !== undefined,
    /** Planned sessions of a series that the rule gave for a day after that, and that have not begun. */
    occurrencesAfter: (seriesId: number, day: string, now: number): number[] =>
      records
        .select({ id: studySession.id })
        .from(studySession)
        .where(
          and(
            planned(),
            eq(studySession.seriesId, seriesId),
            gt(studySession.occurrenceOn, day),
            gt(studySession.startsAt, now),
          ),
        )
        .orderBy(asc(studySession.startsAt))
        .all()
        .map(({ id }) => id),
    occurrenceMade: (seriesId: number, day: string): boolean =>
      records
        .select({ id: studySession.id })
        .from(studySession)
        .where(and(eq(studySession.seriesId, seriesId), eq(studySession.occurrenceOn, day)))
        .get() !== undefined,

    homeExists: (id: number): boolean =>
      records.select({ id: home.id }).from(home).where(eq(home.id, id)).get() !== undefined,
    branch: (id: number) =>
      records
        .select({ id: branch.id, name: branch.name, secretaryId: branch.secretaryId })
        .from(branch)
        .where(eq(branch.id, id))
        .get(),
    branchesOf: (memberId: number) =>
      records
        .select({ id: branch.id, name: branch.name })
        .from(branch)
        .where(eq(branch.secretaryId, memberId))
        .orderBy(asc(branch.id))
        .all(),

    materials: (sessionId: number): MaterialRow[] =>
      records
        .select()
        .from(studyMaterial)
        .where(eq(studyMaterial.sessionId, sessionId))
        .orderBy(asc(studyMaterial.id))
        .all(),
    insertMaterial: (row: typeof studyMaterial.$inferInsert): number =>
      records.insert(studyMaterial).values(row).returning({ id: studyMaterial.id }).get().id,
    deleteMaterial: (sessionId: number, id: number): boolean =>
      records
        .delete(studyMaterial)
        .where(and(eq(studyMaterial.id, id), eq(studyMaterial.sessionId, sessionId)))
        .run().changes > 0,
    fileExists: (id: number): boolean =>
      records.select({ id: storedFile.id }).from(storedFile).where(eq(storedFile.id, id)).get() !== undefined,
  };
}

function when<T>(value: T | undefined, condition: (value: T) => SQL | undefined): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}
