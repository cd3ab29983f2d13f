/** 我的服务单 in a chat: the list, one order, cancelling, urging, ordering again, stars. Only one's own. */
import {
  type AnyFlow,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  plainWords,
  type Speaker,
  say,
  startFlow,
  type Turn,
} from "../../../dialogue/index.ts";
import { askPrincipal, mustChoose, NotAllowed } from "../../members/index.ts";
import type { Orderer, RequestAction, ServiceRequest, Stars } from "../types.ts";
import { readRating } from "../words/rating.ts";
import { attempt, type ConversationParts, MENU, MINE, ordererOf, serviceTurn } from "./conversationParts.ts";
import { LABELS, ORDERS, SERVICES } from "./conversationText.ts";
import { createReopenFlow, createTimeFlow, createWordFlow } from "./myOrdersFlows.ts";
import { listReply, orderReply, starChoices } from "./myOrdersReplies.ts";
import type { Ordering } from "./orderFlow.ts";

const LIST = /^(?:\/orders|(?:看|查|查看)?我的(?:服务单|单子|服务|订单)|服务单|查单|查(?:服务)?单子)$/u;
const ACTION = /^order:(?:(cancel!?|urge|again|reopen|time|rate):)?(\d{1,12})$/;
const RATE = /^rate:(\d{1,12}):([1-5])$/;
/** Said in so many words: 五星, 打4分. 很好 alone may be about anything. */
const RATING_WORDS = /星|[1-5一二三四五]\s*分|评分|打分/u;
const LOW_STARS = 2;

/** Intents of urgency 40 and 45, and the small flows `requests.reopen`, `requests.time`, `requests.word`. */
export function createMyOrders(
  parts: ConversationParts,
  ordering: Ordering,
): { readonly intents: readonly Intent[]; readonly flows: readonly AnyFlow[] } {
  const { requests, timeZone } = parts;
  const reopening = createReopenFlow(parts);
  const changing = createTimeFlow(parts);
  const wording = createWordFlow(parts);

  function own(message: IncomingMessage, { actingFor }: Speaker): readonly ServiceRequest[] {
    return actingFor === undefined
      ? requests.ofChat(message.channel, message.chatId)
      : requests.of(actingFor.memberId);
  }

  function list(message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    if (mustChoose(speaker)) return serviceTurn(state, [askPrincipal(speaker)]);
    const { actingFor, self } = speaker;
    const other =
      actingFor !== undefined && actingFor.memberId !== self?.memberId ? actingFor.name : undefined;
    return serviceTurn(state, [listReply(own(message, speaker), timeZone, other)]);
  }

  /** One order, for whoever may see it. */
  function look(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    request: ServiceRequest,
  ): Turn {
    const actor = ordererOf(speaker, message, request);
    const other = request.memberId !== null && request.memberId !== speaker.self?.memberId;
    try {
      const reply = orderReply(request, requests.timeline(actor, request.id), {
        timeZone,
        now: parts.clock(),
        open: parts.mayCarryPersonal(message.channel),
        of: other ? (request.memberName ?? undefined) : undefined,
      });
      return serviceTurn(state, [reply]);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return serviceTurn(state, [say([ORDERS.notYours], [MINE, HUMAN])]);
    }
  }

  function act(
    state: ConversationState,
    actor: Orderer,
    request: ServiceRequest,
    action: RequestAction,
    words: string,
  ): Turn {
    const tried = attempt(parts, actor, request, action);
    if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE, HUMAN])]);
    return serviceTurn(state, [say([words], [MINE])], [tried.effect]);
  }

  function mayAct(actor: Orderer, id: number): boolean {
    try {
      requests.timeline(actor, id);
      return true;
    } catch (error) {
      if (error instanceof NotAllowed) return false;
      throw error;
    }
  }

  function again(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    request: ServiceRequest,
  ): Turn {
    const item = parts.catalogue.current().byId.get(request.itemId);
    if (item === undefined) return serviceTurn(state, [say([SERVICES.gone], [MENU])]);
    const { running, replies } = ordering.begin({ message, speaker, items: [item] });
    return serviceTurn(running === undefined ? state : { ...state, flow: running }, replies);
  }

  function rate(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    request: ServiceRequest,
    stars: Stars,
  ): Turn {
    const actor = ordererOf(speaker, message, request);
    const tried = attempt(parts, actor, request, { do: "rate", stars });
    if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE, HUMAN])]);
    const lines = [ORDERS.rated(stars), ...(stars <= LOW_STARS ? [ORDERS.sorry] : []), ORDERS.askWord];
    const reply = say(lines, [{ label: LABELS.noWord, action: "ord:noword" }]);
    // Another conversation under way is worth more than a word about this one.
    if (state.flow !== undefined) {
      return serviceTurn(state, [say(lines.slice(0, -1), [MINE])], [tried.effect]);
    }
    const running = startFlow(wording, { id: request.id, stars }, message.at);
    return serviceTurn({ ...state, flow: running }, [reply], [tried.effect]);
  }

  function verb(
    name: string,
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    request: ServiceRequest,
  ): Turn {
    const actor = ordererOf(speaker, message, request);
    if (!mayAct(actor, request.id)) return serviceTurn(state, [say([ORDERS.notYours], [MINE, HUMAN])]);
    const { id, item, number } = request;
    switch (name) {
      case "cancel": {
        const tried = attempt(parts, actor, request, { do: "cancel" });
        if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE, HUMAN])]);
        const sure = { label: LABELS.surelyCancel, action: `order:cancel!:${id}` };
        const no = { label: LABELS.dontCancel, action: `order:${id}` };
        return serviceTurn(state, [say([ORDERS.askCancel(item, number)], [sure, no])]);
      }
      case "cancel!":
        return act(state, actor, request, { do: "cancel" }, ORDERS.cancelled(item));
      case "urge":
        return act(state, actor, request, { do: "urge" }, ORDERS.urged);
      case "again":
        return again(message, state, speaker, request);
      case "rate":
        return serviceTurn(state, [say([ORDERS.askRate], starChoices(id))]);
      case "reopen": {
        const tried = attempt(parts, actor, request, { do: "reopen", reason: LABELS.reopen });
        if (!tried.ok) return serviceTurn(state, [say([tried.words], [MINE, HUMAN])]);
        const running = startFlow(reopening, { id }, message.at);
        return serviceTurn({ ...state, flow: running }, [reopening.ask({ id }, { speaker })]);
      }
      default: {
        const running = startFlow(changing, { id }, message.at);
        return serviceTurn({ ...state, flow: running }, [changing.ask({ id }, { speaker })]);
      }
    }
  }

  /** The only order that waits for stars; undefined when there are none or several. */
  function unrated(message: IncomingMessage, speaker: Speaker): ServiceRequest | undefined {
    const done = own(message, speaker).filter(({ status }) => status === "done");
    return done.length === 1 ? done[0] : undefined;
  }

  function ratedIn(message: IncomingMessage, speaker: Speaker): Stars | undefined {
    if (message.action !== undefined || !RATING_WORDS.test(message.text)) return undefined;
    const stars = readRating(message.text);
    return stars === undefined || unrated(message, speaker) === undefined ? undefined : stars;
  }

  return {
    flows: [reopening, changing, wording],
    intents: [
      {
        name: "requests.mine",
        urgency: 40,
        matches: ({ action, text }) =>
          action === undefined ? LIST.test(plainWords(text)) : action === "orders",
        handle: async (message, state, { speaker }) => list(message, state, speaker),
      },
      {
        name: "requests.order",
        urgency: 40,
        matches: ({ action }) => ACTION.test(action ?? ""),
        async handle(message, state, { speaker }) {
          const [, name, digits] = ACTION.exec(message.action ?? "")!;
          const request = requests.get(Number(digits));
          if (request === undefined) return serviceTurn(state, [say([ORDERS.gone], [MINE])]);
          return name === undefined
            ? look(message, state, speaker, request)
            : verb(name, message, state, speaker, request);
        },
      },
      {
        name: "requests.rate",
        urgency: 40,
        matches: ({ action }) => RATE.test(action ?? ""),
        async handle(message, state, { speaker }) {
          const [, digits, stars] = RATE.exec(message.action ?? "")!;
          const request = requests.get(Number(digits));
          if (request === undefined) return serviceTurn(state, [say([ORDERS.gone], [MINE])]);
          return rate(message, state, speaker, request, Number(stars) as Stars);
        },
      },
      {
        name: "requests.rateWords",
        urgency: 45,
        matches: (message, _state, { speaker }) => ratedIn(message, speaker) !== undefined,
        async handle(message, state, { speaker }) {
          const request = unrated(message, speaker)!;
          return rate(message, state, speaker, request, ratedIn(message, speaker)!);
        },
      },
    ],
  };
}
