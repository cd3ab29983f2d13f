/** Showing a file again that came over Telegram: by its id, without fetching it. */
import { type Api, GrammyError } from "grammy";
import { DeliveryError } from "../../delivery/sender.ts";
import type { FileAttachment } from "../../dialogue/message.ts";
import { toDeliveryError } from "./failure.ts";
import { FAULT, FILE_GONE } from "./text.ts";

/**
 * Sends a file by its id. One that Telegram will not show again (a round video as a video, an id of another bot) becomes
 * a line of text: the words before it have gone out already.
 * @see https://core.telegram.org/bots/api#sending-files
 * @returns the message's id
 * @throws DeliveryError
 */
export async function sendFile(
  api: Api,
  chatId: number,
  { kind, fileId }: FileAttachment,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
  const stop = signal as Parameters<typeof api.getMe>[0];
  const send = {
    photo: () => api.sendPhoto(chatId, fileId, {}, stop),
    voice: () => api.sendVoice(chatId, fileId, {}, stop),
    audio: () => api.sendAudio(chatId, fileId, {}, stop),
    video: () => api.sendVideo(chatId, fileId, {}, stop),
    document: () => api.sendDocument(chatId, fileId, {}, stop),
  }[kind];
  try {
    const { message_id } = await send().catch((error: unknown) => {
      if (
        error instanceof GrammyError &&
        error.error_code === 400 &&
        toDeliveryError(error).kind === "refused"
      )
        return api.sendMessage(chatId, FILE_GONE, {}, stop);
      throw error;
    });
    return String(message_id);
  } catch (error) {
    throw toDeliveryError(error);
  }
}
