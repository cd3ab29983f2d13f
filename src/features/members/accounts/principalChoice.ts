/** For whom something is done, where one account stands for several members. */
import type {
  Choice,
  ConversationState,
  IncomingMessage,
  Intent,
  Principal,
  Reply,
  Speaker,
  Turn,
} from "../../../dialogue/index.ts";
import { paragraph, strong } from "../../../dialogue/index.ts";
import { CHOOSING, LABELS, nowActingFor, onlyActingFor } from "../text.ts";
import type { Members } from "../types.ts";
import { accountOf } from "./bindingFlow.ts";

const ACTION = /^actfor:(\d{1,15})$/;
const WORDS = /^(?:\/for|(?:我要|我想)?(?:换人|换个人|换一个人|为谁办|给谁办|替谁办|帮谁办))$/u;

/** Everyone for whom the account may act, themself first, then whoever shares the account. */
export function principals({ self, alsoSelf = [], represents }: Speaker): readonly Principal[] {
  return [...(self === undefined ? [] : [self]), ...alsoSelf, ...represents];
}

/** Whether a feature that needs a person has to ask first: there are several, and none is chosen. */
export function mustChoose(speaker: Speaker): boolean {
  return speaker.actingFor === undefined && principals(speaker).length > 1;
}

/**
 * The question for whom, a button a person.
 * @param actionOf what a member's button does; unless told it only chooses them, and what was wanted is asked again
 * @param among only these members; everyone for whom the account may act unless told
 */
export function askPrincipal(
  speaker: Speaker,
  actionOf: (memberId: number) => string = (memberId) => `actfor:${memberId}`,
  among?: readonly number[],
): Reply {
  const asked = principals(speaker).filter(({ memberId }) => among?.includes(memberId) ?? true);
  const choices = asked.map((principal): Choice => {
    const represented = speaker.represents.find(({ memberId }) => memberId === principal.memberId);
    const isSelf = speaker.self?.memberId === principal.memberId;
    const relation = isSelf ? "您自己" : (represented?.relation ?? "");
    return {
      label: relation === "" ? principal.name : `${principal.name}（${relation}）`,
      action: actionOf(principal.memberId),
    };
  });
  return { blocks: [strong(CHOOSING.ask)], choices };
}

/** 为王大明办：a line that replies to a proxy begin with; undefined when the person acts for themself. */
export function actingLine({ self, actingFor }: Speaker): string | undefined {
  return actingFor === undefined || actingFor.memberId === self?.memberId
    ? undefined
    : `为${actingFor.name}办：`;
}

/** `为谁办`, `换人` and the taps on names. */
export function createChoiceIntents(members: Members): Intent[] {
  return [
    {
      name: "members.switch",
      urgency: 40,
      matches: (message) =>
        message.action === undefined ? WORDS.test(plain(message.text)) : message.action === "actfor",
      handle: async (_message, state, { speaker }) => {
        const known = principals(speaker);
        const [only] = known;
        if (only === undefined)
          return turn(state, say(CHOOSING.nobody, { label: LABELS.enterCode, action: "bind" }));
        if (known.length > 1) return turn(state, askPrincipal(speaker));
        return turn(state, say(onlyActingFor(only.name, only.memberId === speaker.self?.memberId), MY_DATA));
      },
    },
    {
      name: "members.chosen",
      urgency: 40,
      matches: (message) => ACTION.test(message.action ?? ""),
      handle: async (message, state, { speaker }) => {
        const id = Number(ACTION.exec(message.action!)![1]);
        const chosen = principals(speaker).find(({ memberId }) => memberId === id);
        if (chosen === undefined) return turn(state, say(CHOOSING.notYours, HUMAN));
        const words = nowActingFor(chosen.name, chosen.memberId === speaker.self?.memberId);
        return turn(
          state,
          say(words, MY_DATA, { label: LABELS.switch, action: "actfor" }),
          choose(members, message, id),
        );
      },
    },
  ];
}

const HUMAN: Choice = { label: LABELS.human, action: "human" };
const MY_DATA: Choice = { label: LABELS.my, action: "my" };

function choose(members: Members, message: IncomingMessage, memberId: number): () => void {
  return () => {
    // Taken away between the reply and now: the inbox tries again, and the reply says so.
    if (!members.choosePrincipal(accountOf(message), memberId)) throw new Error("代办关系在这期间变了");
  };
}

function plain(text: string): string {
  return text.normalize("NFKC").replace(/[\s。.!?]/gu, "");
}

function say(words: string, ...choices: readonly Choice[]): Reply {
  return { blocks: [paragraph(words)], choices };
}

function turn(state: ConversationState, reply: Reply, effect?: () => void): Turn {
  return { kind: "personal", replies: [reply], state, effects: effect === undefined ? [] : [effect] };
}
