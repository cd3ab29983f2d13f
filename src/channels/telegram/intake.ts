/** From an update to the store: what the bot's middleware does. */
import { type Bot, BotError } from "grammy";
import type { Update } from "grammy/types";
import type { IncomingMessage } from "../../dialogue/message.ts";
import { describe } from "./failure.ts";
import { GROUP_DECLINE, LOG } from "./text.ts";
import { readUpdate } from "./update.ts";

/** Where log lines go; pino fits. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What intake needs from outside. */
export interface IntakeParts {
  receive(message: IncomingMessage): Promise<void>;
  readonly dutyChatId: string | undefined;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

/** `done`: may be confirmed to Telegram. `notStored`: must be offered again. */
export type Handled = "done" | "notStored";

/** Groups we remember having declined; a group asked past that may be told twice. */
const REMEMBERED_GROUPS = 1000;

class NotStored extends Error {}

/**
 * Installs the middleware and returns how to run an update through it. Never throws: an update that
 * faults is logged and done with, since it would fault for ever and hold up everyone behind it.
 * The bot must be initialised before the first update.
 */
export function createIntake(bot: Bot, parts: IntakeParts): (update: Update) => Promise<Handled> {
  const { log } = parts;
  const declined = new Set<number>();

  bot.use(async (ctx) => {
    const reader = { botId: ctx.me.id, botUsername: ctx.me.username, dutyChatId: parts.dutyChatId };
    const reading = readUpdate(ctx.update, reader, parts.clock());
    if ("callbackQueryId" in reading && reading.callbackQueryId !== undefined)
      answerTap(reading.callbackQueryId);
    if (reading.kind === "unreadable") log.warn({ updateId: ctx.update.update_id }, LOG.unreadable);
    if (reading.kind === "decline") declineOnce(reading.chatId);
    if (reading.kind === "message") await store(reading.message);
  });
  bot.catch((error) => {
    const fault = error.error instanceof Error ? error.error.stack : String(error.error);
    log.error({ updateId: error.ctx.update.update_id, fault }, LOG.faulty);
  });

  /** Not awaited: it only stops the button's spinner, and the tap is stored whether or not it does. */
  function answerTap(id: string): void {
    bot.api.answerCallbackQuery(id).catch(() => undefined);
  }

  function declineOnce(chatId: number): void {
    if (declined.has(chatId)) return;
    if (declined.size >= REMEMBERED_GROUPS) declined.clear();
    declined.add(chatId);
    bot.api.sendMessage(chatId, GROUP_DECLINE).catch((error: unknown) => {
      log.warn({ reason: describe(error) }, LOG.declineFailed);
    });
  }

  async function store(message: IncomingMessage): Promise<void> {
    try {
      await parts.receive(message);
    } catch (error) {
      log.error({ messageId: message.messageId, reason: describe(error) }, LOG.notStored);
      throw new NotStored();
    }
  }

  return async (update) => {
    try {
      await bot.handleUpdate(update);
      return "done";
    } catch (error) {
      if (error instanceof BotError) {
        if (error.error instanceof NotStored) return "notStored";
        await bot.errorHandler(error);
      } else {
        log.error({ updateId: update.update_id, fault: describe(error) }, LOG.faulty);
      }
      return "done";
    }
  };
}
