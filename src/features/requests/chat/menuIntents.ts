/** 要服务: the menu of services, and orders that begin with words. */
import {
  type Choice,
  type Context,
  type ConversationState,
  HUMAN,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainWords,
  type Reply,
  say,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import { allowedFor } from "../catalogue/catalogue.ts";
import { KINDS, type ServiceItem } from "../catalogue/catalogueSchema.ts";
import { soundsLikeOrder } from "../words/itemWordsOrder.ts";
import { type ConversationParts, serviceTurn } from "./conversationParts.ts";
import { LABELS, ORDER, SERVICES } from "./conversationText.ts";
import type { Ordering } from "./orderFlow.ts";
import { itemsMeant, type OrderData } from "./orderSteps.ts";

const WORDS =
  /^(?:\/services|(?:我)?(?:要|想要|需要)服务|服务|点单|下单|(?:我)?(?:要|想)(?:点单|下单)|服务目录|有(?:哪些|什么)服务)$/u;
const ACTION = /^svc(?::(?:kind:([一-龥]{2})(?::(\d{1,2}))?|item:([a-z0-9-]{1,40})))?$/u;
const PAGE = 8;

/** Characters of 帮我喊个人来, 要人上门帮忙. */
const BARE_CALL = 12;

/** Intents of urgency 40: the menu, an item of it, an order in words; and one for buttons of orders that are over. */
export function createMenuIntents(parts: ConversationParts, ordering: Ordering): Intent[] {
  const { flow } = ordering;

  const runningOrder = (state: ConversationState): OrderData | undefined =>
    state.flow?.name === flow.name && state.flow.version === flow.version
      ? (state.flow.data as OrderData)
      : undefined;

  /** What the person may order, as far as they are known. */
  function offered({ speaker }: Context): readonly ServiceItem[] {
    const member = speaker.actingFor && parts.members.get(speaker.actingFor.memberId);
    const who = { category: member?.category, district: member?.district ?? undefined };
    return parts.catalogue.current().items.filter((item) => allowedFor(item, who).allowed);
  }

  function kinds(): Reply {
    const sample = parts.catalogue.current().sample ? [paragraph(SERVICES.sample)] : [];
    return {
      blocks: [strong(SERVICES.title), ...sample],
      choices: [...KINDS.map((kind): Choice => ({ label: kind, action: `svc:kind:${kind}` })), HUMAN],
    };
  }

  function items(kind: string, page: number, context: Context): Reply {
    const all = offered(context).filter((item) => item.kind === kind);
    const shown = all.slice(page * PAGE, (page + 1) * PAGE);
    const back: Choice = { label: LABELS.back, action: "svc" };
    if (shown.length === 0) return say([SERVICES.emptyKind], [back, HUMAN]);
    const more = all.length > (page + 1) * PAGE;
    return {
      blocks: [
        strong(SERVICES.items(kind)),
        ...shown.map(({ name, summary }) => paragraph(SERVICES.line(name, summary))),
      ],
      choices: [
        ...shown.map(({ id, name }): Choice => ({ label: name, action: `svc:item:${id}` })),
        ...(more ? [{ label: LABELS.more, action: `svc:kind:${kind}:${page + 1}` }] : []),
        back,
      ],
    };
  }

  function begin(
    message: IncomingMessage,
    state: ConversationState,
    { speaker }: Context,
    chosen: readonly ServiceItem[],
  ): Turn {
    const { running, replies } = ordering.begin({ message, speaker, items: chosen });
    const half = runningOrder(state)?.itemId;
    const name = half === undefined ? undefined : parts.catalogue.current().byId.get(half)?.name;
    const [first, ...rest] = replies;
    const said =
      first === undefined || name === undefined
        ? replies
        : [{ ...first, blocks: [paragraph(SERVICES.replaced(name)), ...first.blocks] }, ...rest];
    return serviceTurn(running === undefined ? state : { ...state, flow: running }, said);
  }

  return [
    {
      name: "requests.menu",
      urgency: 40,
      matches: ({ action, text }) =>
        action === undefined ? WORDS.test(plainWords(text)) : ACTION.test(action),
      async handle(message, state, context) {
        const [, kind, page, id] = ACTION.exec(message.action ?? "svc") ?? [];
        if (kind !== undefined) return serviceTurn(state, [items(kind, Number(page ?? 0), context)]);
        if (id === undefined) return serviceTurn(state, [kinds()]);
        const item = parts.catalogue.current().byId.get(id);
        if (item !== undefined) return begin(message, state, context, [item]);
        const menu = kinds();
        return serviceTurn(state, [{ ...menu, blocks: [paragraph(SERVICES.gone), ...menu.blocks] }]);
      },
    },
    {
      name: "requests.say",
      urgency: 40,
      // Words that ask for somebody, but for no service we know, are an order only when they are nearly all that is
      // said: in a longer sentence they belong to a story, and policies answer it.
      matches: ({ action, text }) =>
        action === undefined &&
        text !== "" &&
        soundsLikeOrder(text) &&
        (text.length <= BARE_CALL || itemsMeant(text, parts.catalogue.current()).length > 0),
      async handle(message, state, context) {
        const meant = itemsMeant(message.text, parts.catalogue.current());
        const [best] = meant;
        if (best === undefined) {
          const menu = kinds();
          return serviceTurn(state, [{ ...menu, blocks: [paragraph(SERVICES.unknown), ...menu.blocks] }]);
        }
        // A half-made order is not lost over a sentence: the kernel asks its open question after these words.
        const half = runningOrder(state)?.itemId;
        const present = half === undefined ? undefined : parts.catalogue.current().byId.get(half);
        if (present !== undefined) {
          return serviceTurn(state, [say([SERVICES.oneAtATime(present.name, best.name)])]);
        }
        return begin(message, state, context, meant);
      },
    },
    {
      name: "requests.staleStep",
      urgency: 40,
      matches: ({ action }) => /^ord:/.test(action ?? ""),
      handle: async (_message, state) =>
        serviceTurn(state, [
          say(
            [ORDER.nothingOpen],
            [
              { label: LABELS.mine, action: "orders" },
              { label: LABELS.menu, action: "svc" },
            ],
          ),
        ]),
    },
  ];
}
