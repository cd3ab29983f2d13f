/** A chat about quizzes for tests: each message goes through a new dialogue; its effects and state are committed. */
import { createHash } from "node:crypto";
import { expect } from "vitest";
import {
  type AnyFlow,
  createCommandIntents,
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  replyText,
  saveState,
} from "../../../../dialogue/index.ts";
import { tables } from "../../../../store/index.ts";
import { DAY_MS, OPERATOR, quizDraft, setUpQuizzes, ZONE } from "../quiz.fixture.ts";
import type { QuizDraft } from "../types.ts";
import { createQuizTalk } from "./quizTalk.ts";

/** Stands for the policy feature, which takes what nobody else takes. */
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

/** A flow of another feature, which passes everything. */
const OTHER: AnyFlow = {
  name: "other",
  version: 1,
  outcome: "service",
  lapsesAfterMs: DAY_MS,
  lapsed: "",
  cancelled: "",
  take: async () => ({ kind: "pass" }),
  ask: () => ({ blocks: [{ kind: "text", spans: [{ text: "要几点来？" }] }], choices: [] }),
};

type Said = string | { readonly tap: string };

export function setUpTalk(change: Partial<QuizDraft> = {}) {
  const bureau = setUpQuizzes();
  const { store, box, members, clock, quizzes } = bureau;
  const kept: { memberId: number; name: string; pdf: Buffer }[] = [];
  const numberOf = {
    of: (name: string, pdf: Buffer) =>
      createHash("sha256").update(name).update(pdf).digest().readUInt32BE(0) + 1,
  };
  let count = 0;
  const talk = () =>
    createQuizTalk({
      quizzes,
      store,
      timeZone: ZONE,
      keepCertificate(memberId, name, pdf) {
        kept.push({ memberId, name, pdf });
        return {
          kind: "document",
          stored: numberOf.of(name, pdf),
          name,
          mediaType: "application/pdf",
          bytes: pdf.length,
        };
      },
    });

  async function turnOf(chatId: string, said: Said) {
    count += 1;
    const message: IncomingMessage = {
      channel: "web",
      chatId,
      messageId: `m${count}`,
      at: clock(),
      text: typeof said === "string" ? said : "",
      ...(typeof said === "string" ? {} : { action: said.tap }),
    };
    // A new dialogue for each message, as after a restart.
    const { intents, flows } = talk();
    const cancelled = new Map(flows.map((flow) => [flow.name, flow.cancelled]));
    const dialogue = createDialogue(
      [...createCommandIntents((name) => cancelled.get(name)), ...intents, POLICY],
      [...flows, OTHER],
    );
    const state = loadState(store.records, box, "web", chatId);
    const before = store.records.select().from(tables.quizAnswer).all().length;
    const turn = await dialogue.respond(message, state, {
      speaker: members.speakerOf({ channel: "web", accountId: chatId }),
    });
    // A dialogue never writes by itself.
    expect(store.records.select().from(tables.quizAnswer).all()).toHaveLength(before);
    const commit = () =>
      store.transaction(() => {
        for (const effect of turn.effects) effect();
        saveState(store.records, box, "web", chatId, turn.state, clock());
      });
    return { turn, commit };
  }

  async function send(chatId: string, said: Said): Promise<readonly Reply[]> {
    const { turn, commit } = await turnOf(chatId, said);
    commit();
    return turn.replies;
  }

  /** Sends in turn; the last replies as text. */
  async function say(chatId: string, ...all: Said[]): Promise<string> {
    let last: readonly Reply[] = [];
    for (const said of all) last = await send(chatId, said);
    return last.map(replyText).join("\n\n");
  }

  const memberId = bureau.member("王大明", {}, "a");
  const { id: quizId } = quizzes.load(OPERATOR, quizDraft(change));
  return {
    ...bureau,
    kept,
    numberOf,
    turnOf,
    send,
    say,
    memberId,
    quizId,
    start: { tap: `quiz:start:${quizId}:${memberId}` },
    /** Puts another feature's flow under way. */
    hold: (chatId: string) =>
      saveState(
        store.records,
        box,
        "web",
        chatId,
        {
          version: 2,
          clauses: [],
          flow: { name: "other", version: 1, data: {}, touchedAt: clock() },
        },
        clock(),
      ),
    /** The button that begins with these words, in the last replies. */
    button: (replies: readonly Reply[], label: string) => {
      const choices = replies.flatMap((reply) => reply.choices);
      const found = choices.find((choice) => choice.label.startsWith(label));
      if (found === undefined)
        throw new Error(`${label} is not among ${choices.map((one) => one.label).join("、")}`);
      return { tap: found.action };
    },
  };
}

/** The labels of all choices. */
export const labelsOf = (replies: readonly Reply[]) =>
  replies.flatMap(({ choices }) => choices.map(({ label }) => label));
