/**
 * What a member said on the telephone, noted by whoever called: a liaison, a dispatcher, who runs the session. Whether
 * they may is decided by `Sessions.answer`; here is only said what came of it.
 */
import {
  type Choice,
  type ConversationState,
  type Intent,
  paragraph,
  type Reply,
  type Speaker,
  say,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import {
  type Actor,
  actorFor,
  type Members,
  nextCall,
  type SpokenAnswers,
  staffActor,
} from "../../members/index.ts";
import { studyTurn } from "../studyTurn.ts";
import type { Answered, PickUp, Sessions } from "../types.ts";
import { actionOf, type Verb } from "./member/card.ts";
import { attempt } from "./member/parts.ts";
import { ANSWERED, LABELS, NOTED } from "./memberText.ts";

/** What noting works with. */
export interface NotedAnswersParts {
  readonly sessions: Pick<Sessions, "answer" | "setPickUp" | "get">;
  readonly members: Pick<Members, "get">;
  readonly store: Store;
}

const ANSWER = /^study:(\d{1,12}):(yes|no|later):(\d{1,12})$/;
const RIDE = /^study:(\d{1,12}):(ride|noride):(\d{1,12})$/;
const SAID = { yes: "accept", no: "decline", later: "later" } as const;
type Word = keyof typeof SAID;

interface Noted {
  readonly sessionId: number;
  readonly memberId: number;
  readonly word: Word;
}

function readAnswer(action: string | undefined): Noted | undefined {
  const [, sessionId, word, memberId] = ANSWER.exec(action ?? "") ?? [];
  if (word === undefined) return undefined;
  return { sessionId: Number(sessionId), memberId: Number(memberId), word: word as Word };
}

/** For the call list and its command line. */
export function createSpokenStudyAnswers(
  parts: Pick<NotedAnswersParts, "sessions" | "members">,
): SpokenAnswers {
  return {
    wordOf: (action) => readAnswer(action)?.word,
    note(actor, action) {
      const { sessionId, memberId, word } = readAnswer(action)!;
      const answered = parts.sessions.answer(actor, sessionId, memberId, SAID[word]);
      return noted(parts, answered, sessionId, memberId).join("\n");
    },
  };
}

/** Urgency 25: staff's taps on the buttons of a call, unless the account stands for the member itself. */
export function createNotedIntents(parts: NotedAnswersParts): readonly Intent[] {
  const { sessions, store } = parts;

  /** The member of staff who taps for the member of this action. */
  function caller(speaker: Speaker, memberId: number): Actor | undefined {
    return actorFor(speaker, memberId) === undefined ? staffActor(speaker) : undefined;
  }

  function answer(state: ConversationState, speaker: Speaker, action: string): Turn {
    const { sessionId, memberId, word } = readAnswer(action)!;
    const actor = caller(speaker, memberId)!;
    const tried = attempt(
      store,
      () => sessions.answer(actor, sessionId, memberId, SAID[word]),
      (a, b) => a.answer === b.answer && a.waitingPlace === b.waitingPlace,
    );
    if (!tried.ok) return studyTurn(state, [say([tried.words], nextCall(speaker))]);
    const [first = "", ...more] = noted(parts, tried.value, sessionId, memberId);
    const choices = [...changes(tried.value, sessionId, memberId), ...nextCall(speaker)];
    const reply: Reply = { blocks: [strong(first), ...more.map(paragraph)], choices };
    return studyTurn(state, [reply], [tried.effect]);
  }

  function ride(state: ConversationState, speaker: Speaker, action: string): Turn {
    const [, session, verb, member] = RIDE.exec(action)!;
    const [sessionId, memberId, needed] = [Number(session), Number(member), verb === "ride"];
    const actor = caller(speaker, memberId)!;
    const tried = attempt(
      store,
      () => sessions.setPickUp(actor, sessionId, memberId, needed),
      (a, b) => a.kind === b.kind,
    );
    if (!tried.ok) return studyTurn(state, [say([tried.words], nextCall(speaker))]);
    const words = rideWords(tried.value, nameOf(parts, memberId), needed);
    return studyTurn(state, [say([words], nextCall(speaker))], [tried.effect]);
  }

  return [
    {
      name: "study.noted",
      urgency: 25,
      matches({ action }, _state, { speaker }) {
        const asked = readAnswer(action);
        return asked !== undefined && caller(speaker, asked.memberId) !== undefined;
      },
      handle: async ({ action }, state, { speaker }) => answer(state, speaker, action!),
    },
    {
      name: "study.notedRide",
      urgency: 25,
      matches({ action }, _state, { speaker }) {
        const memberId = RIDE.exec(action ?? "")?.[3];
        return memberId !== undefined && caller(speaker, Number(memberId)) !== undefined;
      },
      handle: async ({ action }, state, { speaker }) => ride(state, speaker, action!),
    },
  ];
}

/** The member's name; only once it is certain that the actor may know it. */
function nameOf({ members }: Pick<NotedAnswersParts, "members">, memberId: number): string {
  return members.get(memberId)?.name ?? "";
}

function noted(
  parts: Pick<NotedAnswersParts, "sessions" | "members">,
  { answer, unchanged, waitingPlace, askPickUp }: Answered,
  sessionId: number,
  memberId: number,
): readonly string[] {
  const who = nameOf(parts, memberId);
  const title = parts.sessions.get(sessionId)?.title ?? "";
  switch (answer) {
    case "accepted":
      return [
        unchanged ? ANSWERED.acceptedAlready(who, title) : ANSWERED.accepted(who, title),
        ...(askPickUp ? [NOTED.askRide(who)] : []),
      ];
    case "waiting":
      return [NOTED.waiting(who, title, waitingPlace)];
    case "declined":
      return [unchanged ? ANSWERED.declinedAlready(who, title) : ANSWERED.declined(who, title)];
    case "later":
      return [NOTED.later(who, title)];
  }
}

/** What is asked next, or how a slip is put right. */
function changes({ answer, askPickUp }: Answered, sessionId: number, memberId: number): readonly Choice[] {
  const choice = (label: string, verb: Verb): Choice => {
    return { label, action: actionOf(sessionId, verb, memberId) };
  };
  switch (answer) {
    case "accepted":
      return askPickUp
        ? [choice(LABELS.ride, "ride"), choice(LABELS.noRide, "noride")]
        : [choice(LABELS.changeToNo, "no")];
    case "waiting":
      return [choice(LABELS.leaveList, "no")];
    case "declined":
      return [choice(LABELS.changeToYes, "yes")];
    case "later":
      return [choice(LABELS.yes, "yes"), choice(LABELS.no, "no")];
  }
}

function rideWords(ride: PickUp, who: string, needed: boolean): string {
  switch (ride.kind) {
    case "ordered":
      return NOTED.rideOrdered(who, ride.number);
    case "notNeeded":
      return NOTED.rideNotNeeded(who);
    case "refused":
      return needed ? NOTED.rideRefused(who) : NOTED.rideUnderWay(who);
  }
}
