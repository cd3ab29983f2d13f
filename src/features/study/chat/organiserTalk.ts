/** The conversation of those who run sessions: 我的支部 and all that hangs on it. */

import {
  type AnyFlow,
  type Context,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  plainWords,
  type Speaker,
  say,
  type Turn,
} from "../../../dialogue/index.ts";
import { studyTurn } from "../studyTurn.ts";
import { nextSession } from "./organiser/branchPage.ts";
import { createBranchTaps } from "./organiser/branchTaps.ts";
import { createDrafting } from "./organiser/draft/draftFlow.ts";
import { createBranchFlow, createFindFlow, ownBranches } from "./organiser/lookFlows.ts";
import { createMaterialFlow } from "./organiser/materialFlow.ts";
import { action, MY_BRANCH, type OrganiserParts, organises } from "./organiser/organiserParts.ts";
import { createSessionChanges } from "./organiser/sessionChanges.ts";
import { createSessionTaps } from "./organiser/sessionTaps.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "./organiserText.ts";

export type { OrganiserParts } from "./organiser/organiserParts.ts";

const HOME = /^(?:\/branch|(?:看|查看)?我的支部|支部工作)$/iu;
/** 支部 alone is a question of others, too: taken from those who run one only. */
const HOME_OF_ORGANISERS = /^(?:支部|支部管理|管支部)$/u;
const TAP = /^org:([a-z]{1,10})((?::\d{1,15}){0,4})$/;
const QUESTION_TAP = /^orgf:/;

/** What a secretary may write instead of tapping: about the next session, or the branch. */
const WORDS: readonly (readonly [pattern: RegExp, verb: string, about: "session" | "branch"])[] = [
  [/^(?:(?:我要)?(?:发起|组织|安排)(?:一次|一个)?(?:学习)?活动)$/u, "new", "branch"],
  [/^(?:每月)?固定活动$/u, "series", "branch"],
  [/^日历订阅$/u, "feed", "branch"],
  [/^(?:本年情况|支部(?:本年|今年)情况)$/u, "year", "branch"],
  [/^(?:看回复|谁回复了|谁来谁不来|看看谁来)$/u, "who", "session"],
  [/^(?:提醒没(?:有)?回复的(?:人)?|催一催)$/u, "nudge", "session"],
  [/^(?:签到点名|点名)$/u, "tick", "session"],
  [/^(?:今天的)?签到码$/u, "code", "session"],
  [/^(?:改时间|改活动时间)$/u, "move", "session"],
  [/^(?:换地点|改地点)$/u, "place", "session"],
  [/^(?:加材料|发材料)$/u, "mats", "session"],
  [/^取消活动$/u, "cancel", "session"],
];

/** Flows in which a name is looked up: any other business ends them. */
const PASSING = new Set(["study.branch", "study.find"]);

/**
 * Intents `study.branch`, `study.organise`, `study.organiserWords` (25) and `study.organiserStale` (45); flows
 * `study.draft`, `.cancel`, `.move`, `.place`, `.endSeries`, `.material`, `.branch`, `.find`.
 */
export function createOrganiserTalk(parts: OrganiserParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const changes = createSessionChanges(parts);
  const drafting = createDrafting(parts);
  const materials = createMaterialFlow(parts);
  const find = createFindFlow(parts);
  const branch = createBranchFlow(parts);
  const branchTaps = createBranchTaps(parts, { changes, drafting, branch });
  const sessionTap = createSessionTaps(parts, { changes, materials, find });
  const flows: readonly AnyFlow[] = [drafting.flow, ...changes.flows, materials, find, branch];

  function tapped(
    written: string,
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
  ): Turn {
    const [, verb = "", numbers = ""] = TAP.exec(written) ?? [];
    const ids = numbers.split(":").slice(1).map(Number);
    const tap = { message, state, speaker, ids };
    return sessionTap(verb, tap) ?? branchTaps.take(verb, tap) ?? studyTurn(state, [say([ORGANISER.stale])]);
  }

  /** What stood open before stays open and is asked again, as the kernel does after intents that come later. */
  function reminded(turn: Turn, before: ConversationState, context: Context): Turn {
    const running = before.flow;
    if (running === undefined || turn.state.flow !== running) return turn;
    const flow = flows.find(({ name }) => name === running.name);
    if (flow === undefined) return turn;
    if (PASSING.has(flow.name)) return { ...turn, state: { ...turn.state, flow: undefined } };
    return { ...turn, replies: [...turn.replies, flow.ask(running.data, context)] };
  }

  /** The words' business, for the branch that can only be meant; else the question which branch. */
  function inWords(message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    const words = plainWords(message.text);
    const [, verb = "", about] = WORDS.find(([pattern]) => pattern.test(words)) ?? [];
    const own = ownBranches(parts, speaker);
    const [only] = own;
    if (only === undefined || own.length > 1) return branchTaps.chooseBranch({ message, state, speaker });
    if (about === "branch") return tapped(action(verb, only.id), message, state, speaker);
    const session = nextSession(parts, only.id);
    if (session === undefined) {
      const create = { label: LABELS.create, action: action("new", only.id) };
      return studyTurn(state, [say([ORGANISER.nothingPlanned], [create])]);
    }
    return tapped(action(verb, session.id), message, state, speaker);
  }

  return {
    flows,
    intents: [
      {
        name: "study.branch",
        urgency: 25,
        matches({ text, action: tap }, _state, { speaker }) {
          if (tap !== undefined) return tap === MY_BRANCH;
          const words = plainWords(text);
          return HOME.test(words) || (HOME_OF_ORGANISERS.test(words) && organises(parts, speaker));
        },
        async handle(message, state, context) {
          const { speaker } = context;
          if (!organises(parts, speaker)) {
            const choices = [{ label: LABELS.study, action: "study" }, HUMAN];
            return studyTurn(state, [say([ORGANISER.notYours], choices)]);
          }
          return reminded(branchTaps.chooseBranch({ message, state, speaker }), state, context);
        },
      },
      {
        name: "study.organise",
        urgency: 25,
        matches: ({ action: tap }) => TAP.test(tap ?? ""),
        handle: async (message, state, context) =>
          reminded(tapped(message.action ?? "", message, state, context.speaker), state, context),
      },
      {
        name: "study.organiserWords",
        urgency: 25,
        matches({ text, action: tap }, state, { speaker }) {
          if (tap !== undefined || state.flow !== undefined) return false;
          const words = plainWords(text);
          return WORDS.some(([pattern]) => pattern.test(words)) && organises(parts, speaker);
        },
        handle: async (message, state, context) => inWords(message, state, context.speaker),
      },
      {
        name: "study.organiserStale",
        urgency: 45,
        matches: ({ action: tap }) => QUESTION_TAP.test(tap ?? ""),
        handle: async (_message, state) =>
          studyTurn(state, [say([ORGANISER.stale], [{ label: LABELS.myBranch, action: MY_BRANCH }])]),
      },
    ],
  };
}
