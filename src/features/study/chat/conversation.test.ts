import { describe, expect, it } from "vitest";
import { createCommandIntents, createDialogue, type Intent, NO_CONTEXT } from "../../../dialogue/index.ts";
import { createStudyConversation, type StudyConversationParts } from "./conversation.ts";
import { setUpStudy } from "./member/bureau.fixture.ts";

const POLICY: Intent = {
  name: "policy",
  urgency: 100,
  matches: () => true,
  handle: async (_message, state) => ({ kind: "answer", replies: [], state, effects: [] }),
};

describe("the conversation of study", () => {
  it("joins members, organisers and quizzes under names of their own, and knows a stranger's words", async () => {
    const bureau = setUpStudy();
    const { intents, flows } = createStudyConversation({
      ...bureau,
      // Nobody is registered here: neither quizzes nor files are asked for anything.
      quizzes: {} as StudyConversationParts["quizzes"],
      keepCertificate: () => ({ kind: "document", stored: 1, name: "", mediaType: "", bytes: 0 }),
      fetchFile: async () => ({ kind: "refused", words: "" }),
      toAccount: () => undefined,
    });
    expect(flows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["study.sign", "study.reflect", "study.quiz", "study.draft"]),
    );
    const dialogue = createDialogue([...createCommandIntents(), ...intents, POLICY], flows);
    for (const [text, kind] of [
      ["学习活动", "study"],
      ["签到", "study"],
      ["我的支部", "study"],
      ["知识竞答", "study"],
      ["离休干部学习有什么规定", "answer"],
    ] as const) {
      const message = { channel: "web", chatId: "x", messageId: text, at: bureau.clock(), text };
      const turn = await dialogue.respond(message, { version: 2, clauses: [] }, NO_CONTEXT);
      expect(turn.kind, text).toBe(kind);
    }
  });
});
