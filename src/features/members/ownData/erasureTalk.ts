/** 删除我的资料, in two steps: the button tells what goes and what stays; then the person writes 确认删除. */
import {
  type Choice,
  type Flow,
  FRESH,
  type IncomingMessage,
  type Intent,
  paragraph,
  type Reply,
  startFlow,
  strong,
} from "../../../dialogue/index.ts";
import { ERASING, LABELS } from "../text.ts";
import type { MembersData } from "./membersData.ts";
import { whose, wishOf } from "./myIntents.ts";

/** Whose data is to go. */
export interface ErasureData {
  readonly memberId: number;
}

const TEN_MINUTES_MS = 10 * 60_000;
const KEEP: Choice = { label: LABELS.keep, action: "my:keep" };
const HUMAN: Choice = { label: LABELS.human, action: "human" };

/** The flow only waits and asks again; the intents below take the words that matter. */
export function createErasureFlow(): Flow<ErasureData> {
  return {
    name: "members.erase",
    version: 1,
    outcome: "personal",
    lapsesAfterMs: TEN_MINUTES_MS,
    lapsed: ERASING.lapsed,
    cancelled: ERASING.kept,
    async take(message) {
      const keeps =
        message.action === KEEP.action || /^(?:不|不要|不删|不删了|先不删)[。.]?$/u.test(message.text.trim());
      return keeps ? { kind: "end", replies: [say(ERASING.kept)] } : { kind: "pass" };
    },
    ask: () => say(ERASING.again, KEEP),
  };
}

/** `my:erase` begins, urgency 40; 确认删除 ends, urgency 28. */
export function createErasureIntents(data: MembersData, flow: Flow<ErasureData>): Intent[] {
  return [
    {
      name: "members.erase",
      urgency: 40,
      matches: (message) => wishOf(message) === "my:erase" || message.action === KEEP.action,
      async handle(message, state, { speaker }) {
        // A tap on 不删了 after the flow has ended.
        if (message.action === KEEP.action) return personal(state, say(ERASING.kept));
        const asked = whose(speaker);
        if (asked.kind === "reply") return personal(state, asked.reply);
        if (asked.actor.kind !== "member") return personal(state, say(ERASING.onlySelf, HUMAN));
        const running = startFlow<ErasureData>(flow, { memberId: asked.actor.memberId }, message.at);
        return personal({ ...state, flow: running }, warning());
      },
    },
    {
      name: "members.eraseConfirmed",
      // Not a step of the flow: only an intent can hand back a conversation that remembers nothing.
      urgency: 28,
      matches: (message) => message.action === undefined && isConfirmation(message),
      async handle(message, state, { speaker }) {
        const asked = whose(speaker);
        const running =
          state.flow?.name === flow.name && state.flow.version === flow.version ? state.flow : undefined;
        const inTime = running !== undefined && message.at - running.touchedAt <= flow.lapsesAfterMs;
        const memberId = inTime ? (running.data as ErasureData).memberId : undefined;
        if (asked.kind !== "actor" || asked.actor.kind !== "member" || asked.actor.memberId !== memberId) {
          return personal(
            running === undefined ? state : { ...state, flow: undefined },
            say(ERASING.nothingOpen),
          );
        }
        const { actor } = asked;
        return {
          kind: "personal",
          replies: [
            {
              blocks: [
                strong(ERASING.done),
                ...[ERASING.stays, ERASING.log, ERASING.right, ERASING.after].map(paragraph),
              ],
              choices: [],
            },
          ],
          state: FRESH,
          effects: [() => void data.erase(actor, actor.memberId)],
        };
      },
    },
  ];
}

function warning(): Reply {
  return {
    blocks: [
      strong(ERASING.title),
      ...[ERASING.goes, ERASING.stays, ERASING.log, ERASING.right].map(paragraph),
      strong(ERASING.confirm),
    ],
    choices: [KEEP],
  };
}

function isConfirmation({ text }: IncomingMessage): boolean {
  return text.normalize("NFKC").replace(/[\s\p{P}]/gu, "") === "确认删除";
}

function say(words: string, ...choices: readonly Choice[]): Reply {
  return { blocks: [paragraph(words)], choices };
}

function personal(state: Parameters<Intent["handle"]>[1], reply: Reply) {
  return { kind: "personal" as const, replies: [reply], state, effects: [] };
}
