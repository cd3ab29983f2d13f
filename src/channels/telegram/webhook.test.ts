import type { UserFromGetMe } from "grammy/types";
import { describe, expect, it } from "vitest";
import type { IncomingMessage } from "../../dialogue/message.ts";
import { FAKE_BOT, privateText } from "../../testing/telegramServer.ts";
import { createTelegram } from "./channel.ts";

const SECRET = "0123456789abcdef-secret";

/** A channel in webhook mode whose calls to Telegram all succeed and are noted. */
function open(receive: (message: IncomingMessage) => Promise<void> = async () => undefined, known = true) {
  const calls: { method: string; payload: object }[] = [];
  const channel = createTelegram({
    config: {
      mode: "webhook",
      token: "424242:test-token_0123456789abcdef",
      apiRoot: "http://127.0.0.1:9",
      dutyChatId: undefined,
      secret: SECRET,
      publicUrl: "https://example.com",
    },
    receive,
    queue: async () => undefined,
    staffChats: () => [],
    publicUrl: "https://example.com",
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    clock: () => 0,
    ...(known ? { botInfo: { ...FAKE_BOT } as unknown as UserFromGetMe } : {}),
    transformer: async (_prev, method, payload) => {
      calls.push({ method, payload });
      return { ok: true, result: true as never };
    },
  });
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const request = new Request("https://example.com/telegram", {
      method: "POST",
      headers: { "x-telegram-bot-api-secret-token": SECRET, ...headers },
      body,
    });
    return (await channel.webhook!(request)).status;
  };
  return { channel, calls, post };
}

const update = (body: object) => JSON.stringify({ update_id: 8, ...body });

describe("the webhook", () => {
  it("answers 200 only after the message is stored", async () => {
    let stored = false;
    const { post } = open(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      stored = true;
    });
    expect(await post(update(privateText(1, "您好")))).toBe(200);
    expect(stored).toBe(true);
  });

  it("answers 503 when it cannot be stored, so that Telegram brings it again", async () => {
    const { post } = open(async () => {
      throw new Error("disk full");
    });
    expect(await post(update(privateText(1, "您好")))).toBe(503);
  });

  it("answers 503 until it knows its own name", async () => {
    expect(await open(undefined, false).post(update(privateText(1, "您好")))).toBe(503);
  });

  it("turns away a wrong, an empty and a missing secret, and stores nothing", async () => {
    const stored: IncomingMessage[] = [];
    const { channel, post } = open(async (message) => void stored.push(message));
    for (const secret of ["wrong", "", SECRET.slice(0, -1), `${SECRET}x`]) {
      const headers = { "x-telegram-bot-api-secret-token": secret };
      expect(await post(update(privateText(1, "您好")), headers)).toBe(401);
    }
    const bare = new Request("https://example.com/telegram", { method: "POST", body: "{}" });
    expect((await channel.webhook!(bare)).status).toBe(401);
    expect(stored).toEqual([]);
  });

  it("turns away what is not JSON, not an update, not a post, or over 1 MB", async () => {
    const { channel, post } = open();
    for (const body of ["", "{", "null", "[]", "7", '"x"', "{}", '{"update_id":"8"}', "[".repeat(500_000)]) {
      expect(await post(body)).toBe(400);
    }
    expect(await post(update(privateText(1, "字".repeat(400_000))))).toBe(413);
    expect(await post(" ".repeat(1024 * 1024 + 1))).toBe(413);
    expect((await channel.webhook!(new Request("https://example.com/telegram"))).status).toBe(405);
  });

  it("tells Telegram the address, the secret and to keep what waits", async () => {
    const { channel, calls } = open();
    await channel.start();
    await channel.stop();
    expect(calls.find(({ method }) => method === "setWebhook")?.payload).toMatchObject({
      url: "https://example.com/telegram",
      secret_token: SECRET,
      drop_pending_updates: false,
    });
    expect(calls.some(({ method }) => method === "getUpdates")).toBe(false);
  });
});
