/** Fetching what a person sent. Source: https://core.telegram.org/bots/api#getfile */
import { basename } from "node:path/posix";
import { type Api, GrammyError } from "grammy";
import type { Fetched } from "../../../delivery/files/types.ts";
import type { FileAttachment } from "../../../dialogue/message.ts";
import { describe } from "../failure.ts";
import type { Log } from "../intake.ts";
import { FETCH, LOG } from "../text.ts";

/** What fetching needs from outside. */
export interface FetchParts {
  readonly api: Api;
  readonly apiRoot: string;
  /** Part of the address: it must not get into an error or a log. */
  readonly token: string;
  readonly log: Log;
  readonly timeoutMs: number;
}

/** The most a bot may fetch. */
const LARGEST_BYTES = 20 * 1024 * 1024;

/** A name and type for what has none: Telegram makes a JPEG of every photo, and speaks in Opus. */
const UNNAMED: Readonly<Record<FileAttachment["kind"], { name: string; mediaType: string }>> = {
  photo: { name: "照片.jpg", mediaType: "image/jpeg" },
  voice: { name: "语音.ogg", mediaType: "audio/ogg" },
  audio: { name: "录音.mp3", mediaType: "audio/mpeg" },
  video: { name: "视频.mp4", mediaType: "video/mp4" },
  document: { name: "文件", mediaType: "application/octet-stream" },
};

class TooLarge extends Error {}

/** Fetches a file of Telegram's by its id. Never throws: what goes wrong is told in words for the person. */
export async function fetchFile(parts: FetchParts, file: FileAttachment): Promise<Fetched> {
  const { api, log } = parts;
  if ((file.bytes ?? 0) > LARGEST_BYTES) return refused(FETCH.tooLarge);
  const limit = AbortSignal.timeout(parts.timeoutMs);
  try {
    const { file_path: path, file_size: size } = await api.getFile(
      file.fileId,
      limit as unknown as Parameters<typeof api.getFile>[1],
    );
    if ((size ?? 0) > LARGEST_BYTES) return refused(FETCH.tooLarge);
    if (path === undefined) return refused(FETCH.gone);
    const body = await download(parts, path, limit);
    return body === undefined ? refused(FETCH.gone) : { kind: "file", ...faceOf(file, path), body };
  } catch (error) {
    if (error instanceof TooLarge) return refused(FETCH.tooLarge);
    if (error instanceof GrammyError && error.error_code === 400)
      return refused(/too big/i.test(error.description) ? FETCH.tooLarge : FETCH.gone);
    // Of the platform's fetch only the kind: its message may carry the address.
    log.warn({ reason: error instanceof GrammyError ? describe(error) : nameOf(error) }, LOG.notFetched);
    return refused(FETCH.later);
  }
}

function refused(words: string): Fetched {
  return { kind: "refused", words };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}

function faceOf(
  { kind, name, mediaType }: FileAttachment,
  path: string,
): { name: string; mediaType: string } {
  const unnamed = UNNAMED[kind];
  const ending = /\.\w{1,5}$/.exec(basename(path))?.[0];
  const plain = ending === undefined ? unnamed.name : unnamed.name.replace(/(\.\w+)?$/, ending);
  return { name: name ?? plain, mediaType: mediaType ?? unnamed.mediaType };
}

/** The content; undefined when Telegram has it no more. @throws TooLarge while reading, whatever was declared */
async function download(parts: FetchParts, path: string, signal: AbortSignal): Promise<Buffer | undefined> {
  const steps = path.split("/").map(encodeURIComponent).join("/");
  const response = await fetch(`${parts.apiRoot}/file/bot${parts.token}/${steps}`, { signal });
  if (response.status === 404 || response.status === 400) {
    await response.body?.cancel();
    return undefined;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`HTTP ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += (chunk as Uint8Array).byteLength;
    if (size > LARGEST_BYTES) throw new TooLarge();
    chunks.push(chunk as Uint8Array);
  }
  return size === 0 ? undefined : Buffer.concat(chunks);
}
