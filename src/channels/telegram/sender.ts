/** The Sender port over the Bot API. */
import type { Api } from "grammy";
import { DeliveryError, type Sender } from "../../delivery/sender.ts";
import { toDeliveryError } from "./failure.ts";
import { keyboard } from "./keyboard.ts";
import { renderHtml } from "./render.ts";
import { FAULT } from "./text.ts";

/** Builds the sender of channel `telegram`. Pacing and time limits are the API's transformers. */
export function createSender(api: Api): Sender {
  return {
    channel: "telegram",
    parts: (reply) => renderHtml(reply).length,
    async send(chatId, reply, part, signal) {
      if (!/^-?\d+$/.test(chatId)) throw new DeliveryError("refused", FAULT.badChat(chatId));
      const parts = renderHtml(reply);
      const html = parts[part];
      if (html === undefined) throw new DeliveryError("refused", FAULT.noSuchPart(part, parts.length));
      if (html.replace(/<[^>]*>/g, "").trim() === "") throw new DeliveryError("refused", FAULT.emptyReply);
      // Built for every part, so that a faulty button is refused before half of the reply is out.
      const rows = keyboard(reply);
      if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
      try {
        await api.sendMessage(
          Number(chatId),
          html,
          {
            parse_mode: "HTML",
            link_preview_options: { is_disabled: true },
            ...(part === parts.length - 1 && rows.length > 0
              ? { reply_markup: { inline_keyboard: rows } }
              : {}),
          },
          signal as Parameters<typeof api.sendMessage>[3],
        );
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
  };
}
