/** Builds the Telegram channel from its parts. */
import { Bot, type Transformer } from "grammy";
import type { UserFromGetMe } from "grammy/types";
import type { TelegramConfig } from "../../config.ts";
import type { Fetched } from "../../delivery/files/types.ts";
import type { Sender } from "../../delivery/sender.ts";
import type { FileAttachment, IncomingMessage } from "../../dialogue/message.ts";
import type { Role } from "../../dialogue/speaker.ts";
import { createBackoff, pause } from "./backoff.ts";
import { createCommandMenus, type StaffChat } from "./commandMenus.ts";
import { telegramFetch, timeLimit } from "./connection.ts";
import { fetchFile } from "./files/fetchFile.ts";
import type { KeptFiles } from "./files/storedFiles.ts";
import { createIntake, type Log, type QueuedReply } from "./intake.ts";
import { explainFailure, poll } from "./polling.ts";
import { createSender } from "./sender.ts";
import { LOG } from "./text.ts";
import { ALLOWED_UPDATES } from "./update.ts";
import { createWebhook } from "./webhook.ts";

/** How long things may take. */
export interface TelegramTiming {
  /** How long Telegram may hold a getUpdates call open, seconds. */
  readonly pollSeconds: number;
  /** A getUpdates call without an answer is given up after this, milliseconds. */
  readonly watchdogMs: number;
  /** Any other call is given up after this, milliseconds. */
  readonly requestMs: number;
  /** A call that carries a file is given up after this, milliseconds. */
  readonly uploadMs: number;
  /** Fetching a file that a person sent, milliseconds. */
  readonly fetchMs: number;
  /** First and longest wait after failures in a row, milliseconds. */
  readonly firstRetryMs: number;
  readonly lastRetryMs: number;
}

/** The timing in production. */
const TELEGRAM_TIMING: TelegramTiming = {
  pollSeconds: 30,
  watchdogMs: 120_000,
  requestMs: 30_000,
  uploadMs: 240_000,
  fetchMs: 60_000,
  firstRetryMs: 1000,
  lastRetryMs: 60_000,
};

/** What the channel needs from outside. */
export interface TelegramParts {
  readonly config: Exclude<TelegramConfig, { mode: "off" }>;
  /**
   * Stores the message durably, once for each messageId; resolves when it is on disk.
   * @throws when it cannot be stored; Telegram then keeps the message and offers it again
   */
  receive(message: IncomingMessage): Promise<void>;
  /**
   * Queues a reply durably, once for each key; resolves when it is on disk.
   * @throws when it cannot be stored; Telegram then keeps the update that called for it
   */
  queue(message: QueuedReply): Promise<void>;
  /** Chats of staff, asked when connected; they get more commands. */
  staffChats(): readonly StaffChat[];
  /** Where people reach our pages, such as `https://jinqiu.example.cn`; links become buttons then. */
  readonly publicUrl: string | undefined;
  /** The files that we keep. Absent: nothing kept goes out. */
  readonly files?: KeptFiles;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly clock: () => number;
  /** Who the bot is, when already known: saves the call to getMe. */
  readonly botInfo?: UserFromGetMe;
  /** Innermost transformer: a test catches calls here, with time limits still above it. */
  readonly transformer?: Transformer;
  /** Shorter waits for tests. */
  readonly timing?: Partial<TelegramTiming>;
  /** 0 to 1, for jitter. */
  readonly random?: () => number;
}

/** The channel, built and at rest. */
export interface TelegramChannel {
  readonly sender: Sender;
  /** Fetches what a person sent. Never throws; never tells the token. */
  fetchFile(file: FileAttachment): Promise<Fetched>;
  /** Begins connecting and receiving, and resolves at once: the service runs while Telegram is away. */
  start(): Promise<void>;
  /** A staff account was bound or its roles changed; without roles it gets back everyone's commands. Never throws. */
  setStaffCommands(chatId: string, roles: readonly Role[] | undefined): Promise<void>;
  /** Resolves when the updates in hand are stored and nothing more will be received. */
  stop(): Promise<void>;
  /** Webhook mode only: mount at `POST /telegram`. */
  readonly webhook?: (request: Request) => Promise<Response>;
}

/** The client's own limit must stay above the watchdog's, or the watchdog never acts. */
const CLIENT_TIMEOUT_SECONDS = 500;

/** Builds the channel; nothing is sent before `start` or the sender's first message. */
export function createTelegram(parts: TelegramParts): TelegramChannel {
  const { config, log } = parts;
  const timing = { ...TELEGRAM_TIMING, ...parts.timing };
  const bot = createBot(parts, timing);
  const handle = createIntake(bot, {
    ...parts,
    receive: (message) => parts.receive(message),
    queue: (message) => parts.queue(message),
    dutyChatId: config.dutyChatId,
  });
  const backoff = () => createBackoff(timing.firstRetryMs, timing.lastRetryMs, parts.random ?? Math.random);
  const stopping = new AbortController();
  const menus = createCommandMenus(bot.api, log, stopping.signal);
  let running: Promise<void> | undefined;

  async function run(signal: AbortSignal): Promise<void> {
    const wait = backoff();
    while (!signal.aborted) {
      try {
        await connect(bot, config, signal);
        break;
      } catch (error) {
        if (signal.aborted) return;
        const named = explainFailure(error, log);
        await pause(named === "longest" ? timing.lastRetryMs : (named ?? wait.next()), signal);
      }
    }
    if (signal.aborted) return;
    log.info({ bot: bot.botInfo.username, mode: config.mode }, LOG.ready);
    const menusSet = menus.setAll(() => parts.staffChats());
    if (config.mode === "polling") {
      const { pollSeconds, watchdogMs, lastRetryMs } = timing;
      const times = { pollSeconds, watchdogMs, lastRetryMs };
      const backoffs = { networkBackoff: backoff(), storageBackoff: backoff() };
      await poll({ api: bot.api, handle, log, ...times, ...backoffs }, signal);
    }
    await menusSet;
  }

  return {
    sender: createSender(bot.api, parts.publicUrl, parts.files),
    fetchFile: (file) => fetchFile({ api: bot.api, ...config, log, timeoutMs: timing.fetchMs }, file),
    setStaffCommands: (chatId, roles) => menus.setStaff(chatId, roles),
    async start() {
      running ??= run(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
    },
    ...(config.mode === "webhook"
      ? { webhook: createWebhook({ secret: config.secret, handle, ready: () => bot.isInited() }) }
      : {}),
  };
}

function createBot(parts: TelegramParts, timing: TelegramTiming): Bot {
  const bot = new Bot(parts.config.token, {
    client: { apiRoot: parts.config.apiRoot, timeoutSeconds: CLIENT_TIMEOUT_SECONDS, fetch: telegramFetch() },
    ...(parts.botInfo === undefined ? {} : { botInfo: parts.botInfo }),
  });
  // The last one installed is called first: the time limit, then the call.
  if (parts.transformer !== undefined) bot.api.config.use(parts.transformer);
  bot.api.config.use(timeLimit(timing.requestMs, timing.uploadMs));
  return bot;
}

/** Learns who we are and tells Telegram how we listen. Updates that wait are never dropped. */
async function connect(bot: Bot, config: TelegramParts["config"], signal: AbortSignal): Promise<void> {
  const stop = signal as Parameters<typeof bot.api.getMe>[0];
  if (!bot.isInited()) bot.botInfo = await bot.api.getMe(stop);
  if (config.mode === "polling") {
    await bot.api.deleteWebhook({ drop_pending_updates: false }, stop);
    return;
  }
  await bot.api.setWebhook(
    `${config.publicUrl}/telegram`,
    {
      secret_token: config.secret,
      allowed_updates: ALLOWED_UPDATES,
      drop_pending_updates: false,
      // One at a time: over several connections, what a person said second may be stored first.
      max_connections: 1,
    },
    stop,
  );
}
