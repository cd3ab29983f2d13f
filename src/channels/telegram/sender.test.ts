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
function open() {
  const silent = () => undefined;
  return createTelegram({
    config: { mode: "polling", token: server.token, apiRoot: server.apiRoot, dutyChatId: undefined },
    receive: async () => undefined,
    log: { info: silent, warn: silent, error: silent },
    clock: () => 0,
    timing: { requestMs: 300 },
  });
}

describe("the sender", () => {
  const live = new AbortController().signal;
  const say = (text: string): Reply => ({ blocks: [paragraph(text)], choices: [] });
  const kindOf = (sending: Promise<void>) =>
    sending.then(
      () => "sent",
      (error) => error.kind,
    );

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
    expect(server.calls).toEqual([]);
  });

  it("sends nothing once told to stop", async () => {
    expect(await kindOf(open().sender.send("1", say("您好"), 0, AbortSignal.abort()))).toBe("transport");
    expect(server.calls).toEqual([]);
  });
});
