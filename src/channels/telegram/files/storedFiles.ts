/**
 * Sending files that we keep: the first time with their content, from then on by the id that Telegram gave them, so that
 * ten thousand recipients are one upload.
 * @see https://core.telegram.org/bots/api#sending-files
 */
import { type Api, InputFile } from "grammy";
import type { Message } from "grammy/types";
import type { FileShelf } from "../../../delivery/files/types.ts";
import { DeliveryError } from "../../../delivery/sender.ts";
import type { StoredAttachment } from "../../../dialogue/message.ts";
import { toDeliveryError } from "../failure.ts";
import { FAULT } from "../text.ts";
import { type Carried, isFileRefused, sendAs, sendGone } from "./sentAgain.ts";

/** What is needed of the shelf. */
export type KeptFiles = Pick<FileShelf, "get" | "read" | "remoteId" | "remember" | "forget">;

/** See the file's head. */
export interface StoredFiles {
  /** The upload of this file that is under way; it is worth waiting for. */
  underWay(file: StoredAttachment): Promise<void> | undefined;
  /**
   * Sends the file.
   * @returns the message's id
   * @throws DeliveryError
   */
  send(chatId: number, file: StoredAttachment, signal: AbortSignal): Promise<string>;
}

const CHANNEL = "telegram";
/** What Telegram may have made of a file, what it made of an animation first: that is a document too. */
const CARRIED = ["animation", "photo", "voice", "audio", "video", "document"] as const satisfies Carried[];

/** @param shelf absent where nothing is kept: a file is then shown as gone */
export function createStoredFiles(api: Api, shelf: KeptFiles | undefined): StoredFiles {
  const uploads = new Map<number, Promise<void>>();

  async function byId(chatId: number, stored: number, signal: AbortSignal): Promise<Message | undefined> {
    const [, kind, remoteId] = /^(\w+):(.+)$/s.exec(shelf?.remoteId(stored, CHANNEL) ?? "") ?? [];
    const carried = CARRIED.find((name) => name === kind);
    if (carried === undefined || remoteId === undefined) return undefined;
    try {
      return await sendAs(api, chatId, carried, remoteId, signal);
    } catch (error) {
      if (!isFileRefused(error)) throw error;
      // Of another bot, or too old: it is uploaded again.
      shelf?.forget(stored, CHANNEL);
      return undefined;
    }
  }

  async function upload(chatId: number, file: StoredAttachment, signal: AbortSignal): Promise<Message> {
    const face = shelf?.get(file.stored);
    const body = face === undefined ? undefined : shelf?.read(file.stored);
    if (face === undefined || body === undefined) return sendGone(api, chatId, signal);
    const kinds = [...new Set<Carried>([face.kind, "document"])];
    for (const kind of kinds) {
      try {
        const message = await sendAs(api, chatId, kind, new InputFile(body, face.name), signal);
        remember(file.stored, message);
        return message;
      } catch (error) {
        // A picture too long for a photo, sound that is no music: as a document it may pass.
        if (!isFileRefused(error)) throw error;
      }
    }
    return sendGone(api, chatId, signal);
  }

  /** It has gone out: what cannot be remembered now is uploaded once more another time. */
  function remember(stored: number, message: Message): void {
    const kind = CARRIED.find((name) => message[name] !== undefined);
    if (kind === undefined) return;
    const remoteId = kind === "photo" ? message.photo?.at(-1)?.file_id : message[kind]?.file_id;
    if (remoteId === undefined) return;
    try {
      shelf?.remember(stored, CHANNEL, `${kind}:${remoteId}`);
    } catch {
      // The disk is full; the dispatcher says so when it stores the outcome.
    }
  }

  async function uploadAlone(chatId: number, file: StoredAttachment, signal: AbortSignal): Promise<Message> {
    const uploading = upload(chatId, file, signal);
    const over = uploading.then(
      () => undefined,
      () => undefined,
    );
    uploads.set(file.stored, over);
    try {
      return await uploading;
    } finally {
      uploads.delete(file.stored);
    }
  }

  return {
    underWay: ({ stored }) => uploads.get(stored),
    async send(chatId, file, signal) {
      if (signal.aborted) throw new DeliveryError("transport", FAULT.stoppedBeforeSending);
      try {
        // Asked synchronously up to `uploads.set`: of two that start together, one uploads.
        for (let other = uploads.get(file.stored); other !== undefined; other = uploads.get(file.stored))
          await other;
        const message =
          shelf?.remoteId(file.stored, CHANNEL) === undefined
            ? await uploadAlone(chatId, file, signal)
            : ((await byId(chatId, file.stored, signal)) ?? (await uploadAlone(chatId, file, signal)));
        return String(message.message_id);
      } catch (error) {
        throw toDeliveryError(error);
      }
    },
  };
}
