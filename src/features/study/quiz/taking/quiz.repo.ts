/** The tables of quizzes and their questions. */
import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { quiz, quizQuestion } = tables;

export type QuizRow = typeof quiz.$inferSelect;
export type QuestionRow = typeof quizQuestion.$inferSelect;

/** The statements over one database. */
export function quizTable(records: Records) {
  const live = (quizId: number) => and(eq(quizQuestion.quizId, quizId), isNull(quizQuestion.retiredAt));
  return {
    byId: (id: number): QuizRow | undefined => records.select().from(quiz).where(eq(quiz.id, id)).get(),
    bySlug: (slug: string): QuizRow | undefined =>
      records.select().from(quiz).where(eq(quiz.slug, slug)).get(),
    all: (): QuizRow[] => records.select().from(quiz).orderBy(asc(quiz.id)).all(),
    insert: (row: typeof quiz.$inferInsert): number =>
      records.insert(quiz).values(row).returning({ id: quiz.id }).get().id,
    update(id: number, change: Partial<typeof quiz.$inferInsert>): void {
      records.update(quiz).set(change).where(eq(quiz.id, id)).run();
    },
    /** How many questions each quiz has now. */
    sizes: (): Map<number, number> =>
      new Map(
        records
          .select({ id: quizQuestion.quizId, size: count() })
          .from(quizQuestion)
          .where(isNull(quizQuestion.retiredAt))
          .groupBy(quizQuestion.quizId)
          .all()
          .map(({ id, size }) => [id, size]),
      ),
    /** The questions as they are now, in the order of the file. */
    questions: (quizId: number): QuestionRow[] =>
      records.select().from(quizQuestion).where(live(quizId)).orderBy(asc(quizQuestion.position)).all(),
    /** A question of a paper, retired or not. */
    question: (id: number): QuestionRow | undefined =>
      records.select().from(quizQuestion).where(eq(quizQuestion.id, id)).get(),
    /** Points of questions, retired or not. */
    points: (ids: readonly number[]): number =>
      records
        .select({ points: quizQuestion.points })
        .from(quizQuestion)
        .where(inArray(quizQuestion.id, [...ids]))
        .all()
        .reduce((sum, { points }) => sum + points, 0),
    insertQuestion(row: typeof quizQuestion.$inferInsert): void {
      records.insert(quizQuestion).values(row).run();
    },
    place(id: number, position: number): void {
      records.update(quizQuestion).set({ position }).where(eq(quizQuestion.id, id)).run();
    },
    retire(ids: readonly number[], now: number): void {
      if (ids.length === 0) return;
      records
        .update(quizQuestion)
        .set({ retiredAt: now })
        .where(inArray(quizQuestion.id, [...ids]))
        .run();
    },
  };
}
