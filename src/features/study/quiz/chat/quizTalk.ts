/** What quizzes answer to: 知识竞答, 答题, /quiz; cards, starting, taps, the ranking, certificates. */

import {
  type AnyFlow,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainWords,
  type Speaker,
  say,
  type Turn,
} from "../../../../dialogue/index.ts";
import { rehearse } from "../../../../store/index.ts";
import { type Actor, actorFor, NotAllowed, principals } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import { missingFrom } from "../certificate/typeface.ts";
import type { MemberQuiz } from "../taking/quizDesk.ts";
import { createQuizTaking } from "./quizFlow.ts";
import { cardReply, listReply, rankingReply } from "./quizReplies.ts";
import { ACTIONS, nameOfOther, type QuizTalkParts, readTap } from "./talkParts.ts";
import { LABELS, LIST, RESULT } from "./talkText.ts";

const LIST_WORDS = /^(?:\/quiz|(?:看|参加|我要?|要)?(?:知识竞[答赛]|线上竞答|竞答))$/u;
const GO_ON_WORDS = /^(?:我要|我想|开始|接着|继续)?(?:答题|接着答|做题)$/u;
const LIST_ACTION = /^quiz:list(?::(\d{1,12}))?$/;
const ABOUT = /^quiz:(card|start|rank):(\d{1,12}):(\d{1,12})$/;
const CERTIFICATE = /^quiz:cert:(\d{1,15})$/;
const URGENCY = 40;

/** The intents `quiz.…` of urgency 40 and the flow `study.quiz`. */
export function createQuizTalk(parts: QuizTalkParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const { quizzes, store, timeZone } = parts;
  const taking = createQuizTaking(parts);

  /** Another conversation under way is not thrown away for a quiz. */
  function isBusy({ flow }: ConversationState): boolean {
    return flow !== undefined && flow.name !== taking.flow.name;
  }

  function notYours(state: ConversationState): Turn {
    return studyTurn(state, [say([LIST.notYours], [HUMAN])]);
  }

  /** For whom it is, or the turn that asks. */
  function whom(state: ConversationState, speaker: Speaker): number | Turn {
    if (speaker.actingFor !== undefined) return speaker.actingFor.memberId;
    const known = principals(speaker);
    const [only] = known;
    if (only === undefined) {
      const words = speaker.staff === undefined ? LIST.stranger : LIST.staff;
      return studyTurn(state, [say([words], [HUMAN])]);
    }
    if (known.length === 1) return only.memberId;
    const choices = known.map(({ memberId, name }) => ({ label: name, action: ACTIONS.list(memberId) }));
    return studyTurn(state, [say([LIST.whom], choices)]);
  }

  function list(state: ConversationState, speaker: Speaker, memberId: number): Turn {
    const seen = quizzes.seenBy(memberId);
    const of = nameOfOther(speaker, memberId);
    const [only] = seen;
    const reply =
      seen.length === 1 ? cardReply(only!, memberId, timeZone, of) : listReply(seen, memberId, timeZone, of);
    return studyTurn(state, [reply]);
  }

  function start(
    message: IncomingMessage,
    state: ConversationState,
    actor: Actor,
    quizId: number,
    memberId: number,
  ): Turn {
    if (isBusy(state)) return studyTurn(state, [say([LIST.busy])]);
    const { running, replies, effects } = taking.begin(actor, quizId, memberId, message);
    return studyTurn(running === undefined ? state : { ...state, flow: running }, replies, effects);
  }

  /** 答题: on with what is under way; with the only one that can be taken, its card; otherwise the list. */
  function goOn(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    memberId: number,
  ): Turn {
    const actor = actorFor(speaker, memberId);
    if (actor === undefined) return notYours(state);
    const [first] = quizzes.seenBy(memberId);
    if (first?.underWay !== undefined) return start(message, state, actor, first.quiz.id, memberId);
    return list(state, speaker, memberId);
  }

  function about(
    verb: string,
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    quizId: number,
    memberId: number,
  ): Turn {
    const actor = actorFor(speaker, memberId);
    if (actor === undefined) return notYours(state);
    if (verb === "start") return start(message, state, actor, quizId, memberId);
    const seen = quizzes.seenBy(memberId).find(({ quiz }: MemberQuiz) => quiz.id === quizId);
    const choice = { label: LABELS.list, action: ACTIONS.list(memberId) };
    if (seen === undefined) return studyTurn(state, [say([LIST.gone], [choice, HUMAN])]);
    const of = nameOfOther(speaker, memberId);
    if (verb === "card") return studyTurn(state, [cardReply(seen, memberId, timeZone, of)]);
    return studyTurn(state, [rankingReply(seen.quiz, quizzes.ranking(actor, quizId), memberId, of)]);
  }

  async function certificate(state: ConversationState, speaker: Speaker, attemptId: number): Promise<Turn> {
    const attempt = quizzes.attemptOf(attemptId);
    if (attempt === undefined) return studyTurn(state, [say([LIST.gone], [HUMAN])]);
    const actor = actorFor(speaker, attempt.memberId);
    if (actor === undefined) return notYours(state);
    const pdf = await quizzes.certificate(actor, attemptId);
    const quiz = quizzes.get(attempt.quizId);
    if (pdf === undefined || quiz === undefined)
      return studyTurn(state, [say([RESULT.noCertificate], [HUMAN])]);
    const keep = () => parts.keepCertificate(attempt.memberId, RESULT.fileName(quiz.title), pdf);
    const file = rehearse(store, keep);
    const name = principals(speaker).find(({ memberId }) => memberId === attempt.memberId)?.name ?? "";
    const missing = await missingFrom(name);
    const lines = [
      RESULT.certificate(quiz.title),
      ...(quiz.sample ? [RESULT.certificateSample] : []),
      ...(missing.length === 0 ? [] : [RESULT.certificateMissing(missing.join("、"))]),
    ];
    const reply = {
      blocks: lines.map(paragraph),
      choices: missing.length === 0 ? [] : [HUMAN],
      files: [file],
    };
    // Something else may have been kept in between, under the number that this one was to have.
    const effect = () => {
      if (keep().stored !== file.stored) throw new Error("证书的编号在这期间变了，重新读一次");
    };
    return studyTurn(state, [reply], [effect]);
  }

  const intents: Intent[] = [
    {
      name: "quiz.list",
      urgency: URGENCY,
      matches: ({ action, text }) =>
        action === undefined
          ? LIST_WORDS.test(plainWords(text)) || GO_ON_WORDS.test(plainWords(text))
          : LIST_ACTION.test(action),
      async handle(message, state, { speaker }) {
        const named = LIST_ACTION.exec(message.action ?? "")?.[1];
        const memberId = named === undefined ? whom(state, speaker) : Number(named);
        if (typeof memberId !== "number") return memberId;
        if (actorFor(speaker, memberId) === undefined) return notYours(state);
        return message.action === undefined && GO_ON_WORDS.test(plainWords(message.text))
          ? goOn(message, state, speaker, memberId)
          : list(state, speaker, memberId);
      },
    },
    {
      name: "quiz.about",
      urgency: URGENCY,
      matches: ({ action }) => ABOUT.test(action ?? ""),
      async handle(message, state, { speaker }) {
        const [, verb, quizId, memberId] = ABOUT.exec(message.action ?? "")!;
        return guarded(state, () => about(verb!, message, state, speaker, Number(quizId), Number(memberId)));
      },
    },
    {
      name: "quiz.tap",
      urgency: URGENCY,
      matches: ({ action }) => readTap(action) !== undefined,
      async handle(message, state, { speaker }) {
        const tap = readTap(message.action)!;
        const attempt = quizzes.attemptOf(tap.attemptId);
        if (attempt === undefined) return studyTurn(state, [say([LIST.gone], [HUMAN])]);
        if (actorFor(speaker, attempt.memberId) === undefined) return notYours(state);
        if (isBusy(state)) return studyTurn(state, [say([LIST.busy])]);
        const step = taking.tapped(tap, attempt.memberId, message, speaker);
        if (step.kind === "pass") return studyTurn(state, [say([LIST.gone], [HUMAN])]);
        const { flow: _, ...rest } = state;
        const next =
          step.kind === "stay"
            ? {
                ...rest,
                flow: {
                  name: taking.flow.name,
                  version: taking.flow.version,
                  data: step.data,
                  touchedAt: message.at,
                },
              }
            : rest;
        return studyTurn(next, step.replies, step.effects ?? []);
      },
    },
    {
      name: "quiz.certificate",
      urgency: URGENCY,
      matches: ({ action }) => CERTIFICATE.test(action ?? ""),
      async handle(message, state, { speaker }) {
        const [, attemptId] = CERTIFICATE.exec(message.action ?? "")!;
        return guarded(state, () => certificate(state, speaker, Number(attemptId)));
      },
    },
  ];

  /** A grant that was revoked between the message and its handling is a word, not a fault. */
  async function guarded(state: ConversationState, work: () => Turn | Promise<Turn>): Promise<Turn> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof NotAllowed) return notYours(state);
      throw error;
    }
  }

  return { intents, flows: [taking.flow as AnyFlow] };
}
