/** The Sender port over the Bot API. */
import type { Api } from "grammy";
import { DeliveryError, type Sender, type SendLimits } from "../../delivery/sender.ts";
import { toDeliveryError } from "./failure.ts";
import { sendFile } from "./files.ts";
import { keyboards } from "./keyboard.ts";
import { renderHtml } from "./render.ts";
import { FAULT } from "./text.ts";

/**
 * 30 messages a second overall, one a second in a chat, 20 a minute in a group (whose ids are negative).
 * Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
const TELEGRAM_LIMITS: SendLimits = {
  perSecond: 30,
  chatIntervalMs: (chatId) => (isGroup(chatId) ? 60_000 / 20 : 1000),
};

/**
 * Builds the sender of channel `telegram`. Its `limits` are kept by whoever calls it; the time limit of a call
 * is the API's transformer. Not repeatable: the Bot API has no idempotency key.
 * @param publicUrl where people reach our pages; links become buttons if Telegram takes this address
 */
export function createSender(api: Api, publicUrl: string | undefined): Sender {
  return {
    channel: "telegram",
    limits: TELEGRAM_LIMITS,
    parts: (reply) => renderHtml(reply, publicUrl).length + (reply.files?.length ?? 0),
    async send(chatId, reply, part, signal) {
      if (!/^-?\d+$/.test(chatId)) throw new DeliveryError("refused", FAULT.badChat(chatId));
      const parts = renderHtml(reply, publicUrl);
      const file = reply.files?.[part - parts.length];
      if (file !== undefined) return sendFile(api, Number(chatId), file, signal);
      const html = parts[part];
      if (html === undefined) throw new DeliveryError("refused", FAULT.noSuchPart(part, parts.length));
      if (html.replace(/<[^>]*>/g, "").trim() === "") throw new DeliveryError("refused", FAULT.emptyReply);
      // Built for every part, so that a faulty button is refused before half of the reply is out.
      const place = { parts: parts.length, privateChat: !isGroup(chatId), publicUrl };
      const markup = keyboards(reply, place)[part];
      if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
      try {
        const sent = await api.sendMessage(
          Number(chatId),
          html,
          {
            parse_mode: "HTML",
            link_preview_options: { is_disabled: true },
            ...(markup === undefined ? {} : { reply_markup: markup }),
          },
          signal as Parameters<typeof api.sendMessage>[3],
        );
        return String(sent.message_id);
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
  };
}

function isGroup(chatId: string): boolean {
  return chatId.startsWith("-");
}
