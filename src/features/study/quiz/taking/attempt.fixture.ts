/** Attempts in tests: what was put, judged or refused, or a fault. */
import type { Actor } from "../../../members/index.ts";
import { OPERATOR, quizDraft, setUpQuizzes } from "../quiz.fixture.ts";
import type { PutQuestion, QuizDraft, Refused } from "../types.ts";
import type { DetailedJudged } from "./quizDesk.ts";

export const self = (memberId: number): Actor => ({ kind: "member", memberId });

export function put(begun: PutQuestion | Refused | undefined): PutQuestion {
  if (begun === undefined || begun.kind === "refused") throw new Error(begun?.words ?? "nothing put");
  return begun;
}

export function judged(outcome: DetailedJudged | Refused): DetailedJudged {
  if ("kind" in outcome) throw new Error(outcome.words);
  return outcome;
}

export function words(outcome: DetailedJudged | PutQuestion | Refused): string {
  if (!("kind" in outcome) || outcome.kind !== "refused") throw new Error("not refused");
  return outcome.words;
}

export function loaded(change: Partial<QuizDraft> = {}) {
  const bureau = setUpQuizzes();
  const memberId = bureau.member("王大明");
  const { id: quizId } = bureau.quizzes.load(OPERATOR, quizDraft(change));
  return { ...bureau, memberId, quizId, actor: self(memberId) };
}
