/** Quizzes in words: the list, a card, a question, a verdict, a result, the ranking. */
import { dayOf, timeOf } from "../../../../delivery/index.ts";
import {
  type Block,
  type Choice,
  HUMAN,
  paragraph,
  type Reply,
  say,
  strong,
} from "../../../../dialogue/index.ts";
import { sayMoment } from "../../../members/index.ts";
import { letterOf } from "../file/draftCheck.ts";
import type { DetailedJudged, DetailedResult, MemberQuiz } from "../taking/quizDesk.ts";
import type { PutQuestion, QuizView, RankLine } from "../types.ts";
import { ACTIONS } from "./talkParts.ts";
import { LABELS, LIST, QUIZ, RESULT } from "./talkText.ts";

const MOST_LISTED = 8;
const MOST_RANKED = 10;
/** UTF-16 units of a button's label that are read on a narrow phone; the whole option stands in the message. */
const LONGEST_LABEL = 24;
const DAY_MS = 24 * 60 * 60_000;

/** All of a member's quizzes. @param of whose, where that is not the reader */
export function listReply(
  quizzes: readonly MemberQuiz[],
  memberId: number,
  timeZone: string,
  of?: string,
): Reply {
  if (quizzes.length === 0) return say([LIST.none], [HUMAN]);
  const shown = quizzes.slice(0, MOST_LISTED);
  return {
    blocks: [
      strong(of === undefined ? LIST.title : LIST.titleFor(of)),
      ...shown.map((one) => paragraph(LIST.line(one.quiz.title, stateOf(one, timeZone)))),
    ],
    choices: shown.map(({ quiz }): Choice => {
      return { label: quiz.title, action: ACTIONS.card(quiz.id, memberId) };
    }),
  };
}

function stateOf({ quiz, left, underWay, best }: MemberQuiz, timeZone: string): string {
  if (underWay !== undefined) return LIST.underWay(underWay.answered, quiz.questions);
  if (quiz.state === "notYet") return LIST.opens(sayMoment(quiz.opensAt!, timeZone));
  const state = quiz.state === "closed" ? LIST.closed : left > 0 ? LIST.left(left) : LIST.usedUp;
  return best === undefined ? state : `${LIST.best(best.score, best.total)}，${state}`;
}

/** One quiz before it is taken: how many questions, how long, how often. */
export function cardReply(seen: MemberQuiz, memberId: number, timeZone: string, of?: string): Reply {
  const { quiz, underWay, best, left } = seen;
  const lines = [
    ...(of === undefined ? [] : [LIST.titleFor(of)]),
    ...(quiz.sample ? [LIST.sample] : []),
    ...(quiz.intro === "" ? [] : [quiz.intro]),
    `${LIST.questions(quiz.questions)}${quiz.minutes === null ? LIST.noHurry : LIST.minutes(quiz.minutes)}`,
    quiz.attempts === 1 ? LIST.once : LIST.attempts(quiz.attempts),
    LIST.rule,
    ...(quiz.passPercent === null ? [] : [LIST.pass(quiz.passPercent)]),
    ...(quiz.closesAt === null ? [] : [LIST.closes(sayMoment(quiz.closesAt, timeZone))]),
    stateOf(seen, timeZone),
  ];
  const begin = beginLabel(seen);
  return {
    blocks: [strong(quiz.title), ...lines.map(paragraph)],
    choices: [
      ...(begin === undefined || (left === 0 && underWay === undefined)
        ? []
        : [{ label: begin, action: ACTIONS.start(quiz.id, memberId) }]),
      ...(best === undefined ? [] : afterwards(quiz, memberId, best.passed ? best.attemptId : undefined)),
      { label: LABELS.list, action: ACTIONS.list(memberId) },
    ],
  };
}

function beginLabel({ quiz, used, left, underWay }: MemberQuiz): string | undefined {
  if (underWay !== undefined) return LABELS.goOn;
  if (quiz.state !== "open") return undefined;
  return used === 0 ? LABELS.start : LABELS.again(left);
}

/** What can be done once a quiz was taken. @param passed the attempt that earned a certificate */
function afterwards(quiz: QuizView, memberId: number, passed: number | undefined): Choice[] {
  return [
    ...(passed === undefined ? [] : [{ label: LABELS.certificate, action: ACTIONS.certificate(passed) }]),
    { label: LABELS.ranking, action: ACTIONS.rank(quiz.id, memberId) },
  ];
}

/** A question. @param chosen what is chosen so far, of several */
export function questionReply(
  question: PutQuestion,
  chosen: readonly number[],
  { now, timeZone, before = [] }: { now: number; timeZone: string; before?: readonly string[] },
): Reply {
  const { attemptId, index, of, kind, text, options, points, endsAt } = question;
  const until =
    endsAt !== undefined && endsAt - now < DAY_MS ? [QUIZ.until(momentText(endsAt, now, timeZone))] : [];
  return {
    blocks: [
      ...before.map(paragraph),
      strong(QUIZ.head(index + 1, of, kind, points)),
      strong(text),
      ...options.map((option, at) => paragraph(LABELS.option(letterOf(at), option))),
      paragraph(kind === "single" ? QUIZ.howSingle : QUIZ.howMultiple),
      ...until.map(paragraph),
    ],
    choices: [
      ...options.map((option, at): Choice => {
        const label = labelOf(at, option);
        return {
          label: chosen.includes(at) ? LABELS.chosen(label) : label,
          action: ACTIONS.option(attemptId, index, at),
        };
      }),
      ...(kind === "multiple" ? [{ label: LABELS.done, action: ACTIONS.done(attemptId, index) }] : []),
    ],
  };
}

function labelOf(at: number, option: string): string {
  const label = LABELS.option(letterOf(at), option);
  return label.length <= LONGEST_LABEL ? label : letterOf(at);
}

/** 15:20, with the day where that is not today. */
function momentText(at: number, now: number, timeZone: string): string {
  if (dayOf(at, timeZone) !== dayOf(now, timeZone)) return sayMoment(at, timeZone);
  const minutes = timeOf(at, timeZone);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Whether it was right, what is right and why, with the clause; 下一题 unless it was the last. */
export function verdictReply(question: PutQuestion, judged: DetailedJudged): Reply {
  const named = (options: readonly number[]) =>
    options.map((at) => LABELS.option(letterOf(at), question.options[at]!)).join("；");
  const { correct, points, right, chosen, explanation, clause, next } = judged;
  const blocks: Block[] = [
    strong(correct ? QUIZ.right(points) : QUIZ.wrong),
    ...(correct ? [] : [paragraph(QUIZ.yours(named(chosen)))]),
    paragraph(QUIZ.answer(named(right))),
    paragraph(explanation),
  ];
  if (clause !== undefined) {
    blocks.push({
      kind: "clause",
      source: clause.source,
      spans: [{ text: clause.text }],
      ...(clause.note === undefined ? {} : { note: clause.note }),
      open: { label: LABELS.openClause, clauseId: clause.clauseId },
    });
  }
  return { blocks, choices: next === undefined ? [] : goOnChoices(next) };
}

/** Between two questions, after an interruption. */
export function goOnReply(next: PutQuestion): Reply {
  return say([QUIZ.goOn(next.index, next.of)], goOnChoices(next));
}

function goOnChoices({ attemptId, index }: PutQuestion): Choice[] {
  return [
    { label: LABELS.next, action: ACTIONS.next(attemptId, index) },
    { label: LABELS.rest, action: "cancel" },
  ];
}

/** The end of an attempt, and what can be done now. */
export function resultReply(result: DetailedResult, quiz: QuizView, of?: string): Reply {
  const { attemptId, memberId, score, total, passed, best, attemptsLeft, outOfTime } = result;
  const { right, wrong, unanswered } = result;
  const lines = [
    `${RESULT.score(score, total)}${RESULT.counts(right, wrong)}`,
    ...(quiz.attempts > 1 && best > score ? [RESULT.best(best)] : []),
    ...(passed === null ? [] : [passed ? RESULT.passed : RESULT.notPassed]),
    ...(quiz.sample ? [LIST.sample] : []),
  ];
  return {
    blocks: [
      ...(of === undefined ? [] : [paragraph(LIST.titleFor(of))]),
      strong(outOfTime ? RESULT.outOfTime(unanswered) : RESULT.done),
      ...lines.map(paragraph),
    ],
    choices: [
      ...(attemptsLeft === 0
        ? []
        : [{ label: LABELS.again(attemptsLeft), action: ACTIONS.start(quiz.id, memberId) }]),
      ...afterwards(quiz, memberId, passed === true ? attemptId : undefined),
      { label: LABELS.list, action: ACTIONS.list(memberId) },
    ],
  };
}

/** The first ten of the branch, and the member's own place. */
export function rankingReply(
  quiz: QuizView,
  lines: readonly RankLine[],
  memberId: number,
  of?: string,
): Reply {
  const choices = [
    { label: quiz.title, action: ACTIONS.card(quiz.id, memberId) },
    { label: LABELS.list, action: ACTIONS.list(memberId) },
  ];
  if (lines.length === 0) return say([RESULT.rankNone], choices);
  const own = lines.find((line) => line.memberId === memberId);
  let place: string = RESULT.rankNotYet;
  if (own !== undefined) {
    const { rank, score } = own;
    place =
      of === undefined
        ? RESULT.rankOwn(rank, lines.length, score)
        : RESULT.rankOwnFor(of, rank, lines.length, score);
  }
  return {
    blocks: [
      strong(RESULT.rankTitle(quiz.title)),
      ...lines
        .slice(0, MOST_RANKED)
        .map(({ rank, name, score, seconds }) =>
          paragraph(RESULT.rankLine(rank, name, score, RESULT.time(Math.floor(seconds / 60), seconds % 60))),
        ),
      strong(place),
    ],
    choices,
  };
}
