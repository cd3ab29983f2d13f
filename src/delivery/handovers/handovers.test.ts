import { describe, expect, it, onTestFinished } from "vitest";
import {
  type Context,
  createDialogue,
  FRESH,
  type IncomingMessage,
  type Intent,
  plainReply,
  type Reply,
  replyText,
  STRANGER,
} from "../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { outboxTable } from "../outbox.repo.ts";
import { createStaffNotes } from "../staffNotes.ts";
import { createHandoverIntents } from "./handoverIntents.ts";
import { createHandovers } from "./handovers.ts";

const OFFICER = { staffId: 1, name: "王敏", roles: ["dispatcher"] } as const;
const ACCOUNT = { channel: "telegram", accountId: "900", staffId: 1 };

function setUp(options: { open?: boolean; mayShow?: boolean } = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  for (const id of [1, 2])
    store.records
      .insert(tables.staff)
      .values({ id, name: id === 1 ? "王敏" : "李强", createdAt: 0 })
      .run();
  const clock = () => 5_000;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const mayShow = () => options.mayShow !== false;
  const notes = createStaffNotes({ store, box, clock, log, duty: undefined, staffAccounts: () => [ACCOUNT] });
  const handovers = createHandovers({
    store,
    box,
    clock,
    notes,
    nameOf: (_channel, chatId) => (chatId === "1" ? "测试甲" : undefined),
    accountsOfStaff: (staffId) => (staffId === 1 ? [ACCOUNT] : []),
    mayShow,
  });
  const assistant: Intent = {
    name: "answer",
    urgency: 100,
    matches: () => true,
    handle: async (message, state) => ({
      kind: "answer",
      replies: [plainReply(`金秋答${message.text}`)],
      state,
      effects: [],
    }),
  };
  const officeHours = {
    open: () => options.open !== false,
    sayNextOpening: () => "明天（11月24日）上午8点半",
  };
  const dialogue = createDialogue([
    ...createHandoverIntents({ handovers, clock, officeHours, mayShow }),
    assistant,
  ]);
  let n = 0;
  /** One message through the dialogue, its effects done; returns what was replied. */
  async function say(chatId: string, content: Partial<IncomingMessage>): Promise<string[]> {
    const staff = chatId === ACCOUNT.accountId ? { staff: OFFICER } : {};
    const held = handovers.of("telegram", chatId);
    const context: Context = {
      speaker: { ...STRANGER, ...staff },
      ...(held === undefined ? {} : { handover: { id: held.id, silent: held.silent } }),
    };
    const message = { channel: "telegram", chatId, messageId: `m${++n}`, at: n, text: "", ...content };
    const turn = await dialogue.respond(message, FRESH, context);
    store.transaction(() => {
      for (const effect of turn.effects) effect();
    });
    return turn.replies.map(replyText);
  }
  const outbox = outboxTable(store.records);
  /** What is queued for a chat, oldest first; each is given a receipt as if it had been sent. */
  function got(chatId: string): string[] {
    return outbox
      .recent("telegram", chatId, 50)
      .reverse()
      .map((row) => {
        outbox.settleSent(row.id, 1, [`r${row.id}`], 1);
        return replyText(JSON.parse(box.open(row.body)) as Reply);
      });
  }
  const lastReceipt = (chatId: string) => outbox.recent("telegram", chatId, 1)[0]!.receipts![0]!;
  return { say, got, lastReceipt, handovers };
}

describe("handover", () => {
  it("falls silent when a human is asked for, and comes back when the person wants", async () => {
    const { say, handovers } = setUp();
    const [words] = await say("1", { text: "转人工" });
    expect(words).toContain("已经替您转给工作人员");
    expect(await say("1", { text: "医药费怎么报" })).toEqual([]);
    expect((await say("1", { text: "转人工" }))[0]).toContain("已经替您登记过了");
    expect((await say("1", { action: "handback" }))[0]).toContain("金秋接着答您");
    expect(await say("1", { text: "医药费怎么报" })).toEqual(["金秋答医药费怎么报"]);
    expect(handovers.list()).toEqual([]);
  });

  it("says when someone will answer, outside office hours", async () => {
    const { say } = setUp({ open: false });
    const [words] = await say("1", { text: "我要人工服务" });
    expect(words).toContain("明天（11月24日）上午8点半");
    expect(words).toContain("120");
  });

  it("is taken by staff, who read what was said and answer by replying; others cannot take it", async () => {
    const { say, got, lastReceipt, handovers } = setUp();
    await say("1", { text: "找人工" });
    expect(got("900")[0]).toContain("测试甲");
    const { id } = handovers.list()[0]!;
    await say("900", { action: `handover:take:${id}` });
    expect(got("1").at(-1)).toContain("工作人员王敏来答您了");
    expect(handovers.take(id, { staffId: 2, name: "李强" })).toBe("held");
    got("900");
    expect(await say("900", { text: "您好，我是小王", replyTo: lastReceipt("900") })).toEqual([
      "已发给对方。",
    ]);
    expect(got("1").at(-1)).toBe("您好，我是小王");
    await say("1", { text: "我的卡丢了", attachments: [{ kind: "photo", fileId: "f" }] });
    expect(got("900").at(-1)).toContain("我的卡丢了");
    expect(got("900").at(-1)).toContain("一张照片");
    await say("900", { action: `handover:back:${id}` });
    expect(got("1").at(-1)).toContain("工作人员已经答完");
    expect(await say("1", { text: "谢谢" })).toEqual(["金秋答谢谢"]);
    expect(await say("900", { text: "还在吗", replyTo: lastReceipt("900") })).toEqual([
      "没有发出去：这段对话已经办结，或者别人正在答。",
    ]);
  });

  it("shows staff no words on a messenger where they may not go", async () => {
    const { say, got, handovers } = setUp({ mayShow: false });
    await say("1", { text: "转人工" });
    const { id } = handovers.list()[0]!;
    await say("900", { action: `handover:take:${id}` });
    await say("1", { text: "我有糖尿病" });
    expect(got("900").join("\n")).not.toContain("糖尿病");
    expect(got("900").at(-1)).toContain("内容不经这里传");
  });

  it("lets nobody but staff take or see a conversation", async () => {
    const { say, handovers } = setUp();
    await say("1", { text: "转人工" });
    const { id } = handovers.list()[0]!;
    expect(await say("2", { action: `handover:take:${id}` })).toEqual(["这个按钮只给工作人员用。"]);
    expect(await say("2", { text: "/handovers" })).toEqual(["金秋答/handovers"]);
    expect(handovers.list()[0]!.takenBy).toBeNull();
  });

  it("becomes graver, not two, when danger follows; and does not fall silent for danger before it is taken", async () => {
    const { handovers, say } = setUp();
    const message: IncomingMessage = {
      channel: "telegram",
      chatId: "1",
      messageId: "x",
      at: 1,
      text: "诈骗",
    };
    handovers.open(message, "fraud");
    handovers.open({ ...message, text: "倒了" }, "emergency");
    expect(handovers.list().map(({ reason }) => reason)).toEqual(["emergency"]);
    expect(await say("1", { text: "120来之前怎么办" })).toEqual(["金秋答120来之前怎么办"]);
  });

  it("reminds staff once per span of what nobody took", async () => {
    const { say, handovers, got } = setUp();
    await say("1", { text: "转人工" });
    expect(handovers.remind(() => true, "1")).toBe(1);
    handovers.remind(() => true, "1");
    expect(got("900").filter((words) => words.includes("还没有人接手"))).toHaveLength(1);
    expect(handovers.remind(() => false, "2")).toBe(0);
  });
});
