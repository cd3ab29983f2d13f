/** Liaisons and providers in a messenger: offers, 我的任务, the steps on the way, progress notes. */
import { saySpan } from "../../../delivery/index.ts";
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
  type Speaker,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import { type Actor, staffActor } from "../../members/index.ts";
import { STATES } from "../text.ts";
import type { RequestAction, ServiceRequest } from "../types.ts";
import { attempt, type ConversationParts, serviceTurn } from "./conversationParts.ts";
import { STAFF } from "./conversationTextStaff.ts";
import type { AboutOrder } from "./myOrdersFlows.ts";
import { createStaffFlow } from "./staffFlow.ts";
import { staffView } from "./staffTalkView.ts";

const LIST = /^(?:\/work|我的任务|任务)$/;
const OFFER = /^offer:(take|refuse):(\d{1,12})$/;
const WORK = /^work:(out|arrive|done|note|show):(\d{1,12})$/;
const MOST_LISTED = 8;
const LONGEST_NOTE = 1000;
const MOST_FILES = 10;

const STEPS = {
  out: { action: { do: "setOut" }, words: STAFF.wentOut },
  arrive: { action: { do: "arrive" }, words: STAFF.arrived },
  done: { action: { do: "finish" }, words: STAFF.finished },
} as const satisfies Record<string, { action: RequestAction; words: string }>;

/** What the assignee can do next, the most likely first. */
export function workChoices({ id, status, arrivedAt }: ServiceRequest): readonly Choice[] {
  const choice = (verb: "out" | "arrive" | "done" | "note"): Choice => ({
    label: STAFF[verb],
    action: `work:${verb}:${id}`,
  });
  switch (status) {
    case "dispatched":
      return [choice("out"), choice("done"), choice("note")];
    case "onTheWay":
      return arrivedAt === null
        ? [choice("arrive"), choice("done"), choice("note")]
        : [choice("done"), choice("note")];
    case "done":
    case "rated":
      return [choice("note")];
    default:
      return [];
  }
}

export function offerChoices(id: number): readonly Choice[] {
  return [
    { label: STAFF.take, action: `offer:take:${id}` },
    { label: STAFF.refuse, action: `offer:refuse:${id}` },
  ];
}

/** Intents of urgency 25, before any running flow; and the flow `requests.note`. */
export function createLiaisonTalk(parts: ConversationParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const { requests, timeZone } = parts;
  const noting = createNoteFlow(parts);

  function list(staffId: number): Reply {
    const work = requests.work(staffId);
    if (work.length === 0) return plainReply(STAFF.noWork);
    const shown = work.slice(0, MOST_LISTED);
    const lines = shown.map((request) => {
      const { number, item, status, wanted, assigneeId } = request;
      const state = assigneeId === staffId ? STATES[status] : STAFF.offered;
      return paragraph(STAFF.line(number, item, state, wanted === null ? "" : saySpan(wanted, timeZone)));
    });
    const choices = shown.flatMap((request): Choice[] => {
      const { id, number, assigneeId } = request;
      const [next] = assigneeId === staffId ? workChoices(request) : offerChoices(id);
      const show: Choice = { label: STAFF.show, action: `work:show:${id}` };
      return [...(next === undefined ? [] : [next]), show].map(({ label, action }) => ({
        label: `${label} ${number.slice(-4)}`,
        action,
      }));
    });
    return { blocks: [strong(STAFF.workTitle(work.length)), ...lines], choices };
  }

  /** Does it and shows the order as it stands then. */
  function act(
    message: IncomingMessage,
    state: ConversationState,
    by: Actor,
    request: ServiceRequest,
    action: RequestAction,
    words: string,
  ): Turn {
    const tried = attempt(parts, by, request, action);
    if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE])]);
    if (action.do === "refuseOffer") return serviceTurn(state, [say([words], [MINE])], [tried.effect]);
    if (action.do !== "takeOffer") {
      return serviceTurn(state, [say([words], [...workChoices(tried.request), MINE])], [tried.effect]);
    }
    const view = staffView(parts, by, tried.request, message.channel);
    const reply: Reply = {
      blocks: [paragraph(words), ...view.blocks],
      choices: [...workChoices(tried.request), MINE],
      files: view.files,
    };
    return serviceTurn(state, [reply], [tried.effect, ...view.effects]);
  }

  function step(
    verb: string,
    message: IncomingMessage,
    state: ConversationState,
    by: Actor,
    request: ServiceRequest,
  ): Turn {
    if (verb === "out" || verb === "arrive" || verb === "done") {
      return act(message, state, by, request, STEPS[verb].action, STEPS[verb].words);
    }
    if (verb === "note") {
      const tried = attempt(parts, by, request, { do: "note", text: STAFF.note });
      if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE])]);
      const running = startFlow(noting, { id: request.id }, message.at);
      return serviceTurn({ ...state, flow: running }, [plainReply(STAFF.askNote)]);
    }
    const view = staffView(parts, by, request, message.channel);
    const offered = request.offeredTo !== null && by.kind === "staff" && by.staffId === request.offeredTo;
    const choices = offered ? offerChoices(request.id) : workChoices(request);
    return serviceTurn(
      state,
      [{ blocks: view.blocks, choices: [...choices, MINE], files: view.files }],
      view.effects,
    );
  }

  function known(message: IncomingMessage, speaker: Speaker, pattern: RegExp) {
    const [, verb = "", digits] = pattern.exec(message.action ?? "")!;
    return { by: staffActor(speaker), verb, request: requests.get(Number(digits)) };
  }

  return {
    flows: [noting],
    intents: [
      {
        name: "requests.work",
        urgency: 25,
        matches: ({ action, text }, _state, { speaker }) =>
          speaker.staff !== undefined &&
          (action === undefined ? LIST.test(plainWords(text)) : action === "work"),
        handle: async (_message, state, { speaker }) => serviceTurn(state, [list(speaker.staff!.staffId)]),
      },
      {
        name: "requests.offer",
        urgency: 25,
        matches: ({ action }) => OFFER.test(action ?? ""),
        async handle(message, state, { speaker }) {
          const { by, verb, request } = known(message, speaker, OFFER);
          if (by === undefined) return serviceTurn(state, [plainReply(STAFF.staffOnly)]);
          if (request === undefined) return serviceTurn(state, [plainReply(STAFF.gone)]);
          return verb === "take"
            ? act(message, state, by, request, { do: "takeOffer" }, STAFF.taken)
            : act(message, state, by, request, { do: "refuseOffer" }, STAFF.refused);
        },
      },
      {
        name: "requests.workStep",
        urgency: 25,
        matches: ({ action }) => WORK.test(action ?? ""),
        async handle(message, state, { speaker }) {
          const { by, verb, request } = known(message, speaker, WORK);
          if (by === undefined) return serviceTurn(state, [plainReply(STAFF.staffOnly)]);
          if (request === undefined) return serviceTurn(state, [plainReply(STAFF.gone)]);
          return step(verb, message, state, by, request);
        },
      },
    ],
  };
}

const MINE: Choice = { label: STAFF.mine, action: "work" };

/** `requests.note`: words or photos become a progress note. */
function createNoteFlow(parts: ConversationParts): Flow<AboutOrder> {
  return createStaffFlow(parts, {
    name: "requests.note",
    lapsed: STAFF.noteLapsed,
    cancelled: STAFF.noteCancelled,
    ask: STAFF.askNote,
    answer(message, by, request) {
      const attachments = (message.attachments ?? [])
        .filter(({ kind }) => kind !== "other" && kind !== "contact")
        .slice(0, MOST_FILES)
        .map((attachment) => ({ channel: message.channel, attachment }));
      const text = [...message.text.trim()].slice(0, LONGEST_NOTE).join("");
      if (text === "" && attachments.length === 0) return undefined;
      const tried = attempt(parts, by, request, { do: "note", text, attachments });
      if (!tried.ok) return { kind: "end", replies: [say([tried.words], [MINE])] };
      return {
        kind: "end",
        replies: [say([STAFF.noted], [...workChoices(tried.request), MINE])],
        effects: [tried.effect],
      };
    },
  });
}
