import { describe, expect, it } from "vitest";
import { type Flow, startFlow } from "./flow.ts";
import { FRESH, type Intent } from "./intent.ts";
import { createDialogue } from "./kernel.ts";
import { type IncomingMessage, plainReply, replyText } from "./message.ts";

const at = 1_000_000;
const say = (text: string, later = 0): IncomingMessage => ({
  channel: "t",
  chatId: "c",
  messageId: text,
  at: at + later,
  text,
});

const names: Flow<{ name?: string }> = {
  name: "names",
  version: 1,
  outcome: "personal",
  lapsesAfterMs: 60_000,
  lapsed: "放得太久，作废了。",
  cancelled: "不办了。",
  ask: ({ name }) => plainReply(name === undefined ? "您叫什么？" : "对吗？"),
  take: async ({ text }, { name }) => {
    if (text.endsWith("吗")) return { kind: "pass" };
    if (text.endsWith("太晚了")) return { kind: "pass", over: [plainReply("时间到了。")] };
    if (name === undefined) return { kind: "stay", data: { name: text }, replies: [plainReply("对吗？")] };
    return { kind: "end", replies: [plainReply(`记下了：${name}`)] };
  },
};
const echo: Intent = {
  name: "echo",
  urgency: 100,
  matches: () => true,
  handle: async (message, state) => ({
    kind: "answer",
    replies: [plainReply(`答：${message.text}`)],
    state,
    effects: [],
  }),
};
const alarm: Intent = { ...echo, name: "alarm", urgency: 0, matches: ({ text }) => text === "救命" };
const dialogue = createDialogue([echo, alarm], [names]);
const running = { ...FRESH, flow: startFlow(names, {}, at) };
const texts = (turn: { replies: readonly Parameters<typeof replyText>[0][] }) => turn.replies.map(replyText);

describe("kernel", () => {
  it("gives a running flow the message, step by step, to its end", async () => {
    const first = await dialogue.respond(say("张三"), running);
    expect(texts(first)).toEqual(["对吗？"]);
    const second = await dialogue.respond(say("对"), first.state);
    expect(texts(second)).toEqual(["记下了：张三"]);
    expect(second.state.flow).toBeUndefined();
  });

  it("answers what is not for the flow, and then asks the flow's question again", async () => {
    const turn = await dialogue.respond(say("能报销吗"), running);
    expect(texts(turn)).toEqual(["答：能报销吗", "您叫什么？"]);
    expect(turn.state.flow).toEqual(running.flow);
  });

  it("lets a flow that has ended for a reason of its own say so before the answer, and asks nothing again", async () => {
    const turn = await dialogue.respond(say("太晚了"), running);
    expect(texts(turn)).toEqual(["时间到了。", "答：太晚了"]);
    expect(turn.state.flow).toBeUndefined();
  });

  it("puts danger before a running flow, which stays", async () => {
    const turn = await dialogue.respond(say("救命"), running);
    expect(texts(turn)).toEqual(["答：救命"]);
    expect(turn.state.flow).toEqual(running.flow);
  });

  it("says so when a flow has lapsed, and answers the message", async () => {
    const turn = await dialogue.respond(say("张三", 60_001), running);
    expect(texts(turn)).toEqual(["放得太久，作废了。", "答：张三"]);
    expect(turn.state.flow).toBeUndefined();
  });

  it("counts a flow's time from its last step", async () => {
    const first = await dialogue.respond(say("张三", 50_000), running);
    expect(texts(await dialogue.respond(say("对", 100_000), first.state))).toEqual(["记下了：张三"]);
  });

  it("lapses a flow whose data is of another version, and drops one that no longer exists", async () => {
    const older = { ...FRESH, flow: { ...running.flow, version: 0 } };
    expect(texts(await dialogue.respond(say("张三"), older))).toEqual(["放得太久，作废了。", "答：张三"]);
    const gone = { ...FRESH, flow: { ...running.flow, name: "gone" } };
    const turn = await dialogue.respond(say("张三"), gone);
    expect(texts(turn)).toEqual(["答：张三"]);
    expect(turn.state.flow).toBeUndefined();
  });

  it("refuses two intents of one name", () => {
    expect(() => createDialogue([echo, echo])).toThrow("同一个名字");
  });
});
