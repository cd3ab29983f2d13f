import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../dialogue/message.ts";
import { startTelegramServer, type TelegramServer } from "../../testing/telegramServer.ts";
import { createTelegram } from "./channel.ts";

let server: TelegramServer;

beforeEach(async () => {
  server = await startTelegramServer();
});
afterEach(() => server.close());

/** The sender as production builds it, with a shorter time limit. */
function open(publicUrl?: string) {
  const silent = () => undefined;
  return createTelegram({
    config: { mode: "polling", token: server.token, apiRoot: server.apiRoot, dutyChatId: undefined },
    receive: async () => undefined,
    queue: async () => undefined,
    staffChats: () => [],
    publicUrl,
    log: { info: silent, warn: silent, error: silent },
    clock: () => 0,
    timing: { requestMs: 300 },
  });
}

describe("the sender", () => {
  const live = new AbortController().signal;
  const say = (text: string): Reply => ({ blocks: [paragraph(text)], choices: [] });
  const kindOf = (sending: Promise<unknown>) =>
    sending.then(
      () => "sent",
      (error) => error.kind,
    );

  it("shows files again after the words, and says so where one cannot be shown", async () => {
    const { sender } = open();
    const reply: Reply = {
      ...say("师傅请看"),
      files: [
        { kind: "photo", fileId: "p1" },
        { kind: "voice", fileId: "gone" },
      ],
    };
    expect(sender.parts(reply)).toBe(3);
    for (let part = 0; part < 3; part++) await sender.send("5", reply, part, live);
    expect(server.sent.map(({ text }) => text)).toEqual([
      "师傅请看",
      "[photo p1]",
      "（这里本来有一个文件，现在打不开了）",
    ]);
  });

  it("sends the parts in order, with the buttons below the last and no preview", async () => {
    const { sender } = open();
    const reply: Reply = {
      blocks: [
        paragraph("甲".repeat(5000)),
        {
          kind: "clause",
          source: "《办法》第三条 <2023>",
          spans: [{ text: "条文 & 证据。", mark: "evidence" }],
          open: { label: "看全文", clauseId: 3 },
        },
      ],
      choices: [{ label: "转人工", action: "human" }],
    };
    expect(sender.parts(reply)).toBe(2);
    for (let part = 0; part < 2; part += 1) await sender.send("11", reply, part, live);
    expect(server.sent.map(({ buttons }) => buttons.map(({ action }) => action))).toEqual([
      [],
      ["clause:3", "human"],
    ]);
    expect(server.sent[1]?.text).toMatch(/《办法》第三条 <2023>\n条文 & 证据。$/);
    expect(server.sent[0]?.payload["link_preview_options"]).toEqual({ is_disabled: true });
  });

  it("returns Telegram's id of each message", async () => {
    const { sender } = open();
    const ids = [];
    for (const chatId of ["11", "12", "11"]) ids.push(await sender.send(chatId, say("您好"), 0, live));
    expect(ids).toEqual(server.sent.map(({ messageId }) => String(messageId)));
    expect(new Set(ids).size).toBe(3);
  });

  it("names the speeds of Telegram: 30 a second, one a second in a chat, 20 a minute in a group", () => {
    const { limits, repeatable } = open().sender;
    expect(limits?.perSecond).toBe(30);
    expect(limits?.chatIntervalMs("77")).toBe(1000);
    expect(limits?.chatIntervalMs("-77")).toBe(3000);
    expect(repeatable).toBeFalsy();
  });

  it("says who of the staff writes, opens pages by a button, and shows the menu", async () => {
    const { sender } = open("https://jinqiu.example.cn");
    const links = [{ label: "下载我的资料", path: "/download/a1" }];
    await sender.send("11", { ...say("已办好。"), from: "工作人员 王敏", links }, 0, live);
    await sender.send("11", { ...say("还要办什么？"), menu: true }, 0, live);
    const [note, menu] = server.sent;
    expect(note?.html).toBe("<b>工作人员 王敏：</b>\n已办好。");
    expect(note?.links).toEqual([{ label: "下载我的资料", url: "https://jinqiu.example.cn/download/a1" }]);
    expect(menu?.keyboard?.flat().map(({ label }) => label)).toEqual([
      "查政策",
      "要服务",
      "我的",
      "学习活动",
      "找人工",
    ]);
    expect(menu?.payload["reply_markup"]).toMatchObject({ is_persistent: true, resize_keyboard: true });
  });

  it("writes a link out where Telegram would refuse the button", async () => {
    const links = [{ label: "下载我的资料", path: "/download/a1" }];
    await open("http://localhost:8080").sender.send("11", { ...say("好了。"), links }, 0, live);
    await open().sender.send("11", { ...say("好了。"), links }, 0, live);
    expect(server.sent.map(({ text }) => text)).toEqual([
      "好了。\n\n请在网页上打开：下载我的资料 http://localhost:8080/download/a1",
      "好了。\n\n请在网页上打开：下载我的资料 /download/a1",
    ]);
    expect(server.sent.flatMap((message) => message.links)).toEqual([]);
  });

  it.each([
    ["blocked", { kind: "error", code: 403, description: "Forbidden: bot was blocked by the user" }],
    ["blocked", { kind: "error", code: 400, description: "Bad Request: chat not found" }],
    ["refused", { kind: "error", code: 400, description: "Bad Request: something else" }],
    ["transport", { kind: "error", code: 500 }],
    ["transport", { kind: "page", status: 502 }],
    ["uncertain", { kind: "drop" }],
    ["uncertain", { kind: "dropAfter" }],
    ["uncertain", { kind: "silence" }],
  ] as const)("says %s when the server's answer is %o", async (kind, failure) => {
    server.fail("sendMessage", failure);
    expect(await kindOf(open().sender.send("1", say("您好"), 0, live))).toBe(kind);
  });

  it("passes on how long Telegram asks to wait", async () => {
    server.fail("sendMessage", { kind: "error", code: 429, retryAfter: 13 });
    const sending = open().sender.send("1", say("您好"), 0, live);
    await expect(sending).rejects.toMatchObject({ kind: "rateLimited", retryAfterSeconds: 13 });
  });

  it("says transport when nobody listens: surely not delivered", async () => {
    const { sender } = open();
    await server.close();
    expect(await kindOf(sender.send("1", say("您好"), 0, live))).toBe("transport");
  });

  it("refuses, without asking Telegram, what Telegram would refuse", async () => {
    const { sender } = open();
    const choices = [{ label: "选", action: "字".repeat(22) }];
    expect(await kindOf(sender.send("1", { ...say("您好"), choices }, 0, live))).toBe("refused");
    expect(await kindOf(sender.send("1", say(" \n"), 0, live))).toBe("refused");
    expect(await kindOf(sender.send("1", say("您好"), 1, live))).toBe("refused");
    expect(await kindOf(sender.send("web-1", say("您好"), 0, live))).toBe("refused");
    const links = [{ label: "打开", path: "@evil.example/x" }];
    expect(await kindOf(sender.send("1", { ...say("您好"), links }, 0, live))).toBe("refused");
    expect(server.calls).toEqual([]);
  });

  it("sends nothing once told to stop", async () => {
    expect(await kindOf(open().sender.send("1", say("您好"), 0, AbortSignal.abort()))).toBe("transport");
    expect(server.calls).toEqual([]);
  });
});
