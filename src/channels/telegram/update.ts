/** An update of the Bot API as a message of the dialogue, or as nothing that concerns it. */
import { z } from "zod";
import type { IncomingMessage } from "../../dialogue/message.ts";

/** What an update comes to. */
export type Reading =
  | { readonly kind: "message"; readonly message: IncomingMessage; readonly callbackQueryId?: string }
  /** Somebody called for the assistant in a group. */
  | { readonly kind: "decline"; readonly chatId: number }
  | { readonly kind: "ignore"; readonly callbackQueryId?: string }
  /** Not of the documented form. */
  | { readonly kind: "unreadable" };

/** Who we are and which group, if any, is ours. */
export interface Reader {
  readonly botId: number;
  readonly botUsername: string;
  readonly dutyChatId: string | undefined;
}

/** The updates we ask Telegram for. */
export const ALLOWED_UPDATES = ["message", "edited_message", "callback_query"] as const;

/** What a message can hold other than text; `venue` before `location` and `animation` before `document`,
 * since Telegram fills in both. */
const MEDIA = [
  "photo",
  "voice",
  "audio",
  "video",
  "video_note",
  "animation",
  "document",
  "sticker",
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "story",
  "paid_media",
  "checklist",
] as const;

const Person = z.object({ id: z.int(), is_bot: z.boolean() });
const Chat = z.object({ id: z.int(), type: z.string() });
const Message = z.looseObject({
  chat: Chat,
  from: Person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z
    .array(z.looseObject({ type: z.string(), user: z.looseObject({ id: z.int() }).optional() }))
    .optional(),
});
const Update = z.object({
  update_id: z.int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: z
    .object({
      id: z.string(),
      from: Person,
      // Also an InaccessibleMessage, which has a chat but no content.
      message: z.object({ chat: Chat }).optional(),
      data: z.string().optional(),
    })
    .optional(),
});

type Message = z.infer<typeof Message>;
type CallbackQuery = NonNullable<z.infer<typeof Update>["callback_query"]>;

/** Reads an update; `at` is Unix milliseconds. Never throws, whatever it is given. */
export function readUpdate(update: unknown, reader: Reader, at: number): Reading {
  const parsed = Update.safeParse(update);
  if (!parsed.success) return { kind: "unreadable" };
  const { update_id, message, edited_message, callback_query } = parsed.data;
  const envelope = { channel: "telegram", messageId: `u${update_id}`, at };
  if (callback_query !== undefined) return readTap(callback_query, reader, envelope);
  if (message !== undefined) return readMessage(message, reader, envelope);
  // An edit is a new question. One without words is a live location that moved, or a caption removed.
  if (edited_message !== undefined && words(edited_message) !== undefined) {
    const reading = readMessage(edited_message, reader, envelope);
    return reading.kind === "message" ? reading : { kind: "ignore" };
  }
  return { kind: "ignore" };
}

type Envelope = Pick<IncomingMessage, "channel" | "messageId" | "at">;

function readTap(query: CallbackQuery, reader: Reader, envelope: Envelope): Reading {
  const ignored = { kind: "ignore", callbackQueryId: query.id } as const;
  const chat = query.message?.chat;
  if (chat === undefined || query.from.is_bot || query.data === undefined || query.data === "")
    return ignored;
  // In groups we show buttons to the staff on duty only; nobody else's tap is for us.
  if (chat.type !== "private" && String(chat.id) !== reader.dutyChatId) return ignored;
  return {
    kind: "message",
    callbackQueryId: query.id,
    message: { ...envelope, chatId: String(chat.id), text: "", action: query.data },
  };
}

function readMessage(message: Message, reader: Reader, envelope: Envelope): Reading {
  const { chat } = message;
  if (message.from?.is_bot === true) return { kind: "ignore" };
  if (chat.type === "group" || chat.type === "supergroup") {
    return callsUs(message, reader) ? { kind: "decline", chatId: chat.id } : { kind: "ignore" };
  }
  if (chat.type !== "private") return { kind: "ignore" };
  const text = words(message);
  const chatId = String(chat.id);
  if (text !== undefined) {
    return { kind: "message", message: { ...envelope, chatId, text: withoutOurName(text, reader) } };
  }
  const medium = MEDIA.find((name) => message[name] !== undefined);
  // Neither words nor a medium: a service message, such as a pinned message.
  if (medium === undefined) return { kind: "ignore" };
  return { kind: "message", message: { ...envelope, chatId, text: "", action: `media:${medium}` } };
}

function words(message: Message): string | undefined {
  const text = message.text ?? message.caption;
  return text === undefined || text.trim() === "" ? undefined : text;
}

/** `/help@jinqiu_bot` becomes `/help`; a command for another bot stays as it is. */
function withoutOurName(text: string, reader: Reader): string {
  const command = /^(\/\w+)@(\w+)/.exec(text);
  if (command === null || !sameName(command[2], reader)) return text;
  return `${command[1]}${text.slice(command[0].length)}`;
}

function callsUs(message: Message, reader: Reader): boolean {
  if (message.entities?.some((entity) => entity.user?.id === reader.botId) === true) return true;
  const text = words(message) ?? "";
  const start = /^\/start(?:@(\w+))?(?!\w)/.exec(text);
  if (start !== null) return start[1] === undefined || sameName(start[1], reader);
  return [...text.matchAll(/@(\w+)/g)].some((mention) => sameName(mention[1], reader));
}

function sameName(name: string | undefined, reader: Reader): boolean {
  return name !== undefined && name.toLowerCase() === reader.botUsername.toLowerCase();
}
