/** The words that work everywhere: 开始, 帮助, 取消, 返回, 人工; and messages that are not text. */
import type { ConversationState, Intent, Turn } from "./intent.ts";
import { FRESH } from "./intent.ts";
import { type Choice, type IncomingMessage, paragraph, type Reply, strong } from "./message.ts";
import { TEXT } from "./text.ts";

/** What the commands need. */
export interface CommandParts {
  /** Records that a person waits for a human. Called inside the committing transaction. */
  openHandover(message: IncomingMessage, reason: "requested"): void;
}

const HUMAN: Choice = { label: TEXT.human, action: "human" };
const URGENCY = 20;

/** The command intents, urgency 20; and one that takes taps which no other intent knows, urgency 90. */
export function createCommandIntents(parts: CommandParts): Intent[] {
  const turn = (
    kind: Turn["kind"],
    reply: Reply,
    state: ConversationState,
    effects: Turn["effects"] = [],
  ): Turn => ({
    kind,
    replies: [reply],
    state,
    effects,
  });
  const say = (...lines: string[]): Reply => ({ blocks: lines.map(paragraph), choices: [HUMAN] });
  return [
    {
      name: "help",
      urgency: URGENCY,
      matches: (message) => isCommand(message, /^(\/start|\/help|帮助|怎么用|开始)$/, "help"),
      handle: async (_, state) =>
        turn(
          "help",
          {
            blocks: [
              strong(TEXT.welcome),
              paragraph(TEXT.howTo),
              paragraph(TEXT.limits),
              paragraph(TEXT.anytime),
            ],
            choices: [HUMAN],
          },
          state,
        ),
    },
    {
      name: "cancel",
      urgency: URGENCY,
      matches: (message) => isCommand(message, /^(\/cancel|取消|返回|退出|算了)$/, "cancel"),
      handle: async (_, state) =>
        turn("help", say(state.clauses.length > 0 ? TEXT.cancelled : TEXT.nothingToCancel), {
          ...FRESH,
          handover: state.handover,
        }),
    },
    {
      name: "human",
      urgency: URGENCY,
      matches: (message) =>
        isCommand(message, /^(\/human|(请|帮我|我要)?(转|找|要)?(人工|工作人员|真人)(客服|服务)?)$/, "human"),
      handle: async (message, state) => {
        if (state.handover)
          return turn("help", { blocks: [paragraph(TEXT.handoverWaiting)], choices: [] }, state);
        return turn(
          "help",
          { blocks: [paragraph(TEXT.handoverOpened)], choices: [] },
          { ...state, handover: true },
          [() => parts.openHandover(message, "requested")],
        );
      },
    },
    {
      name: "media",
      urgency: URGENCY,
      matches: (message) => message.action?.startsWith("media:") === true && message.text === "",
      handle: async (_, state) => turn("help", say(TEXT.media), state),
    },
    {
      name: "unknownChoice",
      urgency: 90,
      matches: (message) => message.action !== undefined && message.text === "",
      handle: async (_, state) => turn("help", say(TEXT.unknownChoice), state),
    },
  ];
}

function isCommand(message: IncomingMessage, pattern: RegExp, action: string): boolean {
  if (message.action !== undefined) return message.action === action;
  return pattern.test(message.text.trim().replace(/[。！!.\s]+$/, ""));
}
