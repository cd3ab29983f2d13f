/** Showing a file again that came over Telegram: by its id, without fetching it. */
import { type Api, GrammyError, type InputFile } from "grammy";
import type { Message } from "grammy/types";
import { DeliveryError } from "../../../delivery/sender.ts";
import type { FileAttachment } from "../../../dialogue/message.ts";
import { toDeliveryError } from "../failure.ts";
import { FAULT, FILE_GONE } from "../text.ts";

/** As what Telegram carries a file. `animation` is a moving picture that came as a document. */
export type Carried = FileAttachment["kind"] | "animation";

/**
 * Sends a file as what it is, by its id or with its content.
 * @see https://core.telegram.org/bots/api#sending-files
 */
export function sendAs(
  api: Api,
  chatId: number,
  kind: Carried,
  file: string | InputFile,
  signal: AbortSignal,
): Promise<Message> {
  const stop = signal as Parameters<typeof api.getMe>[0];
  switch (kind) {
    case "photo":
      return api.sendPhoto(chatId, file, {}, stop);
    case "voice":
      return api.sendVoice(chatId, file, {}, stop);
    case "audio":
      return api.sendAudio(chatId, file, {}, stop);
    case "video":
      return api.sendVideo(chatId, file, {}, stop);
    case "animation":
      return api.sendAnimation(chatId, file, {}, stop);
    case "document":
      return api.sendDocument(chatId, file, {}, stop);
  }
}

/** Telegram will not take this file: the chat is there, and another file would do. */
export function isFileRefused(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    (error.error_code === 400 || error.error_code === 413) &&
    toDeliveryError(error).kind === "refused"
  );
}

/** In place of a file that cannot be shown: the words before it have gone out already. */
export function sendGone(api: Api, chatId: number, signal: AbortSignal): Promise<Message> {
  return api.sendMessage(chatId, FILE_GONE, {}, signal as Parameters<typeof api.getMe>[0]);
}

/**
 * Sends a file by its id. One that Telegram will not show again (a round video as a video, an id of another bot) becomes
 * a line of text.
 * @returns the message's id
 * @throws DeliveryError
 */
export async function sendAgain(
  api: Api,
  chatId: number,
  { kind, fileId }: FileAttachment,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
  try {
    const { message_id } = await sendAs(api, chatId, kind, fileId, signal).catch((error: unknown) => {
      if (isFileRefused(error)) return sendGone(api, chatId, signal);
      throw error;
    });
    return String(message_id);
  } catch (error) {
    throw toDeliveryError(error);
  }
}
