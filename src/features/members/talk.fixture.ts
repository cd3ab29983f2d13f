/** A conversation for tests: each message goes through the dialogue, its effects and state are committed and reloaded. */
import {
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  replyText,
  saveState,
} from "../../dialogue/index.ts";
import type { BoundEvent } from "./accounts/bindingFlow.ts";
import { createMembersConversation, type MembersConversationParts } from "./conversation.ts";
import { createMembersData } from "./ownData/membersData.ts";
import { setUpPeople } from "./people.fixture.ts";

/** What the person sends: words, a tapped action, or a shared number. */
export type Sent = string | { action: string } | { contact: string; own: boolean };

/** What stands for the policy feature: it takes what nobody else takes. */
const POLICY: Intent = {
  name: "policy",
  urgency: 100,
  matches: () => true,
  handle: async (message, state) => ({
    kind: "answer",
    replies: [{ blocks: [{ kind: "text", spans: [{ text: `政策：${message.text}` }] }], choices: [] }],
    state,
    effects: [],
  }),
};

/** What stands for the safety feature, where a test wants it. */
export const ALARM: Intent = {
  ...POLICY,
  name: "alarm",
  urgency: 0,
  handle: async (_, state) => ({
    kind: "emergency",
    replies: [{ blocks: [{ kind: "text", spans: [{ text: "警报" }] }], choices: [] }],
    state,
    effects: [],
  }),
};

export function setUpTalk(options: Partial<MembersConversationParts> = {}, others: readonly Intent[] = []) {
  const people = setUpPeople();
  const { store, box, members, now } = people;
  const data = createMembersData({ store, box, members, clock: now, timeZone: "Asia/Shanghai" });
  const bound: BoundEvent[] = [];
  let count = 0;

  /** A new dialogue each time, as after a restart. */
  const dialogue = () => {
    const { intents, flows } = createMembersConversation({
      members,
      data,
      store,
      timeZone: "Asia/Shanghai",
      mayCarryPersonal: (channel) => channel !== "telegram",
      sharesContact: (channel) => channel === "telegram",
      afterBound: (event) => bound.push(event),
      ...options,
    });
    return createDialogue([...intents, ...others, POLICY], flows);
  };

  const turnOf = async (chatId: string, sent: Sent, channel: string) => {
    count += 1;
    const message: IncomingMessage = {
      channel,
      chatId,
      messageId: `m${count}`,
      at: now(),
      text: typeof sent === "string" ? sent : "",
      ...(typeof sent === "object" && "action" in sent ? { action: sent.action } : {}),
      ...(typeof sent === "object" && "contact" in sent
        ? { attachments: [{ kind: "contact", phone: sent.contact, own: sent.own }] }
        : {}),
    };
    const state = loadState(store.records, box, channel, chatId);
    const context = { speaker: members.speakerOf({ channel, accountId: chatId }) };
    return { message, turn: await dialogue().respond(message, state, context) };
  };

  return {
    ...people,
    data,
    bound,
    /** Only asks what would be replied: nothing is committed, as when the process is killed before. */
    killedAfter: async (chatId: string, sent: Sent, channel = "web") =>
      (await turnOf(chatId, sent, channel)).turn,
    /** Sends one message; the replies. */
    async send(chatId: string, sent: Sent, channel = "web"): Promise<readonly Reply[]> {
      const { turn } = await turnOf(chatId, sent, channel);
      store.transaction(() => {
        for (const effect of turn.effects) effect();
        saveState(store.records, box, channel, chatId, turn.state, now());
      });
      return turn.replies;
    },
    /** Sends messages in turn; the last replies as text. */
    async say(chatId: string, ...messages: Sent[]): Promise<string> {
      let last: readonly Reply[] = [];
      for (const message of messages) last = await this.send(chatId, message);
      return last.map(replyText).join("\n\n");
    },
  };
}

/** The actions of all choices. */
export function actionsOf(replies: readonly Reply[]): string[] {
  return replies.flatMap(({ choices }) => choices.map(({ action }) => action));
}
