/** What the conversation about quizzes needs, and who speaks in it. */
import type { Speaker, StoredAttachment } from "../../../../dialogue/index.ts";
import type { Store } from "../../../../store/index.ts";
import { principals } from "../../../members/index.ts";
import type { QuizDesk } from "../taking/quizDesk.ts";

export interface QuizTalkParts {
  readonly quizzes: QuizDesk;
  readonly store: Store;
  readonly timeZone: string;
  /** Keeps a certificate; within the caller's transaction. The same certificate is kept once. */
  keepCertificate(memberId: number, name: string, pdf: Buffer): StoredAttachment;
}

/** The name, where it is not the reader's own. */
export function nameOfOther(speaker: Speaker, memberId: number): string | undefined {
  if (speaker.self?.memberId === memberId) return undefined;
  return principals(speaker).find((one) => one.memberId === memberId)?.name;
}

/** All actions of this conversation. Each names the member or the attempt it is for. */
export const ACTIONS = {
  list: (memberId?: number) => (memberId === undefined ? "quiz:list" : `quiz:list:${memberId}`),
  card: (quizId: number, memberId: number) => `quiz:card:${quizId}:${memberId}`,
  start: (quizId: number, memberId: number) => `quiz:start:${quizId}:${memberId}`,
  rank: (quizId: number, memberId: number) => `quiz:rank:${quizId}:${memberId}`,
  certificate: (attemptId: number) => `quiz:cert:${attemptId}`,
  option: (attemptId: number, index: number, option: number) => `quiz:a:${attemptId}:${index}:${option}`,
  done: (attemptId: number, index: number) => `quiz:s:${attemptId}:${index}`,
  next: (attemptId: number, index: number) => `quiz:n:${attemptId}:${index}`,
} as const;

/** A tap on a question's buttons. */
export interface QuestionTap {
  readonly attemptId: number;
  readonly index: number;
  readonly do:
    | { readonly kind: "option"; readonly option: number }
    | { readonly kind: "done" }
    | { readonly kind: "next" };
}

export function readTap(action: string | undefined): QuestionTap | undefined {
  const [, verb, attemptId, index, option] =
    /^quiz:([asn]):(\d{1,15}):(\d{1,3})(?::(\d))?$/.exec(action ?? "") ?? [];
  if (verb === undefined || (verb === "a") !== (option !== undefined)) return undefined;
  const about = { attemptId: Number(attemptId), index: Number(index) };
  if (verb === "a") return { ...about, do: { kind: "option", option: Number(option) } };
  return { ...about, do: { kind: verb === "s" ? "done" : "next" } };
}
