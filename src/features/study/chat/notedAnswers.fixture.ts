/** Callers at their call list: the real call list, study's conversation and the kernel over one store. */
import { createCalls } from "../../../delivery/index.ts";
import {
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  type Role,
  replyText,
  saveState,
} from "../../../dialogue/index.ts";
import { tables } from "../../../store/index.ts";
import { createCallDesk, createCallIntents } from "../../members/index.ts";
import { OPERATOR, setUpStudy } from "../study.fixture.ts";
import { createNotedIntents, createSpokenStudyAnswers } from "./notedAnswers.ts";

/** Stands for the policy feature and the member's own conversation: it takes what nobody else takes. */
const OTHERS: Intent = {
  name: "others",
  urgency: 100,
  matches: () => true,
  handle: async (message, state) => ({
    kind: "answer",
    replies: [{ blocks: [{ kind: "text", spans: [{ text: `别处：${message.action}` }] }], choices: [] }],
    state,
    effects: [],
  }),
};

export function setUpCallers() {
  const bureau = setUpStudy();
  const { store, box, clock, members, sessions } = bureau;
  const calls = createCalls(store, box, clock);
  const spoken = createSpokenStudyAnswers({ sessions, members });
  const desk = createCallDesk(members, calls, [spoken]);
  let count = 0;

  function bind(chat: string, target: Parameters<typeof members.invite>[1], name: string, lastFour: string) {
    const { id } = members.invite(OPERATOR, target);
    const bound = members.bind({ channel: "web", accountId: chat }, id, { name, lastFour }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
  }

  /** Taps, as after a restart; whether it is committed can be left out, as when killed before. */
  async function turnOf(chat: string, action: string) {
    const message: IncomingMessage = {
      channel: "web",
      chatId: chat,
      messageId: `m${++count}`,
      at: clock(),
      text: "",
      action,
    };
    const intents = [
      ...createNotedIntents({ sessions, members, store }),
      ...createCallIntents({ desk, mayCarryPersonal: () => true }),
      OTHERS,
    ];
    const state = loadState(store.records, box, "web", chat);
    const speaker = members.speakerOf({ channel: "web", accountId: chat });
    const turn = await createDialogue(intents, []).respond(message, state, { speaker });
    const commit = () =>
      store.transaction(() => {
        for (const effect of turn.effects) effect();
        saveState(store.records, box, "web", chat, turn.state, clock());
      });
    return { turn, commit };
  }

  return {
    ...bureau,
    desk,
    turnOf,
    staff(chat: string, name: string, ...roles: readonly Role[]): number {
      const id = members.addStaff(OPERATOR, { name, roles, phone: "13700009999" });
      bind(chat, { staffId: id }, name, "9999");
      return id;
    },
    proxyOf(chat: string, memberId: number): void {
      const grant = { memberId, name: "王小红", phone: "13900005678", relation: "女儿" };
      bind(chat, { proxyGrantId: members.grant(OPERATOR, grant) }, "王小红", "5678");
    },
    /** Taps, commits, and gives what is read and the labels below. */
    async tap(
      chat: string,
      action: string,
    ): Promise<{ text: string; labels: readonly string[]; reply: Reply }> {
      const { turn, commit } = await turnOf(chat, action);
      commit();
      const reply = turn.replies[0]!;
      return {
        text: turn.replies.map(replyText).join("\n"),
        labels: turn.replies.flatMap(({ choices }) => choices.map(({ label }) => label)),
        reply,
      };
    },
    callsOf: (memberId: number) =>
      store.records
        .select()
        .from(tables.callTask)
        .all()
        .filter((row) => row.memberId === memberId),
    answerOf: (sessionId: number, memberId: number) => sessions.forMember(sessionId, memberId)?.answer,
    answeredBy: (sessionId: number, memberId: number) =>
      store.records
        .select()
        .from(tables.studyInvitee)
        .all()
        .find((row) => row.sessionId === sessionId && row.memberId === memberId)?.answeredBy,
  };
}
