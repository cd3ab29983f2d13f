/**
 * Answering a quiz, one question at a time: question → answer → verdict with the clause → 下一题 → … → result. What was
 * answered is in the store; the flow holds only what is chosen of several and whether a verdict was just read.
 */
import {
  type Context,
  type Flow,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  plainWords,
  type Reply,
  type RunningFlow,
  type Speaker,
  say,
  startFlow,
} from "../../../../dialogue/index.ts";
import { rehearse } from "../../../../store/index.ts";
import { type Actor, actorFor, NotAllowed } from "../../../members/index.ts";
import type { PutQuestion } from "../types.ts";
import { readAnswer } from "./answerWords.ts";
import { goOnReply, questionReply, resultReply, verdictReply } from "./quizReplies.ts";
import { ACTIONS, nameOfOther, type QuestionTap, type QuizTalkParts, readTap } from "./talkParts.ts";
import { LABELS, LIST, QUIZ } from "./talkText.ts";

const DAY_MS = 24 * 60 * 60_000;
const NEXT = /^(下一[题个道]|继续|接着答?|好的?|可以|行|知道了|要得)$/u;
const DONE = /^(选好了?|好了|选完了?|就这些|就这样|提交|确定|没有了)$/u;
const UNSURE =
  /^(我?(也|真)?(不会|不知道|不清楚|不晓得|不懂|不确定|忘了|记不得了?)(答|选|做)?(了|啊|呀)?|跳过)$/u;

/** Which attempt, and where in it. */
export interface QuizData {
  readonly attemptId: number;
  readonly memberId: number;
  /** The question that was put, or is next. */
  readonly index: number;
  /** Of several, so far: indexes as shown. */
  readonly chosen: readonly number[];
  /** A verdict was read, the next question is not yet put. */
  readonly between: boolean;
}

type Step = FlowStep<QuizData>;

/** Taking quizzes. */
export interface QuizTaking {
  readonly flow: Flow<QuizData>;
  /** Begins or goes on with an attempt: the question and the running flow, or why not. */
  begin(
    actor: Actor,
    quizId: number,
    memberId: number,
    message: IncomingMessage,
  ): {
    readonly running?: RunningFlow;
    readonly replies: readonly Reply[];
    readonly effects: readonly (() => void)[];
  };
  /** A tap that came while the flow was not running: as if it were. */
  tapped(tap: QuestionTap, memberId: number, message: IncomingMessage, speaker: Speaker): Step;
}

export function createQuizTaking(parts: QuizTalkParts): QuizTaking {
  const { quizzes, store, timeZone } = parts;

  function ask(question: PutQuestion, data: QuizData, now: number, before: readonly string[] = []): Reply {
    const chosen = question.index === data.index ? data.chosen : [];
    return questionReply(question, chosen, { now, timeZone, before });
  }

  function stay(data: QuizData, question: PutQuestion, now: number, lines: readonly string[] = []): Step {
    const at = { ...data, index: question.index, between: false };
    return { kind: "stay", data: at, replies: [ask(question, data, now, lines)] };
  }

  /** Nothing can be answered any more: the result where there is one. */
  function over(attemptId: number, speaker: Speaker, lines: readonly string[] = []): Reply[] {
    const result = quizzes.resultOf(attemptId);
    const quiz = result && quizzes.get(result.quizId);
    if (result === undefined || quiz === undefined) return [say([...lines, LIST.gone], [HUMAN])];
    const reply = resultReply(result, quiz, nameOfOther(speaker, result.memberId));
    return lines.length === 0 ? [reply] : [say(lines), reply];
  }

  /** The same in a line. */
  function overReply({ attemptId, index, memberId }: QuizData): Reply {
    return quizzes.resultOf(attemptId) === undefined
      ? say([LIST.gone], [{ label: LABELS.list, action: ACTIONS.list(memberId) }])
      : say([QUIZ.over], [{ label: LABELS.result, action: ACTIONS.next(attemptId, index) }]);
  }

  function submit(
    data: QuizData,
    question: PutQuestion,
    chosen: readonly number[],
    actor: Actor,
    speaker: Speaker,
    now: number,
  ): Step {
    const { attemptId } = data;
    const act = () => quizzes.answer(actor, attemptId, question.index, chosen);
    const rehearsed = rehearse(store, () => ({ judged: act(), result: quizzes.resultOf(attemptId) }));
    const { judged } = rehearsed;
    if ("kind" in judged) {
      if (rehearsed.result === undefined) return stay(data, question, now, [judged.words]);
      return { kind: "end", replies: over(attemptId, speaker, [judged.words]), effects: [() => void act()] };
    }
    const effects = [
      () => {
        if ("kind" in act()) throw new Error("竞答在这期间变了，重新读一次");
      },
    ];
    const verdict = verdictReply(question, judged);
    if (judged.next !== undefined) {
      const next: QuizData = { ...data, index: judged.next.index, chosen: [], between: true };
      return { kind: "stay", data: next, replies: [verdict], effects };
    }
    const { result } = judged;
    const quiz = result && quizzes.get(result.quizId);
    const end =
      result === undefined || quiz === undefined
        ? []
        : [resultReply(result, quiz, nameOfOther(speaker, data.memberId))];
    return { kind: "end", replies: [verdict, ...end], effects };
  }

  /** The tap on the open question; one on an earlier question changes nothing. */
  function tap(data: QuizData, { index, do: done }: QuestionTap, speaker: Speaker, now: number): Step {
    const actor = actorFor(speaker, data.memberId);
    if (actor === undefined) return { kind: "end", replies: [say([QUIZ.notAllowed], [HUMAN])] };
    const question = quizzes.current(data.attemptId);
    if (question === undefined) return { kind: "end", replies: over(data.attemptId, speaker) };
    if (done.kind === "next") return stay(data, question, now);
    if (index !== question.index) {
      if (!data.between) return stay(data, question, now, [QUIZ.stale]);
      return { kind: "stay", data, replies: [say([QUIZ.stale]), goOnReply(question)] };
    }
    const chosen = data.index === index ? data.chosen : [];
    if (done.kind === "done") return submitSeveral(data, question, chosen, actor, speaker, now);
    if (done.option >= question.options.length) return stay(data, question, now, [QUIZ.unknownOption]);
    if (question.kind === "single") return submit(data, question, [done.option], actor, speaker, now);
    return stay({ ...data, index, chosen: toggled(chosen, done.option) }, question, now);
  }

  function submitSeveral(
    data: QuizData,
    question: PutQuestion,
    chosen: readonly number[],
    actor: Actor,
    speaker: Speaker,
    now: number,
  ): Step {
    if (chosen.length < 2) return stay(data, question, now, [QUIZ.atLeastTwo]);
    return submit(data, question, chosen, actor, speaker, now);
  }

  /** Words while a question is open. */
  function written(data: QuizData, question: PutQuestion, text: string, speaker: Speaker, now: number): Step {
    const words = plainWords(text);
    if (UNSURE.test(words)) return stay(data, question, now, [QUIZ.unsure]);
    const tapOf = (done: QuestionTap["do"]): QuestionTap => {
      return { attemptId: data.attemptId, index: question.index, do: done };
    };
    if (question.kind === "multiple" && DONE.test(words))
      return tap(data, tapOf({ kind: "done" }), speaker, now);
    const read = readAnswer(text, question.options);
    if (read.kind === "none") return { kind: "pass" };
    if (read.kind === "unknown") return stay(data, question, now, [QUIZ.unknownOption]);
    const [only, ...more] = read.options;
    if (more.length === 0) return tap(data, tapOf({ kind: "option", option: only! }), speaker, now);
    if (question.kind === "single") return stay(data, question, now, [QUIZ.oneOnly]);
    const actor = actorFor(speaker, data.memberId)!;
    return submit(data, question, read.options, actor, speaker, now);
  }

  const flow: Flow<QuizData> = {
    name: "study.quiz",
    version: 1,
    outcome: "study",
    lapsesAfterMs: DAY_MS,
    lapsed: QUIZ.lapsed,
    cancelled: QUIZ.cancelled,

    async take(message: IncomingMessage, data: QuizData, { speaker }: Context): Promise<Step> {
      if (actorFor(speaker, data.memberId) === undefined) {
        return { kind: "end", replies: [say([QUIZ.notAllowed], [HUMAN])] };
      }
      const read = readTap(message.action);
      if (read?.attemptId === data.attemptId) return tap(data, read, speaker, message.at);
      const text = message.text.trim();
      const words = plainWords(text);
      const question = quizzes.current(data.attemptId);
      if (question === undefined) {
        return NEXT.test(words)
          ? { kind: "end", replies: over(data.attemptId, speaker) }
          : { kind: "pass", over: [overReply(data)] };
      }
      if (text === "" || message.action !== undefined) return { kind: "pass" };
      const answers = readAnswer(text, question.options).kind === "options";
      // An answer to a question that was not put yet would be a guess at nothing.
      if (data.between) {
        if (NEXT.test(words)) return stay(data, question, message.at);
        return answers ? { kind: "stay", data, replies: [goOnReply(question)] } : { kind: "pass" };
      }
      return written(data, question, text, speaker, message.at);
    },

    ask(data) {
      const question = quizzes.current(data.attemptId);
      // Time ran out while something else was answered.
      if (question === undefined) return overReply(data);
      // The time of the message is not known here; the hour stands in the question when it was put.
      return data.between ? goOnReply(question) : ask(question, data, question.endsAt ?? 0);
    },
  };

  return {
    flow,

    begin(actor, quizId, memberId, message) {
      const drawn = quizzes.drawAttempt(quizId);
      const act = () => quizzes.begin(actor, quizId, memberId, drawn);
      const question = rehearse(store, act);
      if (question.kind === "refused") {
        const choice = { label: LABELS.list, action: ACTIONS.list(memberId) };
        return { replies: [say([question.words], [choice, HUMAN])], effects: [] };
      }
      const { attemptId, index } = question;
      const data: QuizData = { attemptId, memberId, index, chosen: [], between: false };
      const effects = [
        () => {
          const begun = act();
          if (begun.kind === "refused" || begun.attemptId !== attemptId || begun.index !== index) {
            throw new Error("竞答在这期间变了，重新读一次");
          }
        },
      ];
      const running = startFlow(flow, data, message.at);
      return { running, replies: [ask(question, data, message.at)], effects };
    },

    tapped(read, memberId, message, speaker) {
      const { attemptId, index } = read;
      const data: QuizData = { attemptId, memberId, index, chosen: [], between: false };
      try {
        return tap(data, read, speaker, message.at);
      } catch (error) {
        if (!(error instanceof NotAllowed)) throw error;
        return { kind: "end", replies: [say([LIST.notYours], [HUMAN])] };
      }
    },
  };
}

function toggled(chosen: readonly number[], option: number): number[] {
  return chosen.includes(option)
    ? chosen.filter((one) => one !== option)
    : [...chosen, option].sort((a, b) => a - b);
}
