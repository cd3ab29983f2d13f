/** The running service: channels, inbox, dispatcher and HTTP around an assistant. Built here, started by `main`. */
import { createHmac, randomInt, randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { Hono } from "hono";
import { type Assistant, createAssistant, NO_FILES_HERE } from "./assistant.ts";
import { createOpen311 } from "./channels/open311/index.ts";
import { createTelegram, type TelegramChannel } from "./channels/telegram/index.ts";
import {
  type ChatPageParts,
  type ClauseView,
  createChatPage,
  createWebSender,
} from "./channels/web/index.tsx";
import type { Config } from "./config.ts";
import {
  createDispatcher,
  createInbox,
  createListeners,
  createQuietHours,
  createStorageWatch,
  type Inbox,
  type Log,
  queueSizes,
  readHistory,
  reasonOf,
} from "./delivery/index.ts";
import { type ClauseInContext, statusNote, withoutMarks } from "./features/policy/index.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { createRoutines } from "./routines.ts";

/** A service that runs. */
export interface Service {
  /** Where the chat page is served. */
  readonly url: string;
  /** Stops in reverse order; what was received is on disk. */
  stop(): Promise<void>;
}

const STORAGE_LOOK_MS = 5_000;

/**
 * Builds and starts everything: store, library (indexed first when the folder never was), channels, jobs, HTTP.
 * @throws ConfigError, StoreError, WordDataError; Error when the port is taken
 */
export async function startService(config: Config, log: Log): Promise<Service> {
  const assistant = createAssistant(config, {
    log,
    fetchFile: async (channel, file) =>
      channel === "telegram" && telegram !== undefined ? telegram.fetchFile(file) : NO_FILES_HERE,
    onStaffBound: ({ channel, accountId }, roles) => {
      if (channel === "telegram") void telegram?.setStaffCommands(accountId, roles);
    },
  });
  const { store, box, members, pushes } = assistant;
  await prepareLibrary(assistant, config, log);
  const metrics = createMetrics(() => ({ ...queueSizes(store.records) }));
  const listeners = createListeners();
  const inbox = createInbox({
    store,
    box,
    dialogue: assistant.dialogue,
    contextOf: assistant.contextOf,
    onSeen: pushes.seen,
    clock: Date.now,
    log,
    onReplied: (channel, chatId) => {
      if (channel === "web") listeners.notify(chatId);
      dispatcher.wake();
    },
    onTurn: metrics.turn,
  });
  const telegram =
    config.telegram.mode === "off" ? undefined : startableTelegram(config, assistant, inbox, log);
  const senders = [createWebSender(), ...(telegram === undefined ? [] : [telegram.sender])];
  const dispatcher = createDispatcher({
    store,
    box,
    senders,
    clock: Date.now,
    random,
    log,
    quietHours: createQuietHours(config.timeZone),
    pushes,
    onBlocked: (channel, accountId) => members.setBlocked({ channel, accountId }, true),
    onSettled: metrics.delivery,
    onChanged: (channel, chatId) => {
      if (channel === "web") listeners.notify(chatId);
    },
  });
  const routines = createRoutines(assistant, { timeZone: config.timeZone, clock: Date.now, random, log });
  const watch = createStorageWatch({
    store,
    senders,
    accounts: () => members.staffAccounts("admin"),
    log,
  });
  const watching = setInterval(() => void watch.check(), STORAGE_LOOK_MS);
  const app = createApp({ config, assistant, inbox, listeners, metrics, telegram, log });
  const server = await listen(app, config);
  assistant.warmUp();
  dispatcher.start();
  inbox.resume();
  routines.start();
  await telegram?.start();
  return {
    url: `http://${config.host}:${portOf(server)}`,
    async stop() {
      clearInterval(watching);
      await telegram?.stop();
      await close(server);
      await routines.stop();
      await inbox.stop();
      await dispatcher.stop();
      store.close();
    },
  };
}

function random(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}

function startableTelegram(config: Config, assistant: Assistant, inbox: Inbox, log: Log): TelegramChannel {
  if (config.telegram.mode === "off") throw new Error("Telegram is off");
  const { members, notes, store } = assistant;
  return createTelegram({
    config: config.telegram,
    publicUrl: config.publicUrl,
    receive: (message) => inbox.receive(message),
    queue: ({ chatId, key, reply }) =>
      store.commit(() => notes.toAccount({ channel: "telegram", accountId: chatId }, key, reply, true)),
    files: assistant.files,
    staffChats: () =>
      members
        .staffAccounts()
        .filter(({ channel }) => channel === "telegram")
        .map(({ accountId, roles }) => ({ chatId: accountId, roles })),
    log,
    clock: Date.now,
  });
}

interface AppParts {
  readonly config: Config;
  readonly assistant: Assistant;
  readonly inbox: Inbox;
  readonly listeners: ReturnType<typeof createListeners>;
  readonly metrics: Metrics;
  readonly telegram: TelegramChannel | undefined;
  readonly log: Log;
}

function createApp({ config, assistant, inbox, listeners, metrics, telegram, log }: AppParts): Hono {
  const { store, box, files, studyCalendar } = assistant;
  const page = createChatPage({
    receive: (message) => inbox.receive(message),
    history: async (chatId, limit) => {
      const said = readHistory(store, box, "web", chatId, limit);
      // Whoever looks at the page has what was pushed to it before their eyes.
      assistant.pushes.seen("web", chatId, Date.now());
      return said;
    },
    subscribe: listeners.subscribe,
    readClause: async (id) => {
      const opened = assistant.library.open(id, assistant.today(), true);
      return opened === undefined ? undefined : clauseView(opened);
    },
    openFile: (idAndMac) => {
      const file = files.byPath(idAndMac);
      const body = file && files.read(file.id);
      return file && body && { name: file.name, mediaType: file.mediaType, body };
    },
    filePath: (stored) => {
      const file = files.get(stored);
      return file && files.path(file);
    },
    calendarSession: studyCalendar.sessionFile,
    calendarFeed: studyCalendar.feedFile,
    openDownload: async (token, lastFour) => assistant.membersData.downloads.open(token, lastFour),
    cookieKey: createHmac("sha256", assistant.key).update("web conversation cookie").digest(),
    clock: Date.now,
    newId: randomUUID,
    report: (error) => log.error({ error: reasonOf(error) }, "聊天页出错"),
  } satisfies ChatPageParts);
  const app = new Hono();
  app.get("/healthz", (c) => {
    const generation = assistant.library.current();
    const trouble = store.trouble();
    const status = trouble !== undefined ? "storage" : generation === undefined ? "empty" : "ok";
    return c.json(
      {
        status,
        generation: generation?.id ?? null,
        ...(trouble === undefined ? {} : { trouble }),
        ...queueSizes(store.records),
      },
      status === "ok" ? 200 : 503,
    );
  });
  app.get("/metrics", async (c) =>
    c.text(await metrics.text(), 200, { "Content-Type": metrics.contentType }),
  );
  app.route(
    "/open311/v2",
    createOpen311({
      hotline: assistant.open311,
      clock: Date.now,
      publicUrl: config.publicUrl,
      report: (error) => log.error({ error: reasonOf(error) }, "与热线的接口出错"),
    }),
  );
  const webhook = telegram?.webhook;
  if (webhook !== undefined) app.post("/telegram", (c) => webhook(c.req.raw));
  app.route("/", page);
  return app;
}

async function prepareLibrary({ library }: Assistant, config: Config, log: Log): Promise<void> {
  const report = await library.prepare(resolve(config.policyDir));
  if (report === undefined) return;
  for (const fault of report.faults) log.warn({ file: fault.file }, fault.message);
  log.info(
    { documents: report.documents, clauses: report.clauses, seconds: report.seconds },
    "政策库已整理好",
  );
}

function clauseView(opened: ClauseInContext): ClauseView {
  const { version, clause } = opened;
  const ended = statusNote(opened.status);
  const note =
    ended === undefined || opened.successor === undefined
      ? ended
      : `${ended}。新的规定见《${opened.successor.title}》`;
  return {
    title: version.title,
    label: clause.label ?? "正文",
    region: version.region,
    sample: version.sample,
    whole: true,
    segments: opened.segments.map(({ id, kind, label, text }) => ({
      id,
      kind,
      label,
      text: kind === "heading" ? withoutMarks(text) : text,
      current: id === clause.id,
    })),
    ...(version.docNumber === null ? {} : { docNumber: version.docNumber }),
    ...(version.issuer === null ? {} : { issuer: version.issuer }),
    ...(version.effectiveOn === null ? {} : { effectiveOn: version.effectiveOn }),
    ...(version.amendedOn === null ? {} : { amendedOn: version.amendedOn }),
    ...(note === undefined ? {} : { statusNote: note }),
    ...(opened.previousId === undefined ? {} : { previousId: opened.previousId }),
    ...(opened.nextId === undefined ? {} : { nextId: opened.nextId }),
  };
}

function listen(app: Hono, config: Config): Promise<ServerType> {
  return new Promise((done, fail) => {
    const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, () => done(server));
    server.once("error", (error: NodeJS.ErrnoException) => {
      fail(
        error.code === "EADDRINUSE"
          ? new Error(`PORT：端口 ${config.port} 已被占用。请停掉另一个程序，或把 PORT 改成别的数字`)
          : error,
      );
    });
  });
}

function portOf(server: ServerType): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function close(server: ServerType): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    // Live event streams would keep the server open for ever.
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
