/**
 * An announcement to many: how much of Telegram's 30 messages a second is used, while it is still being queued and people
 * go on asking. The store, the announcement, the dispatcher and the Telegram channel are the production ones; the Bot API
 * server is a process of its own and answers 429 to what is too fast.
 */
import { type ChildProcess, fork } from "node:child_process";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import cliProgress from "cli-progress";
import { type Assistant, createAssistant } from "../../src/assistant.ts";
import { createTelegram } from "../../src/channels/telegram/index.ts";
import { parseConfig, type TelegramConfig } from "../../src/config.ts";
import { createDispatcher, createInbox, type Log, queueSizes } from "../../src/delivery/index.ts";
import { percentile, round } from "./measures.ts";
import { benchQueueing } from "./queueing.ts";
import { inOwnFolder, seedBroadcast } from "./seeding.ts";

const BUDGET_PER_SECOND = 30;
const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} };
const PLAN = { push: "^学习通知", question: "绿色通道怎么申请", askEveryMs: 2000 };
/** By path, not by import: fakes stay in tests (`npm run layers`). It tells its words and its report there. */
const SERVER = resolve(import.meta.dirname, "../../src/testing/telegramProcess.ts");

/** What the server process says; its own file explains the fields. */
type Word =
  | { kind: "ready"; apiRoot: string; token: string }
  | { kind: "progress"; pushes: number }
  | ({ kind: "report" } & Report);

interface Report {
  reached: number;
  duplicates: number;
  limited: number;
  seconds: number;
  taken: number;
  asked: number;
  waits: number[];
}

/** Sends an announcement to so many and tells how that went; then, by itself, how fast one to 10,000 is queued. */
export async function benchBroadcast(recipients: number) {
  const sending = await inOwnFolder("broadcast", (folder) => benchSending(folder, recipients));
  return { ...sending, queueing: await benchQueueing() };
}

async function benchSending(folder: string, recipients: number) {
  const server = fork(SERVER, [JSON.stringify(PLAN)], { execArgv: process.execArgv });
  try {
    const { apiRoot, token } = await heard(server, "ready");
    const settings = {
      DATABASE_PATH: join(folder, "bench.db"),
      BOT_TOKEN: token,
      TELEGRAM_API_ROOT: apiRoot,
    };
    await seedBroadcast({ settings, recipients });
    const config = parseConfig(settings);
    const assistant = createAssistant(config);
    try {
      return await broadcast(assistant, config.telegram, server, recipients);
    } finally {
      assistant.store.close();
    }
  } finally {
    server.kill();
  }
}

async function broadcast(
  assistant: Assistant,
  telegramConfig: TelegramConfig,
  server: ChildProcess,
  recipients: number,
) {
  const bar = new cliProgress.SingleBar({
    format: "发送 {bar} {value}/{total}，还要 {eta_formatted}",
    stream: process.stderr,
  });
  bar.start(recipients, 0);
  let peakRss = 0;
  server.on("message", (word: Word) => {
    if (word.kind !== "progress") return;
    peakRss = Math.max(peakRss, process.memoryUsage.rss());
    bar.update(word.pushes);
  });
  const running = startChannel(assistant, telegramConfig);
  server.send("begin");
  await assistant.announcements.carryOn(new AbortController().signal);
  const sizes = () => queueSizes(assistant.store.records);
  while (sizes().outboxPending > 0) await pause(500);
  bar.stop();
  const reporting = heard(server, "report");
  server.send("end");
  const report = await reporting;
  const { outboxFailed } = sizes();
  await running.stop();
  return {
    recipients,
    seconds: round(report.seconds, 1),
    perSecond: round(report.taken / report.seconds, 2),
    /** Share of the 30 messages a second that were taken, replies among them. */
    budgetUsed: round(report.taken / report.seconds / BUDGET_PER_SECOND, 3),
    lost: recipients - report.reached,
    duplicates: report.duplicates,
    failed: outboxFailed,
    limited: report.limited,
    asked: report.asked,
    replyP50Ms: percentile(report.waits, 0.5),
    replyP99Ms: percentile(report.waits, 0.99),
    peakRssMb: round(peakRss / 1024 / 1024, 1),
  };
}

/** The channel with inbox and dispatcher around it, as the service builds them, without quiet hours. */
function startChannel(assistant: Assistant, telegramConfig: TelegramConfig) {
  if (telegramConfig.mode === "off") throw new Error("Telegram is off");
  const { store, box, dialogue, pushes, members } = assistant;
  const inbox = createInbox({
    store,
    box,
    dialogue,
    contextOf: assistant.contextOf,
    onSeen: pushes.seen,
    clock: Date.now,
    log: SILENT,
    onReplied: () => dispatcher.wake(),
  });
  const telegram = createTelegram({
    config: telegramConfig,
    publicUrl: undefined,
    receive: (message) => inbox.receive(message),
    queue: () => Promise.reject(new Error("nobody is in a group here")),
    staffChats: () => [],
    log: SILENT,
    clock: Date.now,
  });
  const dispatcher = createDispatcher({
    store,
    box,
    senders: [telegram.sender],
    clock: Date.now,
    random: Math.random,
    log: SILENT,
    pushes,
    onBlocked: (channel, accountId) => members.setBlocked({ channel, accountId }, true),
  });
  assistant.warmUp();
  dispatcher.start();
  void telegram.start();
  return {
    async stop() {
      await telegram.stop();
      await inbox.stop();
      await dispatcher.stop();
    },
  };
}

/** The server's next word of a kind. */
function heard<K extends Word["kind"]>(server: ChildProcess, kind: K): Promise<Extract<Word, { kind: K }>> {
  return new Promise((done, fail) => {
    const end = (code: number | null) => fail(new Error(`the server process ended: ${code}`));
    const listen = (word: Word) => {
      if (word.kind !== kind) return;
      server.off("message", listen).off("exit", end);
      done(word as Extract<Word, { kind: K }>);
    };
    server.on("message", listen).once("exit", end);
  });
}
