/** The table of announcements, with the files of each. */
import { and, asc, desc, eq, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { preparedOnce, type Records, tables } from "../../../store/index.ts";
import type { Audience } from "../../members/index.ts";
import type { Announcement, AnnouncementStatus } from "../types.ts";

const { announcement, announcementFile, storedFile } = tables;

type Row = typeof announcement.$inferSelect;
/** What may be written of an announcement. */
export type Columns = Omit<typeof announcement.$inferInsert, "id" | "version">;

/** Some announcements, newest first. */
export interface ListFilter {
  readonly status?: AnnouncementStatus;
  readonly limit: number;
  readonly beforeId?: number;
}

/** The statements over one database. */
export const announcementTable = preparedOnce((records) => {
  const some = (where: SQL | undefined, limit: number): Announcement[] => {
    const rows = records
      .select()
      .from(announcement)
      .where(where)
      .orderBy(desc(announcement.id))
      .limit(limit)
      .all();
    const files = filesOf(
      records,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => announcementOf(row, files.get(row.id) ?? []));
  };
  return {
    insert: (columns: Columns): number =>
      records.insert(announcement).values(columns).returning({ id: announcement.id }).get().id,
    /** Stores the draft of a festival's greeting; undefined when there is one for that festival and year. */
    insertGreeting: (columns: Columns & { festival: string }): number | undefined =>
      records
        .insert(announcement)
        .values(columns)
        .onConflictDoNothing()
        .returning({ id: announcement.id })
        .get()?.id,
    get: (id: number): Announcement | undefined => some(eq(announcement.id, id), 1)[0],
    hasFestival: (festival: string): boolean =>
      records
        .select({ id: announcement.id })
        .from(announcement)
        .where(eq(announcement.festival, festival))
        .get() !== undefined,
    list: ({ status, limit, beforeId }: ListFilter): Announcement[] =>
      some(
        and(
          status === undefined ? undefined : eq(announcement.status, status),
          beforeId === undefined ? undefined : lt(announcement.id, beforeId),
        ),
        limit,
      ),
    /** Writes columns; the version grows. */
    update: (id: number, columns: Partial<Columns>): void =>
      void records
        .update(announcement)
        .set({ ...columns, version: sql`${announcement.version} + 1` })
        .where(eq(announcement.id, id))
        .run(),
    replaceFiles(announcementId: number, fileIds: readonly number[]): void {
      records.delete(announcementFile).where(eq(announcementFile.announcementId, announcementId)).run();
      if (fileIds.length === 0) return;
      records
        .insert(announcementFile)
        .values(fileIds.map((fileId, position) => ({ announcementId, position, fileId })))
        .run();
    },
    /** Approved, and the time has come; the longest due first. */
    due: (now: number): number[] =>
      records
        .select({ id: announcement.id })
        .from(announcement)
        .where(
          and(
            eq(announcement.status, "approved"),
            or(isNull(announcement.sendAt), lte(announcement.sendAt, now)),
          ),
        )
        .orderBy(asc(announcement.sendAt), asc(announcement.id))
        .all()
        .map(({ id }) => id),
    sending: (): number[] =>
      records
        .select({ id: announcement.id })
        .from(announcement)
        .where(eq(announcement.status, "sending"))
        .orderBy(asc(announcement.id))
        .all()
        .map(({ id }) => id),
    /** Begun, not recalled, and so many hours (by one of its two columns) ago, but not earlier than `since`. */
    begunBefore: (hours: "followUpHours" | "callHours", now: number, since: number): Announcement[] =>
      some(
        and(
          inArray(announcement.status, ["sending", "sent"]),
          sql`${announcement.startedAt} + ${announcement[hours]} * 3600000 BETWEEN ${since} AND ${now}`,
        ),
        MOST_AT_ONCE,
      ),
  };
});

const MOST_AT_ONCE = 1_000;

/** See {@link announcementTable}. */
export type AnnouncementTable = ReturnType<typeof announcementTable>;

function filesOf(records: Records, ids: readonly number[]): Map<number, { id: number; name: string }[]> {
  const rows = records
    .select({ of: announcementFile.announcementId, id: storedFile.id, name: storedFile.name })
    .from(announcementFile)
    .innerJoin(storedFile, eq(storedFile.id, announcementFile.fileId))
    .where(inArray(announcementFile.announcementId, [...ids]))
    .orderBy(asc(announcementFile.announcementId), asc(announcementFile.position))
    .all();
  const files = new Map<number, { id: number; name: string }[]>();
  for (const { of, ...file } of rows) files.set(of, [...(files.get(of) ?? []), file]);
  return files;
}

function announcementOf(row: Row, files: readonly { id: number; name: string }[]): Announcement {
  const { clauseTitle, clauseArticle, audience, submittedAt: _at, approvedAt: _approvedAt, ...rest } = row;
  return {
    ...rest,
    clause:
      clauseTitle === null || clauseArticle === null ? null : { title: clauseTitle, article: clauseArticle },
    audience: audience as unknown as Audience,
    files,
  };
}
