/** What starts a binding: a code typed, tapped or linked to, or the wish to be bound. */
import {
  type ConversationState,
  type Flow,
  type IncomingMessage,
  type Intent,
  startFlow,
  type Turn,
} from "../../../dialogue/index.ts";
import { BINDING, codeLength } from "../text.ts";
import { type ReadCode, readCode } from "./bindingAnswers.ts";
import { accountOf, type BindingData, type BindingParts, firstStep, surelyAnswers } from "./bindingFlow.ts";
import { askCode, askName, ENTER_CODE, refuseCode, say } from "./bindingReplies.ts";

/** `members.bind`, urgency 22: a new code begins anew, whatever is under way; `members.bindAnswer`, urgency -5. */
export function createBindingIntents(parts: BindingParts, flow: Flow<BindingData>): Intent[] {
  const { members } = parts;

  function begin(message: IncomingMessage, state: ConversationState, code: string): Turn {
    const account = accountOf(message);
    const found = members.lookInvitation(account, code);
    if (found.kind === "found") {
      const data = firstStep(parts, message.channel, found);
      const running = startFlow(flow, data, message.at);
      return turn({ ...state, flow: running }, [askName(BINDING.intro[found.forWhom])]);
    }
    // The guess counts for good, together with the reply.
    const count = () => void members.findInvitation(account, code);
    const reply = refuseCode(found, message.at);
    if (found.kind !== "unknown") return turn(without(state, flow), [reply], [count]);
    const retyping = startFlow<BindingData>(flow, { step: "code" }, message.at);
    return turn({ ...state, flow: state.flow?.name === flow.name ? retyping : state.flow }, [reply], [count]);
  }

  /** The flow under way, where it is this one and has not lapsed. */
  function underWay(message: IncomingMessage, { flow: running }: ConversationState): BindingData | undefined {
    if (running?.name !== flow.name || running.version !== flow.version) return undefined;
    return message.at - running.touchedAt > flow.lapsesAfterMs ? undefined : (running.data as BindingData);
  }

  return [
    {
      name: "members.bindAnswer",
      // Before danger and fraud: see surelyAnswers.
      urgency: -5,
      matches(message, state, { handover }) {
        const data = underWay(message, state);
        if (data === undefined || message.action !== undefined || handover?.silent === true) return false;
        return surelyAnswers(data, message.text);
      },
      async handle(message, state, context) {
        const step = await flow.take(message, underWay(message, state)!, context);
        if (step.kind === "pass") throw new Error("members.bind: 认得的回答没有接住");
        const running =
          step.kind === "end" ? undefined : { ...state.flow!, data: step.data, touchedAt: message.at };
        return turn({ ...state, flow: running }, step.replies, step.effects);
      },
    },
    {
      name: "members.bind",
      urgency: 22,
      matches(message, state) {
        const read = readMessage(message);
        if (read === undefined) return false;
        // Nine bare digits may be another flow's answer.
        const bare = read.kind === "code" && !read.explicit;
        return !bare || state.flow === undefined || state.flow.name === flow.name;
      },
      async handle(message, state) {
        const read = readMessage(message)!;
        if (read.kind === "code") return begin(message, state, read.code);
        const running = startFlow<BindingData>(flow, { step: "code" }, message.at);
        const reply = read.kind === "wrongLength" ? say(codeLength(read.digits)) : askCode();
        return turn({ ...state, flow: running }, [reply]);
      },
    },
  ];
}

function readMessage({ text, action }: IncomingMessage): ReadCode | undefined {
  if (action === undefined) return readCode(text);
  if (action === ENTER_CODE) return { kind: "asksToBind" };
  const code = /^bind:(\d{9})$/.exec(action)?.[1];
  return code === undefined ? undefined : { kind: "code", code, explicit: true };
}

function without(state: ConversationState, flow: Flow<BindingData>): ConversationState {
  return state.flow?.name === flow.name ? { ...state, flow: undefined } : state;
}

function turn(state: ConversationState, replies: Turn["replies"], effects: Turn["effects"] = []): Turn {
  return { kind: "personal", replies, state, effects };
}
