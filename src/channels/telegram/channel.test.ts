import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type IncomingMessage, replyText } from "../../dialogue/message.ts";
import {
  membership,
  privateMessage,
  privateText,
  startTelegramServer,
  type TelegramServer,
  tap,
} from "../../testing/telegramServer.ts";
import { createTelegram, type TelegramChannel, type TelegramParts } from "./channel.ts";
import type { QueuedReply } from "./intake.ts";
import { GROUP_DECLINE, LOG } from "./text.ts";

const QUICK = { pollSeconds: 5, watchdogMs: 5000, requestMs: 300, firstRetryMs: 5, lastRetryMs: 20 };

let server: TelegramServer;
const opened: TelegramChannel[] = [];

beforeEach(async () => {
  server = await startTelegramServer();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((channel) => channel.stop()));
  await server.close();
});

function open(parts: Partial<TelegramParts> = {}) {
  const received: IncomingMessage[] = [];
  const queued: QueuedReply[] = [];
  const logged: { level: string; message: string; details: string }[] = [];
  const line = (level: string) => (details: object, message: string) => {
    logged.push({ level, message, details: JSON.stringify(details) });
  };
  const channel = createTelegram({
    config: { mode: "polling", token: server.token, apiRoot: server.apiRoot, dutyChatId: undefined },
    receive: async (message) => void received.push(message),
    queue: async (message) => void queued.push(message),
    staffChats: () => [],
    publicUrl: undefined,
    log: { info: line("info"), warn: line("warn"), error: line("error") },
    clock: () => 1_700_000_000_000,
    timing: QUICK,
    ...parts,
  });
  opened.push(channel);
  return { channel, received, queued, logged };
}

const callsOf = (method: string) => server.calls.filter((call) => call.method === method);
const texts = (messages: IncomingMessage[]) => messages.map((message) => message.text);

describe("receiving by long polling", () => {
  it("takes what was said before it started, in order, dropping nothing", async () => {
    server.push(privateText(1, "早上好"), privateText(2, "离休费"));
    const { channel, received } = open();
    await channel.start();
    await server.waitUntil("both received", () => received.length === 2);
    expect(texts(received)).toEqual(["早上好", "离休费"]);
    expect(callsOf("deleteWebhook").map((call) => call.payload)).toEqual([{ drop_pending_updates: false }]);
    await server.waitUntil("confirmed", () => server.pending().length === 0);
  });

  it("hands on what came together before it waits for any of it, in order", async () => {
    const begun: string[] = [];
    let release = () => {};
    const disk = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { channel } = open({
      receive: (message) => {
        begun.push(message.text);
        return disk;
      },
    });
    server.push(...Array.from({ length: 40 }, (_, n) => privateText(n % 3, `第${n}句`)));
    await channel.start();
    await server.waitUntil("all begun", () => begun.length === 40);
    expect(begun).toEqual(Array.from({ length: 40 }, (_, n) => `第${n}句`));
    expect(server.pending().length).toBe(40);
    release();
    await server.waitUntil("all confirmed", () => server.pending().length === 0);
    expect(begun.length).toBe(40);
  });

  it("confirms up to the first that was not stored: it comes again with those behind it, nothing lost", async () => {
    const tried: string[] = [];
    const pendingWhenTried: number[][] = [];
    let failuresLeft = 2;
    const { channel, logged } = open({
      receive: async (message) => {
        tried.push(message.messageId);
        pendingWhenTried.push(server.pending());
        if (message.text === "二" && failuresLeft-- > 0) throw new Error("database or disk is full");
      },
    });
    const [first, second, third] = server.push(
      privateText(1, "一"),
      privateText(1, "二"),
      privateText(1, "三"),
    );
    await channel.start();
    await server.waitUntil("all confirmed", () => server.pending().length === 0);
    const expected = [first, second, third, second, third, second, third];
    expect(tried).toEqual(expected.map((id) => `u${id}.1.1.0`));
    for (const [at, id] of expected.entries()) expect(pendingWhenTried[at]).toContain(id);
    expect(pendingWhenTried.at(-1)).not.toContain(first);
    expect(logged.filter(({ message }) => message === LOG.notStored).length).toBe(2);
  });

  it("hears ids that start again lower after a quiet time", async () => {
    const { channel, received } = open({ timing: { ...QUICK, pollSeconds: 0.02 } });
    server.push({ update_id: 900_000, ...privateText(1, "旧") });
    await channel.start();
    await server.waitUntil("an empty answer after the first", () => server.pending().length === 0);
    const before = callsOf("getUpdates").length;
    await server.waitUntil("two more calls", () => callsOf("getUpdates").length >= before + 2);
    server.push({ update_id: 17, ...privateText(1, "新") });
    await server.waitUntil("received", () => received.length === 2);
    expect(texts(received)).toEqual(["旧", "新"]);
  });

  it("answers a tap and passes its action on, even when the answer fails", async () => {
    server.fail("answerCallbackQuery", { kind: "error", code: 400, description: "query is too old" });
    const { channel, received } = open();
    await channel.start();
    server.push(tap(5, "clause:9", "first"), tap(5, "human", "second"));
    await server.waitUntil("both answered", () => callsOf("answerCallbackQuery").length === 2);
    await server.waitUntil("both received", () => received.length === 2);
    expect(callsOf("answerCallbackQuery").map((call) => call.payload["callback_query_id"])).toEqual([
      "first",
      "second",
    ]);
    expect(received.map(({ action, text }) => ({ action, text }))).toEqual([
      { action: "clause:9", text: "" },
      { action: "human", text: "" },
    ]);
  });

  it("declines in a group through the outbox, under one key, and passes nothing on from it", async () => {
    const { channel, received, queued } = open();
    const call = { message: { message_id: 1, date: 0, chat: { id: -7, type: "group" }, text: "/start" } };
    await channel.start();
    server.push(call, call, privateText(1, "在"));
    await server.waitUntil("all confirmed", () => server.pending().length === 0);
    expect(queued.map(({ chatId, key, reply }) => ({ chatId, key, text: replyText(reply) }))).toEqual(
      Array(2).fill({ chatId: "-7", key: "decline:-7", text: GROUP_DECLINE }),
    );
    expect(texts(received)).toEqual(["在"]);
    expect(server.sent).toEqual([]);
  });

  it("does not confirm a call in a group until the decline is queued", async () => {
    let failuresLeft = 1;
    const kept: string[] = [];
    const { channel, logged } = open({
      queue: async ({ key }) => {
        if (failuresLeft-- > 0) throw new Error("database or disk is full");
        kept.push(key);
      },
    });
    server.push({ message: { message_id: 1, date: 0, chat: { id: -7, type: "group" }, text: "/start" } });
    await channel.start();
    await server.waitUntil("confirmed", () => server.pending().length === 0);
    expect(kept).toEqual(["decline:-7"]);
    expect(logged.filter(({ message }) => message === LOG.notStored).length).toBe(1);
  });

  it("hears of photos, contacts, edits, replies and blocking, and asks Telegram for them", async () => {
    const { channel, received } = open();
    const bot = { id: 424242, is_bot: true };
    server.push(
      privateMessage(7, { photo: [{ file_id: "p1", width: 90, height: 90 }], caption: "通知" }),
      privateMessage(7, { contact: { phone_number: "8613800000000", user_id: 7 } }),
      privateMessage(7, { text: "回您", reply_to_message: { message_id: 55, from: bot } }),
      membership(7, "kicked"),
    );
    await channel.start();
    await server.waitUntil("all received", () => received.length === 4);
    const base = { channel: "telegram", chatId: "7", at: 1_700_000_000_000 };
    expect(received.map(({ messageId: _, ...rest }) => rest)).toEqual([
      { ...base, text: "通知", attachments: [{ kind: "photo", fileId: "p1" }] },
      { ...base, text: "", attachments: [{ kind: "contact", phone: "8613800000000", own: true }] },
      { ...base, text: "回您", replyTo: "55" },
      { ...base, text: "", action: "account:blocked" },
    ]);
    const [call] = callsOf("getUpdates");
    expect(call?.payload["allowed_updates"]).toEqual([
      "message",
      "edited_message",
      "callback_query",
      "my_chat_member",
    ]);
  });

  it("goes on after an update it cannot read", async () => {
    const { channel, received, logged } = open();
    server.push({ message: { chat: null, text: 5 } }, privateText(1, "好的"));
    await channel.start();
    await server.waitUntil("the next received", () => received.length === 1);
    expect(logged.some(({ message }) => message === LOG.unreadable)).toBe(true);
    await server.waitUntil("both confirmed", () => server.pending().length === 0);
  });

  it("goes on after a fault of its own", async () => {
    let clockFails = true;
    const { channel, received, logged } = open({
      clock: () => {
        if (!clockFails) return 0;
        clockFails = false;
        throw new Error("broken clock");
      },
    });
    server.push(privateText(1, "甲"), privateText(1, "乙"));
    await channel.start();
    await server.waitUntil("the second received", () => received.length === 1);
    expect(texts(received)).toEqual(["乙"]);
    expect(logged.find(({ message }) => message === LOG.faulty)?.details).toContain("broken clock");
  });

  it("starts while Telegram is away, and catches up", async () => {
    server.fail("getMe", { kind: "drop" }, 2);
    server.fail("deleteWebhook", { kind: "page", status: 502 });
    server.fail("getUpdates", { kind: "drop" }, 3);
    server.fail("setMyCommands", { kind: "error", code: 500 });
    server.push(privateText(1, "还在吗"));
    const { channel, received, logged } = open();
    await channel.start();
    await server.waitUntil("received", () => received.length === 1);
    expect(logged.filter(({ message }) => message === LOG.unreachable).length).toBe(6);
  });

  it("gives up a call that hangs and makes another", async () => {
    server.fail("getUpdates", { kind: "silence" });
    const { channel, received, logged } = open({ timing: { ...QUICK, watchdogMs: 60 } });
    server.push(privateText(1, "喂"));
    await channel.start();
    await server.waitUntil("received", () => received.length === 1);
    expect(logged.some(({ message }) => message === LOG.stalled)).toBe(true);
  });

  it("stops at once although a call is hanging, and hears nothing afterwards", async () => {
    const { channel, received } = open({ timing: { ...QUICK, pollSeconds: 60, watchdogMs: 60_000 } });
    await channel.start();
    await server.waitUntil("polling", () => callsOf("getUpdates").length === 1);
    await channel.stop();
    server.push(privateText(1, "迟了"));
    expect(received).toEqual([]);
    expect(server.pending().length).toBe(1);
  });
});

describe("what the operator is told", () => {
  it("says at 409 that another copy runs and must be stopped", async () => {
    server.fail("getUpdates", {
      kind: "error",
      code: 409,
      description: "Conflict: terminated by other getUpdates",
    });
    const { channel, logged } = open();
    await channel.start();
    await server.waitUntil("logged", () => logged.some(({ level }) => level === "error"));
    expect(logged.find(({ level }) => level === "error")?.message).toMatch(/409.*请停掉另一个程序/);
  });

  it("removes a webhook that is in the way, without dropping what waits", async () => {
    const { channel, received } = open();
    await channel.start();
    await server.waitUntil("polling", () => callsOf("getUpdates").length === 1);
    await fetch(`${server.apiRoot}/bot${server.token}/setWebhook`, {
      method: "POST",
      body: JSON.stringify({ url: "https://example.com/telegram" }),
    });
    server.push(privateText(1, "一"));
    server.push(privateText(1, "二"));
    await server.waitUntil("received", () => received.length === 2);
    expect(callsOf("deleteWebhook").every((call) => call.payload["drop_pending_updates"] === false)).toBe(
      true,
    );
  });

  it("says at 401 where to copy the token, and never writes the token down", async () => {
    const wrong = "1:wrong-token_0123456789abcdef";
    const config = { mode: "polling", token: wrong, apiRoot: server.apiRoot, dutyChatId: undefined } as const;
    const { channel, logged } = open({ config });
    await channel.start();
    await server.waitUntil("logged", () => logged.length > 0);
    expect(logged[0]?.level).toBe("error");
    expect(logged[0]?.message).toMatch(/BOT_TOKEN.*BotFather/);
    await server.close();
    await server.waitUntil("unreachable logged", () =>
      logged.some(({ message }) => message === LOG.unreachable),
    );
    expect(JSON.stringify(logged)).not.toContain(wrong);
  });
});
