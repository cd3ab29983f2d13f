/** The questions of an order, and the summary that is read back. */
import {
  type Choice,
  HUMAN,
  type Link,
  paragraph,
  type Reply,
  type Speaker,
  strong,
} from "../../../dialogue/index.ts";
import { askPrincipal, type Member } from "../../members/index.ts";
import type { ItemQuestion, ServiceItem } from "../catalogue/catalogueSchema.ts";
import { VOUCHERS } from "../text.ts";
import type { TimeSpan } from "../types.ts";
import { sayNeeds } from "../words/needWords.ts";
import { sayTime } from "../words/timeWords.ts";
import { LABELS, ORDER, SERVICES } from "./conversationText.ts";
import { type OrderData, openQuestion } from "./orderSteps.ts";

/** After so many unreadable answers to one question a human is offered with it. */
const PATIENCE = 2;

export const CANCEL: Choice = { label: LABELS.cancel, action: "cancel" };
export const ACTIONS = {
  ok: "ord:ok",
  change: "ord:edit",
  home: "ord:home",
  skip: "ord:skip",
  otherTime: "ord:time",
  duplicate: "ord:dup:yes",
  noDuplicate: "ord:dup:no",
  noVoucher: "ord:novoucher",
} as const;

/** What the replies are made of. */
export interface Asking {
  readonly data: OrderData;
  readonly item: ServiceItem | undefined;
  readonly speaker: Speaker;
  /** For whom, where that is a member. */
  readonly member: Member | undefined;
  /** Services to choose from. */
  readonly candidates: readonly ServiceItem[];
  /** Times that can be had, the earliest first. */
  readonly times: readonly { readonly label: string; readonly span: TimeSpan }[];
  readonly now: number;
  readonly timeZone: string;
  /** The catalogue holds examples. */
  readonly sample: boolean;
  /** Whether phone, address and health may be shown here. */
  readonly open: boolean;
  /** Until when someone accepts it, in words, were it ordered now. */
  readonly acceptBy: string;
  /** The chat page can be linked to. */
  readonly page: boolean;
}

/** The open question, `before` it some lines. */
export function askStep(asking: Asking, before: readonly string[] = []): Reply {
  const { data } = asking;
  const reply = question(asking);
  const stuck = data.misses >= PATIENCE;
  const lines = [...before, ...(stuck ? [ORDER.stillStuck] : [])];
  const human = stuck && !reply.choices.some(({ action }) => action === HUMAN.action) ? [HUMAN] : [];
  return {
    ...reply,
    blocks: [...lines.map(paragraph), ...reply.blocks],
    choices: [...reply.choices, ...human],
  };
}

function question(asking: Asking): Reply {
  const { data, item } = asking;
  switch (data.step.at) {
    case "who":
      return askPrincipal(asking.speaker);
    case "item":
      return ask(
        SERVICES.which,
        asking.candidates.map(({ id, name }) => ({ label: name, action: `svc:item:${id}` })),
      );
    case "question": {
      const open = item && openQuestion(data, item);
      return open === undefined ? ask(ORDER.noWay, [HUMAN]) : askOwn(open);
    }
    case "time":
      return ask(item?.time === "day" ? ORDER.askDay : ORDER.askTime, [
        ...asking.times.map(({ label, span }) => ({ label, action: `ord:time:${span.from}-${span.to}` })),
        { label: LABELS.otherTime, action: ACTIONS.otherTime },
      ]);
    case "place":
      return askPlace(asking);
    case "name":
      return askStranger(asking);
    case "phone":
      return ask(data.forWhom?.kind === "stranger" ? ORDER.askPhone : ORDER.askMemberPhone, []);
    case "needs":
      return ask(ORDER.askNeeds, [
        ...ORDER.needChoices.map(({ label }, index) => ({ label, action: `ord:needs:${index}` })),
        { label: LABELS.skip, action: ACTIONS.skip },
      ]);
    case "duplicate": {
      const { of, words } = data.step;
      return ask(words, [
        { label: LABELS.dupYes, action: ACTIONS.duplicate },
        { label: LABELS.dupNo, action: ACTIONS.noDuplicate },
        ...(of === null ? [] : [{ label: LABELS.look, action: `order:${of}` }]),
      ]);
    }
    case "noVoucher":
      return ask(data.step.words, [{ label: LABELS.noVoucher, action: ACTIONS.noVoucher }, HUMAN, CANCEL]);
    case "summary":
      return summary(asking);
    case "change":
      return askChange(asking);
  }
}

function askOwn(open: ItemQuestion): Reply {
  const choices =
    open.kind === "yesNo" ? [LABELS.yes, LABELS.no] : open.kind === "choice" ? (open.choices ?? []) : [];
  return {
    blocks: [strong(open.ask), ...(open.optional ? [paragraph(ORDER.optional)] : [])],
    choices: [
      ...choices.map((label, index) => ({ label, action: `ord:q:${open.id}:${index}` })),
      ...(open.optional && open.kind === "text" ? [{ label: LABELS.skip, action: ACTIONS.skip }] : []),
    ],
  };
}

function askPlace({ item, member }: Asking): Reply {
  if (item?.place !== "home") return ask(ORDER.askPlace, []);
  if (member?.has.address !== true) return ask(ORDER.askHome, []);
  return {
    blocks: [strong(ORDER.askHome), paragraph(ORDER.orHome)],
    choices: [{ label: LABELS.home, action: ACTIONS.home }],
  };
}

/** The first of the questions to somebody unknown says why they are asked, and where else they can be answered. */
function askStranger({ open, page }: Asking): Reply {
  const links: Link[] = !open && page ? [{ label: ORDER.strangerPage, path: "/" }] : [];
  return {
    blocks: [
      paragraph(ORDER.strangerIntro),
      ...(open ? [] : [paragraph(ORDER.strangerAbroad)]),
      strong(ORDER.askName),
    ],
    choices: open ? [] : [HUMAN],
    ...(links.length === 0 ? {} : { links }),
  };
}

function summary(asking: Asking): Reply {
  const { data, item, open } = asking;
  if (item === undefined) return ask(ORDER.noWay, [HUMAN]);
  const stranger = data.forWhom?.kind === "stranger";
  const lines = [
    ORDER.item(item.name),
    ...contactLines(asking),
    ...(data.wanted === undefined
      ? []
      : [ORDER.when(sayTime(data.wanted.from, data.wanted.to, asking.now, asking.timeZone))]),
    ...placeLines(asking),
    ...(open ? detailLines(data, item) : hasDetails(data) ? [ORDER.detailsKept] : []),
    ...(data.attachments.length === 0 ? [] : [ORDER.files(data.attachments.length)]),
    priceLine(asking, item),
  ];
  return {
    blocks: [
      strong(ORDER.summary),
      ...lines.map(paragraph),
      paragraph(stranger ? ORDER.callBack : ORDER.promise(asking.acceptBy)),
      strong(ORDER.right),
    ],
    choices: [
      { label: LABELS.confirm, action: ACTIONS.ok },
      { label: LABELS.change, action: ACTIONS.change },
      CANCEL,
    ],
  };
}

/** For whom, unless for oneself; and what was written of name and phone, where it may be shown. */
function contactLines({ data, member, speaker, open }: Asking): readonly string[] {
  const { name, phone } = data.contact;
  if (data.forWhom?.kind === "stranger") {
    return [open ? ORDER.contact(name ?? "", phone ?? "") : ORDER.contactKept];
  }
  return [
    ...(member === undefined || member.id === speaker.self?.memberId ? [] : [ORDER.who(member.name)]),
    ...(phone !== undefined && open ? [ORDER.phone(phone)] : []),
  ];
}

function placeLines({ data, member, speaker, open }: Asking): readonly string[] {
  if (data.place === undefined) return [];
  if (data.place.kind === "written") return [ORDER.where(open ? data.place.address : ORDER.writtenPlace)];
  const own = member === undefined || member.id === speaker.self?.memberId;
  return [ORDER.where(own ? ORDER.storedHome : ORDER.memberHome(member.name))];
}

function detailLines(data: OrderData, item: ServiceItem): readonly string[] {
  return [
    ...(data.whoIsThere === undefined ? [] : [ORDER.thereIs(data.whoIsThere)]),
    ...(data.needs.length === 0 ? [] : [ORDER.needs(sayNeeds(data.needs))]),
    ...item.questions.flatMap(({ id, ask: asked }) => {
      const answer = data.answers[id];
      return answer === undefined || answer === "" ? [] : [ORDER.answer(asked, answer)];
    }),
  ];
}

function hasDetails({ whoIsThere, needs, answers }: OrderData): boolean {
  return whoIsThere !== undefined || needs.length > 0 || Object.keys(answers).length > 0;
}

function priceLine({ data, sample }: Asking, { price }: ServiceItem): string {
  const mark = sample && price.kind !== "free" ? ORDER.sample : "";
  switch (price.kind) {
    case "free":
      return ORDER.free;
    case "paid":
      return mark + ORDER.paid(price.note);
    case "voucher": {
      const yuan = String(price.yuan);
      return data.useVoucher && data.forWhom?.kind === "member"
        ? mark + ORDER.voucher(VOUCHERS[price.voucher], yuan)
        : mark + ORDER.withoutVoucher(yuan);
    }
  }
}

/** What can be changed: whatever has been asked. */
function askChange({ data, item }: Asking): Reply {
  const { changes } = ORDER;
  const questions = item?.questions ?? [];
  return ask(ORDER.askChange, [
    ...(data.wanted === undefined ? [] : [{ label: changes.time, action: "ord:edit:time" }]),
    ...(data.place === undefined ? [] : [{ label: changes.place, action: "ord:edit:place" }]),
    ...(item?.place === "home" ? [{ label: changes.needs, action: "ord:edit:needs" }] : []),
    ...(data.contact.phone === undefined ? [] : [{ label: changes.contact, action: "ord:edit:contact" }]),
    ...questions.flatMap(({ id }, index) =>
      data.answers[id] === undefined
        ? []
        : [{ label: changes.question(index + 1), action: `ord:edit:q:${id}` }],
    ),
    { label: changes.item, action: "svc" },
    { label: ORDER.backToSummary, action: "ord:edit:none" },
  ]);
}

function ask(words: string, choices: readonly Choice[]): Reply {
  return { blocks: [strong(words)], choices };
}
