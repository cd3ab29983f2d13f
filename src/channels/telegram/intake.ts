/** From an update to the store: what the bot's middleware does. */
import { type Bot, BotError } from "grammy";
import type { Update } from "grammy/types";
import { type IncomingMessage, plainReply, type Reply } from "../../dialogue/message.ts";
import { describe } from "./failure.ts";
import { GROUP_DECLINE, LOG } from "./text.ts";
import { readUpdate } from "./update.ts";

/** Where log lines go; pino fits. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** A reply that belongs to no message in the inbox. */
export interface QueuedReply {
  readonly chatId: string;
  /** Queued once for each key, ever. */
  readonly key: string;
  readonly reply: Reply;
}

/** What intake needs from outside. */
export interface IntakeParts {
  receive(message: IncomingMessage): Promise<void>;
  queue(message: QueuedReply): Promise<void>;
  readonly dutyChatId: string | undefined;
  readonly log: Log;
  /** Unix milliseconds. */
  readonly clock: () => number;
}

/** `done`: may be confirmed to Telegram. `notStored`: must be offered again. */
export type Handled = "done" | "notStored";

class NotStored extends Error {}

/**
 * Installs the middleware and returns how to run an update through it. Never throws: an update that
 * faults is logged and done with, since it would fault for ever and hold up everyone behind it.
 * The bot must be initialised before the first update. What must be stored is handed on before the first wait,
 * so that updates handled one after another, none awaited, are stored in that order.
 */
export function createIntake(bot: Bot, parts: IntakeParts): (update: Update) => Promise<Handled> {
  const { log } = parts;

  bot.use(async (ctx) => {
    const reader = { botId: ctx.me.id, botUsername: ctx.me.username, dutyChatId: parts.dutyChatId };
    const reading = readUpdate(ctx.update, reader, parts.clock());
    if ("callbackQueryId" in reading && reading.callbackQueryId !== undefined)
      answerTap(reading.callbackQueryId);
    if (reading.kind === "unreadable") log.warn({ updateId: ctx.update.update_id }, LOG.unreadable);
    if (reading.kind === "decline") await stored(ctx.update, () => decline(String(reading.chatId)));
    if (reading.kind === "message") await stored(ctx.update, () => parts.receive(reading.message));
  });
  bot.catch((error) => {
    const fault = error.error instanceof Error ? error.error.stack : String(error.error);
    log.error({ updateId: error.ctx.update.update_id, fault }, LOG.faulty);
  });

  /** Not awaited: it only stops the button's spinner, and the tap is stored whether or not it does. */
  function answerTap(id: string): void {
    bot.api.answerCallbackQuery(id).catch(() => undefined);
  }

  /** Said once in a group, and through the outbox: a crash must not swallow it, nor a restart repeat it. */
  function decline(chatId: string): Promise<void> {
    return parts.queue({ chatId, key: `decline:${chatId}`, reply: plainReply(GROUP_DECLINE) });
  }

  async function stored(update: Update, store: () => Promise<void>): Promise<void> {
    try {
      await store();
    } catch (error) {
      log.error({ updateId: update.update_id, reason: describe(error) }, LOG.notStored);
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
