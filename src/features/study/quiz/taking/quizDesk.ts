/** What the quizzes offer beyond the contract: to their own conversation, to the job that closes attempts, to scripts. */
import type { Store } from "../../../../store/index.ts";
import type { Actor, Audiences, Members } from "../../../members/index.ts";
import type { Judged, PutQuestion, QuizResult, QuizView, Quizzes, Refused } from "../types.ts";
import type { PaperQuestion, Random } from "./paper.ts";

/** A clause as the library shows it; `note` where it is an invented example. */
export interface QuotedClause {
  readonly source: string;
  readonly text: string;
  readonly clauseId: number;
  readonly note?: string;
}

/** What quizzes are made from. */
export interface QuizParts {
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly random: Random;
  /** The id of a new attempt: a number drawn at random below 2^47, so that no two conversations draw the same. */
  readonly newId: () => number;
  readonly members: Pick<Members, "get" | "grantsOf" | "audit">;
  readonly audiences: Pick<Audiences, "read" | "has">;
  /** The clause in force on `today`, `YYYY-MM-DD`. */
  readonly readClause: (title: string, article: string, today: string) => QuotedClause | undefined;
  /** The bureau's name, for certificates. */
  readonly bureau: string;
}

/** An attempt drawn, not yet begun: rehearsing and doing give the same paper under the same id. */
export interface DrawnAttempt {
  readonly attemptId: number;
  readonly paper: readonly PaperQuestion[];
}

/** A result with what it was made of. */
export interface DetailedResult extends QuizResult {
  readonly quizId: number;
  readonly memberId: number;
  readonly right: number;
  readonly wrong: number;
  readonly unanswered: number;
}

export interface DetailedJudged extends Judged {
  readonly clause?: QuotedClause;
  readonly result?: DetailedResult;
  /** Points this answer got. */
  readonly points: number;
}

/** One try as its member is told of it. `startedAt` is Unix ms. */
export interface QuizTry {
  readonly title: string;
  readonly startedAt: number;
  readonly score: number | null;
  readonly total: number;
}

/** A quiz as one member sees it. */
export interface MemberQuiz {
  readonly quiz: QuizView;
  readonly used: number;
  /** 0 where it is not open. */
  readonly left: number;
  /** The attempt under way. */
  readonly underWay?: {
    readonly attemptId: number;
    readonly answered: number;
    readonly endsAt: number | null;
  };
  /** The best finished attempt. */
  readonly best?: {
    readonly attemptId: number;
    readonly score: number;
    readonly total: number;
    readonly passed: boolean;
  };
}

/** Quizzes, with all the conversation needs. */
export interface QuizDesk extends Quizzes {
  /** Draws a paper; undefined where there is no such quiz. */
  drawAttempt(quizId: number): DrawnAttempt | undefined;
  begin(actor: Actor, quizId: number, memberId: number, drawn?: DrawnAttempt): PutQuestion | Refused;
  answer(actor: Actor, attemptId: number, index: number, chosen: readonly number[]): DetailedJudged | Refused;
  resultOf(attemptId: number): DetailedResult | undefined;
  /** Whose attempt it is. */
  attemptOf(attemptId: number): { readonly quizId: number; readonly memberId: number } | undefined;
  /** Those a member may take now or soon, and those they took; the open ones first. */
  seenBy(memberId: number): readonly MemberQuiz[];
  /** All tries of the member, newest first, for the export of their data; `score` is null while one is under way. */
  triesOf(memberId: number): readonly QuizTry[];
  /** Ends attempts whose time is over; how many. A job calls it. */
  closeExpired(): number;
}
