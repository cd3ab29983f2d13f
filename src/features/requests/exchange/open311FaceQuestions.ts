/** What the hotline is asked with an order: the item's own questions, and when. Answers are held against it. */
import { Temporal } from "temporal-polyfill";
import type { ItemQuestion, ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { TimeSpan } from "../types.ts";
import { EXCHANGE_TEXT } from "./open311FaceText.ts";

/** A question as the exchange hands it out. */
export interface AskedQuestion {
  readonly code: string;
  readonly ask: string;
  readonly kind: "text" | "moment" | "choice";
  readonly required: boolean;
  readonly hint?: string;
  readonly choices?: readonly { readonly key: string; readonly name: string }[];
}

// An item's own questions have no underscore in their ids (catalogueSchema).
const WANTED_FROM = "wanted_from";
const WANTED_TO = "wanted_to";
/** Not listed with the questions: only who was told of a like order has a use for it. */
const ORDER_AGAIN = "order_again";

const DEFAULT_SPAN_MS = 60 * 60_000;
const YES_NO = [
  { key: "yes", name: EXCHANGE_TEXT.yes },
  { key: "no", name: EXCHANGE_TEXT.no },
] as const;
/** A date and time with its zone, as the exchange's other ones. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The questions of an item. Those of the time are optional: the order is called back about it, where it is not said. */
export function questionsFor({ questions, time }: ServiceItem): readonly AskedQuestion[] {
  const own = questions.map(
    (question): AskedQuestion => ({
      code: question.id,
      ask: question.ask,
      kind: question.kind === "text" ? "text" : "choice",
      required: !question.optional,
      ...(question.kind === "text" ? {} : { choices: choicesOf(question) }),
    }),
  );
  if (time === "none") return own;
  const { wantedFrom, wantedTo, wantedHint, wantedToHint } = EXCHANGE_TEXT;
  return [
    ...own,
    { code: WANTED_FROM, ask: wantedFrom, kind: "moment", required: false, hint: wantedHint },
    { code: WANTED_TO, ask: wantedTo, kind: "moment", required: false, hint: wantedToHint },
  ];
}

export type ReadAnswers =
  | {
      readonly ok: true;
      /** By the id of the item's question, as words. */
      readonly answers: Readonly<Record<string, string>>;
      readonly wanted: TimeSpan | undefined;
      /** They know of a like order and want this one all the same. */
      readonly again: boolean;
    }
  /** Every fault that was found. */
  | { readonly ok: false; readonly reasons: readonly string[] };

/** Holds answers against the item's questions. */
export function readAnswers(
  item: ServiceItem,
  given: Readonly<Record<string, readonly string[]>>,
): ReadAnswers {
  const reasons: string[] = [];
  const answers: Record<string, string> = {};
  for (const question of item.questions) {
    const values = Object.hasOwn(given, question.id) ? (given[question.id] ?? []) : [];
    const answer = answerTo(question, values, reasons);
    if (answer !== undefined) answers[question.id] = answer;
    else if (values.length === 0 && !question.optional)
      reasons.push(EXCHANGE_TEXT.answerMissing(question.id, question.ask));
  }
  const wanted = item.time === "none" ? undefined : readWanted(given, reasons);
  const known = new Set([...questionsFor(item).map(({ code }) => code), ORDER_AGAIN]);
  for (const code of Object.keys(given))
    if (!known.has(code)) reasons.push(EXCHANGE_TEXT.answerUnknown(code));
  if (reasons.length > 0) return { ok: false, reasons };
  return { ok: true, answers, wanted, again: given[ORDER_AGAIN]?.[0] === "yes" };
}

function answerTo(question: ItemQuestion, values: readonly string[], reasons: string[]): string | undefined {
  if (values.length === 0) return undefined;
  if (question.kind === "text") return values.join("、");
  const choices = choicesOf(question);
  // A single value: the standard's singlevaluelist.
  const chosen = values.length === 1 ? choices.find(({ key }) => key === values[0]) : undefined;
  if (chosen === undefined) {
    const keys = choices.map(({ key }) => key);
    reasons.push(EXCHANGE_TEXT.answerChoice(question.id, keys));
  }
  return chosen?.name;
}

function choicesOf({ kind, choices = [] }: ItemQuestion): readonly { key: string; name: string }[] {
  return kind === "yesNo" ? YES_NO : choices.map((choice) => ({ key: choice, name: choice }));
}

function readWanted(
  given: Readonly<Record<string, readonly string[]>>,
  reasons: string[],
): TimeSpan | undefined {
  const from = momentOf(given, WANTED_FROM, reasons);
  const to = momentOf(given, WANTED_TO, reasons);
  if (from === undefined) {
    if (to !== undefined) reasons.push(EXCHANGE_TEXT.answerMissing(WANTED_FROM, EXCHANGE_TEXT.wantedFrom));
    return undefined;
  }
  if (to !== undefined && to <= from) {
    reasons.push(EXCHANGE_TEXT.wantedReversed);
    return undefined;
  }
  return { from, to: to ?? from + DEFAULT_SPAN_MS };
}

/** Unix ms; undefined when it was not given or is none. */
function momentOf(
  given: Readonly<Record<string, readonly string[]>>,
  code: string,
  reasons: string[],
): number | undefined {
  const written = given[code]?.[0];
  if (written === undefined) return undefined;
  try {
    if (MOMENT.test(written)) return Temporal.Instant.from(written).epochMilliseconds;
  } catch (error) {
    // No such day or time of day.
    if (!(error instanceof RangeError)) throw error;
  }
  reasons.push(EXCHANGE_TEXT.answerMoment(code));
  return undefined;
}
