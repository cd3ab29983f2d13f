/** Questions about an announcement that is written: why it goes back, how it is corrected, why it is recalled. */
import {
  bareWords,
  type Choice,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  paragraph,
  type Reply,
  type Speaker,
  say,
} from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import type { Announcement } from "../../types.ts";
import { lookAt, progressOf } from "../choices.ts";
import { type AnnouncementsConversationParts, attempt, authorOf } from "../conversationParts.ts";
import { AFTER, DESK } from "./deskText.ts";
import { reached } from "./progressReply.ts";
import { untouchable } from "./view.ts";

/** What has been said so far; the first that is missing is the open question. */
export type AfterData =
  | { readonly kind: "back"; readonly id: number }
  | { readonly kind: "correct"; readonly id: number; readonly body?: string; readonly reason?: string }
  | { readonly kind: "recall"; readonly id: number; readonly reason?: string };

type Step = FlowStep<AfterData>;
type Correction = Extract<AfterData, { kind: "correct" }>;

const LAPSES_MS = 2 * 60 * 60_000;

/** Buttons name the announcement and what is done: one of an earlier question must not confirm another. */
const sureOf = ({ kind, id }: AfterData, label: string): Choice => ({
  label,
  action: `anr:${kind}:${id}:sure`,
});
const againOf = ({ kind, id }: AfterData): Choice => {
  return { label: AFTER.rewrite, action: `anr:${kind}:${id}:again` };
};

/** Whether the open question is answered by a free text. */
export function awaitsWords(data: AfterData): boolean {
  return data.kind === "back" || data.reason === undefined;
}

/** The flow `announcements.after`. */
export function createAfterFlow(parts: AnnouncementsConversationParts): Flow<AfterData> {
  const { announcements } = parts;

  function sureQuestion(by: Actor, data: Exclude<AfterData, { kind: "back" }>): Reply {
    const progress = attempt(parts, () => announcements.progress(by, data.id));
    if (!progress.ok) return say([progress.words]);
    const told = reached(progress.value);
    const [words, label] =
      data.kind === "correct"
        ? [AFTER.sureCorrect(told), AFTER.correct]
        : [AFTER.sureRecall(progress.value.waiting, told), AFTER.recall];
    return say([words], [sureOf(data, label), againOf(data)]);
  }

  function ask(data: AfterData, speaker: Speaker): Reply {
    const by = authorOf(speaker);
    const title = announcements.get(data.id)?.title ?? "";
    switch (data.kind) {
      case "back":
        return say([DESK.askWhyBack(title)]);
      case "recall":
        if (data.reason === undefined) return say([AFTER.askRecallReason(title)]);
        return by === undefined ? say([DESK.editorsOnly]) : sureQuestion(by, data);
      case "correct":
        if (data.body === undefined) return say([AFTER.askBody(title)]);
        if (data.reason === undefined) return say([AFTER.askReason]);
        return by === undefined ? say([DESK.editorsOnly]) : sureQuestion(by, data);
    }
  }

  const end = (
    words: string,
    effects: readonly (() => void)[] = [],
    choices: readonly Choice[] = [],
  ): Step => {
    return { kind: "end", replies: [say([words], choices)], effects };
  };

  function stay(data: AfterData, speaker: Speaker, before: readonly Reply[] = []): Step {
    return { kind: "stay", data, replies: [...before, ask(data, speaker)] };
  }

  /** Does it, or learns from the rehearsal why it cannot be done. */
  function finish(work: () => void, done: string, choice: Choice): Step {
    const tried = attempt(parts, work);
    if (!tried.ok) return end(tried.words, [], [choice]);
    return end(done, [work], [choice]);
  }

  /** The announcement as it will read, before the question whether one is sure. */
  function preview(by: Actor, id: number, body: string, reason: string): Reply[] | string {
    const tried = attempt(parts, () => {
      announcements.correct(by, id, { body, reason });
      return announcements.preview(id);
    });
    if (!tried.ok) return tried.words;
    return [{ blocks: [paragraph(AFTER.preview)], choices: [] }, untouchable(tried.value)];
  }

  function words(data: AfterData, text: string, by: Actor, { id }: Announcement, speaker: Speaker): Step {
    switch (data.kind) {
      case "back":
        return finish(() => announcements.sendBack(by, id, text), DESK.sentBack, lookAt(id));
      case "recall": {
        if (data.reason !== undefined) return stay(data, speaker, [say([AFTER.unread])]);
        const tried = attempt(parts, () => announcements.recall(by, id, text));
        return tried.ok
          ? stay({ ...data, reason: text }, speaker)
          : stay(data, speaker, [say([tried.words])]);
      }
      case "correct": {
        if (data.body !== undefined && data.reason !== undefined) {
          return stay(data, speaker, [say([AFTER.unread])]);
        }
        const next: Correction =
          data.body === undefined ? { ...data, body: text } : { ...data, reason: text };
        const shown = preview(by, id, next.body ?? "", next.reason ?? AFTER.correct);
        if (typeof shown === "string") return stay(data, speaker, [say([shown])]);
        return stay(next, speaker, next.reason === undefined ? [] : shown);
      }
    }
  }

  function sure(data: AfterData, by: Actor, speaker: Speaker): Step {
    const { id } = data;
    if (data.kind === "recall" && data.reason !== undefined) {
      const { reason } = data;
      return finish(() => announcements.recall(by, id, reason), AFTER.recalled, progressOf(id));
    }
    if (data.kind === "correct" && data.body !== undefined && data.reason !== undefined) {
      const { body, reason } = data;
      return finish(() => announcements.correct(by, id, { body, reason }), AFTER.corrected, progressOf(id));
    }
    return stay(data, speaker);
  }

  /** The action of the button whose label was written: not every channel has buttons. */
  function labelled(data: AfterData, text: string, speaker: Speaker): string | undefined {
    const said = bareWords(text);
    if (awaitsWords(data)) return undefined;
    if (/^(?:确认|是|是的|对|好|好的|可以)$/u.test(said)) return sureOf(data, "").action;
    return ask(data, speaker).choices.find(({ label }) => bareWords(label) === said)?.action;
  }

  return {
    name: "announcements.after",
    version: 1,
    outcome: "personal",
    lapsesAfterMs: LAPSES_MS,
    lapsed: AFTER.lapsed,
    cancelled: AFTER.cancelled,
    ask: (data, { speaker }) => ask(data, speaker),
    async take({ text, action }: IncomingMessage, data, { speaker }) {
      const by = authorOf(speaker);
      const announcement = announcements.get(data.id);
      if (by === undefined) return end(DESK.editorsOnly);
      if (announcement === undefined) return end(DESK.gone);
      const tapped = action ?? labelled(data, text, speaker);
      if (tapped === sureOf(data, "").action) return sure(data, by, speaker);
      if (tapped === againOf(data).action) return stay({ kind: data.kind, id: data.id }, speaker);
      if (tapped !== undefined) return { kind: "pass" };
      const said = text.trim();
      if (said === "") return stay(data, speaker, [say([AFTER.writeWords])]);
      return words(data, said, by, announcement, speaker);
    },
  };
}
