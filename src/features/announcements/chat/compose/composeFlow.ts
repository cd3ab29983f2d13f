/**
 * Writing an announcement, one question at a time: title → text → files → clause → whom → 收到 or not → when → preview →
 * approval. Nothing is stored before it is handed in, sent or kept as a draft; files are, as they come.
 */
import {
  bareWords,
  type Context,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  type Reply,
  say,
} from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import { createAudienceAnswers } from "../audience/composeAudience.ts";
import { createAudienceQuestion } from "../audience/composeAudienceAsk.ts";
import {
  type AnnouncementsConversationParts,
  authorOf,
  mayListNames,
  NAMES_A_PAGE,
} from "../conversationParts.ts";
import { DESK } from "../desk/deskText.ts";
import { namesPage } from "../desk/view.ts";
import { createComposeAnswers } from "./composeAnswers.ts";
import { buttonsOf, readButton, type Tapped } from "./composeButtons.ts";
import { awaitsWords, type ComposeData, isChosen, nextStep, type Step } from "./composeData.ts";
import { after, createComposeEnd, type Refused } from "./composeEnd.ts";
import { collect, MOST_FILES } from "./composeFiles.ts";
import { createQuestions, EDITABLE } from "./composeQuestion.ts";
import { COMPOSE } from "./composeText.ts";

type ComposeStep = FlowStep<ComposeData>;
type Effects = readonly (() => void)[];

const LAPSES_MS = 3 * 86_400_000;
/** Longer words than that were meant to change something. */
const SHORT = 12;
const SHORTEST_QUESTION = 6;
const LONGEST_LABEL = 40;
const SAVE = /^(?:存草稿|存为草稿|保存草稿|先存着|存起来)$/u;
const WHOM: ReadonlySet<Step["at"]> = new Set([
  "audience",
  "districts",
  "branches",
  "categories",
  "tags",
  "ages",
  "staff",
  "except",
  "pickBranch",
  "pickMember",
]);

/** The flow `announcements.compose`. */
export function createComposeFlow(parts: AnnouncementsConversationParts): Flow<ComposeData> & {
  /** All that is said when writing begins or goes on: the preview, too, which `ask` leaves out. */
  questions(data: ComposeData, by: Actor): readonly Reply[];
} {
  const end = createComposeEnd(parts);
  const whom = createAudienceAnswers(parts);
  const answers = createComposeAnswers(parts, end, whom);
  const questions = createQuestions(end, createAudienceQuestion(parts, whom));

  function stay(
    data: ComposeData,
    by: Actor,
    lines: readonly string[] = [],
    effects: Effects = [],
  ): ComposeStep {
    const [first, ...rest] = questions(data, by);
    return { kind: "stay", data, replies: [after(lines, first!), ...rest], effects };
  }

  function advance(data: ComposeData, by: Actor, lines: readonly string[] = [], effects: Effects = []) {
    return stay({ ...data, step: nextStep(data) }, by, lines, effects);
  }

  function settled(step: ComposeStep | Refused, by: Actor): ComposeStep {
    return step.kind === "refused" ? stay(step.data, by, [step.words]) : step;
  }

  function names(data: ComposeData, afterId: string, channel: string): ComposeStep {
    const { audience } = data;
    if (audience === undefined || !isChosen(audience)) return sayAgain(data, COMPOSE.chooseFirst);
    if (!mayListNames(parts, channel, audience)) return sayAgain(data, DESK.namesElsewhere);
    const page = { limit: NAMES_A_PAGE, ...(afterId === "" ? {} : { afterId: Number(afterId) }) };
    const { button } = buttonsOf(data);
    const { words, count } = whom.weigh(audience);
    const reply = namesPage(
      DESK.namesTitle(data.title ?? "", words, count),
      parts.audiences.names(audience, page),
      DESK.noNames,
      (last) => button(DESK.more, "names", String(last)),
      [button(COMPOSE.back, "again")],
    );
    return { kind: "stay", data, replies: [reply] };
  }

  const sayAgain = (data: ComposeData, line: string): ComposeStep => {
    return { kind: "stay", data, replies: [say([line])] };
  };

  /** Writes one part anew; what is a list begins empty. */
  function edit(data: ComposeData, field: string, by: Actor): ComposeStep {
    const at = EDITABLE.find((one) => one === field);
    if (at === undefined) return stay({ ...data, step: { at: "edit" } }, by);
    const { url: _, clause: __, ...withoutReference } = data;
    const opened: ComposeData =
      at === "files" ? { ...data, files: [], filesDone: false } : at === "clause" ? withoutReference : data;
    return stay({ ...opened, step: { at } }, by);
  }

  /** A button of this writing. One of a question that is over only brings the open one again. */
  function tapped(data: ComposeData, { verb, value }: Tapped, by: Actor, channel: string): ComposeStep {
    const { at } = data.step;
    if (WHOM.has(at)) {
      const answered = whom.tapped(data, verb, value);
      if (answered !== undefined) {
        return verb === "done" && answered.data.audienceDone === true
          ? advance(answered.data, by, answered.lines)
          : stay(answered.data, by, answered.lines);
      }
    }
    const over = at === "ready" || at === "edit" || at === "sure";
    switch (verb) {
      case "files":
        return at === "files" ? advance({ ...data, filesDone: true }, by) : stay(data, by);
      case "clause":
        return at === "clause" ? advance({ ...data, clause: null }, by) : stay(data, by);
      case "yes":
      case "no":
        return at === "confirm"
          ? advance({ ...data, needsConfirmation: verb === "yes" }, by)
          : stay(data, by);
      case "now":
        return at === "when" ? advance({ ...data, sendAt: null }, by) : stay(data, by);
      case "names":
        return names(data, value, channel);
      case "edit":
        return over ? edit(data, value, by) : stay(data, by);
      case "ready":
        return advance(data, by);
      case "submit":
        return at === "ready" ? settled(end.submit(by, data), by) : stay(data, by);
      case "release":
        return at === "ready" ? stay({ ...data, step: { at: "sure" } }, by) : stay(data, by);
      case "sure":
        return at === "sure" ? settled(end.release(by, data), by) : stay(data, by);
      case "save":
        return settled(end.save(by, data), by);
      default:
        return stay(data, by);
    }
  }

  /** The action of the button whose label was written: not every channel has buttons. */
  function labelled(data: ComposeData, text: string, by: Actor): string | undefined {
    const said = bareWords(text);
    if (said === "" || [...said].length > LONGEST_LABEL) return undefined;
    const label = data.step.at === "sure" && /^(?:确认|是|是的|对|发)$/u.test(said) ? COMPOSE.sure : said;
    return questions(data, by)
      .at(-1)
      ?.choices.find((choice) => bareWords(choice.label) === bareWords(label))?.action;
  }

  function missed(data: ComposeData, text: string, by: Actor): ComposeStep {
    return stay(data, by, [[...text].length > SHORT ? COMPOSE.unreadLong : COMPOSE.unreadChoice]);
  }

  async function words(message: IncomingMessage, before: ComposeData, by: Actor): Promise<ComposeStep> {
    const { data, lines, effects } = await collect(parts, before, message, by);
    const { at } = data.step;
    const text = message.text.trim();
    const full = at === "files" && data.files.length >= MOST_FILES;
    if (full) return advance({ ...data, filesDone: true }, by, lines, effects);
    const caption = (message.attachments?.length ?? 0) > 0 && at !== "title" && at !== "body";
    if (text === "" || caption) {
      return stay(data, by, lines.length > 0 ? lines : [COMPOSE.writeWords], effects);
    }
    // A question is for whoever can answer it; ours is asked again after that.
    if (!awaitsWords(data) && asksUs(text)) return { kind: "pass" };
    const answer = answers(data, text, message, by);
    if (answer === undefined) return missed(data, text, by);
    const said = [...lines, ...answer.lines];
    return answer.answered ? advance(answer.data, by, said, effects) : stay(answer.data, by, said, effects);
  }

  return {
    name: "announcements.compose",
    version: 1,
    outcome: "personal",
    lapsesAfterMs: LAPSES_MS,
    lapsed: COMPOSE.lapsed,
    cancelled: COMPOSE.cancelled,
    questions,
    ask(data, { speaker }: Context) {
      const by = authorOf(speaker);
      return by === undefined ? say([DESK.editorsOnly]) : questions(data, by).at(-1)!;
    },
    async take(message, data, { speaker }) {
      const by = authorOf(speaker);
      if (by === undefined) return { kind: "end", replies: [say([DESK.editorsOnly])] };
      const action = message.action ?? labelled(data, message.text, by);
      if (action !== undefined) {
        const button = readButton(data, action);
        return button === undefined ? { kind: "pass" } : tapped(data, button, by, message.channel);
      }
      if (SAVE.test(bareWords(message.text))) return settled(end.save(by, data), by);
      return words(message, data, by);
    },
  };
}

function asksUs(text: string): boolean {
  const asks = /[?？]$|[吗么呢]$|怎么|如何|多少|能不能|可不可以|是不是/u.test(text.trim());
  return asks && [...bareWords(text)].length >= SHORTEST_QUESTION;
}
