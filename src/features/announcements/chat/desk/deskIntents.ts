/** The desk in a messenger: 通知管理, drafts, approving, progress, who is missing, correcting and recalling. */
import {
  bareWords,
  type ConversationState,
  type Flow,
  type IncomingMessage,
  type Intent,
  type Speaker,
  say,
  startFlow,
  type Turn,
} from "../../../../dialogue/index.ts";
import { type Actor, principals, sayMoment, staffActor } from "../../../members/index.ts";
import type { Announcement } from "../../types.ts";
import { type ActionName, dropIt, lookAt, progressOf, readAction } from "../choices.ts";
import {
  type AnnouncementsConversationParts,
  attempt,
  authorOf,
  exactly,
  onlookerOf,
  turn,
} from "../conversationParts.ts";
import { asksForList } from "../receivedWords.ts";
import { type AfterData, createAfterFlow } from "./afterFlow.ts";
import { AFTER, DESK } from "./deskText.ts";
import { progressReply } from "./progressReply.ts";
import { createDeskView } from "./view.ts";

const URGENCY = 25;
const LIST = /^(?:\/announcements|通知管理|公告管理|管理通知|所有通知|通知公告管理)$/u;
const DRAFTS = /^(?:\/drafts|(?:我的|看)?(?:通知)?草稿(?:箱)?)$/u;

/** Whoever taps, and what is tapped on. */
interface Tap {
  readonly by: Actor;
  readonly announcement: Announcement;
  /** The second number of the action. */
  readonly second: number | undefined;
  readonly message: IncomingMessage;
  readonly state: ConversationState;
}

/**
 * Intents of urgency 25, before any running flow; and the flow `announcements.after`.
 * @param isWriting whether an announcement is half written in this conversation: it must not be lost
 */
export function createDesk(
  parts: AnnouncementsConversationParts,
  isWriting: (state: ConversationState) => boolean,
): { readonly intents: readonly Intent[]; readonly flow: Flow<AfterData> } {
  const { announcements, timeZone } = parts;
  const view = createDeskView(parts);
  const flow = createAfterFlow(parts);

  function approve({ by, announcement, second, state }: Tap): Turn {
    const { id, title, sendAt } = announcement;
    const approveIt = () => announcements.approve(by, id, second);
    const tried = attempt(parts, approveIt);
    if (!tried.ok) return turn(state, [say([tried.words], [lookAt(id)])]);
    const later = sendAt !== null && sendAt > parts.clock();
    const words = later
      ? DESK.approvedFor(title, tried.value, sayMoment(sendAt, timeZone))
      : DESK.approved(title, tried.value);
    return turn(state, [say([words], [progressOf(id)])], [exactly(tried.value, approveIt)]);
  }

  function progress({ by, announcement, state }: Tap): Turn {
    const tried = attempt(parts, () => announcements.progress(by, announcement.id));
    if (!tried.ok) return turn(state, [say([tried.words])]);
    return turn(state, [progressReply(announcement, tried.value, view.changesOf(by, announcement))]);
  }

  /** Asks for what is needed; whether it can be done at all is learned before. */
  function begin(data: AfterData, trial: () => void, { message, state, announcement }: Tap): Turn {
    if (isWriting(state)) return turn(state, [say([DESK.finishFirst])]);
    const tried = attempt(parts, trial);
    if (!tried.ok) return turn(state, [say([tried.words], [lookAt(announcement.id)])]);
    const running = startFlow(flow, data, message.at);
    return turn({ ...state, flow: running }, [flow.ask(data, { speaker: { represents: [] } })]);
  }

  function drop({ by, announcement, message, state }: Tap): Turn {
    const { id, title } = announcement;
    const dropped = () => announcements.drop(by, id);
    const tried = attempt(parts, dropped);
    if (!tried.ok) return turn(state, [say([tried.words], [lookAt(id)])]);
    if (message.action?.endsWith(":sure") === true) return turn(state, [say([DESK.dropped])], [dropped]);
    const sure = { label: DESK.dropSure, action: `${dropIt(id).action}:sure` };
    return turn(state, [say([DESK.dropAsk(title)], [sure, lookAt(id)])]);
  }

  function tap(
    name: ActionName,
    who: (speaker: Speaker) => Actor | undefined,
    act: (tap: Tap) => Turn,
  ): Intent {
    return {
      name: `announcements.${name}`,
      urgency: URGENCY,
      matches: ({ action }) => readAction(name, action) !== undefined,
      async handle(message, state, { speaker }) {
        const [id, second] = readAction(name, message.action)!;
        if (staffActor(speaker) === undefined) return turn(state, [say([DESK.staffOnly])]);
        const by = who(speaker);
        if (by === undefined) return turn(state, [say([DESK.editorsOnly])]);
        const announcement = announcements.get(id!);
        if (announcement === undefined) return turn(state, [say([DESK.gone])]);
        return act({ by, announcement, second, message, state });
      },
    };
  }

  const isList = (message: IncomingMessage, speaker: Speaker): boolean => {
    if (message.action !== undefined) return readAction("list", message.action) !== undefined;
    const words = bareWords(message.text);
    // Staff who are not members themselves mean the bureau's announcements when they ask for announcements.
    return LIST.test(words) || (principals(speaker).length === 0 && asksForList(words));
  };

  return {
    flow,
    intents: [
      {
        name: "announcements.desk",
        urgency: URGENCY,
        matches: (message, _state, { speaker }) =>
          onlookerOf(speaker) !== undefined && isList(message, speaker),
        async handle(message, state, { speaker }) {
          const [beforeId] = readAction("list", message.action) ?? [];
          return turn(state, [view.list(onlookerOf(speaker)!, beforeId)]);
        },
      },
      {
        name: "announcements.drafts",
        urgency: URGENCY,
        matches: ({ action, text }, _state, { speaker }) =>
          authorOf(speaker) !== undefined &&
          (action === undefined ? DRAFTS.test(bareWords(text)) : action === "anndrafts"),
        handle: async (_message, state) => turn(state, [view.drafts()]),
      },
      {
        name: "announcements.previewed",
        urgency: URGENCY,
        matches: ({ action }) => action === "ann:preview",
        handle: async (_message, state) => turn(state, [say([DESK.onlyPreview])]),
      },
      tap("look", onlookerOf, ({ by, announcement, state }) => turn(state, view.look(by, announcement))),
      tap("names", onlookerOf, ({ by, announcement, second, message, state }) =>
        turn(state, [view.names(by, announcement, message.channel, second)]),
      ),
      tap("progress", onlookerOf, progress),
      tap("unconfirmed", onlookerOf, ({ by, announcement, second, message, state }) =>
        turn(state, [view.missing(by, announcement, message.channel, second)]),
      ),
      tap("approve", authorOf, approve),
      tap("back", authorOf, (it) =>
        begin(
          { kind: "back", id: it.announcement.id },
          () => announcements.sendBack(it.by, it.announcement.id, DESK.sendBack),
          it,
        ),
      ),
      tap("correct", authorOf, (it) =>
        begin(
          { kind: "correct", id: it.announcement.id },
          () =>
            announcements.correct(it.by, it.announcement.id, { body: AFTER.correct, reason: AFTER.correct }),
          it,
        ),
      ),
      tap("recall", authorOf, (it) =>
        begin(
          { kind: "recall", id: it.announcement.id },
          () => announcements.recall(it.by, it.announcement.id, AFTER.recall),
          it,
        ),
      ),
      tap("drop", authorOf, drop),
    ],
  };
}
