/**
 * The kernel. Stages: urgent intents and commands → the running flow → the other intents, after which the flow's
 * open question is asked again. The most urgent intent that applies takes the message.
 */
import type { AnyFlow } from "./flow.ts";
import type { ConversationState, Intent, Turn } from "./intent.ts";
import { type IncomingMessage, paragraph, type Reply } from "./message.ts";
import { type Context, NO_CONTEXT } from "./speaker.ts";

/** Answers messages. */
export interface Dialogue {
  /** Never writes: what is to be stored is in the turn's effects. */
  respond(message: IncomingMessage, state: ConversationState, context?: Context): Promise<Turn>;
}

/** Intents below this go before a running flow. */
const FLOW_URGENCY = 30;

/**
 * A dialogue over the intents and flows that features registered.
 * @throws Error when two intents or two flows share a name
 */
export function createDialogue(intents: readonly Intent[], flows: readonly AnyFlow[] = []): Dialogue {
  for (const [what, list] of [
    ["意图", intents],
    ["流程", flows],
  ] as const) {
    const names = new Set(list.map(({ name }) => name));
    if (names.size !== list.length) throw new Error(`两个${what}用了同一个名字`);
  }
  const ordered = [...intents].sort((a, b) => a.urgency - b.urgency);
  const before = ordered.filter(({ urgency }) => urgency < FLOW_URGENCY);
  const after = ordered.filter(({ urgency }) => urgency >= FLOW_URGENCY);
  const flowNamed = new Map(flows.map((flow) => [flow.name, flow]));

  async function viaIntents(
    candidates: readonly Intent[],
    message: IncomingMessage,
    state: ConversationState,
    context: Context,
  ): Promise<Turn | undefined> {
    const intent = candidates.find((candidate) => candidate.matches(message, state, context));
    return intent?.handle(message, state, context);
  }

  async function rest(message: IncomingMessage, state: ConversationState, context: Context): Promise<Turn> {
    const turn = await viaIntents(after, message, state, context);
    if (turn === undefined) throw new Error("没有意图接这句话：最后一个意图必须什么都接");
    return turn;
  }

  return {
    async respond(message, state, context = NO_CONTEXT) {
      const urgent = await viaIntents(before, message, state, context);
      if (urgent !== undefined) return urgent;
      const running = state.flow;
      if (running === undefined) return rest(message, state, context);
      const flow = flowNamed.get(running.name);
      const idle = message.at - running.touchedAt;
      if (flow === undefined || flow.version !== running.version || idle > flow.lapsesAfterMs) {
        const turn = await rest(message, { ...state, flow: undefined }, context);
        return flow === undefined ? turn : { ...turn, replies: [say(flow.lapsed), ...turn.replies] };
      }
      const step = await flow.take(message, running.data, context);
      switch (step.kind) {
        case "stay":
          return {
            kind: flow.outcome,
            replies: step.replies,
            state: { ...state, flow: { ...running, data: step.data, touchedAt: message.at } },
            effects: step.effects ?? [],
          };
        case "end":
          return {
            kind: flow.outcome,
            replies: step.replies,
            state: { ...state, flow: undefined },
            effects: step.effects ?? [],
          };
        case "pass": {
          if (step.over !== undefined) {
            const turn = await rest(message, { ...state, flow: undefined }, context);
            return { ...turn, replies: [...step.over, ...turn.replies] };
          }
          const turn = await rest(message, state, context);
          // What took the message may have ended the flow or started another.
          if (turn.state.flow !== running) return turn;
          return { ...turn, replies: [...turn.replies, flow.ask(running.data, context)] };
        }
      }
    },
  };
}

function say(text: string): Reply {
  return { blocks: [paragraph(text)], choices: [] };
}
