/** An update of the Bot API as a message of the dialogue, or as nothing that concerns it. */
import { z } from "zod";
import type { IncomingMessage } from "../../dialogue/message.ts";
import { MEDIA_FIELDS, readAttachments } from "./media.ts";

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
export const ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** Actions that only a channel gives; a tap that claims one is forged. */
const RESERVED_ACTION = "account:";

const Person = z.object({ id: z.int(), is_bot: z.boolean() });
const Chat = z.object({ id: z.int(), type: z.string() });
const Replied = z.object({ message_id: z.int(), from: Person.optional() });
const Message = z.object({
  chat: Chat,
  message_id: z.int().optional().catch(undefined),
  date: z.int().optional().catch(undefined),
  from: Person.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z
    .array(z.object({ user: z.object({ id: z.int() }).optional() }))
    .optional()
    .catch(undefined),
  // Also an InaccessibleMessage. Lost rather than the words that came with it.
  reply_to_message: Replied.optional().catch(undefined),
  ...MEDIA_FIELDS,
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
  my_chat_member: z.object({ chat: Chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});

type Message = z.infer<typeof Message>;
type CallbackQuery = NonNullable<z.infer<typeof Update>["callback_query"]>;
type Membership = NonNullable<z.infer<typeof Update>["my_chat_member"]>;

/** Reads an update; `at` is Unix milliseconds. Never throws, whatever it is given. */
export function readUpdate(update: unknown, reader: Reader, at: number): Reading {
  const parsed = Update.safeParse(update);
  if (!parsed.success) return { kind: "unreadable" };
  const { update_id, message, edited_message, callback_query, my_chat_member } = parsed.data;
  const messageId = [`u${update_id}`, ...originOf(parsed.data)].join(".");
  const envelope = { channel: "telegram", messageId, at };
  if (callback_query !== undefined) return readTap(callback_query, reader, envelope);
  if (message !== undefined) return readMessage(message, reader, envelope);
  // An edit is a new question. One without words is a live location that moved, or a caption removed.
  if (edited_message !== undefined && words(edited_message) !== undefined) {
    const reading = readMessage(edited_message, reader, envelope);
    return reading.kind === "message"
      ? { ...reading, message: { ...reading.message, edited: true } }
      : { kind: "ignore" };
  }
  if (my_chat_member !== undefined) return readMembership(my_chat_member, envelope);
  return { kind: "ignore" };
}

/**
 * What tells two updates of one number apart: numbers start anew at random after a quiet week, and a number met twice
 * must not make somebody's message look like one already stored.
 */
function originOf({ message, edited_message, callback_query }: z.infer<typeof Update>): (string | number)[] {
  if (callback_query !== undefined) return [callback_query.id];
  const said = message ?? edited_message;
  return [said?.chat.id, said?.message_id, said?.date].filter((part) => part !== undefined);
}

type Envelope = Pick<IncomingMessage, "channel" | "messageId" | "at">;

function readTap(query: CallbackQuery, reader: Reader, envelope: Envelope): Reading {
  const ignored = { kind: "ignore", callbackQueryId: query.id } as const;
  const chat = query.message?.chat;
  if (chat === undefined || query.from.is_bot || query.data === undefined || query.data === "")
    return ignored;
  // In groups we show buttons to the staff on duty only; nobody else's tap is for us.
  if (chat.type !== "private" && String(chat.id) !== reader.dutyChatId) return ignored;
  // A client of one's own making sends what it likes, not only what stood on the button.
  if (query.data.startsWith(RESERVED_ACTION)) return ignored;
  return {
    kind: "message",
    callbackQueryId: query.id,
    message: { ...envelope, chatId: String(chat.id), text: "", action: query.data },
  };
}

/**
 * The person blocked us, or took that back. In a group we have no account to keep.
 * Source: https://core.telegram.org/bots/api#update, `my_chat_member`
 */
function readMembership({ chat, new_chat_member }: Membership, envelope: Envelope): Reading {
  const action = { kicked: "account:blocked", member: "account:unblocked" };
  const { status } = new_chat_member;
  if (chat.type !== "private" || (status !== "kicked" && status !== "member")) return { kind: "ignore" };
  return {
    kind: "message",
    message: { ...envelope, chatId: String(chat.id), text: "", action: action[status] },
  };
}

function readMessage(message: Message, reader: Reader, envelope: Envelope): Reading {
  const { chat, reply_to_message: replied } = message;
  if (message.from?.is_bot === true) return { kind: "ignore" };
  if (chat.type === "group" || chat.type === "supergroup") {
    return callsUs(message, reader) ? { kind: "decline", chatId: chat.id } : { kind: "ignore" };
  }
  if (chat.type !== "private") return { kind: "ignore" };
  const text = words(message);
  const attachments = readAttachments(message, message.from?.id);
  // Neither words nor a medium: a service message, such as a pinned message.
  if (text === undefined && attachments.length === 0) return { kind: "ignore" };
  return {
    kind: "message",
    message: {
      ...envelope,
      chatId: String(chat.id),
      text: text === undefined ? "" : withoutOurName(text, reader),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(replied?.from?.id === reader.botId ? { replyTo: String(replied.message_id) } : {}),
    },
  };
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
