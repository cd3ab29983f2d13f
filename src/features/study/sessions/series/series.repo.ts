/** The table of series. */
import { and, asc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { studySeries } = tables;

export type SeriesRow = typeof studySeries.$inferSelect;

/** The statements over one database. */
export function seriesTable(records: Records) {
  return {
    insert: (row: typeof studySeries.$inferInsert): number =>
      records.insert(studySeries).values(row).returning({ id: studySeries.id }).get().id,
    update: (id: number, columns: Partial<Pick<SeriesRow, "endsOn" | "madeUntil">>) =>
      void records.update(studySeries).set(columns).where(eq(studySeries.id, id)).run(),
    get: (id: number): SeriesRow | undefined =>
      records.select().from(studySeries).where(eq(studySeries.id, id)).get(),
    all: (): SeriesRow[] => records.select().from(studySeries).orderBy(asc(studySeries.id)).all(),
    /** Whose occurrences are not made up to that day, though it has not ended before. */
    unmade: (until: string, limit: number): SeriesRow[] =>
      records
        .select()
        .from(studySeries)
        .where(
          and(
            or(isNull(studySeries.madeUntil), lt(studySeries.madeUntil, until)),
            or(
              isNull(studySeries.endsOn),
              isNull(studySeries.madeUntil),
              gte(studySeries.endsOn, sql`${studySeries.madeUntil}`),
            ),
          ),
        )
        .orderBy(asc(studySeries.id))
        .limit(limit)
        .all(),
  };
}
