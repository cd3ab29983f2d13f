/** Results of all who took a quiz, in one query. The deceased and the erased are not among them. */
import { and, avg, count, eq, inArray, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { branch, member, quizAttempt } = tables;

/** A finished attempt of someone who is ranked. */
export interface RankedAttempt {
  readonly memberId: number;
  readonly name: string;
  readonly score: number;
  readonly total: number;
  /** Milliseconds. */
  readonly took: number;
}

/** Whose results are asked for. */
export type RankedWho = { readonly branchId: number } | { readonly memberId: number } | undefined;

/** One branch's results. `average` is per cent. */
export interface BranchResult {
  readonly branchId: number;
  readonly branch: string;
  readonly members: number;
  readonly took: number;
  readonly average: number;
}

/** A score is that of a finished attempt wherever this holds. */
const RANKED = () =>
  and(isNotNull(quizAttempt.finishedAt), ne(member.status, "deceased"), isNull(member.erasedAt));

/** Every finished attempt at a quiz, of one branch, one member or all. */
export function rankedAttempts(records: Records, quizId: number, who: RankedWho): RankedAttempt[] {
  let only: SQL | undefined;
  if (who !== undefined) {
    // As a list of ids, lest SQLite walk through everyone's attempts to find a branch's thirty.
    only =
      "branchId" in who
        ? inArray(
            quizAttempt.memberId,
            records.select({ id: member.id }).from(member).where(eq(member.branchId, who.branchId)),
          )
        : eq(quizAttempt.memberId, who.memberId);
  }
  return records
    .select({
      memberId: quizAttempt.memberId,
      name: member.name,
      score: sql<number>`${quizAttempt.score}`,
      total: quizAttempt.total,
      took: sql<number>`${quizAttempt.finishedAt} - ${quizAttempt.startedAt}`,
    })
    .from(quizAttempt)
    .innerJoin(member, eq(member.id, quizAttempt.memberId))
    .where(and(eq(quizAttempt.quizId, quizId), RANKED(), only))
    .all();
}

/** Branches of which anyone took part, in no order. */
export function branchResults(records: Records, quizId: number): BranchResult[] {
  const best = records
    .select({
      branchId: member.branchId,
      share: sql<number>`max(100.0 * ${quizAttempt.score} / ${quizAttempt.total})`.as("share"),
    })
    .from(quizAttempt)
    .innerJoin(member, eq(member.id, quizAttempt.memberId))
    .where(and(eq(quizAttempt.quizId, quizId), RANKED(), isNotNull(member.branchId)))
    .groupBy(quizAttempt.memberId)
    .as("best");
  const size = records
    .select({ branchId: member.branchId, members: count().as("members") })
    .from(member)
    .where(and(eq(member.status, "alive"), isNull(member.erasedAt), isNotNull(member.branchId)))
    .groupBy(member.branchId)
    .as("size");
  return records
    .select({
      branchId: branch.id,
      branch: branch.name,
      members: sql<number>`coalesce(${size.members}, 0)`,
      took: count(),
      average: avg(best.share).mapWith(Number),
    })
    .from(best)
    .innerJoin(branch, eq(branch.id, best.branchId))
    .leftJoin(size, eq(size.branchId, branch.id))
    .groupBy(branch.id)
    .all()
    .map((row) => ({ ...row, average: row.average ?? 0 }));
}
