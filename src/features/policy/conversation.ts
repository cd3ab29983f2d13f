/** What the policy feature answers to: questions, opening a clause, 没有解决. */
import type { ConversationState, IncomingMessage, Intent, Reply, Turn } from "../../dialogue/index.ts";
import { paragraph } from "../../dialogue/index.ts";
import type { PolicyAnswer } from "./answer.ts";
import type { PolicyLibrary } from "./library.ts";
import { OFF_TOPIC_REPLIES, recogniseOffTopic } from "./offTopic.ts";
import { answerReply, contextReply } from "./reply.ts";
import { TEXT } from "./text.ts";

/** One asked question, for the question log. */
export interface AskedRecord {
  readonly message: IncomingMessage;
  readonly answer: PolicyAnswer;
}

/** What the conversation needs. */
export interface PolicyConversationParts {
  readonly library: PolicyLibrary;
  /** Today, `YYYY-MM-DD`, in the bureau's time zone. */
  today(): string;
  /** Records a question. Called inside the committing transaction. */
  logQuestion(record: AskedRecord): void;
  /** Records that the last question of this conversation was not solved. Called inside the transaction. */
  markUnsolved(message: IncomingMessage): void;
}

/** The intents of the policy feature; the last, urgency 100, takes whatever nobody else took. */
export function createPolicyIntents(parts: PolicyConversationParts): Intent[] {
  return [
    {
      name: "policy.open",
      urgency: 25,
      matches: (message) => /^clause:\d+$/.test(message.action ?? ""),
      handle: async (message, state) => {
        const opened = parts.library.open(Number(message.action!.slice("clause:".length)), parts.today());
        return turn("help", opened === undefined ? say(TEXT.clauseGone) : contextReply(opened), state);
      },
    },
    {
      name: "policy.unsolved",
      urgency: 25,
      matches: (message) =>
        message.action === "unsolved" ||
        (message.action === undefined &&
          /^(还是)?(没有?|冇)(得)?(解决|帮到|用)[。！!]?$/.test(message.text.trim())),
      handle: async (message, state) =>
        turn(
          "help",
          { blocks: [paragraph(TEXT.unsolvedReply)], choices: [{ label: TEXT.human, action: "human" }] },
          state,
          { effects: [() => parts.markUnsolved(message)] },
        ),
    },
    {
      name: "policy.offTopic",
      urgency: 95,
      matches: (message) => recogniseOffTopic(message.text) !== undefined,
      handle: async (message, state) => {
        const found = recogniseOffTopic(message.text)!;
        return turn(found.kind, say(OFF_TOPIC_REPLIES[found.reply]), state);
      },
    },
    {
      name: "policy.question",
      urgency: 100,
      matches: () => true,
      handle: async (message, state, { speaker }) => {
        const category = speaker.actingFor?.category;
        const answer = await parts.library.ask(message.text, { day: parts.today(), category });
        return turn(
          answer.kind,
          answerReply(answer),
          { ...state, clauses: answer.citations.map((citation) => citation.clauseId) },
          { effects: [() => parts.logQuestion({ message, answer })], detail: answer },
        );
      },
    },
  ];
}

function say(text: string): Reply {
  return { blocks: [paragraph(text)], choices: [{ label: TEXT.human, action: "human" }] };
}

function turn(
  kind: Turn["kind"],
  reply: Reply,
  state: ConversationState,
  rest: Partial<Pick<Turn, "effects" | "detail">> = {},
): Turn {
  return { kind, replies: [reply], state, effects: [], ...rest };
}
