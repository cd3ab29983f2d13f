/**
 * The course of an order: what follows when something was filled in, where a refusal leads, and how it is submitted.
 * The facade judges (requests.check); nothing is written before 确认下单.
 */
import { sayAt } from "../../../delivery/index.ts";
import {
  type Choice,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  type Speaker,
  say,
} from "../../../dialogue/index.ts";
import { actorFor, type Member } from "../../members/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { Refusal } from "../types.ts";
import { type ConversationParts, MENU } from "./conversationParts.ts";
import { ORDER, SERVICES } from "./conversationText.ts";
import { draftOf, ordererFor, storedOf, timeRefusal, timesFor } from "./orderFlowDraft.ts";
import { type Asking, askStep } from "./orderReplies.ts";
import { fillFrom, nextStep, type OrderData, type Reading, type Step } from "./orderSteps.ts";

type OrderStep = FlowStep<OrderData>;
type Effects = readonly (() => void)[];

export function createCourse(parts: ConversationParts) {
  const itemOf = ({ itemId }: OrderData): ServiceItem | undefined =>
    itemId === undefined ? undefined : parts.catalogue.current().byId.get(itemId);
  const memberOf = ({ forWhom }: OrderData): Member | undefined =>
    forWhom?.kind === "member" ? parts.members.get(forWhom.memberId) : undefined;
  const readingAt = (now: number): Reading => ({
    now,
    timeZone: parts.timeZone,
    catalogue: parts.catalogue.current(),
  });

  function askingOf(data: OrderData, speaker: Speaker): Asking {
    const [item, member] = [itemOf(data), memberOf(data)];
    const actor = ordererFor(data, speaker);
    const asksTime = data.step.at === "time" && item !== undefined && actor !== undefined;
    const catalogue = parts.catalogue.current();
    const { step } = data;
    const now = parts.clock();
    return {
      data,
      item,
      speaker,
      member,
      candidates: (step.at === "item" ? step.candidates : []).flatMap((id) => catalogue.byId.get(id) ?? []),
      times: asksTime ? timesFor(parts, item, draftOf(data, item.id, actor, member), actor) : [],
      now,
      timeZone: parts.timeZone,
      sample: catalogue.sample,
      open: parts.mayCarryPersonal(data.channel),
      acceptBy: sayAt(
        parts.officeHours.addWorkMinutes(now, item?.promise.acceptMinutes ?? 0),
        parts.timeZone,
      ),
      page: parts.publicUrl !== undefined || parts.mayCarryPersonal(data.channel),
    };
  }

  const stay = (
    data: OrderData,
    speaker: Speaker,
    before: readonly string[] = [],
    effects: Effects = [],
  ): OrderStep => ({
    kind: "stay",
    data,
    replies: [askStep(askingOf(data, speaker), before)],
    effects,
  });

  const end = (lines: readonly string[], ...choices: readonly Choice[]): OrderStep => ({
    kind: "end",
    replies: [say(lines, choices)],
  });

  /** The next question after something was filled in; before the summary the facade is asked. */
  function advance(
    filled: OrderData,
    speaker: Speaker,
    before: readonly string[] = [],
    effects: Effects = [],
  ): OrderStep {
    const [item, member] = [itemOf(filled), memberOf(filled)];
    const step = nextStep(filled, item, memberStored(filled, member));
    const data: OrderData = { ...withHome(filled, item, member), step, misses: 0 };
    const next = step.at === "place" ? nextStep(data, item, memberStored(data, member)) : step;
    const ready: OrderData = { ...data, step: next };
    if (next.at !== "summary") return stay(ready, speaker, before, effects);
    const actor = ordererFor(ready, speaker);
    if (actor === undefined || item === undefined) return end([ORDER.noLongerFor], HUMAN);
    const refusal = parts.requests.check(actor, draftOf(ready, item.id, actor, member));
    if (refusal === undefined) return stay(ready, speaker, before, effects);
    return refused(ready, refusal, speaker, before, effects);
  }

  /** A refusal leads to the question whose answer would mend it; where none would, the order ends. */
  function refused(
    data: OrderData,
    refusal: Refusal,
    speaker: Speaker,
    before: readonly string[],
    effects: Effects,
  ): OrderStep {
    const at = (step: Step, ...lines: string[]) =>
      stay({ ...data, step }, speaker, [...before, ...lines], effects);
    switch (refusal.code) {
      case "past":
      case "tooSoon":
      case "outsideHours":
        return at({ at: "time" }, refusal.words);
      case "outsideDistricts":
        return at({ at: "place" }, refusal.words);
      case "duplicate":
        return at({ at: "duplicate", of: refusal.duplicateOf ?? null, words: refusal.words });
      case "noVoucher":
        return at({ at: "noVoucher", words: refusal.words });
      default:
        return { kind: "end", replies: [say([...before, refusal.words], [HUMAN, MENU])], effects };
    }
  }

  /** A time that cannot be had is said at once, not only at the summary. */
  function checkedTime(data: OrderData, speaker: Speaker): Refusal | undefined {
    const [item, member, actor] = [itemOf(data), memberOf(data), ordererFor(data, speaker)];
    if (data.wanted === undefined || item === undefined || actor === undefined) return undefined;
    return timeRefusal(parts, actor, draftOf(data, item.id, actor, member));
  }

  /** Goes on with what an answer filled in, unless the time in it cannot be had. */
  function filledIn(
    data: OrderData,
    speaker: Speaker,
    before: readonly string[] = [],
    effects: Effects = [],
  ): OrderStep {
    const refusal = checkedTime(data, speaker);
    if (refusal === undefined) return advance(data, speaker, before, effects);
    const { wanted: _wanted, ...rest } = data;
    if (data.step.at === "time") {
      return stay({ ...rest, misses: data.misses + 1 }, speaker, [...before, refusal.words], effects);
    }
    return advance(rest, speaker, [...before, refusal.words], effects);
  }

  function submit(data: OrderData, message: IncomingMessage, speaker: Speaker): OrderStep {
    const [item, member, actor] = [itemOf(data), memberOf(data), ordererFor(data, speaker)];
    if (item === undefined) return end([SERVICES.gone], MENU);
    if (actor === undefined) return end([ORDER.noLongerFor], HUMAN);
    const draft = {
      ...draftOf(data, item.id, actor, member),
      key: `chat:${message.channel}:${message.chatId}:${message.messageId}`,
    };
    const refusal = parts.requests.check(actor, draft);
    if (refusal !== undefined) return refused(data, refusal, speaker, [], []);
    // The number is known only once it is stored: the order's own news answers, in this chat.
    return {
      kind: "end",
      replies: [],
      effects: [
        () => {
          if (!parts.requests.submit(actor, draft).ok) throw new Error("下单前情况变了，重新读一次");
        },
      ],
    };
  }

  function chooseWho(
    data: OrderData,
    memberId: number,
    message: IncomingMessage,
    speaker: Speaker,
  ): OrderStep {
    if (actorFor(speaker, memberId) === undefined) return end([ORDER.noLongerFor], HUMAN);
    const account = { channel: message.channel, accountId: message.chatId };
    const chosen: OrderData = { ...data, forWhom: { kind: "member", memberId } };
    const name = parts.members.get(memberId)?.name ?? "";
    // The names' buttons choose for whom all that follows is done, here as everywhere.
    return filledIn(
      chosen,
      speaker,
      [ORDER.forWhom(name)],
      [() => void parts.members.choosePrincipal(account, memberId)],
    );
  }

  function chooseItem(data: OrderData, itemId: string, speaker: Speaker): OrderStep {
    const item = parts.catalogue.current().byId.get(itemId);
    if (item === undefined) return end([SERVICES.gone], MENU);
    const { data: filled } = fillFrom({ ...data, itemId }, data.words, item, readingAt(parts.clock()));
    return filledIn(filled, speaker, opening(filled, item, speaker));
  }

  /** The first words once it is known what is wanted. */
  function opening(data: OrderData, item: ServiceItem, speaker: Speaker): readonly string[] {
    const member = memberOf(data);
    const other = member !== undefined && member.id !== speaker.self?.memberId;
    return [
      other ? ORDER.beginFor(item.name, member.name) : ORDER.begin(item.name),
      ...(item.photo === "helpful" ? [ORDER.photoHelps] : []),
    ];
  }

  return {
    itemOf,
    memberOf,
    readingAt,
    askingOf,
    stay,
    end,
    advance,
    filledIn,
    submit,
    chooseWho,
    chooseItem,
    opening,
  };
}

function memberStored({ forWhom }: OrderData, member: Member | undefined) {
  return forWhom?.kind === "stranger" ? { address: false, phone: false } : storedOf(member);
}

/** The stored address unless another was said: it need not be asked. */
function withHome(data: OrderData, item: ServiceItem | undefined, member: Member | undefined): OrderData {
  const home = item?.place === "home" && data.place === undefined && member?.has.address === true;
  return home && !data.elsewhere ? { ...data, place: { kind: "home" } } : data;
}
