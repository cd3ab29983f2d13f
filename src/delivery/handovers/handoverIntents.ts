/** The conversation of handovers: asking for a human, being held by one, and what staff do about it in a messenger. */
import {
  type Context,
  type ConversationState,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainReply,
  type Reply,
  type Role,
  replyText,
  type Span,
  strong,
  type Turn,
} from "../../dialogue/index.ts";
import { HANDOVER, REASONS } from "../text.ts";
import type { Brief, Handovers } from "./handovers.ts";

/** What the conversation needs. */
export interface HandoverConversationParts {
  readonly handovers: Handovers;
  readonly clock: () => number;
  /** When staff answer: `open` now, else when next, in words. */
  readonly officeHours: { open(now: number): boolean; sayNextOpening(now: number): string };
  mayShow(saidOn: string, shownOn: string): boolean;
}

const STAFF: readonly Role[] = ["admin", "dispatcher", "editor"];
const HUMAN = /^(\/human|(请|帮我|我要|我想)?(转|找|要|叫)?(一下|个)?(人工|工作人员|真人)(客服|服务)?)$/;
const BACK = /^(\/cancel|取消|返回|退出|算了|不用(人工|了)|不用人工了|继续问金秋|(回到|找)?金秋)$/;
const ACTION = /^handover:(take|back):(\d{1,12})$/;
/** Characters of what the person and the assistant said, in a brief. */
const LONGEST_QUOTE = 300;
const LONGEST_ANSWER = 80;

/** The intents, staff's own first. */
export function createHandoverIntents(parts: HandoverConversationParts): Intent[] {
  const { handovers } = parts;

  async function onStaffAction(
    message: IncomingMessage,
    state: ConversationState,
    { speaker }: Context,
  ): Promise<Turn> {
    const [, verb, digits] = ACTION.exec(message.action ?? "")!;
    const id = Number(digits);
    const { staff } = speaker;
    if (staff === undefined || !staff.roles.some((role) => STAFF.includes(role)))
      return turn(state, [plainReply(HANDOVER.staffOnly)]);
    const brief = handovers.brief(id);
    if (brief === undefined) return turn(state, [plainReply(HANDOVER.gone)]);
    if (brief.takenBy !== null && brief.takenBy !== staff.staffId)
      return turn(state, [plainReply(HANDOVER.held)]);
    if (verb === "back")
      return turn(
        state,
        [plainReply(HANDOVER.done)],
        [() => void handovers.handBack(id, `staff:${staff.staffId}`)],
      );
    const account = { channel: message.channel, accountId: message.chatId, staffId: staff.staffId };
    const shown = parts.mayShow(brief.channel, message.channel);
    return turn(
      state,
      [],
      [
        () => {
          if (handovers.take(id, staff) !== "taken") throw new Error("别人刚刚接手，重新读一次");
          handovers.showBrief(id, account, `brief:${message.messageId}`, briefReply(brief, shown));
        },
      ],
    );
  }

  return [
    {
      name: "handover.staffAction",
      urgency: -10,
      matches: (message) => ACTION.test(message.action ?? ""),
      handle: onStaffAction,
    },
    {
      name: "handover.staffList",
      urgency: -10,
      matches: (message, _state, { speaker }) =>
        speaker.staff?.roles.some((role) => STAFF.includes(role)) === true &&
        message.action === undefined &&
        /^(\/handovers|等人工的)$/.test(message.text.trim()),
      handle: async (_, state) => turn(state, [listReply(handovers)]),
    },
    {
      name: "handover.staffAnswer",
      urgency: -10,
      matches: (message, _state, { speaker }) =>
        speaker.staff !== undefined && handoverRepliedTo(handovers, message) !== undefined,
      handle: async (message, state, { speaker }) => {
        const id = handoverRepliedTo(handovers, message)!;
        const { staff } = speaker;
        if (message.text.trim() === "") return turn(state, [plainReply(HANDOVER.onlyText)]);
        const brief = handovers.brief(id);
        if (brief === undefined || (brief.takenBy !== null && brief.takenBy !== staff!.staffId))
          return turn(state, [plainReply(HANDOVER.notAnswered)]);
        return turn(
          state,
          [plainReply(HANDOVER.answered)],
          [
            () => {
              if (!handovers.answer(id, staff!, message.text, message.messageId))
                throw new Error("对话刚刚办结或换人，重新读一次");
            },
          ],
        );
      },
    },
    {
      name: "handover.back",
      urgency: 12,
      matches: (message, _state, { handover }) =>
        message.action === "handback" ||
        (handover?.silent === true && (message.action === "cancel" || says(message, BACK))),
      handle: async (message, state) =>
        turn(
          state,
          [plainReply(HANDOVER.assistantBack)],
          [() => void handovers.withdraw(message.channel, message.chatId)],
        ),
    },
    {
      name: "handover.held",
      urgency: 15,
      // A tap asks for something in particular, a clause's full text say, and gets it.
      matches: (message, _state, { handover }) =>
        handover?.silent === true && message.action === undefined && !says(message, HUMAN),
      handle: async (message, state) => turn(state, [], [() => handovers.relay(message)]),
    },
    {
      name: "human",
      urgency: 20,
      matches: (message) => message.action === "human" || says(message, HUMAN) || says(message, /^找人工$/),
      handle: async (message, state, { handover }) => {
        if (handover?.silent === true)
          return turn(state, [held([HANDOVER.waiting, HANDOVER.nowSilent, HANDOVER.danger])]);
        const now = parts.clock();
        const first = parts.officeHours.open(now)
          ? HANDOVER.opened
          : HANDOVER.openedLater(parts.officeHours.sayNextOpening(now));
        return turn(
          state,
          [held([first, HANDOVER.nowSilent, HANDOVER.danger])],
          [() => handovers.open(message, "requested")],
        );
      },
    },
  ];
}

function held(lines: readonly string[]): Reply {
  return {
    blocks: lines.map(paragraph),
    choices: [{ label: HANDOVER.continueWithAssistant, action: "handback" }],
  };
}

function turn(state: ConversationState, replies: readonly Reply[], effects: Turn["effects"] = []): Turn {
  return { kind: "help", replies, state, effects };
}

function says(message: IncomingMessage, pattern: RegExp): boolean {
  return message.action === undefined && pattern.test(message.text.trim().replace(/[。！!.？?\s]+$/, ""));
}

function handoverRepliedTo(handovers: Handovers, message: IncomingMessage): number | undefined {
  return message.replyTo === undefined
    ? undefined
    : handovers.byRelay(message.channel, message.chatId, message.replyTo);
}

function listReply(handovers: Handovers): Reply {
  const open = handovers.list();
  if (open.length === 0) return plainReply(HANDOVER.nobody);
  const free = open.filter(({ takenBy }) => takenBy === null).slice(0, 10);
  return {
    blocks: [
      strong(HANDOVER.listTitle(open.length)),
      ...open
        .slice(0, 30)
        .map(({ id, reason, who, takenBy }) =>
          paragraph(HANDOVER.listLine(id, REASONS[reason], who, takenBy !== null)),
        ),
    ],
    choices: free.map(({ id }) => ({ label: `${HANDOVER.take} ${id}`, action: `handover:take:${id}` })),
  };
}

/** The last things said, both ways, so that staff need not ask again. */
function briefReply(brief: Brief, shown: boolean): Reply {
  const choices = [{ label: HANDOVER.back, action: `handover:back:${brief.id}` }];
  const title = strong(HANDOVER.briefTitle(brief.who, brief.id));
  if (!shown) return { blocks: [title, paragraph(HANDOVER.elsewhere(brief.id))], choices };
  const said = brief.said.map((utterance) => {
    const spans: Span[] =
      utterance.from === "person"
        ? [{ text: HANDOVER.personSaid, mark: "strong" }, { text: shortened(utterance.text, LONGEST_QUOTE) }]
        : [
            { text: HANDOVER.assistantSaid, mark: "strong" },
            { text: shortened(replyText(utterance.reply), LONGEST_ANSWER) },
          ];
    return { kind: "text", spans } as const;
  });
  return { blocks: [title, ...said, paragraph(HANDOVER.howToAnswer)], choices };
}

function shortened(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit).join("")}…`;
}
