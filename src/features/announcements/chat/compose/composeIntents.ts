/** What begins an announcement, takes a draft up again, and keeps its words from being heard as something else. */
import {
  bareWords,
  type ConversationState,
  type Flow,
  type IncomingMessage,
  type Intent,
  say,
  startFlow,
} from "../../../../dialogue/index.ts";
import { staffActor } from "../../../members/index.ts";
import { readAction } from "../choices.ts";
import { type AnnouncementsConversationParts, authorOf, turn } from "../conversationParts.ts";
import { type AfterData, awaitsWords as afterAwaitsWords } from "../desk/afterFlow.ts";
import { DESK } from "../desk/deskText.ts";
import { awaitsWords, type ComposeData, emptyDraft, takenUp } from "./composeData.ts";
import { after } from "./composeEnd.ts";
import type { createComposeFlow } from "./composeFlow.ts";
import { COMPOSE } from "./composeText.ts";

const START =
  /^(?:\/announce|(?:我要|我想|要|请)?(?:发|写|起草|拟|发布)(?:一?[个条份]|一下)?(?:通知公告|通知|公告))$/u;
/** Words that work everywhere, and those of the desk: they are no text of an announcement. */
const EVERYWHERE =
  /^(?:\/\w+|取消|返回|退出|算了|开始|帮助|菜单|怎么用|(?:请|帮我|我要|我想)?(?:转|找|要|叫)?(?:人工|工作人员|真人)(?:客服|服务)?|通知管理|草稿|看草稿|存草稿)$/u;
/** A cry for help is one, whoever is writing whatever. */
const CRY = /救命|救人|快来人|救救|着火了|起火了|晕倒了|摔倒了/u;
const LONGEST_CRY = 20;

/** Takes words before danger (0) and fraud (10) hear them; the rest before any flow. */
export function createComposeIntents(
  parts: AnnouncementsConversationParts,
  flow: ReturnType<typeof createComposeFlow>,
  afterFlow: Flow<AfterData>,
): readonly Intent[] {
  const flows = [
    { flow: flow as Flow, awaits: (data: unknown) => awaitsWords(data as ComposeData) },
    { flow: afterFlow as Flow, awaits: (data: unknown) => afterAwaitsWords(data as AfterData) },
  ];

  /** The flow of ours under way, where it has not lapsed. */
  function underWay({ at }: IncomingMessage, { flow: running }: ConversationState) {
    const found = flows.find((one) => one.flow.name === running?.name);
    if (found === undefined || running === undefined || running.version !== found.flow.version)
      return undefined;
    return at - running.touchedAt > found.flow.lapsesAfterMs ? undefined : { ...found, running };
  }

  function isText({ text, action }: IncomingMessage): boolean {
    if (action !== undefined || text.trim() === "") return false;
    const words = bareWords(text);
    if (EVERYWHERE.test(words) || START.test(words)) return false;
    return !(CRY.test(words) && [...words].length <= LONGEST_CRY);
  }

  return [
    {
      name: "announcements.text",
      // 防范电信诈骗, 冬季防火: what an announcement says is no cry for help and no question.
      urgency: -10,
      matches(message, state, { speaker, handover }) {
        if (!isText(message) || authorOf(speaker) === undefined || handover?.silent === true) return false;
        // A reply to another message of ours is for whoever asked there.
        if (message.replyTo !== undefined) return false;
        const ours = underWay(message, state);
        return ours?.awaits(ours.running.data) === true;
      },
      async handle(message, state, context) {
        const { flow: taking, running } = underWay(message, state)!;
        const step = await taking.take(message, running.data, context);
        if (step.kind === "pass") throw new Error("announcements: 一段文字没有接住");
        const going =
          step.kind === "end" ? undefined : { ...running, data: step.data, touchedAt: message.at };
        return turn({ ...state, flow: going }, step.replies, step.effects);
      },
    },
    {
      name: "announcements.compose",
      urgency: 25,
      matches: ({ action, text }, _state, { speaker }) =>
        staffActor(speaker) !== undefined &&
        (action === undefined ? START.test(bareWords(text)) : action === "announce"),
      async handle(message, state, { speaker }) {
        const by = authorOf(speaker);
        if (by === undefined) return turn(state, [say([DESK.editorsOnly])]);
        const running = underWay(message, state)?.running;
        if (running?.name === flow.name) {
          const replies = flow.questions(running.data as ComposeData, by);
          return turn(state, [say([COMPOSE.stillWriting]), ...replies]);
        }
        const data = emptyDraft(message.at);
        const reply = after([COMPOSE.begin], flow.ask(data, { speaker }));
        return turn({ ...state, flow: startFlow(flow, data, message.at) }, [reply]);
      },
    },
    {
      name: "announcements.edit",
      urgency: 25,
      matches: ({ action }) => readAction("edit", action) !== undefined,
      async handle(message, state, { speaker }) {
        const by = authorOf(speaker);
        if (by === undefined) return turn(state, [say([DESK.editorsOnly])]);
        const [id] = readAction("edit", message.action)!;
        const announcement = parts.announcements.get(id!);
        if (announcement === undefined) return turn(state, [say([DESK.gone])]);
        if (announcement.status !== "draft" && announcement.status !== "submitted") {
          return turn(state, [say([COMPOSE.cannotEdit])]);
        }
        if (underWay(message, state)?.running.name === flow.name)
          return turn(state, [say([DESK.finishFirst])]);
        const data = takenUp(announcement, message.at);
        const [first, ...replies] = flow.questions(data, by);
        return turn({ ...state, flow: startFlow(flow, data, message.at) }, [
          after([COMPOSE.continued(announcement.title)], first!),
          ...replies,
        ]);
      },
    },
  ];
}
