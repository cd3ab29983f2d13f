/** Changing what Telegram shows already: edits, and removal where it is allowed. */
import { type Api, GrammyError } from "grammy";
import type { Posted, SentChanges } from "../../delivery/sender.ts";
import type { Reply } from "../../dialogue/message.ts";
import { toDeliveryError } from "./failure.ts";
import { renderHtml } from "./render.ts";
import { SURPLUS, WITHDRAWN } from "./text.ts";
import type { TextPart } from "./textPart.ts";

/** What a change works with. */
export interface SentChangeParts {
  readonly api: Api;
  readonly publicUrl: string | undefined;
  /** Makes one part of a reply ready. @throws DeliveryError `refused` when Telegram would not take it */
  prepare(chatId: string, reply: Reply, part: number): TextPart;
  post(chatId: string, part: TextPart, signal: AbortSignal): Promise<string>;
}

/**
 * Errors of the Bot API that mean that the work is done: the same words again, a message that the person deleted.
 * Source: tdlib/telegram-bot-api, seen as descriptions.
 */
const NOTHING_TO_DO = /message is not modified|message to (?:edit|delete) not found|MESSAGE_ID_INVALID/i;
/** Older than 48 hours: https://core.telegram.org/bots/api#deletemessage */
const STAYS = /message can't be deleted/i;
const NO_TEXT = /there is no text in the message to edit/i;

/** See {@link SentChanges}. */
export function createSentChanges({ api, publicUrl, prepare, post }: SentChangeParts): SentChanges {
  const textsOf = ({ reply, receipts }: Posted) =>
    Math.min(renderHtml(reply, publicUrl).length, receipts.length);

  /** @returns false when Telegram refuses for this reason */
  async function done(call: Promise<unknown>, refusal?: RegExp): Promise<boolean> {
    try {
      await call;
      return true;
    } catch (error) {
      if (error instanceof GrammyError && error.error_code === 400) {
        if (NOTHING_TO_DO.test(error.description)) return true;
        if (refusal?.test(error.description) === true) return false;
      }
      throw toDeliveryError(error);
    }
  }

  async function rewrite(chatId: string, id: string, part: TextPart, signal: AbortSignal): Promise<void> {
    const stop = signal as Parameters<typeof api.getMe>[0];
    const { html, inline } = part;
    const buttons = inline === undefined ? {} : { reply_markup: inline };
    const options = { parse_mode: "HTML", ...buttons } as const;
    const preview = { link_preview_options: { is_disabled: true } };
    const text = api.editMessageText(Number(chatId), Number(id), html, { ...options, ...preview }, stop);
    if (await done(text, NO_TEXT)) return;
    // A picture or a document: it stays, and says so below.
    const caption = { ...options, caption: html.slice(0, 1024) };
    await done(api.editMessageCaption(Number(chatId), Number(id), caption, stop));
  }

  /** Removes a message, or has it say something else where it must stay. */
  async function takeAway(
    chatId: string,
    id: string,
    instead: TextPart,
    signal: AbortSignal,
  ): Promise<"gone" | "stays"> {
    const stop = signal as Parameters<typeof api.getMe>[0];
    if (await done(api.deleteMessage(Number(chatId), Number(id), stop), STAYS)) return "gone";
    await rewrite(chatId, id, instead, signal);
    return "stays";
  }

  return {
    editSteps: (sent, reply) =>
      sent.receipts.length === 0 ? 0 : Math.max(textsOf(sent), renderHtml(reply, publicUrl).length),
    async edit(chatId, sent, reply, step, signal) {
      const before = textsOf(sent);
      const after = renderHtml(reply, publicUrl).length;
      const id = sent.receipts[step];
      const last = step === Math.max(before, after) - 1;
      const files = last ? sent.receipts.slice(before) : [];
      if (step >= before || id === undefined) {
        return [await post(chatId, prepare(chatId, reply, step), signal), ...files];
      }
      if (step < after) {
        await rewrite(chatId, id, prepare(chatId, reply, step), signal);
        return [id, ...files];
      }
      const stays = (await takeAway(chatId, id, { html: SURPLUS }, signal)) === "stays";
      return [...(stays ? [id] : []), ...files];
    },
    async remove(chatId, { receipts }, notice, signal) {
      const left: string[] = [];
      for (const id of receipts) {
        // The whole notice once; what else must stay says in a word that it does not hold.
        const instead = left.length === 0 ? prepare(chatId, notice, 0) : { html: WITHDRAWN };
        if ((await takeAway(chatId, id, instead, signal)) === "stays") left.push(id);
      }
      return left;
    },
  };
}
