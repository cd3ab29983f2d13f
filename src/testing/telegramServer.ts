/**
 * A Bot API server on this machine, strict where Telegram is strict: unconfirmed updates come again, texts
 * are measured after parsing, a second getUpdates ends the first with 409, and too fast is 429 where limits
 * are enforced. It listens on TCP, so the bot may be in this process or in another.
 * Source: https://core.telegram.org/bots/api
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerLimits } from "./telegramBudget.ts";
import { type Answer, createChats, type Payload } from "./telegramChats.ts";
import { createFiles, type ReadCall, readCall, type Upload } from "./telegramFiles.ts";
import type { SentMessage } from "./telegramMessage.ts";
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
  /** Files that came up with messages, in order of arrival. */
  readonly uploads: readonly Upload[];
  /** A file that a person sent, as getFile and the address it names give it out. */
  keepFile(fileId: string, path: string, body: Buffer): void;
  /** From now on this id of a file is refused. */
  forgetFile(fileId: string): void;
  /** So much time goes by: what is older than 48 hours cannot be deleted any more. */
  pass(milliseconds: number): void;
  /** What was sent to one chat, in order. */
  sentTo(chatId: number | string): readonly SentMessage[];
  /** Queues updates, without `update_id`, for getUpdates; returns the ids they were given. */
  push(...updates: object[]): number[];
  /** Ids of updates not yet confirmed by an offset beyond them. */
  pending(): number[];
  /** The next `times` calls of a method fail so; `file` is fetching one. Failures of a method queue up. */
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

/** Starts a server on 127.0.0.1, on a free port unless one is given. Close it after the test. */
export async function startTelegramServer(
  token = "424242:test-token_0123456789abcdef",
  port = 0,
): Promise<TelegramServer> {
  const calls: Call[] = [];
  const failures = new Map<string, Failure[]>();
  const files = createFiles();
  const chats = createChats(files);
  const watch = createWatch();
  let updates: { update_id: number }[] = [];
  let nextUpdateId = 1000;
  let webhookUrl = "";
  /** The one getUpdates call that hangs. */
  let hanging: { finish(answer?: Answer): void } | undefined;

  const done = (): Answer => ({ result: true });
  const handlers: Record<string, (payload: Payload, call: ReadCall) => Answer> = {
    ...chats.handlers,
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
    getFile: ({ file_id: id }) => files.getFile(id),
  };

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
    const [, fileToken, path = ""] = /^\/file\/bot([^/]+)\/(.+)$/.exec(request.url ?? "") ?? [];
    if (fileToken !== undefined) return giveFile(response, fileToken, decodeURIComponent(path));
    const [, givenToken, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? "") ?? [];
    const call = readCall(request.headers["content-type"] ?? "", await readBody(request));
    const { payload } = call;
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
      const result = handlers[method]?.(payload, call) ?? {
        code: 404,
        description: "Not Found: method not found",
      };
      if (failure?.kind === "dropAfter") return void request.socket.destroy();
      if (failure?.kind !== "silence") answer(response, result);
    } finally {
      watch.changed();
    }
  }

  function giveFile(response: ServerResponse, givenToken: string, path: string): void {
    const failure = failures.get("file")?.shift();
    if (failure?.kind === "drop") return void response.destroy();
    if (failure?.kind === "silence") return;
    const body = givenToken === token ? files.read(path) : undefined;
    response.writeHead(body === undefined ? 404 : 200).end(body);
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
    sent: chats.sent,
    uploads: files.uploads,
    keepFile: files.keep,
    forgetFile: files.forget,
    pass: chats.pass,
    get limited() {
      return chats.limited();
    },
    sentTo: chats.sentTo,
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
    block: chats.block,
    enforceLimits: chats.enforceLimits,
    async waitForSent(count, timeoutMs) {
      await watch.until(`${count} messages sent`, () => chats.sent.length >= count, timeoutMs);
      return chats.sent;
    },
    waitUntil: watch.until,
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

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
