/**
 * Ordering a service, one question at a time: for whom → what → the item's questions → time → place → contact → one
 * optional question → the summary → 确认下单.
 */
import {
  type Context,
  type Flow,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  plainWords,
  type Reply,
  type RunningFlow,
  type Speaker,
  startFlow,
} from "../../../dialogue/index.ts";
import { mustChoose } from "../../members/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import { readTime } from "../words/timeWords.ts";
import { type ConversationParts, MENU } from "./conversationParts.ts";
import { ORDER, SERVICES } from "./conversationText.ts";
import { createCourse } from "./orderFlowCourse.ts";
import { ordererFor } from "./orderFlowDraft.ts";
import { attach } from "./orderFlowFiles.ts";
import { tapped } from "./orderFlowTaps.ts";
import { askStep } from "./orderReplies.ts";
import { emptyOrder, type ForWhom, fillFrom, type OrderData, openQuestion } from "./orderSteps.ts";
import { answerOf, asksUs } from "./orderStepsAnswers.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Longer than this, an answer is a ramble: what can be read is kept, the rest is asked for in one sentence. */
const LONGEST_ANSWER = 400;
const LONGEST_LABEL = 30;
/** Words that other intents answer to, whatever is being asked. */
const LEADS_ELSEWHERE =
  /^(?:\/\w+|(?:看|查|查看)?我的(?:服务单|单子|服务|订单|资料|信息)?|要服务|服务单|查单|查政策|问政策|学习活动|换人|换个人|为谁办|帮助|菜单|怎么用)$/u;
const CONFIRM = /^(确认(下单)?|对的?|没错|没问题|好的?|可以|行|要得|是的?|下单|就这样|就这么办|ok)$/iu;
const CHANGE = /^(修改|改|改一下|要改|不对|错了|有错)$/u;
const REFUSE = /^(不用了?|不要了?|不下了?|算了)$/u;
const AGAIN = /^(要|再下一张|再下|还要|要的|是的?|好的?|对)$/u;

/** How an order begins. */
export interface Beginning {
  readonly message: IncomingMessage;
  readonly speaker: Speaker;
  /** One: that is meant. Several: to be chosen from. */
  readonly items: readonly ServiceItem[];
}

/** Ordering. */
export interface Ordering {
  readonly flow: Flow<OrderData>;
  /** The first question and the running flow; or only words, where it cannot begin. */
  begin(beginning: Beginning): { readonly running?: RunningFlow; readonly replies: readonly Reply[] };
}

export function createOrdering(parts: ConversationParts): Ordering {
  const course = createCourse(parts);
  const {
    itemOf,
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
  } = course;

  /** Words at the end of the order: yes, no, or a correction in one go. */
  function atTheEnd(
    data: OrderData,
    message: IncomingMessage,
    speaker: Speaker,
    item: ServiceItem,
  ): FlowStep<OrderData> {
    const words = plainWords(message.text);
    const { at } = data.step;
    if (at === "duplicate") {
      if (REFUSE.test(words) || /^(不|不要|没有)$/u.test(words)) return end([ORDER.kept]);
      if (AGAIN.test(words)) return advance({ ...data, duplicateKnown: true }, speaker);
    }
    if (at === "noVoucher" && /^(不用券(下单)?|好的?|可以|行|要得)$/u.test(words)) {
      return advance({ ...data, useVoucher: false }, speaker);
    }
    if (at === "summary" && CONFIRM.test(words)) return submit(data, message, speaker);
    if ((at === "summary" || at === "change") && CHANGE.test(words)) {
      return stay({ ...data, step: { at: "change" } }, speaker);
    }
    if ((at === "summary" || at === "change") && item.time !== "none" && !asksUs(message.text)) {
      const read = readTime(message.text, message.at, parts.timeZone);
      if (read.kind === "time") {
        return filledIn({ ...data, wanted: { from: read.from, to: read.to } }, speaker);
      }
    }
    return missed(data, message, speaker);
  }

  /** Short and unreadable: asked once more. Anything else goes to whoever can make sense of it. */
  function missed(data: OrderData, message: IncomingMessage, speaker: Speaker): FlowStep<OrderData> {
    const short = [...plainWords(message.text)].length <= 8;
    if (asksUs(message.text) || !short || message.text.trim() === "") return { kind: "pass" };
    return stay({ ...data, misses: data.misses + 1 }, speaker, [ORDER.unreadChoice]);
  }

  /** The action of the button whose label was written: not every channel has buttons. */
  function labelled(data: OrderData, { text }: IncomingMessage, speaker: Speaker): string | undefined {
    if (text.trim() === "" || [...text].length > LONGEST_LABEL) return undefined;
    const words = plainWords(text);
    const { choices } = askStep(askingOf(data, speaker));
    const chosen = choices.find(({ label }) => plainWords(label) === words)?.action;
    return chosen !== undefined && /^(ord:|svc:item:|actfor:)/.test(chosen) ? chosen : undefined;
  }

  function ramble(data: OrderData, message: IncomingMessage, speaker: Speaker): FlowStep<OrderData> {
    const item = itemOf(data);
    if (item === undefined) return stay(data, speaker, [ORDER.tooLong]);
    const { data: filled } = fillFrom(data, message.text, item, readingAt(message.at));
    return filledIn(filled, speaker, [ORDER.tooLong]);
  }

  async function take(
    message: IncomingMessage,
    before: OrderData,
    { speaker }: Context,
  ): Promise<FlowStep<OrderData>> {
    if (before.forWhom !== undefined && ordererFor(before, speaker) === undefined) {
      return end([ORDER.noLongerFor], HUMAN);
    }
    if (before.itemId !== undefined && itemOf(before) === undefined) return end([SERVICES.gone], MENU);
    const action = message.action ?? labelled(before, message, speaker);
    if (action === undefined && LEADS_ELSEWHERE.test(plainWords(message.text))) return { kind: "pass" };
    if (action !== undefined) {
      return tapped(before, action, itemOf(before), {
        stay: (data, lines = []) => stay(data, speaker, lines),
        filled: (data, lines = []) => filledIn(data, speaker, lines),
        who: (memberId) => chooseWho(before, memberId, message, speaker),
        item: (itemId) => chooseItem(before, itemId, speaker),
        submit: () => submit(before, message, speaker),
        end: (line) => end([line]),
      });
    }
    const files = attach(before, message);
    const { data } = files;
    const item = itemOf(data);
    if (message.text.trim() === "" && data.step.at !== "phone") {
      if (files.lines.length === 0) return { kind: "pass" };
      const open = item && openQuestion(data, item);
      const answers = files.added > 0 && open?.kind === "yesNo" && open.ask.includes("照片");
      if (!answers) return stay(data, speaker, files.lines);
      const answered = { ...data, answers: { ...data.answers, [open.id]: ORDER.withPhoto } };
      return filledIn(answered, speaker, files.lines);
    }
    if ([...message.text].length > LONGEST_ANSWER) return ramble(data, message, speaker);
    if (item === undefined) return missed(data, message, speaker);
    const answer = answerOf(data, message, item, readingAt(message.at));
    switch (answer.kind) {
      case "filled":
        return filledIn(answer.data, speaker, [...files.lines, ...(answer.lines ?? [])]);
      case "again":
        return stay({ ...data, misses: data.misses + 1 }, speaker, [...files.lines, ...answer.lines]);
      case "other": {
        const ends = ["summary", "change", "duplicate", "noVoucher"].includes(data.step.at);
        const step = ends ? atTheEnd(data, message, speaker, item) : undefined;
        if (step !== undefined && step.kind !== "pass") return step;
        return files.added > 0 ? stay(data, speaker, files.lines) : { kind: "pass" };
      }
    }
  }

  const flow: Flow<OrderData> = {
    name: "requests.order",
    version: 1,
    outcome: "service",
    lapsesAfterMs: DAY_MS,
    lapsed: ORDER.lapsed,
    cancelled: ORDER.cancelled,
    take,
    ask: (data, { speaker }) => {
      const reply = askStep(askingOf(data, speaker));
      const human = reply.choices.some(({ action }) => action === HUMAN.action) ? [] : [HUMAN];
      return { ...reply, choices: [...reply.choices, ...human] };
    },
  };

  return {
    flow,
    begin({ message, speaker, items }) {
      const [only] = items;
      const first = items.length === 1 ? only : undefined;
      const files = attach(emptyOrder(message.channel, message.chatId), message);
      const forWhom = whoIsMeant(speaker);
      const empty: OrderData = {
        ...files.data,
        ...(forWhom === undefined ? {} : { forWhom }),
        step: { at: "item", candidates: items.map(({ id }) => id) },
        words: message.text,
      };
      const long = [...message.text].length > LONGEST_ANSWER ? [ORDER.tooLong] : [];
      if (first === undefined) return started(stay(empty, speaker, [...files.lines, ...long]), message);
      const { data, past, outside } = fillFrom(
        { ...empty, itemId: first.id },
        message.text,
        first,
        readingAt(message.at),
      );
      const lines = [
        ...opening(data, first, speaker),
        ...files.lines,
        ...long,
        ...(past ? [ORDER.past] : []),
        ...(outside === undefined ? [] : [ORDER.outside(outside)]),
      ];
      return started(filledIn(data, speaker, lines), message);
    },
  };

  function started(step: FlowStep<OrderData>, message: IncomingMessage) {
    if (step.kind === "pass") return { replies: [] };
    if (step.kind === "end") return { replies: step.replies };
    return { running: startFlow(flow, step.data, message.at), replies: step.replies };
  }
}

/** For whom it is, where that needs no asking: nobody known is a stranger, also when they are staff. */
function whoIsMeant(speaker: Speaker): ForWhom | undefined {
  if (speaker.actingFor !== undefined) return { kind: "member", memberId: speaker.actingFor.memberId };
  return mustChoose(speaker) ? undefined : { kind: "stranger" };
}
