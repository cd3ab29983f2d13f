/** Answers to invitations: what a tap or a word does, and how it is said. */

import {
  bareWords,
  type Choice,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  paragraph,
  type Reply,
  type Speaker,
  say,
  strong,
  type Turn,
} from "../../../../dialogue/index.ts";
import { type Actor, actorFor, principals } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import type { Answered, MemberSession } from "../../types.ts";
import { ANSWERED, CARD, LABELS } from "../memberText.ts";
import { calledBy } from "../whom.ts";
import { type AnswerWords, type Pointed, pointedAt, readAnswer, type SaidAnswer } from "./answerWords.ts";
import { actionOf, linksOf, type Verb } from "./card.ts";
import { sessionLabel } from "./lists.ts";
import { attempt, type MemberTalkParts, STUDY } from "./parts.ts";
import { sayWhen } from "./when.ts";

/** A session of one of those for whom the account may answer. */
interface Candidate extends MemberSession {
  readonly memberId: number;
}

const VERB = { accept: "yes", decline: "no", later: "later" } as const satisfies Record<SaidAnswer, Verb>;
const RIDE =
  /^我?(?:(?:要|需要)(?:人|你们|派人|派车)?(?:来)?(?:接送|接)(?:我|一下)?|(不用|不要|不需要|用不着)(?:人|你们)?(?:来)?(?:接送|接)(?:我)?)了?$/u;
/** Buttons of a question which one is meant. */
const MOST_CHOICES = 8;

/** Answering. The caller has found out that the actor may act for the member. */
export interface Answering {
  answer(
    state: ConversationState,
    speaker: Speaker,
    actor: Actor,
    mine: MemberSession,
    memberId: number,
    answer: SaidAnswer,
  ): Turn;
  pickUp(
    state: ConversationState,
    actor: Actor,
    mine: MemberSession,
    memberId: number,
    needed: boolean,
  ): Turn;
  /** Urgency 45: `study.answer` (我参加, 周五的学习我去不了) and `study.ride` (要接送). */
  readonly intents: readonly Intent[];
}

export function createAnswering(parts: MemberTalkParts): Answering {
  const { sessions, store, clock, timeZone } = parts;

  const answer: Answering["answer"] = (state, speaker, actor, { session }, memberId, said) => {
    const tried = attempt(
      store,
      () => sessions.answer(actor, session.id, memberId, said),
      (a, b) => a.answer === b.answer && a.waitingPlace === b.waitingPlace,
    );
    const look: Choice = { label: LABELS.look, action: actionOf(session.id, "card", memberId) };
    if (!tried.ok) return studyTurn(state, [say([tried.words], [look, HUMAN])]);
    const who = calledBy(speaker, memberId);
    return studyTurn(state, [answeredReply(tried.value, session, memberId, who)], [tried.effect]);
  };

  function answeredReply(
    answered: Answered,
    session: MemberSession["session"],
    memberId: number,
    who: string,
  ): Reply {
    const choice = (label: string, verb: Verb): Choice => ({
      label,
      action: actionOf(session.id, verb, memberId),
    });
    const { title } = session;
    switch (answered.answer) {
      case "accepted": {
        const now = clock();
        const ride = answered.askPickUp;
        const links = linksOf(parts, session, now);
        return {
          blocks: [
            strong(answered.unchanged ? ANSWERED.acceptedAlready(who, title) : ANSWERED.accepted(who, title)),
            paragraph(CARD.when(sayWhen(session, now, timeZone))),
            paragraph(CARD.where(session.where)),
            ...(ride ? [strong(CARD.askRide(who))] : []),
          ],
          choices: ride
            ? [choice(LABELS.ride, "ride"), choice(LABELS.noRide, "noride")]
            : [choice(LABELS.changeToNo, "no"), choice(LABELS.look, "card")],
          ...(links.length === 0 ? {} : { links }),
        };
      }
      case "waiting":
        return say(
          [ANSWERED.waiting(who, title, answered.waitingPlace)],
          [choice(LABELS.leaveList, "no"), STUDY],
        );
      case "declined":
        return say(
          [
            answered.unchanged ? ANSWERED.declinedAlready(who, title) : ANSWERED.declined(who, title),
            ANSWERED.changeMind,
          ],
          [choice(LABELS.changeToYes, "yes"), STUDY],
        );
      case "later":
        return say([ANSWERED.later], [choice(LABELS.yes, "yes"), choice(LABELS.no, "no")]);
    }
  }

  /** All that is coming, for everybody the account may answer for. */
  function candidates(speaker: Speaker): Candidate[] {
    const all = principals(speaker).flatMap(({ memberId }) =>
      sessions.upcoming(memberId).map((mine): Candidate => ({ ...mine, memberId })),
    );
    const now = clock();
    return all
      .filter(({ session, attendedAt }) => session.startsAt > now && attendedAt === null)
      .sort((a, b) => a.session.startsAt - b.session.startsAt);
  }

  function meant(
    { action, text }: IncomingMessage,
    speaker: Speaker,
  ):
    | { readonly words: AnswerWords; readonly at: Exclude<Pointed<Candidate>, { kind: "other" }> }
    | undefined {
    if (action !== undefined || principals(speaker).length === 0) return undefined;
    const words = readAnswer(text);
    if (words === undefined) return undefined;
    const all = candidates(speaker);
    const at = pointedAt(words.about, all, clock(), timeZone);
    if (at.kind === "other") return undefined;
    // 我不去了 may be about anything, where nothing of ours is coming.
    return all.length > 0 || words.plain ? { words, at } : undefined;
  }

  /** Which one, a button each; the buttons do it. */
  function which(verb: Verb, among: readonly Candidate[], speaker: Speaker, line: string): Reply {
    const several = principals(speaker).length > 1;
    const now = clock();
    const choices = among.slice(0, MOST_CHOICES).map(({ session, memberId }): Choice => {
      const label = sessionLabel(session, now, timeZone);
      return {
        label: several ? `${calledBy(speaker, memberId)}：${label}` : label,
        action: actionOf(session.id, verb, memberId),
      };
    });
    return say([line], [...choices, STUDY]);
  }

  function handle(message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    const { words, at } = meant(message, speaker)!;
    const waiting = at.fitting.filter(waitsFor(words.answer, at.named));
    const [first, ...others] = waiting;
    if (first !== undefined && others.length === 0) {
      const actor = actorFor(speaker, first.memberId)!;
      return answer(state, speaker, actor, first, first.memberId, words.answer);
    }
    if (waiting.length > 1)
      return studyTurn(state, [which(VERB[words.answer], waiting, speaker, ANSWERED.which)]);
    const changeable = at.fitting.filter(waitsFor(words.answer, true));
    if (changeable.length > 0) {
      return studyTurn(state, [which(VERB[words.answer], changeable, speaker, ANSWERED.already)]);
    }
    const [done] = at.fitting;
    // What is said is so already: saying it again is answered as the core does.
    if (at.named && done !== undefined && at.fitting.length === 1) {
      const actor = actorFor(speaker, done.memberId)!;
      return answer(state, speaker, actor, done, done.memberId, words.answer);
    }
    return studyTurn(state, [
      say([at.named && at.fitting.length === 0 ? ANSWERED.noneThatDay : ANSWERED.none], [STUDY]),
    ]);
  }

  /** Sessions to which the words 要接送 may belong: those where it has not been said, else where it can be changed. */
  function rides({ action, text }: IncomingMessage, speaker: Speaker) {
    const found = action === undefined ? RIDE.exec(bareWords(text)) : null;
    if (found === null) return undefined;
    const needed = found[1] === undefined;
    const going = candidates(speaker).filter(
      ({ session, answer }) => session.pickUp && answer === "accepted",
    );
    const open = going.filter((mine) => mine.pickUp === null);
    const among = open.length > 0 ? open : going.filter((mine) => mine.pickUp !== needed);
    return among.length === 0 ? undefined : { needed, among };
  }

  const pickUp: Answering["pickUp"] = (state, actor, { session }, memberId, needed) => {
    const tried = attempt(
      store,
      () => sessions.setPickUp(actor, session.id, memberId, needed),
      // The order's number is known only once it is stored: 我的服务单 shows it.
      (a, b) => a.kind === b.kind,
    );
    const look: Choice = { label: LABELS.look, action: actionOf(session.id, "card", memberId) };
    if (!tried.ok) return studyTurn(state, [say([tried.words], [look, HUMAN])]);
    switch (tried.value.kind) {
      case "notNeeded":
        return studyTurn(state, [say([ANSWERED.rideNotNeeded], [look, STUDY])], [tried.effect]);
      case "ordered": {
        const orders: Choice = { label: LABELS.orders, action: "orders" };
        return studyTurn(state, [say([ANSWERED.rideOrdered], [orders, look])], [tried.effect]);
      }
      case "refused":
        return studyTurn(state, [say([tried.value.words], [look, HUMAN])], [tried.effect]);
    }
  };

  return {
    answer,
    pickUp,
    intents: [
      {
        name: "study.answer",
        urgency: 45,
        matches: (message, _state, { speaker }) => meant(message, speaker) !== undefined,
        handle: async (message, state, { speaker }) => handle(message, state, speaker),
      },
      {
        name: "study.ride",
        urgency: 45,
        matches: (message, _state, { speaker }) => rides(message, speaker) !== undefined,
        async handle(message, state, { speaker }) {
          const { needed, among } = rides(message, speaker)!;
          const [first, ...more] = among;
          if (first !== undefined && more.length === 0) {
            return pickUp(state, actorFor(speaker, first.memberId)!, first, first.memberId, needed);
          }
          return studyTurn(state, [which(needed ? "ride" : "noride", among, speaker, ANSWERED.which)]);
        },
      },
    ],
  };
}

/**
 * Whether an answer in words may be meant for it. One that was named may be changed; one that was not is only answered
 * where no answer was given yet.
 */
function waitsFor(said: SaidAnswer, named: boolean): (mine: MemberSession) => boolean {
  return ({ answer }) => {
    if (answer === null) return true;
    if (said === "later") return false;
    if (answer === "later") return true;
    if (!named) return false;
    return said === "accept" ? answer === "declined" : answer === "accepted" || answer === "waiting";
  };
}
