/** From a half-made order to what is submitted, and what the order is held against before that. */
import { dayOf, daysAfter, weekdayOf } from "../../../delivery/index.ts";
import type { Speaker } from "../../../dialogue/index.ts";
import { actorFor, type Member } from "../../members/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { OrderDraft, Orderer, Refusal, RefusalCode, TimeSpan } from "../types.ts";
import { readTime } from "../words/timeWords.ts";
import type { ConversationParts } from "./conversationParts.ts";
import type { OrderData, Stored } from "./orderSteps.ts";

/** Refusals that another time answers; `missing` is a time too far off, where nothing else is missing. */
const TIME_CODES: ReadonlySet<RefusalCode> = new Set(["past", "outsideHours", "tooSoon", "missing"]);
/** So many times are offered to tap, out of so many days. */
const MOST_TIMES = 3;
const DAYS_AHEAD = 10;
/** Stands in for name, phone and address while only the time is looked at; never submitted. */
const TO_BE_ASKED = "13800000000";
const WEEKDAYS = "一二三四五六日";

/** Who orders; undefined when the account may not act for that member any more. */
export function ordererFor(data: OrderData, speaker: Speaker): Orderer | undefined {
  const { forWhom, channel, chatId } = data;
  if (forWhom === undefined) return undefined;
  if (forWhom.kind === "stranger") return { kind: "stranger", channel, chatId };
  return actorFor(speaker, forWhom.memberId);
}

export function storedOf(member: Member | undefined): Stored {
  return { address: member?.has.address === true, phone: member?.has.phone === true };
}

/** What would be submitted. What is stored of the member is left out: it is taken from there. */
export function draftOf(
  data: OrderData,
  itemId: string,
  actor: Orderer,
  member: Member | undefined,
): OrderDraft {
  const { wanted, place, contact } = data;
  const district = place?.kind === "written" ? place.district : undefined;
  return {
    itemId,
    ...(member === undefined ? {} : { memberId: member.id }),
    ...(actor.kind === "proxy" ? { proxyId: actor.proxyId } : {}),
    channel: data.channel,
    chatId: data.chatId,
    source: "chat",
    ...(wanted === undefined ? {} : { wanted }),
    ...(district === undefined ? {} : { district }),
    detail: {
      contactName: contact.name ?? member?.name ?? "",
      ...(contact.phone === undefined ? {} : { phone: contact.phone }),
      ...(place?.kind === "written" ? { address: place.address } : {}),
      ...(data.whoIsThere === undefined ? {} : { whoIsThere: data.whoIsThere }),
      needs: data.needs,
      answers: data.answers,
      words: data.words,
    },
    attachments: data.attachments,
    duplicateKnown: data.duplicateKnown,
    useVoucher: data.useVoucher && member !== undefined,
  };
}

/** Why the wanted time cannot be had; undefined where it can. What is still to be asked does not count. */
export function timeRefusal(
  { requests }: Pick<ConversationParts, "requests">,
  actor: Orderer,
  draft: OrderDraft,
): Refusal | undefined {
  const { detail } = draft;
  const refusal = requests.check(actor, {
    ...draft,
    duplicateKnown: true,
    useVoucher: false,
    detail: {
      ...detail,
      contactName: detail.contactName === "" ? TO_BE_ASKED : detail.contactName,
      phone: detail.phone ?? TO_BE_ASKED,
      address: detail.address ?? TO_BE_ASKED,
    },
  });
  return refusal !== undefined && TIME_CODES.has(refusal.code) ? refusal : undefined;
}

/** The first times that can be had, half a day each, or a day each where the item is ordered by the day. */
export function timesFor(
  parts: ConversationParts,
  item: ServiceItem,
  draft: OrderDraft,
  actor: Orderer,
): readonly { readonly label: string; readonly span: TimeSpan }[] {
  if (item.time === "none") return [];
  const now = parts.clock();
  const today = dayOf(now, parts.timeZone);
  const halves = item.time === "day" ? [""] : ["上午", "下午"];
  const found: { label: string; span: TimeSpan }[] = [];
  for (let days = 0; days <= DAYS_AHEAD && found.length < MOST_TIMES; days++) {
    for (const half of halves) {
      const label = `${dayLabel(days, daysAfter(today, days))}${half}`;
      const read = readTime(label.replace(/（.*）/u, ""), now, parts.timeZone);
      if (read.kind !== "time") continue;
      const span = { from: read.from, to: read.to };
      if (timeRefusal(parts, actor, { ...draft, wanted: span }) === undefined) found.push({ label, span });
    }
  }
  return found.slice(0, MOST_TIMES);
}

function dayLabel(days: number, day: string): string {
  const near = ["今天", "明天", "后天"][days];
  if (near !== undefined) return near;
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日（星期${WEEKDAYS[weekdayOf(day) - 1]}）`;
}
