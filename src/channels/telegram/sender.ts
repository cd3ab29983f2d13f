/** The Sender port over the Bot API. */
import type { Api } from "grammy";
import { DeliveryError, type Sender, type SendLimits } from "../../delivery/sender.ts";
import type { Reply } from "../../dialogue/message.ts";
import { toDeliveryError } from "./failure.ts";
import { sendAgain } from "./files/sentAgain.ts";
import { createStoredFiles, type KeptFiles } from "./files/storedFiles.ts";
import { renderHtml } from "./render.ts";
import { createSentChanges } from "./sentChanges.ts";
import { FAULT } from "./text.ts";
import { isGroup, type TextPart, textPart } from "./textPart.ts";

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
 * @param shelf the files that we keep; absent where there are none
 */
export function createSender(api: Api, publicUrl: string | undefined, shelf?: KeptFiles): Sender {
  const stored = createStoredFiles(api, shelf);
  const fileOf = (reply: Reply, part: number) =>
    reply.files === undefined ? undefined : reply.files[part - renderHtml(reply, publicUrl).length];

  function prepare(chatId: string, reply: Reply, part: number): TextPart {
    if (!/^-?\d+$/.test(chatId)) throw new DeliveryError("refused", FAULT.badChat(chatId));
    return textPart(chatId, reply, part, publicUrl);
  }

  async function post(chatId: string, { html, markup }: TextPart, signal: AbortSignal): Promise<string> {
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
  }

  return {
    channel: "telegram",
    limits: TELEGRAM_LIMITS,
    parts: (reply) => renderHtml(reply, publicUrl).length + (reply.files?.length ?? 0),
    holdUp(reply, part) {
      const file = fileOf(reply, part);
      return file !== undefined && "stored" in file ? stored.underWay(file) : undefined;
    },
    async send(chatId, reply, part, signal) {
      const file = fileOf(reply, part);
      if (file === undefined) return post(chatId, prepare(chatId, reply, part), signal);
      if (!/^-?\d+$/.test(chatId)) throw new DeliveryError("refused", FAULT.badChat(chatId));
      return "stored" in file
        ? stored.send(Number(chatId), file, signal)
        : sendAgain(api, Number(chatId), file, signal);
    },
    changes: createSentChanges({ api, publicUrl, prepare, post }),
  };
}
