/** Quizzes 知识竞答, put together: loading, attempts, lists, rankings, certificates, erasure. */
import { instantOf } from "../../../../delivery/index.ts";
import { type Actor, type Audience, hasRole, NotAllowed, requireRole } from "../../../members/index.ts";
import { renderCertificate } from "../certificate/certificate.ts";
import type { QuizView } from "../types.ts";
import { type AttemptRow, attemptTable } from "./attempt.repo.ts";
import { admitTaker, createAttempts, isPassed, stateOf } from "./attempts.ts";
import { createLoading } from "./loading.ts";
import { type QuizRow, quizTable } from "./quiz.repo.ts";
import type { MemberQuiz, QuizDesk, QuizParts } from "./quizDesk.ts";
import { QUIZ_TEXT as TEXT } from "./quizText.ts";
import { branchResults, type RankedWho, rankedAttempts } from "./ranking.repo.ts";
import { rankBranches, rankMembers } from "./ranking.ts";

const STAFF = ["editor", "dispatcher", "liaison", "viewer"] as const;

/** Quizzes over one store. */
export function createQuizzes(parts: QuizParts): QuizDesk {
  const { store, clock, timeZone, members, audiences, bureau } = parts;
  const table = quizTable(store.records);
  const attempts = attemptTable(store.records);
  const taking = createAttempts(parts);

  function viewOf(row: QuizRow, size: number, now: number): QuizView {
    const { id, slug, title, intro, sample, opensAt, closesAt, minutes, passPercent, draw } = row;
    const questions = Math.min(draw ?? size, size);
    const state = stateOf(row, now);
    return {
      id,
      slug,
      title,
      intro,
      sample,
      opensAt,
      closesAt,
      minutes,
      attempts: row.attempts,
      questions,
      passPercent,
      state,
    };
  }

  function list(): readonly QuizView[] {
    const [sizes, now] = [table.sizes(), clock()];
    return table.all().map((row) => viewOf(row, sizes.get(row.id) ?? 0, now));
  }

  function seenBy(memberId: number): readonly MemberQuiz[] {
    const member = members.get(memberId);
    if (member === undefined || member.status !== "alive" || member.erasedAt !== null) return [];
    const [sizes, now] = [table.sizes(), clock()];
    const tries = new Map<number, AttemptRow[]>();
    for (const one of attempts.ofMember(memberId))
      tries.set(one.quizId, [...(tries.get(one.quizId) ?? []), one]);
    return table
      .all()
      .filter((row) => row.status === "open")
      .filter((row) => {
        if (tries.has(row.id)) return true;
        // Stored by `load`, which had it read.
        const audience = row.audience as Audience | null;
        return stateOf(row, now) !== "closed" && (audience === null || audiences.has(audience, memberId));
      })
      .map((row) => seen(viewOf(row, sizes.get(row.id) ?? 0, now), tries.get(row.id) ?? [], now))
      .sort((a, b) => urgencyOf(a) - urgencyOf(b) || b.quiz.id - a.quiz.id);
  }

  function seen(quiz: QuizView, tries: readonly AttemptRow[], now: number): MemberQuiz {
    const open = tries.find(
      ({ finishedAt, endsAt }) => finishedAt === null && (endsAt === null || now < endsAt),
    );
    const done = tries
      .filter((one) => one !== open)
      .map(({ id, score, total }) => ({
        attemptId: id,
        score: score ?? attempts.tally(id).score,
        total,
      }));
    const best = done.reduce<(typeof done)[number] | undefined>(
      (first, one) =>
        first === undefined || one.score * first.total > first.score * one.total ? one : first,
      undefined,
    );
    return {
      quiz,
      used: tries.length,
      left: quiz.state === "open" ? Math.max(0, quiz.attempts - tries.length) : 0,
      ...(open === undefined
        ? {}
        : {
            underWay: {
              attemptId: open.id,
              answered: attempts.tally(open.id).answered,
              endsAt: open.endsAt,
            },
          }),
      ...(best === undefined
        ? {}
        : { best: { ...best, passed: isPassed(quiz.passPercent, best.score, best.total) === true } }),
    };
  }

  /** Whose results the actor may see by name. @throws NotAllowed */
  function rankedFor(actor: Actor, branchId: number | undefined): RankedWho {
    if (actor.kind !== "member" && actor.kind !== "proxy") {
      requireRole(actor, ...STAFF);
      return branchId === undefined ? undefined : { branchId };
    }
    admitTaker(parts, actor, actor.memberId);
    const own = members.get(actor.memberId)?.branchId ?? null;
    if (branchId !== undefined && branchId !== own) throw new NotAllowed(TEXT.otherBranch);
    return own === null ? { memberId: actor.memberId } : { branchId: own };
  }

  return {
    ...createLoading(parts),
    ...taking,
    list,
    seenBy,
    get: (id) => list().find((quiz) => quiz.id === id),
    openFor: (memberId) =>
      seenBy(memberId)
        .filter(({ quiz, left, underWay }) => quiz.state === "open" && (left > 0 || underWay !== undefined))
        .map(({ quiz }) => quiz),

    bestOf(memberId, year) {
      const from = instantOf(`${year}-01-01`, "00:00", timeZone);
      const to = instantOf(`${year + 1}-01-01`, "00:00", timeZone);
      const best = new Map<number, { title: string; score: number; total: number }>();
      for (const { quizId, title, score, total } of attempts.finishedBetween(memberId, from, to)) {
        const before = best.get(quizId);
        const got = score ?? 0;
        if (before === undefined || got * before.total > before.score * total) {
          best.set(quizId, { title, score: got, total });
        }
      }
      return [...best.values()];
    },

    ranking: (actor, quizId, branchId) =>
      rankMembers(rankedAttempts(store.records, quizId, rankedFor(actor, branchId))),

    branchRanking(actor, quizId) {
      // No names in it: whoever may see any ranking may see this one.
      rankedFor(actor, undefined);
      return rankBranches(branchResults(store.records, quizId));
    },

    async certificate(actor, attemptId) {
      const attempt = attempts.byId(attemptId);
      if (!hasRole(actor, "editor")) admitTaker(parts, actor, attempt?.memberId ?? 0);
      const result = taking.resultOf(attemptId);
      if (attempt === undefined || result?.passed !== true) return undefined;
      const [quiz, member] = [table.byId(attempt.quizId)!, members.get(attempt.memberId)];
      if (member === undefined || member.erasedAt !== null) return undefined;
      const finishedAt = attempt.finishedAt ?? attempt.endsAt ?? clock();
      return renderCertificate({
        name: member.name,
        title: quiz.title,
        score: result.score,
        total: result.total,
        finishedAt,
        timeZone,
        bureau,
        sample: quiz.sample,
        number: attemptId,
      });
    },

    triesOf: (memberId) => attempts.history(memberId),
    erase: (memberId) => store.transaction(() => attempts.erase(memberId)),
  };
}

/** Under way, to be taken, soon, over. */
function urgencyOf({ quiz, left, underWay }: MemberQuiz): number {
  if (underWay !== undefined) return 0;
  if (left > 0) return 1;
  return quiz.state === "notYet" ? 2 : 3;
}
