/** A half-made order: what has been said, and what is to be asked next. Pure: nothing is read or written here. */
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ItemQuestion, ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { ChannelAttachment, TimeSpan } from "../types.ts";
import { readItem } from "../words/itemWords.ts";
import { readNeeds } from "../words/needWords.ts";
import { readPlace } from "../words/placeWords.ts";
import { readTime } from "../words/timeWords.ts";

/** The open question. */
export type Step =
  | { readonly at: "who" }
  | { readonly at: "item"; readonly candidates: readonly string[] }
  | { readonly at: "question"; readonly id: string }
  | { readonly at: "time" }
  | { readonly at: "place" }
  | { readonly at: "name" }
  | { readonly at: "phone" }
  | { readonly at: "needs" }
  | { readonly at: "duplicate"; readonly of: number | null; readonly words: string }
  | { readonly at: "noVoucher"; readonly words: string }
  | { readonly at: "summary" }
  | { readonly at: "change" };

/** For whom it is ordered. */
export type ForWhom = { readonly kind: "member"; readonly memberId: number } | { readonly kind: "stranger" };

/** Where it is to be done. `home` is the member's stored address, which is not copied. */
export type Place =
  | { readonly kind: "home" }
  | { readonly kind: "written"; readonly address: string; readonly district?: string };

/** What the kernel keeps, sealed, while the order is made. */
export interface OrderData {
  readonly step: Step;
  readonly channel: string;
  readonly chatId: string;
  readonly forWhom?: ForWhom;
  readonly itemId?: string;
  /** All that was written, one line after another. */
  readonly words: string;
  readonly wanted?: TimeSpan;
  readonly place?: Place;
  /** A place was named that is out of reach: the stored address is not what they mean. */
  readonly elsewhere: boolean;
  readonly contact: { readonly name?: string; readonly phone?: string };
  readonly whoIsThere?: string;
  readonly needs: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  /** The one optional question was asked and answered, or there is nothing optional to ask. */
  readonly optionalDone: boolean;
  readonly attachments: readonly ChannelAttachment[];
  /** How often the open question was answered with something unreadable. */
  readonly misses: number;
  readonly duplicateKnown: boolean;
  readonly useVoucher: boolean;
}

/** What is stored of the person, as far as it decides what to ask. */
export interface Stored {
  readonly address: boolean;
  readonly phone: boolean;
}

/** Where and when what is said is read. */
export interface Reading {
  readonly now: number;
  readonly timeZone: string;
  readonly catalogue: Catalogue;
}

const LONGEST_WORDS = 2000;
/** A second service this close behind the first may be meant as well. */
const ALIKE = 0.8;
const MOST_CANDIDATES = 4;

/** An order at its beginning. */
export function emptyOrder(channel: string, chatId: string): OrderData {
  return {
    step: { at: "who" },
    channel,
    chatId,
    words: "",
    elsewhere: false,
    contact: {},
    needs: [],
    answers: {},
    optionalDone: false,
    attachments: [],
    misses: 0,
    duplicateKnown: false,
    useVoucher: true,
  };
}

/** The services that the words may mean: one when it is clear, several when they are alike, none. */
export function itemsMeant(text: string, catalogue: Catalogue): readonly ServiceItem[] {
  const readings = readItem(text, catalogue);
  const best = readings[0]?.score ?? 0;
  return readings
    .filter(({ score }) => score >= best * ALIKE)
    .slice(0, MOST_CANDIDATES)
    .map(({ item }) => item);
}

/**
 * Takes from the words whatever the order still lacks: time, place, who is there, needs, answers that name one of a
 * question's choices. What was said before stays.
 * @returns `past` when the words name a time that is over, `outside` a place out of reach
 */
export function fillFrom(
  data: OrderData,
  text: string,
  item: ServiceItem,
  { now, timeZone }: Reading,
): { readonly data: OrderData; readonly past: boolean; readonly outside?: string } {
  const time = item.time === "none" ? undefined : readTime(text, now, timeZone);
  const place = item.place === "none" ? undefined : readPlace(time?.kind === "time" ? time.rest : text);
  const { needs, whoIsThere } = readNeeds(text);
  const written = place?.kind === "address" ? place : undefined;
  return {
    data: {
      ...withWords(data, text),
      ...(data.wanted === undefined && time?.kind === "time"
        ? { wanted: { from: time.from, to: time.to } }
        : {}),
      ...(data.place === undefined && written !== undefined ? { place: writtenPlace(written) } : {}),
      elsewhere: data.elsewhere || place?.kind === "outside",
      needs: [...new Set([...data.needs, ...needs])],
      ...(data.whoIsThere === undefined && whoIsThere !== undefined ? { whoIsThere } : {}),
      answers: { ...answersIn(text, item), ...data.answers },
    },
    past: time?.kind === "past",
    ...(place?.kind === "outside" ? { outside: place.place } : {}),
  };
}

export function writtenPlace(place: {
  readonly address: string;
  readonly district?: string | undefined;
}): Place {
  const { address, district } = place;
  return { kind: "written", address, ...(district === undefined ? {} : { district }) };
}

/** Adds to what was written; the same words twice are kept once. */
export function withWords(data: OrderData, text: string): OrderData {
  if (text === "" || data.words.split("\n").includes(text)) return data;
  const words = data.words === "" ? text : `${data.words}\n${text}`;
  return { ...data, words: [...words].slice(0, LONGEST_WORDS).join("") };
}

/** Choices of the item's questions that the words name; where they name two of one question, none. */
function answersIn(text: string, item: ServiceItem): Record<string, string> {
  const found = item.questions.flatMap(({ id, choices = [] }) => {
    const named = choices.filter((choice) => [...choice].length > 1 && text.includes(choice));
    return named.length === 1 ? [[id, named[0]!] as const] : [];
  });
  return Object.fromEntries(found);
}

/** The next thing to ask, one at a time; the summary when nothing is missing. */
export function nextStep(data: OrderData, item: ServiceItem | undefined, stored: Stored): Step {
  if (data.forWhom === undefined) return { at: "who" };
  if (item === undefined)
    return { at: "item", candidates: data.step.at === "item" ? data.step.candidates : [] };
  const question = item.questions.find(({ id, optional }) => !optional && data.answers[id] === undefined);
  if (question !== undefined) return { at: "question", id: question.id };
  if (item.time !== "none" && data.wanted === undefined) return { at: "time" };
  if (data.forWhom.kind === "stranger" && data.contact.name === undefined) return { at: "name" };
  if (!stored.phone && data.contact.phone === undefined) return { at: "phone" };
  if (item.place !== "none" && data.place === undefined) return { at: "place" };
  return optionalStep(data, item) ?? { at: "summary" };
}

/** The one optional question: needs where someone comes home and none were told; else the item's own. */
function optionalStep(data: OrderData, item: ServiceItem): Step | undefined {
  if (data.optionalDone) return undefined;
  if (item.place === "home" && data.needs.length === 0) return { at: "needs" };
  const question = item.questions.find(({ id, optional }) => optional && data.answers[id] === undefined);
  return question && { at: "question", id: question.id };
}

/** The question that is open, if one of the item's own is. */
export function openQuestion(data: OrderData, item: ServiceItem): ItemQuestion | undefined {
  const { step } = data;
  return step.at === "question" ? item.questions.find(({ id }) => id === step.id) : undefined;
}

/** The order with that much forgotten, so that it is asked again and nothing else. */
export function forget(
  data: OrderData,
  what: "time" | "place" | "needs" | "contact" | { question: string },
): OrderData {
  const { wanted: _wanted, ...withoutTime } = data;
  const { place: _place, ...withoutPlace } = data;
  if (typeof what === "object") {
    const { [what.question]: _answer, ...answers } = data.answers;
    return { ...data, answers };
  }
  switch (what) {
    case "time":
      return withoutTime;
    case "place":
      return withoutPlace;
    case "needs":
      return { ...data, needs: [] };
    case "contact":
      return { ...data, contact: {} };
  }
}
