/** 发起活动 and 每月固定活动: one question at a time → the summary → 确认. What is refused is asked again, saying why. */
import {
  type Choice,
  type Context,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  paragraph,
  plainWords,
  type Reply,
  type RunningFlow,
  type Speaker,
  say,
  startFlow,
  strong,
  type Tried,
} from "../../../../../dialogue/index.ts";
import { FIELD_LABELS, FORM_TEXT } from "../../organiserFormText.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../../organiserText.ts";
import {
  action,
  asksUs,
  attempt,
  BRANCH_CHOICE,
  flowAction,
  labelled,
  type OrganiserParts,
  organiserOf,
} from "../organiserParts.ts";
import { askField, type Field, fieldAtFault, fieldsOf, forget, openField, readField } from "./draftFields.ts";
import { createDraftOutcome, type DraftData } from "./draftOutcome.ts";

const LAPSES_MS = 24 * 60 * 60_000;
const CONFIRM = /^(?:确认|确认发起|确定|是的?|对的?|好的?|可以|行|没错|没问题|发起|就这样|ok)$/iu;
const CHANGE = /^(?:修改|改|改一下|改一项|要改|不对|错了)$/u;

type Step = FlowStep<DraftData>;

/** Drawing up. */
export interface Drafting {
  readonly flow: Flow<DraftData>;
  begin(
    branchId: number,
    series: boolean,
    at: number,
  ): { readonly running: RunningFlow; readonly replies: readonly Reply[] };
}

/** The flow `study.draft`. */
export function createDrafting(parts: OrganiserParts): Drafting {
  const outcome = createDraftOutcome(parts);

  function question(data: DraftData, speaker: Speaker): Reply {
    const { at, branchId, series, values } = data;
    if (at === "confirm") return summary(data, speaker);
    if (at !== "change") return askField(parts, at, branchId);
    const asked = fieldsOf(series).filter((field) => field !== "room" || values.room !== undefined);
    return {
      blocks: [paragraph(FORM_TEXT.changeWhich)],
      choices: [
        ...asked.map(
          (field): Choice => ({
            label: FIELD_LABELS[field],
            action: flowAction("edit", field),
          }),
        ),
        { label: FORM_TEXT.unchanged, action: flowAction("unchanged") },
      ],
    };
  }

  function stay(data: DraftData, speaker: Speaker, lines: readonly string[] = []): Step {
    const reply = question(data, speaker);
    return {
      kind: "stay",
      data,
      replies: [{ ...reply, blocks: [...lines.map(paragraph), ...reply.blocks] }],
    };
  }

  function end(lines: readonly string[]): Step {
    return { kind: "end", replies: [say(lines, [BRANCH_CHOICE])] };
  }

  /** On to the next question; at the end, what the core refuses is asked again before anything is shown. */
  function advance(data: DraftData, speaker: Speaker): Step {
    const open = openField(data.values, data.series);
    if (open !== undefined) return stay({ ...data, at: open }, speaker);
    const tried = outcome.comesTo(data, speaker);
    if (tried.ok) return stay({ ...data, at: "confirm" }, speaker);
    return refused(data, tried, speaker);
  }

  function refused(data: DraftData, { words, field }: Refused, speaker: Speaker): Step {
    const fault = fieldAtFault(field, data.series);
    if (fault === undefined) return stay({ ...data, at: "change" }, speaker, [words]);
    return stay({ ...data, at: fault, values: forget(data.values, fault) }, speaker, [words]);
  }

  function summary(data: DraftData, speaker: Speaker): Reply {
    const { series } = data;
    const tried = outcome.comesTo(data, speaker);
    const lines = tried.ok ? tried.value : [tried.words];
    return {
      blocks: [strong(FORM_TEXT.summary), ...[...outcome.lines(data), ...lines].map(paragraph)],
      choices: [
        ...(tried.ok
          ? [{ label: series ? FORM_TEXT.confirmSeries : FORM_TEXT.confirm, action: flowAction("ok") }]
          : []),
        { label: FORM_TEXT.change, action: flowAction("change") },
        { label: FORM_TEXT.again, action: flowAction("again") },
      ],
    };
  }

  function submit(data: DraftData, speaker: Speaker): Step {
    const actor = organiserOf(parts, speaker, data.branchId);
    if (actor === undefined) return end([ORGANISER.notYourSession]);
    const make = () => outcome.make(actor, data);
    const tried = attempt(parts, make);
    if (!tried.ok) return refused(data, tried, speaker);
    const lines = data.series ? [FORM_TEXT.createdSeries] : [FORM_TEXT.created, FORM_TEXT.createdInvites];
    const branch: Choice = { label: LABELS.myBranch, action: action("b", data.branchId) };
    return { kind: "end", replies: [say(lines, [branch])], effects: [make] };
  }

  function fresh(branchId: number, series: boolean): DraftData {
    return { branchId, series, at: "title", values: {} };
  }

  function tapped(data: DraftData, tap: string, speaker: Speaker): Step {
    const open = question(data, speaker);
    const choice = open.choices.find((one) => one.action === tap);
    if (choice === undefined) {
      return tap.startsWith("orgf:") ? stay(data, speaker) : { kind: "pass" };
    }
    if (data.at !== "confirm" && data.at !== "change") return answered(data, data.at, choice.label, speaker);
    switch (tap) {
      case flowAction("ok"):
        return submit(data, speaker);
      case flowAction("change"):
        return stay({ ...data, at: "change" }, speaker);
      case flowAction("again"):
        return stay(fresh(data.branchId, data.series), speaker);
      case flowAction("unchanged"):
        return advance(data, speaker);
      default: {
        const field = fieldsOf(data.series).find((one) => flowAction("edit", one) === tap);
        if (field === undefined) return stay(data, speaker);
        return stay({ ...data, at: field, values: forget(data.values, field) }, speaker);
      }
    }
  }

  function answered(data: DraftData, field: Field, words: string, speaker: Speaker): Step {
    const read = readField(parts, field, words);
    if (!read.ok) return asksUs(words) ? { kind: "pass" } : stay(data, speaker, [read.words]);
    return advance({ ...data, values: { ...data.values, ...read.value } }, speaker);
  }

  function written(data: DraftData, text: string, speaker: Speaker): Step {
    const words = plainWords(text);
    if (data.at !== "confirm" && data.at !== "change") return answered(data, data.at, text, speaker);
    if (data.at === "confirm" && CONFIRM.test(words)) return submit(data, speaker);
    if (CHANGE.test(words)) return stay({ ...data, at: "change" }, speaker);
    return asksUs(text) ? { kind: "pass" } : stay(data, speaker, [FORM_TEXT.choose]);
  }

  const flow: Flow<DraftData> = {
    name: "study.draft",
    version: 1,
    outcome: "study",
    lapsesAfterMs: LAPSES_MS,
    lapsed: FORM_TEXT.lapsed,
    cancelled: FORM_TEXT.cancelled,
    async take(message: IncomingMessage, data, { speaker }: Context) {
      if (organiserOf(parts, speaker, data.branchId) === undefined) return end([ORGANISER.notYourSession]);
      const tap = message.action ?? labelled(question(data, speaker), message.text);
      if (tap !== undefined) return tapped(data, tap, speaker);
      if (message.text.trim().startsWith("/")) return { kind: "pass" };
      if (message.text.trim() === "") return stay(data, speaker);
      return written(data, message.text, speaker);
    },
    ask: (data, { speaker }) => question(data, speaker),
  };

  return {
    flow,
    begin(branchId, series, at) {
      const data = fresh(branchId, series);
      const opening = (series ? FORM_TEXT.beginSeries : FORM_TEXT.begin)(outcome.branchName(branchId));
      const reply = askField(parts, "title", branchId);
      return {
        running: startFlow(flow, data, at),
        replies: [{ ...reply, blocks: [paragraph(opening), ...reply.blocks] }],
      };
    },
  };
}

type Refused = Extract<Tried<unknown>, { ok: false }>;
