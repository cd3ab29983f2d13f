/** The words that work everywhere: 开始, 帮助, 取消, 返回, the menu; and messages that are not text. */
import { HUMAN } from "./answers.ts";
import type { ConversationState, Intent, Turn } from "./intent.ts";
import { type IncomingMessage, paragraph, type Reply, strong } from "./message.ts";
import { TEXT } from "./text.ts";

const URGENCY = 20;

/**
 * The command intents, urgency 20; one that takes taps which no other intent knows, urgency 90; and the menu's words
 * that no feature has taken, urgency 90.
 * @param cancelledOf what to say when a flow of this name is cancelled
 */
export function createCommandIntents(
  cancelledOf: (flow: string) => string | undefined = () => undefined,
): Intent[] {
  return [
    {
      name: "help",
      urgency: URGENCY,
      // With a code behind it, /start is an invitation: features/members.
      matches: (message) => isCommand(message, /^(\/start|\/help|帮助|怎么用|开始|菜单)$/, "help"),
      handle: async (_, state) => turn(state, welcome()),
    },
    {
      name: "cancel",
      urgency: URGENCY,
      matches: (message) => isCommand(message, /^(\/cancel|取消|返回|退出|算了)$/, "cancel"),
      handle: async (_, state) => {
        const { flow, ...rest } = state;
        const words =
          flow !== undefined
            ? (cancelledOf(flow.name) ?? TEXT.cancelled)
            : state.clauses.length > 0
              ? TEXT.cancelled
              : TEXT.nothingToCancel;
        return turn({ ...rest, clauses: [] }, { ...say(words), menu: true });
      },
    },
    {
      name: "askPolicy",
      urgency: URGENCY,
      matches: (message) => isCommand(message, /^(查政策|问政策)$/, "policy"),
      handle: async (_, state) => turn(state, say(TEXT.askPolicy)),
    },
    {
      name: "media",
      urgency: URGENCY + 15,
      matches: (message) => message.text.trim() === "" && (message.attachments?.length ?? 0) > 0,
      handle: async (_, state) => turn(state, say(TEXT.media)),
    },
    {
      name: "notYet",
      urgency: 90,
      matches: (message) => isCommand(message, /^(要服务|学习活动)$/, "menu"),
      handle: async (_, state) => turn(state, say(TEXT.notYet)),
    },
    {
      name: "unknownChoice",
      urgency: 90,
      matches: (message) => message.action !== undefined && message.text === "",
      handle: async (_, state) => turn(state, say(TEXT.unknownChoice)),
    },
  ];
}

function welcome(): Reply {
  return {
    blocks: [strong(TEXT.welcome), paragraph(TEXT.howTo), paragraph(TEXT.limits), paragraph(TEXT.anytime)],
    choices: [],
    menu: true,
  };
}

function turn(state: ConversationState, reply: Reply): Turn {
  return { kind: "help", replies: [reply], state, effects: [] };
}

function say(...lines: string[]): Reply {
  return { blocks: lines.map(paragraph), choices: [HUMAN] };
}

function isCommand(message: IncomingMessage, pattern: RegExp, action: string): boolean {
  if (message.action !== undefined) return message.action === action;
  return pattern.test(message.text.trim().replace(/[。！!.\s]+$/, ""));
}
