/** The table of corrections and recalls. */
import { and, asc, eq, isNull, lt } from "drizzle-orm";
import { preparedOnce, tables } from "../../../store/index.ts";

const { announcementCorrection: correction } = tables;

export type Correction = typeof correction.$inferSelect;

/** The statements over one database. */
export const correctionTable = preparedOnce((records) => ({
  insert: (row: Omit<typeof correction.$inferInsert, "id" | "doneUpTo" | "finishedAt">): number =>
    records
      .insert(correction)
      .values({ ...row, doneUpTo: 0 })
      .returning({ id: correction.id })
      .get().id,
  /** Not carried out yet, oldest first. */
  open: (): Correction[] =>
    records.select().from(correction).where(isNull(correction.finishedAt)).orderBy(asc(correction.id)).all(),
  isOpen: (announcementId: number): boolean =>
    records
      .select({ id: correction.id })
      .from(correction)
      .where(and(eq(correction.announcementId, announcementId), isNull(correction.finishedAt)))
      .get() !== undefined,
  get: (id: number): Correction | undefined =>
    records.select().from(correction).where(eq(correction.id, id)).get(),
  /** Ids of all of an announcement. */
  of: (announcementId: number): number[] =>
    records
      .select({ id: correction.id })
      .from(correction)
      .where(eq(correction.announcementId, announcementId))
      .all()
      .map((row) => row.id),
  /** Ids of those before one. */
  before: (announcementId: number, id: number): number[] =>
    records
      .select({ id: correction.id })
      .from(correction)
      .where(and(eq(correction.announcementId, announcementId), lt(correction.id, id)))
      .all()
      .map((row) => row.id),
  update: (id: number, change: Partial<Pick<Correction, "doneUpTo" | "finishedAt">>): void =>
    void records.update(correction).set(change).where(eq(correction.id, id)).run(),
  /** What is not told yet is overtaken by what comes now. */
  finishOpen: (announcementId: number, at: number): void =>
    void records
      .update(correction)
      .set({ finishedAt: at })
      .where(and(eq(correction.announcementId, announcementId), isNull(correction.finishedAt)))
      .run(),
}));
