/**
 * A Bot API server on this machine, strict where Telegram is strict: unconfirmed updates come again, texts
 * are measured after parsing, a second getUpdates ends the first with 409, and too fast is 429 where limits
 * are enforced. It listens on TCP, so the bot may be in this process or in another.
 * Source: https://core.telegram.org/bots/api
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createBudget, type ServerBudget, type ServerLimits } from "./telegramBudget.ts";
import { badRequest, type Refusal, readMessage, type SentMessage } from "./telegramMessage.ts";
import { FAKE_BOT } from "./telegramUpdates.ts";
import { createWatch } from "./watch.ts";

export { type SentMessage, visibleText } from "./telegramMessage.ts";
export { FAKE_BOT, membership, privateMessage, privateText, tap } from "./telegramUpdates.ts";

/** How a call fails on demand. */
export type Failure =
  /** Answers with an error of the Bot API; `retryAfter` in seconds. */
  | { kind: "error"; code: number; description?: string; retryAfter?: number }
  /** Answers with a gateway's page instead of JSON. */
  | { kind: "page"; status: number }
  /** Breaks the connection before doing anything. */
  | { kind: "drop" }
  /** Does what was asked, then breaks the connection. */
  | { kind: "dropAfter" }
  /** Does what was asked and never answers. */
  | { kind: "silence" };

/** A call that arrived. */
export interface Call {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The server at work. */
export interface TelegramServer {
  readonly apiRoot: string;
  readonly token: string;
  readonly calls: readonly Call[];
  /** In order of arrival; `messageId` counts from 1, so message n stands at n - 1. */
  readonly sent: readonly SentMessage[];
  /** How many messages were turned away for being too fast. */
  readonly limited: number;
  /** What was sent to one chat, in order. */
  sentTo(chatId: number | string): readonly SentMessage[];
  /** Queues updates, without `update_id`, for getUpdates; returns the ids they were given. */
  push(...updates: object[]): number[];
  /** Ids of updates not yet confirmed by an offset beyond them. */
  pending(): number[];
  /** The next `times` calls of a method fail so. Failures of a method queue up. */
  fail(method: string, failure: Failure, times?: number): void;
  /** The person blocks the bot, or takes that back: what is sent to them is answered with 403. */
  block(chatId: number | string, blocked?: boolean): void;
  /** From now on, too fast is answered with 429. */
  enforceLimits(limits: ServerLimits): void;
  /** Resolves once so many messages were sent; rejects after `timeoutMs`. */
  waitForSent(count: number, timeoutMs?: number): Promise<readonly SentMessage[]>;
  /** Resolves once the condition holds; looked at after calls. Rejects after `timeoutMs`. */
  waitUntil(what: string, holds: () => boolean, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

type Payload = Readonly<Record<string, unknown>>;
type Answer = { result: unknown } | (Refusal & { retryAfter?: number });

/** Starts a server on 127.0.0.1, on a free port unless one is given. Close it after the test. */
export async function startTelegramServer(
  token = "424242:test-token_0123456789abcdef",
  port = 0,
): Promise<TelegramServer> {
  const calls: Call[] = [];
  const sent: SentMessage[] = [];
  const sentByChat = new Map<string, SentMessage[]>();
  const failures = new Map<string, Failure[]>();
  const blocked = new Set<string>();
  const watch = createWatch();
  let budget: ServerBudget | undefined;
  let limited = 0;
  let updates: { update_id: number }[] = [];
  let nextUpdateId = 1000;
  let webhookUrl = "";
  /** The one getUpdates call that hangs. */
  let hanging: { finish(answer?: Answer): void } | undefined;

  const done = (): Answer => ({ result: true });
  const handlers: Record<string, (payload: Payload) => Answer> = {
    getMe: () => ({ result: { ...FAKE_BOT, can_join_groups: true, can_read_all_group_messages: false } }),
    answerCallbackQuery: done,
    setMyCommands: done,
    deleteMyCommands: done,
    setWebhook(payload) {
      webhookUrl = String(payload["url"]);
      return { result: true };
    },
    deleteWebhook(payload) {
      webhookUrl = "";
      if (payload["drop_pending_updates"] === true) updates = [];
      return { result: true };
    },
    getFile({ file_id: id }) {
      if (typeof id !== "string" || id === "") return badRequest("invalid file_id");
      return { result: { file_id: id, file_unique_id: `unique-${id}`, file_path: `files/${id}` } };
    },
    sendMessage(payload) {
      const chatId = String(payload["chat_id"]);
      const at = performance.timeOrigin + performance.now();
      const retryAfter = budget?.arrive(chatId, at);
      if (retryAfter !== undefined) {
        limited += 1;
        return { code: 429, description: `Too Many Requests: retry after ${retryAfter}`, retryAfter };
      }
      if (blocked.has(chatId)) return { code: 403, description: "Forbidden: bot was blocked by the user" };
      const message = readMessage(payload, sent.length + 1, at);
      if ("code" in message) return message;
      sent.push(message);
      const ofChat = sentByChat.get(chatId) ?? [];
      ofChat.push(message);
      sentByChat.set(chatId, ofChat);
      return { result: resultOf(message) };
    },
    sendPhoto: (payload) => file("photo", payload),
    sendVoice: (payload) => file("voice", payload),
    sendAudio: (payload) => file("audio", payload),
    sendVideo: (payload) => file("video", payload),
    sendDocument: (payload) => file("document", payload),
    editMessageText(payload) {
      const old = find(payload);
      if (old === undefined) return badRequest("message to edit not found");
      const message = readMessage(payload, old.messageId, old.at);
      if ("code" in message) return message;
      if (message.html === old.html) return badRequest("message is not modified");
      replace(message);
      return { result: resultOf(message) };
    },
    deleteMessage(payload) {
      const old = find(payload);
      if (old === undefined) return badRequest("message to delete not found");
      replace({ ...old, deleted: true });
      return { result: true };
    },
  };

  /** A file sent again by its id, noted as a message with the text `[photo id]`; ids that begin with `gone` are refused. */
  function file(kind: string, payload: Payload): Answer {
    const id = String(payload[kind] ?? "");
    if (id === "" || id.startsWith("gone")) return badRequest("wrong file identifier/HTTP URL specified");
    return handlers["sendMessage"]!({ ...payload, text: `[${kind} ${id}]` });
  }

  function find(payload: Payload): SentMessage | undefined {
    const message = sent[Number(payload["message_id"]) - 1];
    return message?.chatId === String(payload["chat_id"]) && !message.deleted ? message : undefined;
  }

  function replace(message: SentMessage): void {
    sent[message.messageId - 1] = message;
    const ofChat = sentByChat.get(message.chatId) ?? [];
    ofChat[ofChat.findIndex(({ messageId }) => messageId === message.messageId)] = message;
  }

  function getUpdates(payload: Payload, response: ServerResponse): void {
    hanging?.finish({
      code: 409,
      description:
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    });
    if (webhookUrl !== "") {
      const description =
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first";
      answer(response, { code: 409, description });
      return;
    }
    const offset = Number(payload["offset"] ?? 0);
    const fromOffset = () => updates.filter((update) => offset <= 0 || update.update_id >= offset);
    updates = fromOffset();
    const finish = (given?: Answer) => {
      clearTimeout(timer);
      if (hanging?.finish === finish) hanging = undefined;
      if (!response.destroyed)
        answer(response, given ?? { result: fromOffset().slice(0, Number(payload["limit"] ?? 100)) });
    };
    const timer = setTimeout(finish, updates.length > 0 ? 0 : Number(payload["timeout"] ?? 0) * 1000);
    hanging = { finish };
    response.on("close", () => {
      clearTimeout(timer);
      if (hanging?.finish === finish) hanging = undefined;
    });
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, givenToken, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? "") ?? [];
    const payload = await readPayload(request);
    if (givenToken !== token) return answer(response, { code: 401, description: "Unauthorized" });
    calls.push({ method, payload });
    try {
      const failure = failures.get(method)?.shift();
      if (failure?.kind === "drop") return void request.socket.destroy();
      if (failure?.kind === "page")
        return void response.writeHead(failure.status).end("<html>bad gateway</html>");
      if (failure?.kind === "error") {
        const { code, description = "Error", retryAfter } = failure;
        return answer(response, { code, description, ...(retryAfter === undefined ? {} : { retryAfter }) });
      }
      if (method === "getUpdates") return failure === undefined ? getUpdates(payload, response) : undefined;
      const result = handlers[method]?.(payload) ?? { code: 404, description: "Not Found: method not found" };
      if (failure?.kind === "dropAfter") return void request.socket.destroy();
      if (failure?.kind !== "silence") answer(response, result);
    } finally {
      watch.changed();
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });

  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    calls,
    sent,
    get limited() {
      return limited;
    },
    sentTo: (chatId) => sentByChat.get(String(chatId)) ?? [],
    push(...bodies) {
      const numbered = bodies.map((body) => ({ update_id: nextUpdateId++, ...body }));
      updates.push(...numbered);
      hanging?.finish();
      return numbered.map((update) => update.update_id);
    },
    pending: () => updates.map((update) => update.update_id),
    fail(method, failure, times = 1) {
      failures.set(method, [...(failures.get(method) ?? []), ...Array<Failure>(times).fill(failure)]);
    },
    block(chatId, nowBlocked = true) {
      if (nowBlocked) blocked.add(String(chatId));
      else blocked.delete(String(chatId));
    },
    enforceLimits(limits) {
      budget = createBudget(limits);
    },
    async waitForSent(count, timeoutMs) {
      await watch.until(`${count} messages sent`, () => sent.length >= count, timeoutMs);
      return sent;
    },
    waitUntil: watch.until,
    async close() {
      hanging?.finish({ result: [] });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function resultOf({ messageId, chatId, at, text }: SentMessage): object {
  return { message_id: messageId, date: Math.floor(at / 1000), chat: { id: Number(chatId) }, text };
}

function answer(response: ServerResponse, given: Answer): void {
  const failed = "code" in given;
  const parameters =
    failed && given.retryAfter !== undefined ? { parameters: { retry_after: given.retryAfter } } : {};
  const body = failed
    ? { ok: false, error_code: given.code, description: given.description, ...parameters }
    : { ok: true, result: given.result };
  response
    .writeHead(failed ? given.code : 200, { "content-type": "application/json" })
    .end(JSON.stringify(body));
}

async function readPayload(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  return body === "" ? {} : (JSON.parse(body) as Record<string, unknown>);
}
