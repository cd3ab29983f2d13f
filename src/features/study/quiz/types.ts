/** The shapes of quizzes 知识竞答. Times are Unix ms. */
import type { Actor, Audience } from "../../members/index.ts";

export interface QuizQuestion {
  readonly kind: "single" | "multiple";
  readonly text: string;
  /** 2 to 8. */
  readonly options: readonly string[];
  /** Indexes into `options`, ascending; exactly one for `single`. */
  readonly correct: readonly number[];
  readonly points: number;
  readonly explanation: string;
  /** The clause that settles it. */
  readonly cite?: { readonly title: string; readonly article: string };
}

/** A quiz as its file says. */
export interface QuizDraft {
  /** Letters, digits, `-`: the file's name without its ending. */
  readonly slug: string;
  readonly title: string;
  readonly intro: string;
  readonly sample: boolean;
  readonly opensAt?: number;
  readonly closesAt?: number;
  /** For one attempt. */
  readonly minutes?: number;
  /** 1 unless told; with more the best counts. */
  readonly attempts: number;
  readonly draw?: number;
  readonly passPercent?: number;
  readonly shuffled: boolean;
  /** Every member unless told. */
  readonly audience?: Audience;
  readonly questions: readonly QuizQuestion[];
}

/** The fields of a quiz and of a question. */
export type QuizField = keyof QuizDraft | keyof QuizQuestion;

/** A file cannot be read. `message` names file, line and field. */
export class QuizFileError extends Error {
  override readonly name = "QuizFileError";

  constructor(
    readonly file: string,
    /** A line of a YAML file, a row of a sheet. */
    readonly line: number | undefined,
    message: string,
  ) {
    super(message);
  }
}

export interface QuizView {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly intro: string;
  readonly sample: boolean;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
  readonly minutes: number | null;
  readonly attempts: number;
  /** Questions of one attempt, and points there are. */
  readonly questions: number;
  readonly passPercent: number | null;
  readonly state: "notYet" | "open" | "closed" | "withdrawn";
}

/** A question as put to the person: options in the order shown. */
export interface PutQuestion {
  readonly attemptId: number;
  /** 0 for the first. */
  readonly index: number;
  readonly of: number;
  readonly kind: "single" | "multiple";
  readonly text: string;
  readonly options: readonly string[];
  readonly points: number;
  /** Unix ms; undefined: no hurry. */
  readonly endsAt?: number;
}

/** What an answer came to. Options are in the order shown. */
export interface Judged {
  readonly correct: boolean;
  readonly right: readonly number[];
  readonly chosen: readonly number[];
  readonly explanation: string;
  /** The clause's words, where the library holds it in force today. */
  readonly clause?: { readonly source: string; readonly text: string; readonly clauseId: number };
  /** Undefined after the last. */
  readonly next?: PutQuestion;
  readonly result?: QuizResult;
}

export interface QuizResult {
  readonly attemptId: number;
  readonly score: number;
  readonly total: number;
  readonly passed: boolean | null;
  readonly best: number;
  readonly attemptsLeft: number;
  /** Time ran out before the last answer. */
  readonly outOfTime: boolean;
}

export type Refused = { readonly kind: "refused"; readonly words: string };

export interface RankLine {
  /** Equal results share a rank (1, 2, 2, 4). */
  readonly rank: number;
  readonly memberId: number;
  readonly name: string;
  readonly score: number;
  readonly total: number;
  readonly seconds: number;
}

export interface BranchRank {
  readonly rank: number;
  readonly branchId: number;
  readonly branch: string;
  readonly members: number;
  readonly took: number;
  /** Mean of the members' best, per cent of the points, of those who took part. */
  readonly average: number;
}

/** Quizzes. Synchronous; changes are one transaction; loading needs editor or admin and is audited. */
export interface Quizzes {
  /** A new quiz, or a new version of the one with this slug: attempts under way keep their questions. */
  load(
    actor: Actor,
    draft: QuizDraft,
  ): { readonly id: number; readonly created: boolean; readonly changed: number };
  withdraw(actor: Actor, id: number): void;
  list(): readonly QuizView[];
  /** Open ones this member may take. */
  openFor(memberId: number): readonly QuizView[];
  get(id: number): QuizView | undefined;
  /** Begins, or goes on with, an attempt of the member (or by a proxy for them). */
  begin(actor: Actor, quizId: number, memberId: number): PutQuestion | Refused;
  /** The open question of an attempt, after an interruption. */
  current(attemptId: number): PutQuestion | undefined;
  /** Answers the question of that index; indexes are into the options as shown. A second answer changes nothing. */
  answer(actor: Actor, attemptId: number, index: number, chosen: readonly number[]): Judged | Refused;
  resultOf(attemptId: number): QuizResult | undefined;
  /** The member's best, by quiz, in a year: for the study record. */
  bestOf(
    memberId: number,
    year: number,
  ): readonly { readonly title: string; readonly score: number; readonly total: number }[];
  /** A member sees their own branch; staff any, or all. */
  ranking(actor: Actor, quizId: number, branchId?: number): readonly RankLine[];
  branchRanking(actor: Actor, quizId: number): readonly BranchRank[];
  /** A certificate as PDF, A4 landscape, for a passed attempt; undefined otherwise. */
  certificate(actor: Actor, attemptId: number): Promise<Buffer | undefined>;
  erase(memberId: number): void;
}
