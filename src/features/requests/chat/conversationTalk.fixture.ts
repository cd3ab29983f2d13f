/** A chat for tests: each message goes through the dialogue; its effects and state are committed and read back. */
import {
  type AnyFlow,
  type Attachment,
  createCommandIntents,
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  replyText,
  saveState,
} from "../../../dialogue/index.ts";
import type { setUpBureau } from "./conversationBureau.fixture.ts";

/** What the person sends: words, a tapped action, or files. */
export type Said =
  | string
  | { readonly action: string }
  | { readonly files: readonly Attachment[]; readonly text?: string };

/** Stands for the policy feature: it takes what nobody else takes. */
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

/** `build` is called for every message, as after a restart. */
export function createTalk(
  bureau: ReturnType<typeof setUpBureau>,
  build: () => { readonly intents: readonly Intent[]; readonly flows: readonly AnyFlow[] },
) {
  const { store, box, members, clock } = bureau;
  let count = 0;

  async function turnOf(to: string, said: Said) {
    const [channel = "", chatId = ""] = to.split(":");
    count += 1;
    const message: IncomingMessage = {
      channel,
      chatId,
      messageId: `m${count}`,
      at: clock(),
      text: typeof said === "string" ? said : "text" in said ? (said.text ?? "") : "",
      ...(typeof said === "object" && "action" in said ? { action: said.action } : {}),
      ...(typeof said === "object" && "files" in said ? { attachments: said.files } : {}),
    };
    const { intents, flows } = build();
    const cancelled = new Map(flows.map((flow) => [flow.name, flow.cancelled]));
    const dialogue = createDialogue(
      [...createCommandIntents((name) => cancelled.get(name)), ...intents, POLICY],
      flows,
    );
    const state = loadState(store.records, box, channel, chatId);
    const speaker = members.speakerOf({ channel, accountId: chatId });
    const turn = await dialogue.respond(message, state, { speaker });
    const commit = () =>
      store.transaction(() => {
        for (const effect of turn.effects) effect();
        saveState(store.records, box, channel, chatId, turn.state, clock());
      });
    return { turn, commit };
  }

  return {
    turnOf,
    /** Sends one message to `web:a`; the replies. */
    async send(to: string, said: Said): Promise<readonly Reply[]> {
      const { turn, commit } = await turnOf(to, said);
      commit();
      return turn.replies;
    },
    /** Sends messages in turn; the last replies as text. */
    async say(to: string, ...messages: Said[]): Promise<string> {
      let last: readonly Reply[] = [];
      for (const message of messages) last = await this.send(to, message);
      return last.map(replyText).join("\n\n");
    },
    tap(to: string, action: string): Promise<string> {
      return this.say(to, { action });
    },
  };
}
