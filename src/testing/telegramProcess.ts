/**
 * The test server in a process of its own, so that it measures a bot without sharing its event loop. Forked; its plan
 * is the first argument, as JSON. Says first where it listens; from `begin` on people ask, and it says every second
 * what came; at `end` it sends the report and ends.
 */
import { privateText, type SentMessage, startTelegramServer } from "./telegramServer.ts";

/** What the server does besides. */
export interface TelegramPlan {
  /** A regular expression that finds pushes by their text: one a chat. Any other message is a reply. */
  readonly push: string;
  /** Somebody asks this every `askEveryMs`, each time from another chat. */
  readonly question: string;
  readonly askEveryMs: number;
}

/** What the server says. */
export type TelegramWord =
  | { readonly kind: "ready"; readonly apiRoot: string; readonly token: string }
  | { readonly kind: "progress"; readonly pushes: number }
  | ({ readonly kind: "report" } & TelegramReport);

/** What came, from the first push to the last. */
export interface TelegramReport {
  /** Chats with a push. */
  readonly reached: number;
  /** Pushes that came to a chat once more. */
  readonly duplicates: number;
  /** Messages that were too fast. */
  readonly limited: number;
  readonly seconds: number;
  /** Messages taken in that time, replies among them. */
  readonly taken: number;
  readonly asked: number;
  /** From the update that waits to be fetched to the reply that arrived, milliseconds, of each answered question. */
  readonly waits: readonly number[];
}

/** Telegram's limits; what arrives so little too early left the bot in time. */
const LIMITS = { perSecond: 30, perChatMs: 1000, toleranceMs: 10 };
const FIRST_ASKER = 5_000_000;

const plan = JSON.parse(process.argv[2]!) as TelegramPlan;
const server = await startTelegramServer();
server.enforceLimits(LIMITS);
const askedAt: number[] = [];
const timers: NodeJS.Timeout[] = [];
process.on("message", (word) => {
  if (word === "begin") begin();
  else end();
});
say({ kind: "ready", apiRoot: server.apiRoot, token: server.token });

function begin(): void {
  timers.push(
    setInterval(ask, plan.askEveryMs),
    setInterval(() => say({ kind: "progress", pushes: pushesSent().length }), 1000),
  );
}

function end(): void {
  for (const timer of timers) clearInterval(timer);
  say({ kind: "report", ...report() });
  void server.close().then(() => process.disconnect());
}

function ask(): void {
  askedAt.push(performance.timeOrigin + performance.now());
  server.push(privateText(FIRST_ASKER + askedAt.length - 1, plan.question));
}

function say(word: TelegramWord): void {
  process.send!(word);
}

function pushesSent(): readonly SentMessage[] {
  const pattern = new RegExp(plan.push);
  return server.sent.filter(({ text }) => pattern.test(text));
}

function report(): TelegramReport {
  const pushes = pushesSent();
  const reached = new Set(pushes.map(({ chatId }) => chatId)).size;
  const first = pushes[0]?.at ?? 0;
  const last = pushes.at(-1)?.at ?? 0;
  const waits = askedAt.flatMap((at, n) => {
    const reply = server.sentTo(FIRST_ASKER + n)[0];
    return reply === undefined ? [] : [reply.at - at];
  });
  return {
    reached,
    duplicates: pushes.length - reached,
    limited: server.limited,
    seconds: (last - first) / 1000,
    taken: server.sent.filter(({ at }) => at >= first && at <= last).length,
    asked: askedAt.length,
    waits,
  };
}
