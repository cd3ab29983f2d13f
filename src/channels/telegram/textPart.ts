/** One message of words, ready for Telegram. */
import type { InlineKeyboardMarkup, ReplyKeyboardMarkup } from "grammy/types";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Reply } from "../../dialogue/message.ts";
import { keyboards } from "./keyboard.ts";
import { renderHtml } from "./render.ts";
import { FAULT } from "./text.ts";

/** See the file's head. */
export interface TextPart {
  readonly html: string;
  readonly markup?: InlineKeyboardMarkup | ReplyKeyboardMarkup;
  /** The markup, where it may also be put below a message that is edited: inline buttons only. */
  readonly inline?: InlineKeyboardMarkup;
}

/**
 * Makes a part of a reply's words ready.
 * @throws DeliveryError `refused` when Telegram would refuse it
 */
export function textPart(
  chatId: string,
  reply: Reply,
  part: number,
  publicUrl: string | undefined,
): TextPart {
  const parts = renderHtml(reply, publicUrl);
  const html = parts[part];
  if (html === undefined) throw new DeliveryError("refused", FAULT.noSuchPart(part, parts.length));
  if (html.replace(/<[^>]*>/g, "").trim() === "") throw new DeliveryError("refused", FAULT.emptyReply);
  // Built for every part, so that a faulty button is refused before half of the reply is out.
  const place = { parts: parts.length, privateChat: !isGroup(chatId), publicUrl };
  const markup = keyboards(reply, place)[part];
  if (markup === undefined) return { html };
  return { html, markup, ...("inline_keyboard" in markup ? { inline: markup } : {}) };
}

/** Ids of groups are negative. */
export function isGroup(chatId: string): boolean {
  return chatId.startsWith("-");
}
