/**
 * A Bot API server on this machine, strict where Telegram is strict: unconfirmed updates come again, texts
 * are measured after parsing, a second getUpdates ends the first with 409.
 * Source: https://core.telegram.org/bots/api
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message the bot sent. */
export interface SentMessage {
  readonly messageId: number;
  readonly chatId: string;
  /** As sent, with tags. */
  readonly html: string;
  /** As the person sees it. */
  readonly text: string;
  readonly buttons: readonly { readonly label: string; readonly action: string }[];
  readonly payload: Readonly<Record<string, unknown>>;
}

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
  readonly sent: readonly SentMessage[];
  /** Queues updates, without `update_id`, for getUpdates; returns the ids they were given. */
  push(...updates: object[]): number[];
  /** Ids of updates not yet confirmed by an offset beyond them. */
  pending(): number[];
  /** The next `times` calls of a method fail so. Failures of a method queue up. */
  fail(method: string, failure: Failure, times?: number): void;
  /** Resolves once so many messages were sent; rejects after `timeoutMs`. */
  waitForSent(count: number, timeoutMs?: number): Promise<readonly SentMessage[]>;
  /** Resolves once the condition holds; looked at after every call. Rejects after `timeoutMs`. */
  waitUntil(what: string, holds: () => boolean, timeoutMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** Who the bot is on this server. */
export const FAKE_BOT = {
  id: 424242,
  is_bot: true,
  first_name: "金秋",
  username: "jinqiu_test_bot",
} as const;

/** A text of a private chat, as `push` takes it. */
export function privateText(chatId: number, text: string): object {
  return { message: { ...envelope(chatId), text } };
}

/** A tap on a button of a private chat, as `push` takes it. */
export function tap(chatId: number, action: string, id = `q${chatId}`): object {
  const { from, ...message } = envelope(chatId);
  return { callback_query: { id, from, message, chat_instance: "1", data: action } };
}

function envelope(chatId: number) {
  const from = { id: chatId, is_bot: false, first_name: "测试" };
  return { message_id: 1, date: 0, chat: { id: chatId, type: "private", first_name: "测试" }, from };
}

type Answer = { result: unknown } | { code: number; description: string; retryAfter?: number };

/** Starts a server on a free port of 127.0.0.1. Close it after the test. */
export async function startTelegramServer(
  token = "424242:test-token_0123456789abcdef",
): Promise<TelegramServer> {
  const calls: Call[] = [];
  const sent: SentMessage[] = [];
  const failures = new Map<string, Failure[]>();
  const watchers = new Set<() => void>();
  let updates: { update_id: number }[] = [];
  let nextUpdateId = 1000;
  let webhookUrl = "";
  /** The one getUpdates call that hangs. */
  let hanging: { finish(answer?: Answer): void } | undefined;

  const handlers: Record<string, (payload: Record<string, unknown>) => Answer> = {
    getMe: () => ({ result: { ...FAKE_BOT, can_join_groups: true, can_read_all_group_messages: false } }),
    answerCallbackQuery: () => ({ result: true }),
    setMyCommands: () => ({ result: true }),
    setWebhook: (payload) => {
      webhookUrl = String(payload["url"]);
      return { result: true };
    },
    deleteWebhook: (payload) => {
      webhookUrl = "";
      if (payload["drop_pending_updates"] === true) updates = [];
      return { result: true };
    },
    sendMessage: (payload) => {
      const message = readMessage(payload, sent.length + 1);
      if ("code" in message) return message;
      sent.push(message);
      return { result: { message_id: message.messageId, date: 0, chat: { id: Number(message.chatId) } } };
    },
  };

  function getUpdates(payload: Record<string, unknown>, response: ServerResponse): void {
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
      for (const look of watchers) look();
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  function waitUntil(what: string, holds: () => boolean, timeoutMs = 5000): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        clearInterval(poller);
        watchers.delete(look);
        settle();
      };
      const look = () => {
        if (holds()) end(resolve);
      };
      const late = () => new Error(`Not within ${timeoutMs} ms: ${what}`);
      const timer = setTimeout(() => end(() => reject(late())), timeoutMs);
      // A condition may also depend on the client, whose steps are not seen here.
      const poller = setInterval(look, 5);
      watchers.add(look);
      look();
    });
  }

  return {
    apiRoot: `http://127.0.0.1:${port}`,
    token,
    calls,
    sent,
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
    async waitForSent(count, timeoutMs) {
      await waitUntil(`${count} messages sent`, () => sent.length >= count, timeoutMs);
      return sent;
    },
    waitUntil,
    async close() {
      hanging?.finish({ result: [] });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
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

function readMessage(
  payload: Record<string, unknown>,
  messageId: number,
): SentMessage | (Answer & { code: number }) {
  const html = String(payload["text"] ?? "");
  const isHtml = payload["parse_mode"] === "HTML";
  const text = isHtml ? visibleText(html) : html;
  if (text === undefined) return badRequest("can't parse entities");
  if (text.trim() === "") return badRequest("message text is empty");
  if (text.length > 4096) return badRequest("message is too long");
  const markup = payload["reply_markup"] as
    | { inline_keyboard?: { text: string; callback_data: string }[][] }
    | undefined;
  const buttons = (markup?.inline_keyboard ?? []).flat();
  if (buttons.some(({ callback_data: data }) => Buffer.byteLength(data) > 64 || data === "")) {
    return badRequest("BUTTON_DATA_INVALID");
  }
  return {
    messageId,
    chatId: String(payload["chat_id"]),
    html,
    text,
    buttons: buttons.map((button) => ({ label: button.text, action: button.callback_data })),
    payload,
  };
}

function badRequest(why: string): { code: number; description: string } {
  return { code: 400, description: `Bad Request: ${why}` };
}

/**
 * The text of Telegram's HTML as a person sees it; undefined where Telegram would refuse to parse it:
 * unknown or unbalanced tags, a bare `<` or `>`, an `&` that opens no entity.
 */
export function visibleText(html: string): string | undefined {
  const open: string[] = [];
  let text = "";
  for (const [token, closing, tag, entity] of html.matchAll(
    /<(\/?)(b|i|u|s|code|pre|blockquote)>|&(lt|gt|amp|quot);|[\s\S]/gu,
  )) {
    if (tag !== undefined && closing === "") open.push(tag);
    else if (tag !== undefined) {
      if (open.pop() !== tag) return undefined;
    } else if (entity !== undefined) text += { lt: "<", gt: ">", amp: "&", quot: '"' }[entity] ?? "";
    else if (token === "<" || token === ">" || token === "&") return undefined;
    else text += token;
  }
  return open.length === 0 ? text : undefined;
}
