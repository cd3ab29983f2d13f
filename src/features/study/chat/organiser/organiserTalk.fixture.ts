/** The invented bureau of study with the organisers' conversation: each message goes through the kernel and is kept. */
import { createFileShelf, type Fetched } from "../../../../delivery/index.ts";
import {
  type Attachment,
  createCommandIntents,
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  type Role,
  replyText,
  saveState,
} from "../../../../dialogue/index.ts";
import { createAttending } from "../../attending/attending.ts";
import { createStudyCalendar } from "../../calendar/studyCalendar.ts";
import type { SessionsParts } from "../../sessions/sessionsParts.ts";
import { KEY, OPERATOR, setUpStudy } from "../../study.fixture.ts";
import { createOrganiserTalk, type OrganiserParts } from "../organiserTalk.ts";

/** What the person sends: words, a tapped action, or files. */
export type Said =
  | string
  | { readonly action: string }
  | { readonly files: readonly Attachment[]; readonly text?: string };

/** The account of the first branch's secretary, of an editor, and of an ordinary member. */
export const SECRETARY = "telegram:sec";
export const EDITOR = "telegram:editor";
export const MEMBER = "telegram:member";

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

export function setUpOrganisers(more: Partial<OrganiserParts> = {}, ofSessions: Partial<SessionsParts> = {}) {
  const bureau = setUpStudy(ofSessions);
  const { store, box, members, clock, timeZone, sessions, branches } = bureau;
  const ground = { store, box, clock, timeZone, members, sessions };
  const files = createFileShelf({ store, box, key: KEY, clock });
  const attending = createAttending({ ...ground, quizBest: () => [], audit: members.audit });
  const calendar = createStudyCalendar({ ...ground, key: KEY });
  const noted: { readonly key: string; readonly to: string; readonly reply: Reply }[] = [];
  const fetched = new Map<string, Fetched>();
  const parts: OrganiserParts = {
    ...ground,
    files,
    attending,
    calendar,
    publicUrl: "https://example.org",
    fetchFile: async (_channel, { fileId }) =>
      fetched.get(fileId) ?? { kind: "refused", words: "文件没有取到。请再发一次。" },
    toAccount: ({ channel, accountId }, key, reply) =>
      void noted.push({ key, to: `${channel}:${accountId}`, reply }),
    ...more,
  };
  let count = 0;

  function staff(account: string, name: string, roles: readonly Role[]): void {
    const staffId = members.addStaff(OPERATOR, { name, roles, phone: "13700009999" });
    const { id } = members.invite(OPERATOR, { staffId });
    const bound = members.bind(
      { channel: "telegram", accountId: account },
      id,
      { name, lastFour: "9999" },
      "v1",
    );
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
  }

  bureau.bind(branches.first.secretaryId, "sec");
  bureau.bind(branches.first.memberIds[1]!, "member");
  staff("editor", "陈静", ["editor"]);

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
    // A new dialogue each time, as after a restart.
    const { intents, flows } = createOrganiserTalk(parts);
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
    files,
    attending,
    staff,
    noted,
    fetched,
    send,
    say,
    turnOf,
    tap: (to: string, action: string) => say(to, { action }),
    /** The labels and actions of the buttons under the replies. */
    buttons: async (to: string, said: Said) =>
      new Map(
        (await send(to, said)).flatMap(({ choices }) => choices.map(({ label, action }) => [label, action])),
      ),
  };
}
