/** Small flows about one's own order: why it is to be done again, another time, a word with the stars. */
import {
  type Context,
  type Flow,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  plainWords,
  say,
} from "../../../dialogue/index.ts";
import type { RequestAction, Stars } from "../types.ts";
import { readTime, sayTime } from "../words/timeWords.ts";
import { attempt, type ConversationParts, MINE, ordererOf } from "./conversationParts.ts";
import { LABELS, ORDERS } from "./conversationText.ts";
import { asksUs } from "./orderStepsAnswers.ts";

/** Which order. */
export interface AboutOrder {
  readonly id: number;
}

/** Which order, and how many stars it was given. */
export interface AboutRating extends AboutOrder {
  readonly stars: Stars;
}

const HOUR_MS = 60 * 60_000;
const WORD_LAPSES_MS = 10 * 60_000;
const LONGEST_WORDS = 500;
const SHORTEST_REASON = 2;

/** `requests.reopen`: asks what is not done yet, and opens the order again. */
export function createReopenFlow(parts: ConversationParts): Flow<AboutOrder> {
  const ask = () => say([ORDERS.askReopen]);
  return {
    name: "requests.reopen",
    version: 1,
    outcome: "service",
    lapsesAfterMs: HOUR_MS,
    lapsed: ORDERS.reopenLapsed,
    cancelled: ORDERS.reopenCancelled,
    ask,
    async take(message, data, context) {
      const text = message.text.trim();
      if (message.action !== undefined || text === "" || asksUs(text)) return { kind: "pass" };
      if ([...text].length < SHORTEST_REASON) return { kind: "stay", data, replies: [ask()] };
      return make(parts, message, context, data.id, { do: "reopen", reason: cut(text) }, ORDERS.reopened);
    },
  };
}

/** `requests.time`: another time for an order that nobody was sent to yet. */
export function createTimeFlow(parts: ConversationParts): Flow<AboutOrder> {
  const ask = () => say([ORDERS.askTime]);
  return {
    name: "requests.time",
    version: 1,
    outcome: "service",
    lapsesAfterMs: HOUR_MS,
    lapsed: ORDERS.timeLapsed,
    cancelled: ORDERS.timeKept,
    ask,
    async take(message, data, context): Promise<FlowStep<AboutOrder>> {
      if (message.action !== undefined || asksUs(message.text)) return { kind: "pass" };
      const again = (...lines: string[]): FlowStep<AboutOrder> => ({
        kind: "stay",
        data,
        replies: [say([...lines, ORDERS.askTime], lines.length === 0 ? [] : [HUMAN])],
      });
      const read = readTime(message.text, message.at, parts.timeZone);
      switch (read.kind) {
        case "none":
          return { kind: "pass" };
        case "unclear":
          return again(read.question);
        case "past":
          return again(ORDERS.pastTime);
        case "time": {
          const wanted = { from: read.from, to: read.to };
          const words = ORDERS.timeChanged(sayTime(read.from, read.to, message.at, parts.timeZone));
          return make(parts, message, context, data.id, { do: "change", wanted }, words);
        }
      }
    },
  };
}

/** `requests.word`: a word with the stars, if they want to. */
export function createWordFlow(parts: ConversationParts): Flow<AboutRating> {
  return {
    name: "requests.word",
    version: 1,
    outcome: "service",
    lapsesAfterMs: WORD_LAPSES_MS,
    lapsed: ORDERS.wordLapsed,
    cancelled: ORDERS.wordSkipped,
    ask: () => say([ORDERS.askWord], [{ label: LABELS.noWord, action: "ord:noword" }]),
    async take(message, { id, stars }, context) {
      const skips =
        message.action === "ord:noword" ||
        /^(不用了?|没有了?|不说了?|没什么)$/u.test(plainWords(message.text));
      if (skips) return { kind: "end", replies: [say([ORDERS.wordSkipped])] };
      const word = message.text.trim();
      if (message.action !== undefined || word === "" || asksUs(word)) return { kind: "pass" };
      return make(parts, message, context, id, { do: "rate", stars, word: cut(word) }, ORDERS.wordKept);
    },
  };
}

function make<Data>(
  parts: ConversationParts,
  message: IncomingMessage,
  { speaker }: Context,
  id: number,
  action: RequestAction,
  words: string,
): FlowStep<Data> {
  const request = parts.requests.get(id);
  if (request === undefined) return { kind: "end", replies: [say([ORDERS.gone], [MINE])] };
  const tried = attempt(parts, ordererOf(speaker, message, request), request, action);
  if (!tried.ok) return { kind: "end", replies: [say([tried.words], [MINE, HUMAN])] };
  return { kind: "end", replies: [say([words], [MINE])], effects: [tried.effect] };
}

function cut(text: string): string {
  return [...text].slice(0, LONGEST_WORDS).join("");
}
