/** 学习活动 in a chat: the list, one session, answers, signing in, what comes after it, the year's record. */

import { dayOf } from "../../../../delivery/index.ts";
import {
  type AnyFlow,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  type Reply,
  type Speaker,
  say,
  type Turn,
} from "../../../../dialogue/index.ts";
import { actorFor, askPrincipal, mustChoose, NotAllowed, principals } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import { StudyError } from "../../types.ts";
import { CARD, LABELS, LIST, MATERIALS } from "../memberText.ts";
import { MY_BRANCH } from "../organiser/organiserParts.ts";
import { calledBy } from "../whom.ts";
import { createAfterwards } from "./afterwards.ts";
import { createAnswering } from "./answering.ts";
import { asksForList, asksForRecord } from "./asking.ts";
import { actionOf, cardReply, type Verb } from "./card.ts";
import { listReply, recordReply } from "./lists.ts";
import { type MemberTalkParts, STUDY, sentence } from "./parts.ts";
import { createReflecting } from "./reflecting.ts";
import { createSigningIn } from "./signingIn.ts";

const LIST_ACTION = /^study(?::list(?::(\d{1,12})(?::(\d{1,3}))?)?)?$/;
const RECORD_ACTION = /^study:record(?::(\d{1,12})(?::(\d{4}))?)?$/;
const SESSION_ACTION =
  /^study:(\d{1,12})(?::(yes|no|later|ride|noride|sign|files|makeup|madeup|notyet|write)?(?::(\d{1,12}))?)?$/;

/**
 * The intents `study.signIn` (urgency 28), `study.list`, `study.session`, `study.record`, `study.code`,
 * `study.staleStep` (40) `study.answer` and `study.ride` (45), and the flows `study.sign` and `study.reflect`.
 */
export function createMemberTalk(parts: MemberTalkParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const { sessions, attending, clock, timeZone } = parts;
  const answering = createAnswering(parts);
  const signing = createSigningIn(parts);
  const afterwards = createAfterwards(parts);
  const reflecting = createReflecting(parts);

  /** Nobody, or one who may not (any more). */
  function unknown(speaker: Speaker): Reply {
    if (principals(speaker).length > 0) return say([CARD.notYours], [STUDY, HUMAN]);
    if (speaker.staff !== undefined)
      return say([LIST.staff], [{ label: LABELS.branch, action: MY_BRANCH }, HUMAN]);
    return say([LIST.stranger, LIST.strangerHint], [{ label: LABELS.enterCode, action: "bind" }, HUMAN]);
  }

  /** The member in an action, or the one that is spoken for; else the question, or why not. */
  function memberOf(
    speaker: Speaker,
    named: string | undefined,
    again: (memberId: number) => string,
  ): { readonly memberId: number } | { readonly reply: Reply } {
    if (named !== undefined) {
      const memberId = Number(named);
      return actorFor(speaker, memberId) === undefined ? { reply: unknown(speaker) } : { memberId };
    }
    if (mustChoose(speaker)) return { reply: askPrincipal(speaker, again) };
    const memberId = speaker.actingFor?.memberId;
    const known = memberId !== undefined && actorFor(speaker, memberId) !== undefined;
    return known ? { memberId } : { reply: unknown(speaker) };
  }

  function list(message: IncomingMessage, speaker: Speaker): Reply {
    const [, named, page] = LIST_ACTION.exec(message.action ?? "study") ?? [];
    const whose = memberOf(speaker, named, (id) => `study:list:${id}`);
    if ("reply" in whose) return whose.reply;
    const { memberId } = whose;
    return listReply(
      sessions.upcoming(memberId),
      {
        memberId,
        who: calledBy(speaker, memberId),
        page: Number(page ?? 0),
        secretary: speaker.self?.memberId === memberId && sessions.branchesOf(memberId).length > 0,
        others: principals(speaker).filter((one) => one.memberId !== memberId),
      },
      clock(),
      timeZone,
    );
  }

  function record(message: IncomingMessage, speaker: Speaker): Reply {
    const thisYear = Number(dayOf(clock(), timeZone).slice(0, 4));
    const [, named, written] = RECORD_ACTION.exec(message.action ?? "") ?? [];
    const ago = message.action === undefined ? (asksForRecord(message.text)?.yearsAgo ?? 0) : 0;
    const year = written === undefined ? thisYear - ago : Number(written);
    const whose = memberOf(speaker, named, (id) => `study:record:${id}:${year}`);
    if ("reply" in whose) return whose.reply;
    const { memberId } = whose;
    try {
      const read = attending.record(actorFor(speaker, memberId)!, memberId, year);
      return recordReply(read, memberId, calledBy(speaker, memberId), clock(), timeZone);
    } catch (error) {
      if (!(error instanceof StudyError || error instanceof NotAllowed)) throw error;
      return say([sentence(error.message)], [STUDY, HUMAN]);
    }
  }

  function session(message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    const [, digits, name, named] = SESSION_ACTION.exec(message.action ?? "")!;
    const id = Number(digits);
    const verb = (name ?? "card") as Verb;
    const whose = memberOf(speaker, named, (memberId) => actionOf(id, verb, memberId));
    if ("reply" in whose) return studyTurn(state, [whose.reply]);
    const { memberId } = whose;
    const mine = sessions.forMember(id, memberId);
    if (mine === undefined) return studyTurn(state, [say([CARD.gone], [STUDY, HUMAN])]);
    const actor = actorFor(speaker, memberId)!;
    switch (verb) {
      case "card":
        return studyTurn(state, [cardReply(parts, mine, memberId, calledBy(speaker, memberId))]);
      case "yes":
        return answering.answer(state, speaker, actor, mine, memberId, "accept");
      case "no":
        return answering.answer(state, speaker, actor, mine, memberId, "decline");
      case "later":
        return answering.answer(state, speaker, actor, mine, memberId, "later");
      case "ride":
      case "noride":
        return answering.pickUp(state, actor, mine, memberId, verb === "ride");
      case "sign":
        return signing.begin(message, state, speaker, memberId);
      case "files":
        return afterwards.materials(state, mine, memberId);
      case "makeup":
        return afterwards.askMakeUp(state, speaker, actor, mine, memberId);
      case "madeup":
        return afterwards.makeUp(state, speaker, actor, mine, memberId);
      case "notyet":
        return studyTurn(state, [say([MATERIALS.notYet], [STUDY])]);
      case "write":
        return reflecting.begin(message, state, speaker, mine.session, memberId);
    }
  }

  return {
    flows: [signing.flow, reflecting.flow],
    intents: [
      ...signing.intents,
      {
        name: "study.list",
        urgency: 40,
        matches: ({ action, text }) => (action === undefined ? asksForList(text) : LIST_ACTION.test(action)),
        handle: async (message, state, { speaker }) => studyTurn(state, [list(message, speaker)]),
      },
      {
        name: "study.record",
        urgency: 40,
        matches: ({ action, text }) =>
          action === undefined ? asksForRecord(text) !== undefined : RECORD_ACTION.test(action),
        handle: async (message, state, { speaker }) => studyTurn(state, [record(message, speaker)]),
      },
      {
        name: "study.session",
        urgency: 40,
        matches: ({ action }) => SESSION_ACTION.test(action ?? ""),
        handle: async (message, state, { speaker }) => session(message, state, speaker),
      },
      {
        name: "study.staleStep",
        urgency: 40,
        matches: ({ action }) => /^refl:/.test(action ?? ""),
        handle: async (_message, state) => studyTurn(state, [say([MATERIALS.staleStep], [STUDY])]),
      },
      ...answering.intents,
    ],
  };
}
