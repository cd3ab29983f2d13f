/** 学习心得: said in several messages or by voice, read back, handed in. */

import {
  bareWords,
  type Choice,
  type ConversationState,
  type FileAttachment,
  type Flow,
  type FlowStep,
  HUMAN,
  type IncomingMessage,
  paragraph,
  type Reply,
  type Speaker,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../../dialogue/index.ts";
import { actorFor } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import type { StudySession } from "../../types.ts";
import { LABELS, REFLECTION } from "../memberText.ts";
import { calledBy } from "../whom.ts";
import { asksForList, asksForRecord } from "./asking.ts";
import { actionOf } from "./card.ts";
import { attempt, type MemberTalkParts, STUDY } from "./parts.ts";

/** What has been said so far. */
interface Written {
  readonly sessionId: number;
  readonly title: string;
  readonly memberId: number;
  readonly at: "writing" | "readBack";
  /** A message each. */
  readonly pieces: readonly string[];
  readonly voice?: { readonly channel: string; readonly file: FileAttachment };
}

/** Characters, as Attending's. */
const SHORTEST = 10;
const LONGEST = 3_000;
const DAY_MS = 24 * 60 * 60_000;
/** A question of so few characters is asked of us; a longer text with a question mark is a reflection. */
const SHORT_QUESTION = 30;
const QUESTION = /(?:[?？]|吗|么|呢)[。.!！]*$|^(?:请问|怎么|如何)/u;
const DONE = /^(?:我?(?:都)?(?:写|说|讲)?(?:完|好)了|写完|说完|讲完|没有了|就这些|就这么多|完毕|完了)$/u;
const HAND_IN = /^(?:交(?:上去|吧|了)?|提交|可以|好的?|行|对的?|没问题|就这样|要得|是的?|确认)$/u;
const GO_ON = /^(?:接着写|继续写?|再写(?:一点|几句)?|还有|没写完|还没写完)$/u;
const AGAIN = /^(?:重新写|重写|重来|不对|改)$/u;
/** Words that other intents answer to. */
const LEADS_ELSEWHERE =
  /^(?:\/\w+.*|(?:看|查|查看)?我的(?:服务单|单子|服务|订单|资料|信息|支部)|要服务|服务单|查单|查政策|问政策|知识竞答|换人|换个人|为谁办|通知公告)$/u;

const ACT = { done: "refl:done", handIn: "refl:in", goOn: "refl:on", again: "refl:again" } as const;

interface Reflecting {
  readonly flow: Flow<Written>;
  /** The caller has found out that the account acts for the member. */
  begin(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    session: StudySession,
    memberId: number,
  ): Turn;
}

export function createReflecting(parts: MemberTalkParts): Reflecting {
  const { attending, store } = parts;

  function question({ title, memberId, pieces, voice }: Written, speaker: Speaker): Reply {
    if (pieces.length > 0 || voice !== undefined) return say([REFLECTION.goOn], [DONE_CHOICE]);
    const who = calledBy(speaker, memberId);
    return {
      blocks: [
        strong(who === "您" ? REFLECTION.ask(title) : REFLECTION.askFor(who, title)),
        paragraph(REFLECTION.howTo),
      ],
      choices: [],
    };
  }

  function readBack(data: Written): Reply {
    const text = textOf(data);
    const { voice } = data;
    return {
      blocks: [
        strong(REFLECTION.readBack),
        ...(text === "" ? [] : [paragraph(text), paragraph(REFLECTION.size(lengthOf(data)))]),
        ...(voice === undefined ? [] : [paragraph(REFLECTION.voiceLength(voice.file.seconds))]),
        paragraph(REFLECTION.right),
      ],
      choices: [
        { label: LABELS.handIn, action: ACT.handIn },
        { label: LABELS.goOn, action: ACT.goOn },
        { label: LABELS.again, action: ACT.again },
      ],
    };
  }

  const stay = (data: Written, reply: Reply): FlowStep<Written> => ({ kind: "stay", data, replies: [reply] });
  const asking = (data: Written, ...lines: string[]) => stay(data, say(lines, [DONE_CHOICE]));

  function finished(data: Written): FlowStep<Written> {
    if (data.voice === undefined && lengthOf(data) < SHORTEST) {
      return stay({ ...data, at: "writing" }, say([REFLECTION.tooShort(SHORTEST)]));
    }
    const ready: Written = { ...data, at: "readBack" };
    return stay(ready, readBack(ready));
  }

  function handIn(data: Written, speaker: Speaker): FlowStep<Written> {
    const actor = actorFor(speaker, data.memberId);
    if (actor === undefined) return { kind: "end", replies: [say([REFLECTION.noLongerFor], [HUMAN])] };
    const { sessionId, memberId, voice } = data;
    const said = { text: textOf(data), ...(voice === undefined ? {} : { voice }) };
    const tried = attempt(store, () => attending.reflect(actor, sessionId, memberId, said));
    const look: Choice = { label: LABELS.look, action: actionOf(sessionId, "card", memberId) };
    if (!tried.ok) return { kind: "end", replies: [say([tried.words], [look, HUMAN])] };
    const words = REFLECTION.thanks(calledBy(speaker, memberId));
    return { kind: "end", replies: [say([words], [look, STUDY])], effects: [tried.effect] };
  }

  function tapped(action: string, data: Written, speaker: Speaker): FlowStep<Written> {
    switch (action) {
      case ACT.done:
        return finished(data);
      case ACT.handIn:
        return data.at === "readBack" ? handIn(data, speaker) : finished(data);
      case ACT.goOn: {
        const writing: Written = { ...data, at: "writing" };
        return asking(writing, REFLECTION.goOn);
      }
      case ACT.again: {
        const { voice: _, ...rest } = data;
        const empty: Written = { ...rest, at: "writing", pieces: [] };
        return stay(empty, question(empty, speaker));
      }
      default:
        return { kind: "pass" };
    }
  }

  /** What a short message does; undefined: it is part of the text. */
  function commanded(words: string, { at }: Written): string | undefined {
    if (DONE.test(words)) return ACT.done;
    if (at === "writing") return undefined;
    if (HAND_IN.test(words)) return ACT.handIn;
    if (GO_ON.test(words)) return ACT.goOn;
    return AGAIN.test(words) ? ACT.again : undefined;
  }

  function withVoice(message: IncomingMessage, data: Written): { data: Written; line: string } | undefined {
    const attached = message.attachments ?? [];
    const voice = attached.find((one): one is FileAttachment => one.kind === "voice" || one.kind === "audio");
    if (voice === undefined) return attached.length === 0 ? undefined : { data, line: REFLECTION.onlyWords };
    if (voice.fileId === "" || voice.bytes === 0) return { data, line: REFLECTION.emptyVoice };
    const line = data.voice === undefined ? REFLECTION.voiceKept : REFLECTION.voiceReplaced;
    return { data: { ...data, at: "writing", voice: { channel: message.channel, file: voice } }, line };
  }

  function write(text: string, data: Written, before: readonly string[]): FlowStep<Written> {
    const longer: Written = { ...data, at: "writing", pieces: [...data.pieces, text] };
    if (lengthOf(longer) > LONGEST) return asking(data, ...before, REFLECTION.tooLong(LONGEST));
    return asking(longer, ...before, REFLECTION.kept(lengthOf(longer)));
  }

  const flow: Flow<Written> = {
    name: "study.reflect",
    version: 1,
    outcome: "study",
    lapsesAfterMs: DAY_MS,
    lapsed: REFLECTION.lapsed,
    cancelled: REFLECTION.cancelled,
    ask: (data, { speaker }) => (data.at === "readBack" ? readBack(data) : question(data, speaker)),
    async take(message, data, { speaker }) {
      if (message.action !== undefined) return tapped(message.action, data, speaker);
      const text = message.text.trim();
      const words = bareWords(text);
      if (message.edited === true) return asking(data, REFLECTION.editedWords);
      if (leadsElsewhere(text, words)) return { kind: "pass" };
      const heard = withVoice(message, data);
      if (text === "") return heard === undefined ? { kind: "pass" } : asking(heard.data, heard.line);
      const command = commanded(words, data);
      if (command !== undefined && heard === undefined) return tapped(command, data, speaker);
      return write(text, heard?.data ?? data, heard === undefined ? [] : [heard.line]);
    },
  };

  function isAbout({ flow: running }: ConversationState, sessionId: number, memberId: number): boolean {
    if (running?.name !== flow.name) return false;
    const data = running.data as Written;
    return data.sessionId === sessionId && data.memberId === memberId;
  }

  return {
    flow,
    begin(message, state, speaker, { id, title }, memberId) {
      if (state.flow !== undefined) {
        // The kernel asks the open question after this. What was written is not thrown away for a tap.
        return studyTurn(state, isAbout(state, id, memberId) ? [] : [say([REFLECTION.busy])]);
      }
      const data: Written = { sessionId: id, title, memberId, at: "writing", pieces: [] };
      return studyTurn({ ...state, flow: startFlow(flow, data, message.at) }, [question(data, speaker)]);
    },
  };
}

const DONE_CHOICE: Choice = { label: LABELS.done, action: ACT.done };

function textOf({ pieces }: Written): string {
  return pieces.join("\n");
}

function lengthOf(data: Written): number {
  return [...textOf(data)].length;
}

function leadsElsewhere(text: string, words: string): boolean {
  if (LEADS_ELSEWHERE.test(words) || asksForList(text) || asksForRecord(text) !== undefined) return true;
  return [...text].length <= SHORT_QUESTION && QUESTION.test(text);
}
