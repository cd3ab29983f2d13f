/**
 * What stands in the test server's chats: messages sent, edited and deleted, and refused where Telegram refuses.
 * Source: https://core.telegram.org/bots/api#updating-messages
 */
import { createBudget, type ServerBudget, type ServerLimits } from "./telegramBudget.ts";
import { type createFiles, fileField, type ReadCall } from "./telegramFiles.ts";
import { badRequest, type Refusal, readMessage, type SentMessage } from "./telegramMessage.ts";

export type Payload = Readonly<Record<string, unknown>>;
export type Answer = { result: unknown } | (Refusal & { retryAfter?: number });

/** https://core.telegram.org/bots/api#deletemessage */
const DELETABLE_MS = 48 * 60 * 60_000;

/** The chats of one server. */
export function createChats(files: ReturnType<typeof createFiles>) {
  const sent: SentMessage[] = [];
  const sentByChat = new Map<string, SentMessage[]>();
  const blocked = new Set<string>();
  let passedMs = 0;
  const clock = () => performance.timeOrigin + performance.now() + passedMs;
  let budget: ServerBudget | undefined;
  let limited = 0;

  function send(payload: Payload, shown: Partial<SentMessage> = {}): Answer {
    const chatId = String(payload["chat_id"]);
    const at = clock();
    const retryAfter = budget?.arrive(chatId, at);
    if (retryAfter !== undefined) {
      limited += 1;
      return { code: 429, description: `Too Many Requests: retry after ${retryAfter}`, retryAfter };
    }
    if (blocked.has(chatId)) return { code: 403, description: "Forbidden: bot was blocked by the user" };
    const message = readMessage(payload, sent.length + 1, at);
    if ("code" in message) return message;
    const whole = { ...message, ...shown };
    sent.push(whole);
    const ofChat = sentByChat.get(chatId) ?? [];
    ofChat.push(whole);
    sentByChat.set(chatId, ofChat);
    return { result: resultOf(whole) };
  }

  /** A file, noted as a message with the text `[photo id]`. */
  function file(kind: string, call: ReadCall): Answer {
    if (blocked.has(String(call.payload["chat_id"]))) return send(call.payload);
    const taken = files.take(kind, call);
    if ("code" in taken) return taken;
    return send({ ...call.payload, text: `[${kind} ${taken.fileId}]` }, { file: { kind, ...taken } });
  }

  function find(payload: Payload): SentMessage | undefined {
    const message = sent[Number(payload["message_id"]) - 1];
    return message?.chatId === String(payload["chat_id"]) && !message.deleted ? message : undefined;
  }

  function replace(message: SentMessage): void {
    sent[message.messageId - 1] = message;
    const ofChat = sentByChat.get(message.chatId) ?? [];
    ofChat[ofChat.findIndex(({ messageId }) => messageId === message.messageId)] = message;
  }

  const handlers: Record<string, (payload: Payload, call: ReadCall) => Answer> = {
    sendMessage: (payload) => send(payload),
    sendPhoto: (_, call) => file("photo", call),
    sendVoice: (_, call) => file("voice", call),
    sendAudio: (_, call) => file("audio", call),
    sendVideo: (_, call) => file("video", call),
    sendAnimation: (_, call) => file("animation", call),
    sendDocument: (_, call) => file("document", call),
    editMessageText(payload) {
      const old = find(payload);
      if (old === undefined) return badRequest("message to edit not found");
      if (old.file !== undefined) return badRequest("there is no text in the message to edit");
      // "only possible to edit messages without reply_markup or with inline keyboards"
      if (old.keyboard !== undefined) return badRequest("message can't be edited");
      const message = readMessage(payload, old.messageId, old.at);
      if ("code" in message) return message;
      const markupOf = ({ payload: given }: SentMessage) => JSON.stringify(given["reply_markup"]);
      if (message.html === old.html && markupOf(message) === markupOf(old))
        return badRequest("message is not modified");
      replace(message);
      return { result: resultOf(message) };
    },
    editMessageCaption(payload) {
      const old = find(payload);
      if (old === undefined) return badRequest("message to edit not found");
      if (old.file === undefined) return badRequest("there is no caption in the message to edit");
      const caption = String(payload["caption"] ?? "");
      if (caption.length > 1024) return badRequest("message caption is too long");
      if (caption === old.caption) return badRequest("message is not modified");
      replace({ ...old, caption });
      return { result: resultOf(old) };
    },
    deleteMessage(payload) {
      const old = find(payload);
      if (old === undefined) return badRequest("message to delete not found");
      if (clock() - old.at > DELETABLE_MS) return badRequest("message can't be deleted for everyone");
      replace({ ...old, deleted: true });
      return { result: true };
    },
  };

  return {
    handlers,
    sent,
    sentTo: (chatId: number | string): readonly SentMessage[] => sentByChat.get(String(chatId)) ?? [],
    limited: () => limited,
    /** Time goes by. */
    pass(milliseconds: number): void {
      passedMs += milliseconds;
    },
    block(chatId: number | string, nowBlocked = true): void {
      if (nowBlocked) blocked.add(String(chatId));
      else blocked.delete(String(chatId));
    },
    enforceLimits(limits: ServerLimits): void {
      budget = createBudget(limits);
    },
  };
}

function resultOf({ messageId, chatId, at, text, file }: SentMessage): object {
  const content = file === undefined ? { text } : fileField(file.kind, file.fileId, file.name);
  return { message_id: messageId, date: Math.floor(at / 1000), chat: { id: Number(chatId) }, ...content };
}
