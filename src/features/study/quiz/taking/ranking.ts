/** Who came first: by the best share of the points, then by the shorter time; equal results share a rank. */
import type { BranchRank, RankLine } from "../types.ts";
import type { BranchResult, RankedAttempt } from "./ranking.repo.ts";

/** Ranks members by their best attempt. */
export function rankMembers(attempts: readonly RankedAttempt[]): readonly RankLine[] {
  const best = new Map<number, RankLine>();
  for (const { took, ...attempt } of attempts) {
    const line: RankLine = { rank: 0, ...attempt, seconds: Math.floor(took / 1000) };
    const before = best.get(line.memberId);
    if (before === undefined || compare(line, before) < 0) best.set(line.memberId, line);
  }
  const sorted = [...best.values()].sort((a, b) => compare(a, b) || a.memberId - b.memberId);
  return withRanks(sorted, compare);
}

/** Ranks branches by the mean of their members' best; equal means by how many took part. */
export function rankBranches(results: readonly BranchResult[]): readonly BranchRank[] {
  const rounded = results.map(
    (result): BranchRank => ({ rank: 0, ...result, average: Math.round(result.average * 10) / 10 }),
  );
  const order = (a: BranchRank, b: BranchRank) => b.average - a.average || b.took - a.took;
  return withRanks(
    rounded.sort((a, b) => order(a, b) || a.branchId - b.branchId),
    order,
  );
}

/** Below zero where `a` is better. Shares are compared crosswise: no rounding makes equals of unequals. */
function compare(
  a: Pick<RankLine, "score" | "total" | "seconds">,
  b: Pick<RankLine, "score" | "total" | "seconds">,
): number {
  return b.score * a.total - a.score * b.total || a.seconds - b.seconds;
}

/** 1, 2, 2, 4. */
function withRanks<T extends { readonly rank: number }>(
  sorted: readonly T[],
  order: (a: T, b: T) => number,
): readonly T[] {
  let rank = 0;
  return sorted.map((line, at) => {
    if (at === 0 || order(sorted[at - 1]!, line) !== 0) rank = at + 1;
    return { ...line, rank };
  });
}
