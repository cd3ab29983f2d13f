/** A chat for tests: each message goes through the kernel; its effects and state are committed and read back. */
import {
  type Attachment,
  createCommandIntents,
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  replyText,
  saveState,
} from "../../../../dialogue/index.ts";
import { setUpStudy } from "./bureau.fixture.ts";
import { createMemberTalk } from "./memberTalk.ts";

/** What the person sends: words, a tapped action, or files. */
export type Said =
  | string
  | { readonly action: string }
  | { readonly files: readonly Attachment[]; readonly text?: string }
  | { readonly edited: string };

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

export function setUpTalk() {
  const bureau = setUpStudy();
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
      text: "",
      ...(typeof said === "string" ? { text: said } : {}),
      ...(typeof said === "object" && "action" in said ? { action: said.action } : {}),
      ...(typeof said === "object" && "edited" in said ? { text: said.edited, edited: true } : {}),
      ...(typeof said === "object" && "files" in said
        ? { attachments: said.files, text: said.text ?? "" }
        : {}),
    };
    // A new dialogue each time, as after a restart.
    const { intents, flows } = createMemberTalk(bureau);
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

  async function send(to: string, said: Said): Promise<readonly Reply[]> {
    const { turn, commit } = await turnOf(to, said);
    commit();
    return turn.replies;
  }

  /** Sends messages in turn; the last replies as text. */
  async function say(to: string, ...messages: Said[]): Promise<string> {
    let last: readonly Reply[] = [];
    for (const message of messages) last = await send(to, message);
    return last.map(replyText).join("\n\n");
  }

  return {
    ...bureau,
    turnOf,
    send,
    say,
    tap: (to: string, action: string) => say(to, { action }),
    /** The buttons under the replies to a message. */
    choices: async (to: string, said: Said) =>
      (await send(to, said)).flatMap((reply) => reply.choices.map(({ action }) => action)),
  };
}
