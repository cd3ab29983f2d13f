/** The desk in a messenger: what is open and late, accepting, declining with a reason, one order. */
import {
  type AnyFlow,
  type Choice,
  type ConversationState,
  type Flow,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainReply,
  plainWords,
  type Reply,
  type Role,
  type Speaker,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import { type Actor, actorFor, staffActor } from "../../members/index.ts";
import { STATES } from "../text.ts";
import type { RequestStatus, ServiceRequest } from "../types.ts";
import { attempt, type ConversationParts, serviceTurn } from "./conversationParts.ts";
import { STAFF } from "./conversationTextStaff.ts";
import { offerChoices, workChoices } from "./liaisonTalk.ts";
import type { AboutOrder } from "./myOrdersFlows.ts";
import { createStaffFlow } from "./staffFlow.ts";
import { staffView } from "./staffTalkView.ts";

const DESK: readonly Role[] = ["admin", "dispatcher", "editor"];
const LIST = /^(?:\/orders|服务单|所有服务单)$/;
const ACTION = /^desk:(accept|decline):(\d{1,12})$/;
const LOOK = /^order:(\d{1,12})$/;
const OPEN: readonly RequestStatus[] = ["submitted", "accepted", "dispatched", "onTheWay"];
const MOST_LISTED = 8;
const MOST_COUNTED = 1000;
const SHORTEST_REASON = 2;
const LONGEST_REASON = 300;

/** Intents of urgency 25, before any running flow; and the flow `requests.decline`. */
export function createStaffTalk(parts: ConversationParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const { requests } = parts;
  const declining = createDeclineFlow(parts);

  /** Late ones first, each with what the desk does next. */
  function list(by: Actor): Reply {
    const late = requests.list(by, { status: OPEN, late: true, limit: MOST_COUNTED });
    const open = requests.list(by, { status: OPEN, limit: MOST_COUNTED });
    if (open.length === 0) return plainReply(STAFF.none);
    const lateIds = new Set(late.map(({ id }) => id));
    const shown = [...late, ...open.filter(({ id }) => !lateIds.has(id))].slice(0, MOST_LISTED);
    return {
      blocks: [
        strong(STAFF.listTitle(open.length, late.length)),
        ...shown.map(({ id, number, item, status, callBack }) => {
          const marks = `${lateIds.has(id) ? STAFF.late : ""}${callBack ? STAFF.callBack : ""}`;
          return paragraph(STAFF.line(number, item, `${STATES[status]}${marks}`, ""));
        }),
      ],
      choices: shown.map(({ id, number }): Choice => {
        return { label: `${STAFF.show} ${number.slice(-4)}`, action: `order:${id}` };
      }),
    };
  }

  function look(
    message: IncomingMessage,
    state: ConversationState,
    by: Actor,
    request: ServiceRequest,
  ): Turn {
    const view = staffView(parts, by, request, message.channel);
    return serviceTurn(
      state,
      [{ blocks: view.blocks, choices: choicesFor(by, request), files: view.files }],
      view.effects,
    );
  }

  /** The tap on an order is staff's unless it is their own, or of those for whom they act. */
  function isForStaff(message: IncomingMessage, speaker: Speaker): boolean {
    const [, digits] = LOOK.exec(message.action ?? "") ?? [];
    if (digits === undefined || speaker.staff === undefined) return false;
    const request = requests.get(Number(digits));
    if (request === undefined) return false;
    const { memberId, channel, chatId } = request;
    const own =
      memberId === null
        ? channel === message.channel && chatId === message.chatId
        : actorFor(speaker, memberId) !== undefined;
    return !own;
  }

  return {
    flows: [declining],
    intents: [
      {
        name: "requests.desk",
        urgency: 25,
        matches: ({ action, text }, _state, { speaker }) =>
          action === undefined && isDesk(speaker) && LIST.test(plainWords(text)),
        handle: async (_message, state, { speaker }) => serviceTurn(state, [list(staffActor(speaker)!)]),
      },
      {
        name: "requests.staffLook",
        urgency: 25,
        matches: (message, _state, { speaker }) => isForStaff(message, speaker),
        async handle(message, state, { speaker }) {
          const request = requests.get(Number(LOOK.exec(message.action ?? "")![1]))!;
          return look(message, state, staffActor(speaker)!, request);
        },
      },
      {
        name: "requests.deskAct",
        urgency: 25,
        matches: ({ action }) => ACTION.test(action ?? ""),
        async handle(message, state, { speaker }) {
          const [, verb, digits] = ACTION.exec(message.action ?? "")!;
          const by = staffActor(speaker);
          if (by === undefined) return serviceTurn(state, [plainReply(STAFF.staffOnly)]);
          const request = requests.get(Number(digits));
          if (request === undefined) return serviceTurn(state, [plainReply(STAFF.gone)]);
          const action = verb === "accept" ? ({ do: "accept" } as const) : DECLINE_TRIAL;
          const tried = attempt(parts, by, request, action);
          if (!tried.ok) return serviceTurn(state, [say([tried.words], choicesFor(by, request))]);
          if (verb === "accept") return serviceTurn(state, [plainReply(STAFF.accepted)], [tried.effect]);
          const running = startFlow(declining, { id: request.id }, message.at);
          return serviceTurn({ ...state, flow: running }, [plainReply(STAFF.askReason)]);
        },
      },
    ],
  };
}

/** Whether it may be declined at all is learned before the reason is asked. */
const DECLINE_TRIAL = { do: "decline", reason: STAFF.decline } as const;

function isDesk({ staff }: Speaker): boolean {
  return staff?.roles.some((role) => DESK.includes(role)) === true;
}

function choicesFor(by: Actor, request: ServiceRequest): readonly Choice[] {
  if (by.kind !== "staff") return [];
  const { id, status, offeredTo, assigneeId } = request;
  const desk = by.roles.some((role) => DESK.includes(role));
  const accept: Choice = { label: STAFF.accept, action: `desk:accept:${id}` };
  const decline: Choice = { label: STAFF.decline, action: `desk:decline:${id}` };
  return [
    ...(offeredTo === by.staffId ? offerChoices(id) : []),
    ...(desk && status === "submitted" ? [accept] : []),
    ...(desk && ["submitted", "accepted", "dispatched"].includes(status) ? [decline] : []),
    ...(desk && status === "accepted" ? [{ label: STAFF.done, action: `work:done:${id}` }] : []),
    ...(desk || assigneeId === by.staffId ? workChoices(request) : []),
  ];
}

/** `requests.decline`: asks the reason, which the person is told. */
function createDeclineFlow(parts: ConversationParts): Flow<AboutOrder> {
  return createStaffFlow(parts, {
    name: "requests.decline",
    lapsed: STAFF.reasonLapsed,
    cancelled: STAFF.reasonCancelled,
    ask: STAFF.askReason,
    answer(message, by, request) {
      const reason = [...message.text.trim()].slice(0, LONGEST_REASON).join("");
      if ([...reason].length < SHORTEST_REASON) return undefined;
      const tried = attempt(parts, by, request, { do: "decline", reason });
      if (!tried.ok) return { kind: "end", replies: [say([tried.words])] };
      return { kind: "end", replies: [plainReply(STAFF.declined)], effects: [tried.effect] };
    },
  });
}
