/** The call list in a messenger: one call at a time, what to read aloud, and a tap for what came of it. */
import type { Call } from "../../../delivery/index.ts";
import {
  type Block,
  type ConversationState,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainReply,
  type Reply,
  type Speaker,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import { type Actor, staffActor } from "../actor.ts";
import type { CallDesk } from "./callDesk.ts";
import { CALLS, type CallOutcome, OUTCOMES } from "./callWords.ts";
import { CALLS_ACTION, mayCall } from "./spokenAnswers.ts";

/** What the conversation needs. */
export interface CallConversationParts {
  readonly desk: CallDesk;
  /** Whether telephone numbers may be shown on this channel (promise "at home"). */
  mayCarryPersonal(channel: string): boolean;
}

const ACTION = /^call:(told|noAnswer|wrongNumber|notNeeded):(\d{1,12})$/;
const LIST = /^(\/calls|电话通知清单|电话清单)$/;

/** Two intents, urgency 25: the list, and a call's outcome. */
export function createCallIntents(parts: CallConversationParts): Intent[] {
  const { desk } = parts;

  /** The next call, the fewest times tried and the longest waiting first. Opening a number is audited there. */
  function nextCall(actor: Actor, channel: string, settled?: number): Reply {
    const calls = desk.list(actor).filter(({ id }) => id !== settled);
    const [first] = calls.sort((a, b) => a.attempts - b.attempts || a.since - b.since);
    if (first === undefined) return plainReply(CALLS.none);
    const phone = parts.mayCarryPersonal(channel) ? desk.phone(actor, first) : "elsewhere";
    return callReply(first, calls.length, phone);
  }

  return [
    {
      name: "calls.list",
      urgency: 25,
      matches: (message, _state, { speaker }) =>
        message.action === undefined
          ? LIST.test(message.text.trim()) && mayCall(speaker)
          : message.action === CALLS_ACTION,
      handle: async (message, state, { speaker }) => {
        const reply = mayCall(speaker)
          ? nextCall(staffActor(speaker)!, message.channel)
          : plainReply(CALLS.staffOnly);
        return turn(state, [reply]);
      },
    },
    {
      name: "calls.settle",
      urgency: 25,
      matches: (message) => ACTION.test(message.action ?? ""),
      handle: async (message, state, { speaker }) => settleCall(message, state, speaker),
    },
  ];

  async function settleCall(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
  ): Promise<Turn> {
    const [, outcome, digits] = ACTION.exec(message.action ?? "")!;
    const actor = staffActor(speaker);
    if (actor === undefined || !mayCall(speaker)) return turn(state, [plainReply(CALLS.staffOnly)]);
    const id = Number(digits);
    const call = desk.list(actor).find((open) => open.id === id);
    if (call === undefined) return turn(state, [plainReply(CALLS.gone)]);
    const reply = nextCall(actor, message.channel, id);
    return turn(
      state,
      [{ ...reply, blocks: [paragraph(CALLS.noted), ...reply.blocks] }],
      [() => void desk.settle(actor, id, outcome as CallOutcome)],
    );
  }
}

function callReply(call: Call, left: number, phone: string | undefined): Reply {
  const line =
    phone === undefined ? CALLS.noPhone : phone === "elsewhere" ? CALLS.phoneElsewhere : CALLS.phone(phone);
  const blocks: Block[] = [
    paragraph(CALLS.head(left)),
    strong(CALLS.person(call.name, call.district)),
    paragraph(line),
    ...(call.attempts > 0 ? [paragraph(CALLS.attempts(call.attempts))] : []),
    paragraph(`${CALLS.aloudTitle}${call.aloud}`),
    ...(call.choices.length > 0 ? [paragraph(CALLS.whatTheySay)] : []),
  ];
  const outcomes = OUTCOMES.map((outcome) => ({
    label: CALLS[outcome],
    action: `call:${outcome}:${call.id}`,
  }));
  return { blocks, choices: [...call.choices, ...outcomes] };
}

function turn(state: ConversationState, replies: readonly Reply[], effects: Turn["effects"] = []): Turn {
  return { kind: "personal", replies, state, effects };
}
