/** Attempts: begun, answered question by question in order, ended by the last answer or by the clock. */
import { dayOf } from "../../../../delivery/index.ts";
import { type Actor, type Audience, actorName, NotAllowed, sayMoment } from "../../../members/index.ts";
import type { PutQuestion, QuizView, Refused } from "../types.ts";
import { type AttemptRow, attemptTable } from "./attempt.repo.ts";
import { drawPaper, isRight } from "./paper.ts";
import { type QuizRow, quizTable } from "./quiz.repo.ts";
import type { DetailedJudged, DetailedResult, DrawnAttempt, QuizDesk, QuizParts } from "./quizDesk.ts";
import { QUIZ_TEXT as TEXT } from "./quizText.ts";

const MINUTE_MS = 60_000;

/** When a quiz may be taken. */
export function stateOf({ status, opensAt, closesAt }: QuizRow, now: number): QuizView["state"] {
  if (status === "withdrawn") return "withdrawn";
  if (closesAt !== null && now >= closesAt) return "closed";
  return opensAt !== null && now < opensAt ? "notYet" : "open";
}

/** Whether a score is enough; null where no certificate is given. */
export function isPassed(passPercent: number | null, score: number, total: number): boolean | null {
  return passPercent === null ? null : score * 100 >= passPercent * total;
}

/**
 * Lets the member through, and a proxy whose grant is open now.
 * @throws NotAllowed
 */
export function admitTaker({ members }: Pick<QuizParts, "members">, actor: Actor, memberId: number): void {
  const acts =
    (actor.kind === "member" && actor.memberId === memberId) ||
    (actor.kind === "proxy" &&
      actor.memberId === memberId &&
      members.grantsOf(memberId).some(({ proxyId }) => proxyId === actor.proxyId));
  if (!acts) throw new NotAllowed(TEXT.notYours);
}

type Taking = Pick<
  QuizDesk,
  "drawAttempt" | "begin" | "current" | "answer" | "resultOf" | "attemptOf" | "closeExpired"
>;

export function createAttempts(parts: QuizParts): Taking {
  const { store, clock, timeZone, random, newId, members, audiences, readClause } = parts;
  const quizzes = quizTable(store.records);
  const attempts = attemptTable(store.records);

  const refused = (words: string): Refused => ({ kind: "refused", words });

  /** When it ended, be it that nobody has written it down yet; undefined while it can be answered. */
  function endOf({ finishedAt, endsAt }: AttemptRow, now: number): number | undefined {
    return finishedAt ?? (endsAt !== null && now >= endsAt ? endsAt : undefined);
  }

  function settle(attempt: AttemptRow, now: number): void {
    const end = endOf(attempt, now);
    if (attempt.finishedAt !== null || end === undefined) return;
    attempts.finish(attempt.id, end, attempts.tally(attempt.id).score);
  }

  /** The question with this index of the paper. */
  function put({ id, paper, endsAt }: AttemptRow, index: number): PutQuestion {
    const { questionId, order } = paper[index]!;
    const question = quizzes.question(questionId)!;
    return {
      attemptId: id,
      index,
      of: paper.length,
      kind: question.kind,
      text: question.text,
      options: order.map((option) => question.options[option]!),
      points: question.points,
      ...(endsAt === null ? {} : { endsAt }),
    };
  }

  function resultOf(attemptId: number): DetailedResult | undefined {
    const attempt = attempts.byId(attemptId);
    const now = clock();
    if (attempt === undefined || endOf(attempt, now) === undefined) return undefined;
    const { quizId, memberId, total } = attempt;
    const quiz = quizzes.byId(quizId)!;
    const { answered, right, score } = attempts.tally(attemptId);
    const tries = attempts.of(quizId, memberId);
    const scores = tries.map((one) => (one.id === attemptId ? score : (one.score ?? 0)));
    const open = stateOf(quiz, now) === "open";
    return {
      attemptId,
      quizId,
      memberId,
      score,
      total,
      passed: isPassed(quiz.passPercent, score, total),
      best: Math.max(...scores),
      attemptsLeft: open ? Math.max(0, quiz.attempts - tries.length) : 0,
      outOfTime: answered < attempt.paper.length,
      right,
      wrong: answered - right,
      unanswered: attempt.paper.length - answered,
    };
  }

  function mayBegin(quiz: QuizRow | undefined, memberId: number, now: number): Refused | undefined {
    if (quiz === undefined) return refused(TEXT.gone);
    switch (stateOf(quiz, now)) {
      case "withdrawn":
        return refused(TEXT.withdrawn);
      case "notYet":
        return refused(TEXT.notYet(sayMoment(quiz.opensAt!, timeZone)));
      case "closed":
        return refused(TEXT.closed);
      case "open":
        break;
    }
    const member = members.get(memberId);
    if (member === undefined || member.status !== "alive" || member.erasedAt !== null) {
      return refused(TEXT.notMember);
    }
    // Stored by `load`, which had it read.
    const audience = quiz.audience as Audience | null;
    return audience === null || audiences.has(audience, memberId) ? undefined : refused(TEXT.notMeant);
  }

  function start(
    actor: Actor,
    quiz: QuizRow,
    memberId: number,
    drawn: DrawnAttempt,
    now: number,
  ): PutQuestion | Refused {
    const tries = attempts.of(quiz.id, memberId);
    if (tries.length >= quiz.attempts) return refused(TEXT.usedUp(quiz.attempts));
    const ends = [quiz.minutes === null ? null : now + quiz.minutes * MINUTE_MS, quiz.closesAt].filter(
      (end) => end !== null,
    );
    const row = {
      id: drawn.attemptId,
      quizId: quiz.id,
      memberId,
      number: (tries.at(-1)?.number ?? 0) + 1,
      by: actorName(actor),
      startedAt: now,
      endsAt: ends.length === 0 ? null : Math.min(...ends),
      finishedAt: null,
      paper: [...drawn.paper],
      score: null,
      total: quizzes.points(drawn.paper.map(({ questionId }) => questionId)),
    };
    attempts.insert(row);
    return put(row, 0);
  }

  function drawAttempt(quizId: number): DrawnAttempt | undefined {
    const quiz = quizzes.byId(quizId);
    return quiz && { attemptId: newId(), paper: drawPaper(quizzes.questions(quizId), quiz, random) };
  }

  /** Why this index cannot be answered with this, if it cannot. */
  function unfit(question: PutQuestion, index: number, chosen: readonly number[]): Refused | undefined {
    if (index < question.index) return refused(TEXT.already);
    if (index > question.index) return refused(TEXT.notYetPut);
    const known = chosen.every((option) => Number.isInteger(option) && option in question.options);
    if (!known) return refused(TEXT.noSuchOption);
    const different = new Set(chosen).size;
    if (question.kind === "single") return different === 1 ? undefined : refused(TEXT.chooseOne);
    return different >= 2 ? undefined : refused(TEXT.chooseSome);
  }

  /** Writes the answer down and judges it. */
  function judge(
    attempt: AttemptRow,
    index: number,
    chosenShown: readonly number[],
    now: number,
  ): DetailedJudged {
    const { questionId, order } = attempt.paper[index]!;
    const question = quizzes.question(questionId)!;
    const chosen = [...new Set(chosenShown)].map((shown) => order[shown]!).sort((a, b) => a - b);
    const correct = isRight(chosen, question.correct);
    attempts.insertAnswer({ attemptId: attempt.id, questionId, chosen, correct, at: now });
    const last = index === attempt.paper.length - 1;
    if (last) attempts.finish(attempt.id, now, attempts.tally(attempt.id).score);
    const { citedTitle, citedArticle } = question;
    const clause =
      citedTitle === null || citedArticle === null
        ? undefined
        : readClause(citedTitle, citedArticle, dayOf(now, timeZone));
    const shown = (options: readonly number[]) =>
      options.map((option) => order.indexOf(option)).sort((a, b) => a - b);
    return {
      correct,
      points: correct ? question.points : 0,
      right: shown(question.correct),
      chosen: shown(chosen),
      explanation: question.explanation,
      ...(clause === undefined ? {} : { clause }),
      ...(last ? { result: resultOf(attempt.id)! } : { next: put(attempt, index + 1) }),
    };
  }

  return {
    drawAttempt,
    resultOf,

    begin(actor, quizId, memberId, drawn = drawAttempt(quizId)) {
      return store.transaction(() => {
        admitTaker(parts, actor, memberId);
        const now = clock();
        const quiz = quizzes.byId(quizId);
        const open = attempts.of(quizId, memberId).find(({ finishedAt }) => finishedAt === null);
        if (open !== undefined && quiz?.status === "open") {
          if (endOf(open, now) === undefined) return put(open, attempts.tally(open.id).answered);
          settle(open, now);
        }
        const refusal = mayBegin(quiz, memberId, now);
        if (refusal !== undefined) return refusal;
        return start(actor, quiz!, memberId, drawn!, now);
      });
    },

    current(attemptId) {
      const attempt = attempts.byId(attemptId);
      if (attempt === undefined || endOf(attempt, clock()) !== undefined) return undefined;
      if (quizzes.byId(attempt.quizId)?.status !== "open") return undefined;
      return put(attempt, attempts.tally(attemptId).answered);
    },

    answer(actor, attemptId, index, chosen) {
      return store.transaction(() => {
        const attempt = attempts.byId(attemptId);
        if (attempt === undefined) return refused(TEXT.gone);
        admitTaker(parts, actor, attempt.memberId);
        if (quizzes.byId(attempt.quizId)?.status !== "open") return refused(TEXT.withdrawn);
        const now = clock();
        if (attempt.finishedAt !== null) return refused(TEXT.finished);
        if (endOf(attempt, now) !== undefined) {
          settle(attempt, now);
          return refused(TEXT.outOfTime);
        }
        const question = put(attempt, attempts.tally(attemptId).answered);
        return unfit(question, index, chosen) ?? judge(attempt, index, chosen, now);
      });
    },

    attemptOf(attemptId) {
      const attempt = attempts.byId(attemptId);
      return attempt && { quizId: attempt.quizId, memberId: attempt.memberId };
    },

    closeExpired: () => store.transaction(() => attempts.finishExpired(clock())),
  };
}
