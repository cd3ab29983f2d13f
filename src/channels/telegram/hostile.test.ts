/** Updates and texts that mean harm: through the bot's update handler, the webhook and the sender. */
import fc from "fast-check";
import { Bot } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import { describe, expect, it } from "vitest";
import { DeliveryError } from "../../delivery/sender.ts";
import type { IncomingMessage, Reply } from "../../dialogue/message.ts";
import { readMessage } from "../../testing/telegramMessage.ts";
import { FAKE_BOT, privateText } from "../../testing/telegramServer.ts";
import { createTelegram } from "./channel.ts";
import { createIntake, type QueuedReply } from "./intake.ts";
import { createSender } from "./sender.ts";
import { LOG } from "./text.ts";

const TOKEN = "424242:test-token_0123456789abcdef";
const SECRET = "0123456789abcdef-secret";
const PUBLIC_URL = "https://jinqiu.example.cn";
const BOT_INFO = { ...FAKE_BOT } as unknown as UserFromGetMe;

/** Texts that have broken programs: markup, SQL, prototypes, halves of characters, controls, length. */
const text = fc.oneof(
  fc.constantFrom(
    "<script>alert(1)</script>",
    "</b></blockquote><a href='tg://user?id=1'>",
    "&lt;&amp;&#60;&nbsp;",
    "'; DROP TABLE inbox; --",
    '" OR 1=1 /*',
    "__proto__",
    "constructor",
    "{{7*7}} <%= 7 %> $(reboot) `id`",
    "%s%n\r\n\r\nHTTP/1.1 200 OK",
    "\u0000\u0007\u001b[2J",
    "\u202Eecilop\u2066",
    "\uD800",
    "始\uDC00终\uD83D",
    "/start@jinqiu_test_bot ../../etc/passwd",
    "account:blocked",
    "一".repeat(9000),
    "𠮷<".repeat(3000),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  text,
  fc.maxSafeInteger(),
  fc.constantFrom(null, -1, 0, 1e308, 2 ** 53, true, [], {}, [[]], [null], { id: null }),
);
/** Mostly as documented, so that what is wrong is met deep inside. */
const nearly = <T>(good: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 15, arbitrary: good as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: json });
const person = nearly(
  fc.record({ id: nearly(fc.constantFrom(7, FAKE_BOT.id, -3)), is_bot: nearly(fc.constant(false)) }),
);
const chat = nearly(
  fc.record({
    id: nearly(fc.constantFrom(7, -7, -1001234567890123)),
    type: nearly(fc.constantFrom("private", "private", "group", "supergroup", "channel")),
  }),
);
const file = nearly(
  fc.record({ file_id: nearly(text), file_name: json, mime_type: json, file_size: json, duration: json }),
);
const medium = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  fc.record({ photo: nearly(fc.array(fc.record({ file_id: text, width: json, height: json }))) }),
  fc.record({ voice: file }),
  fc.record({ document: file, animation: file }),
  fc.record({ contact: nearly(fc.record({ phone_number: nearly(text), user_id: json })) }),
  fc.record({ location: nearly(fc.record({ latitude: json, longitude: fc.double() })), venue: json }),
  fc.record({ sticker: json, video_note: json, poll: json }),
);
const message = nearly(
  fc
    .tuple(
      fc.record(
        {
          chat,
          from: person,
          text: nearly(fc.oneof(text, fc.constantFrom("/start", "@jinqiu_test_bot"))),
          caption: nearly(text),
          entities: nearly(fc.array(fc.record({ type: json, user: person }), { maxLength: 2 })),
          reply_to_message: nearly(fc.record({ message_id: fc.integer(), from: person })),
          PROTO: json,
        },
        { requiredKeys: ["chat"] },
      ),
      medium,
    )
    .map(([said, carried]) => ({ ...said, ...carried })),
);
const FORGED = { message: { chat: { id: 1, type: "private" }, text: "x" }, polluted: true };
/** As JSON, since a `__proto__` of its own comes into being only by parsing. */
const updateJson = fc
  .oneof(
    { weight: 4, arbitrary: fc.record({ message }) },
    fc.record({ edited_message: message }),
    fc.record({
      callback_query: nearly(
        fc.record({
          id: nearly(text),
          from: person,
          message: nearly(fc.record({ chat })),
          data: nearly(text),
        }),
      ),
    }),
    fc.record({
      my_chat_member: nearly(
        fc.record({
          chat,
          new_chat_member: nearly(fc.record({ status: fc.constantFrom("kicked", "member", "__proto__") })),
        }),
      ),
    }),
    fc.record({ message, edited_message: message, callback_query: json, my_chat_member: json }),
  )
  .chain((content) => fc.maxSafeInteger().map((update_id) => ({ update_id, ...content, PROTO: FORGED })))
  .map((value) => JSON.stringify(value).replaceAll('"PROTO":', '"__proto__":'));

/** The update handler, over a store that fails where the plan says so. */
function open(stores: () => boolean = () => true) {
  const received: IncomingMessage[] = [];
  const queued: QueuedReply[] = [];
  const logged: string[] = [];
  let failures = 0;
  const keep = async (put: () => unknown) => {
    if (!stores()) {
      failures += 1;
      throw new Error("database or disk is full");
    }
    put();
  };
  const note = (_: object, line: string) => void logged.push(line);
  const parts = {
    receive: (given: IncomingMessage) => keep(() => received.push(given)),
    queue: (given: QueuedReply) => keep(() => queued.push(given)),
    log: { info: note, warn: note, error: note },
    clock: () => 0,
  };
  const bot = new Bot(TOKEN, { botInfo: BOT_INFO });
  bot.api.config.use(async () => ({ ok: true, result: true as never }));
  const handle = createIntake(bot, { ...parts, dutyChatId: undefined });
  return { parts, handle, received, queued, logged, failures: () => failures };
}

describe("hostile updates", () => {
  it("never throw, never count as done unless stored, and leave nothing behind", async () => {
    const coin = fc.infiniteStream(fc.boolean());
    await fc.assert(
      fc.asyncProperty(updateJson, coin, async (body, storing) => {
        const { handle, received, queued, logged, failures } = open(() => storing.next().value);
        const update = JSON.parse(body) as Update;
        expect(await handle(update)).toBe(failures() > 0 ? "notStored" : "done");
        expect(logged).not.toContain(LOG.faulty);
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect({}).not.toHaveProperty("polluted");
        for (const given of received) {
          expect(given).toMatchObject({ channel: "telegram", at: 0 });
          expect(given.messageId.split(".")[0]).toBe(`u${update.update_id}`);
          expect(given.chatId).toMatch(/^-?\d+$/);
          expect(typeof given.text).toBe("string");
          // Plain data: nothing is lost or brought to life on the way through the database.
          expect(JSON.parse(JSON.stringify(given))).toEqual(given);
        }
        for (const { chatId, key } of queued) expect(key).toBe(`decline:${chatId}`);
      }),
      { numRuns: 1500 },
    );
  });

  it("bring a text to the store word for word", async () => {
    const ours = /^\/\w+@jinqiu_test_bot/i;
    await fc.assert(
      fc.asyncProperty(
        text.filter((said) => said.trim() !== "" && !ours.test(said)),
        async (said) => {
          const { handle, received } = open();
          expect(await handle({ update_id: 9, ...privateText(7, said) } as Update)).toBe("done");
          expect(received.map((given) => given.text)).toEqual([said]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("get from the webhook 200 when stored, 503 when not, 400 when they are none", async () => {
    const coin = fc.infiniteStream(fc.boolean());
    const body = fc.oneof({ weight: 3, arbitrary: updateJson }, fc.string(), fc.json());
    await fc.assert(
      fc.asyncProperty(body, coin, async (given, storing) => {
        const { parts, failures } = open(() => storing.next().value);
        const config = { mode: "webhook", token: TOKEN, apiRoot: "http://127.0.0.1:9" } as const;
        const channel = createTelegram({
          ...parts,
          config: { ...config, dutyChatId: undefined, secret: SECRET, publicUrl: PUBLIC_URL },
          staffChats: () => [],
          publicUrl: PUBLIC_URL,
          botInfo: BOT_INFO,
          transformer: async () => ({ ok: true, result: true as never }),
        });
        const headers = { "x-telegram-bot-api-secret-token": SECRET };
        const response = await channel.webhook?.(
          new Request(`${PUBLIC_URL}/telegram`, { method: "POST", headers, body: given }),
        );
        expect(response?.status).toBe(failures() > 0 ? 503 : isUpdate(given) ? 200 : 400);
      }),
      { numRuns: 300 },
    );
  });
});

function isUpdate(body: string): boolean {
  try {
    return Number.isSafeInteger((JSON.parse(body) as { update_id?: unknown } | null)?.update_id);
  } catch {
    return false;
  }
}

describe("hostile texts in a reply", () => {
  const block = fc.oneof(
    fc.record({ kind: fc.constant("text" as const), spans: fc.array(fc.record({ text }), { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant("clause" as const),
      source: text,
      spans: fc.array(fc.record({ text, mark: fc.constant("evidence" as const) }), { maxLength: 2 }),
      note: text,
      open: fc.record({ label: text, clauseId: fc.nat() }),
    }),
  );
  const action = fc.constantFrom("human", "contact", "a".repeat(64));
  const reply = fc.record<Reply, "blocks" | "choices">(
    {
      blocks: fc.array(block, { maxLength: 3 }),
      choices: fc.array(fc.record({ label: text, action }), { maxLength: 2 }),
      links: fc.array(fc.record({ label: text, path: text.map((path) => `/${path}`) }), { maxLength: 2 }),
      from: text,
      menu: fc.boolean(),
    },
    { requiredKeys: ["blocks", "choices"] },
  );

  it("go out as text, in messages that Telegram takes, or are refused before anything is sent", async () => {
    const payloads: Record<string, unknown>[] = [];
    const bot = new Bot(TOKEN, { botInfo: BOT_INFO });
    bot.api.config.use(async (_prev, _method, payload) => {
      payloads.push(payload as Record<string, unknown>);
      return { ok: true, result: { message_id: payloads.length } as never };
    });
    const publicUrls = fc.constantFrom(PUBLIC_URL, "http://localhost:8080", undefined);
    await fc.assert(
      fc.asyncProperty(reply, publicUrls, fc.constantFrom("7", "-7"), async (given, publicUrl, chatId) => {
        const sender = createSender(bot.api, publicUrl);
        payloads.length = 0;
        const total = sender.parts(given);
        try {
          for (let part = 0; part < total; part += 1) {
            await sender.send(chatId, given, part, new AbortController().signal);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DeliveryError);
          expect(payloads).toEqual([]);
          return;
        }
        expect(payloads.length).toBe(total);
        for (const payload of payloads) {
          expect(readMessage(payload, 1, 0)).not.toHaveProperty("code");
          expect(strings(payload).filter((value) => /\p{Surrogate}/u.test(value))).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Every string in a value, at any depth. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
