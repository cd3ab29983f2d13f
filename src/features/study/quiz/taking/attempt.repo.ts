/** The tables of attempts and answers. */
import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, lte, sql } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { quiz, quizAnswer, quizAttempt, quizQuestion } = tables;

export type AttemptRow = typeof quizAttempt.$inferSelect;

/** How many were answered, how many rightly, and what that is worth. */
export interface Tally {
  readonly answered: number;
  readonly right: number;
  readonly score: number;
}

/** The statements over one database. */
export function attemptTable(records: Records) {
  return {
    byId: (id: number): AttemptRow | undefined =>
      records.select().from(quizAttempt).where(eq(quizAttempt.id, id)).get(),
    /** All tries of a member at a quiz, the first one first. */
    of: (quizId: number, memberId: number): AttemptRow[] =>
      records
        .select()
        .from(quizAttempt)
        .where(and(eq(quizAttempt.quizId, quizId), eq(quizAttempt.memberId, memberId)))
        .orderBy(asc(quizAttempt.number))
        .all(),
    /** All tries of a member at any quiz. */
    ofMember: (memberId: number): AttemptRow[] =>
      records
        .select()
        .from(quizAttempt)
        .where(eq(quizAttempt.memberId, memberId))
        .orderBy(asc(quizAttempt.startedAt), asc(quizAttempt.number))
        .all(),
    insert(row: typeof quizAttempt.$inferInsert): void {
      records.insert(quizAttempt).values(row).run();
    },
    finish(id: number, finishedAt: number, score: number): void {
      records.update(quizAttempt).set({ finishedAt, score }).where(eq(quizAttempt.id, id)).run();
    },
    insertAnswer(row: typeof quizAnswer.$inferInsert): void {
      records.insert(quizAnswer).values(row).run();
    },
    tally(attemptId: number): Tally {
      const row = records
        .select({
          answered: count(),
          right: sql<number>`coalesce(sum(${quizAnswer.correct}), 0)`,
          score: sql<number>`coalesce(sum(${quizQuestion.points}) FILTER (WHERE ${quizAnswer.correct}), 0)`,
        })
        .from(quizAnswer)
        .innerJoin(quizQuestion, eq(quizQuestion.id, quizAnswer.questionId))
        .where(eq(quizAnswer.attemptId, attemptId))
        .get();
      return row ?? { answered: 0, right: 0, score: 0 };
    },
    /** Ends every attempt whose time is over, with what it got by then; how many. */
    finishExpired(now: number): number {
      const got = records
        .select({ score: sql<number>`coalesce(sum(${quizQuestion.points}), 0)` })
        .from(quizAnswer)
        .innerJoin(quizQuestion, eq(quizQuestion.id, quizAnswer.questionId))
        .where(and(eq(quizAnswer.attemptId, quizAttempt.id), eq(quizAnswer.correct, true)));
      return records
        .update(quizAttempt)
        .set({ finishedAt: sql`${quizAttempt.endsAt}`, score: sql`(${got})` })
        .where(and(isNull(quizAttempt.finishedAt), lte(quizAttempt.endsAt, now)))
        .run().changes;
    },
    /** Finished tries of a member between two moments, with the quiz's title. */
    finishedBetween: (memberId: number, from: number, to: number) =>
      records
        .select({
          quizId: quizAttempt.quizId,
          title: quiz.title,
          score: quizAttempt.score,
          total: quizAttempt.total,
        })
        .from(quizAttempt)
        .innerJoin(quiz, eq(quiz.id, quizAttempt.quizId))
        .where(
          and(
            eq(quizAttempt.memberId, memberId),
            isNotNull(quizAttempt.finishedAt),
            gte(quizAttempt.finishedAt, from),
            lt(quizAttempt.finishedAt, to),
          ),
        )
        .orderBy(asc(quizAttempt.finishedAt))
        .all(),
    /** All that the member tried, newest first, with the quiz's title. */
    history: (memberId: number) =>
      records
        .select({
          title: quiz.title,
          startedAt: quizAttempt.startedAt,
          score: quizAttempt.score,
          total: quizAttempt.total,
        })
        .from(quizAttempt)
        .innerJoin(quiz, eq(quiz.id, quizAttempt.quizId))
        .where(eq(quizAttempt.memberId, memberId))
        .orderBy(desc(quizAttempt.startedAt), desc(quizAttempt.id))
        .all(),
    /** Removes every try of a member. */
    erase(memberId: number): void {
      const own = records
        .select({ id: quizAttempt.id })
        .from(quizAttempt)
        .where(eq(quizAttempt.memberId, memberId));
      records.delete(quizAnswer).where(inArray(quizAnswer.attemptId, own)).run();
      records.delete(quizAttempt).where(eq(quizAttempt.memberId, memberId)).run();
    },
  };
}
