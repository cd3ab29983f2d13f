/** What an answer to the open question says. Strict: what does not answer it is not taken for an answer. */
import { type IncomingMessage, plainWords } from "../../../dialogue/index.ts";
import type { ItemQuestion, ServiceItem } from "../catalogue/catalogueSchema.ts";
import { soundsLikeOrder } from "../words/itemWordsOrder.ts";
import { readNeeds } from "../words/needWords.ts";
import { readPlace } from "../words/placeWords.ts";
import { readTime } from "../words/timeWords.ts";
import { LABELS, ORDER } from "./conversationText.ts";
import { itemsMeant, type OrderData, openQuestion, type Reading, writtenPlace } from "./orderSteps.ts";

/** What came of an answer. */
export type Answer =
  | { readonly kind: "filled"; readonly data: OrderData; readonly lines?: readonly string[] }
  /** An answer, but not one that can be used: the question is asked again after these lines. */
  | { readonly kind: "again"; readonly lines: readonly string[] }
  /** Something else altogether. */
  | { readonly kind: "other" };

const OTHER: Answer = { kind: "other" };
/** Longer than this and still unread, it is no clumsy answer but something else. */
const CLUMSY_CHARACTERS = 8;
const LONGEST_ANSWER = 200;
const SHORTEST_ADDRESS = 4;

/** 王大明, 欧阳修文; 阿依古丽·买买提. */
const NAME = /^(?:\p{Script=Han}{2,4}|\p{Script=Han}{1,10}[·•]\p{Script=Han}{1,10}|[A-Za-z]{2,20})$/u;
const NOTHING = /^(没有了?|冇得|冇|没得|无|没|不用了?|不需要|都没有|没什么|不|跳过)$/u;
const YES = /^(有的?|是的?|对的?|要的?|需要|嗯+|好的?|可以|行|要得|能)$/u;
const NO = /^(没有?|没得|冇得?|不是|不要|不用|不需要|不|不能|否)$/u;
/** A question to us, not an answer: it ends like one, or asks for a rule, a sum or a way. */
const QUESTION =
  /[?？]\s*$|(吗|呢|么|不咯|不啰|啵)[。.!！]?\s*$|^(请问|怎么|如何|为什么|为啥|能不能|可不可以|可以不可以|有没有|是不是|什么时候|多少)|多少钱|几多钱|怎么(办|报|申请|收费|算|领)|报销|规定|政策|补贴|标准|待遇/u;
/** What policies are about, and homes are not. */
const TOPIC =
  /医保|社保|养老金|退休金|工资|津贴|报销|医药费|抚恤|丧葬|遗属|身份证|户口|房产|遗嘱|赡养|法院|起诉|诈骗|骗子|存折|银行卡/u;
/** Said after a time it asks whether that suits, and is an answer all the same. */
const SUITS =
  /(要得|可以|行|好|方便|来得及|能来|能来人|来人|有空|成|中)?(吗|不|么|啵|吧|呢|行不行|可不可以|要不要得)?[?？。.!！]*$/u;

/** Whether words ask us something rather than answer. */
export function asksUs(text: string): boolean {
  return QUESTION.test(text.trim());
}

/** @param item undefined only while it is not chosen */
export function answerOf(
  data: OrderData,
  message: IncomingMessage,
  item: ServiceItem,
  reading: Reading,
): Answer {
  const text = message.text.trim();
  if (wantsAnother(text, item, reading)) return OTHER;
  switch (data.step.at) {
    case "question":
      return toQuestion(data, text, openQuestion(data, item)!);
    case "time":
      return toTime(data, text, reading);
    case "place":
      return toPlace(data, text, item);
    case "name":
      return toName(data, text);
    case "phone":
      return toPhone(data, message);
    case "needs":
      return toNeeds(data, text);
    case "who":
    case "item":
    case "duplicate":
    case "noVoucher":
    case "summary":
    case "change":
      return OTHER;
  }
}

/** Another service altogether is ordered in the middle of this one. */
function wantsAnother(text: string, item: ServiceItem, { catalogue }: Reading): boolean {
  if (!soundsLikeOrder(text)) return false;
  const meant = itemsMeant(text, catalogue);
  return meant.length > 0 && meant.every(({ id }) => id !== item.id);
}

function toQuestion(data: OrderData, text: string, question: ItemQuestion): Answer {
  const plain = plainWords(text);
  const put = (answer: string): Answer => ({
    kind: "filled",
    data: {
      ...data,
      answers: { ...data.answers, [question.id]: answer },
      optionalDone: data.optionalDone || question.optional,
    },
  });
  if (question.optional && NOTHING.test(plain)) return put("");
  switch (question.kind) {
    case "yesNo": {
      if (YES.test(plain)) return put(LABELS.yes);
      if (NO.test(plain)) return put(LABELS.no);
      if (/^(没有?|冇|不)/u.test(plain) && !asksUs(text)) return put(shortened(text));
      if (/^有/u.test(plain) && !asksUs(text)) return put(shortened(text));
      return unread(text, ORDER.unreadChoice);
    }
    case "choice": {
      const named = (question.choices ?? []).filter((choice) => plain.includes(plainWords(choice)));
      const [longest] = [...named].sort((a, b) => b.length - a.length);
      if (longest !== undefined && !asksUs(text)) return put(longest);
      return unread(text, ORDER.unreadChoice);
    }
    case "text":
      return asksUs(text) || plain === "" ? OTHER : put(shortened(text));
  }
}

function toTime(data: OrderData, text: string, { now, timeZone }: Reading): Answer {
  if (plainWords(text) === LABELS.otherTime) return { kind: "again", lines: [] };
  const read = readTime(text, now, timeZone);
  switch (read.kind) {
    case "time": {
      // 明天下午行吗 is an answer; 明天下午医保局上班吗 is not.
      if (asksUs(text) && asksUs(read.rest.trim().replace(SUITS, ""))) return OTHER;
      if (asksUs(text) && [...plainWords(read.rest.replace(SUITS, ""))].length > CLUMSY_CHARACTERS)
        return OTHER;
      return { kind: "filled", data: { ...data, wanted: { from: read.from, to: read.to } } };
    }
    case "past":
      return { kind: "again", lines: [ORDER.past] };
    case "unclear":
      return asksUs(text) ? OTHER : { kind: "again", lines: [read.question] };
    case "none":
      return unread(text, ORDER.unreadTime);
  }
}

function toPlace(data: OrderData, text: string, item: ServiceItem): Answer {
  if (asksUs(text)) return OTHER;
  const read = readPlace(text);
  const home = data.forWhom?.kind === "member" && item.place === "home";
  switch (read.kind) {
    case "home":
      return home
        ? { kind: "filled", data: { ...data, place: { kind: "home" } } }
        : { kind: "again", lines: [ORDER.unreadPlace] };
    case "outside":
      return { kind: "again", lines: [ORDER.outside(read.place)] };
    case "address":
      return { kind: "filled", data: { ...data, place: writtenPlace(read) } };
    case "none":
      if ([...plainWords(text)].length < SHORTEST_ADDRESS)
        return { kind: "again", lines: [ORDER.unreadPlace] };
      return { kind: "filled", data: { ...data, place: writtenPlace({ address: shortened(text) }) } };
  }
}

function toName(data: OrderData, text: string): Answer {
  if (asksUs(text)) return OTHER;
  const name = plainWords(text)
    .replace(/^(我姓名是|我的名字是|我的名字叫|我名字叫|姓名是|姓名|我叫做?|我是|叫)[:：]?/u, "")
    .slice(0, 60);
  if (!NAME.test(name)) {
    return unread(text, ORDER.unreadName);
  }
  return { kind: "filled", data: { ...data, contact: { ...data.contact, name } } };
}

function toPhone(data: OrderData, message: IncomingMessage): Answer {
  const contact = message.attachments?.find((attachment) => attachment.kind === "contact");
  const written = (contact?.phone ?? message.text).normalize("NFKC");
  const digits = written.replace(/\D/gu, "").replace(/^(?:0086|86)(?=1\d{10}$)/u, "");
  if (digits === "") return asksUs(message.text) ? OTHER : unread(message.text, ORDER.unreadPhone);
  if (!/^(?:1[3-9]\d{9}|0\d{9,11}|[2-8]\d{7})$/u.test(digits)) {
    return { kind: "again", lines: [ORDER.unreadPhone] };
  }
  return { kind: "filled", data: { ...data, contact: { ...data.contact, phone: digits } } };
}

function toNeeds(data: OrderData, text: string): Answer {
  const plain = plainWords(text);
  if (NOTHING.test(plain)) return { kind: "filled", data: { ...data, optionalDone: true } };
  if (asksUs(text) || plain === "") return OTHER;
  const { needs, whoIsThere } = readNeeds(text);
  if (needs.length === 0 && whoIsThere === undefined && TOPIC.test(text)) return OTHER;
  const told = needs.length > 0 || whoIsThere !== undefined ? needs : [shortened(text)];
  return {
    kind: "filled",
    data: {
      ...data,
      needs: [...new Set([...data.needs, ...told])],
      ...(whoIsThere === undefined ? {} : { whoIsThere }),
      optionalDone: true,
    },
  };
}

/** A short slip is asked about once more; a longer one goes to whoever can make sense of it. */
function unread(text: string, line: string): Answer {
  return asksUs(text) || [...plainWords(text)].length > CLUMSY_CHARACTERS
    ? OTHER
    : { kind: "again", lines: [line] };
}

function shortened(text: string): string {
  return [...text.trim()].slice(0, LONGEST_ANSWER).join("");
}
