/** Answers in words to the questions of an announcement. */
import { bareWords, type IncomingMessage } from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import { readTime } from "../../../requests/index.ts";
import type { AudienceAnswers } from "../audience/composeAudience.ts";
import type { AnnouncementsConversationParts } from "../conversationParts.ts";
import { readReference } from "./clauseWords.ts";
import type { ComposeData } from "./composeData.ts";
import type { ComposeEnd } from "./composeEnd.ts";
import { COMPOSE } from "./composeText.ts";

const NONE = /^(?:没有|没有了|没得|无|不要|不用|不附|不带|没)$/u;
const YES = /^(?:要|需要|是|是的|好|好的|要的|点|要确认|需要确认)$/u;
const NO = /^(?:不要|不用了?|不需要|否|没必要|不|不点|不用点|不用点收到)$/u;
const NOW = /^(?:现在|马上|立即|立刻|现在发|马上发|批准后|批准以后|批准后马上发|不定时)$/u;

/** The draft after an answer; `answered`: the next question follows, otherwise the same one again. */
export interface Answer {
  readonly answered: boolean;
  readonly data: ComposeData;
  readonly lines: readonly string[];
}

/** Undefined: the words are no answer to what is asked. */
export function createComposeAnswers(
  parts: AnnouncementsConversationParts,
  end: ComposeEnd,
  whom: AudienceAnswers,
): (data: ComposeData, text: string, message: IncomingMessage, by: Actor) => Answer | undefined {
  const again = (data: ComposeData, line: string): Answer => ({ answered: false, data, lines: [line] });
  const answered = (data: ComposeData, ...lines: readonly string[]): Answer => {
    return { answered: true, data, lines };
  };

  /** An entry that the core refuses is asked for again, with its words. */
  function judged(before: ComposeData, data: ComposeData, by: Actor, ...lines: readonly string[]): Answer {
    const fault = end.faultOf(by, data, before.step.at);
    return fault === undefined ? answered(data, ...lines) : again(before, fault);
  }

  function reference(data: ComposeData, text: string, by: Actor): Answer {
    if (NONE.test(bareWords(text))) return answered({ ...data, clause: null });
    const found = readReference(text);
    if (found === undefined) return again(data, COMPOSE.howClause);
    if (found.kind === "url") {
      const judgedUrl = judged(data, { ...data, url: found.url }, by, COMPOSE.urlKept);
      // A clause may come besides.
      return { ...judgedUrl, answered: false };
    }
    const { title, article } = found;
    const clause = parts.readClause(title, article);
    if (clause === undefined) return again(data, COMPOSE.noClause(title, article));
    return judged(data, { ...data, clause: { title, article } }, by, COMPOSE.clauseFound(clause.source));
  }

  function time(data: ComposeData, text: string, at: number, by: Actor): Answer {
    if (NOW.test(bareWords(text))) return answered({ ...data, sendAt: null });
    const read = readTime(text, at, parts.timeZone);
    switch (read.kind) {
      case "none":
        return again(data, COMPOSE.noTime);
      case "unclear":
        return again(data, read.question);
      case "past":
        return again(data, COMPOSE.past);
      case "time":
        return judged(data, { ...data, sendAt: read.from }, by);
    }
  }

  return (data, text, message, by) => {
    const said = bareWords(text);
    switch (data.step.at) {
      case "title":
        return judged(data, { ...data, title: text.replace(/\s+/gu, " ") }, by);
      case "body":
        return judged(data, { ...data, body: text }, by);
      case "files":
        return NONE.test(said) ? answered({ ...data, filesDone: true }) : again(data, COMPOSE.sendFiles);
      case "clause":
        return reference(data, text, by);
      case "confirm":
        if (NO.test(said)) return answered({ ...data, needsConfirmation: false });
        return YES.test(said) ? answered({ ...data, needsConfirmation: true }) : undefined;
      case "when":
        return time(data, text, message.at, by);
      case "ready":
      case "edit":
      case "sure":
        return undefined;
      default: {
        const { data: next, lines } = whom.written(data, text);
        return { answered: false, data: next, lines };
      }
    }
  };
}
