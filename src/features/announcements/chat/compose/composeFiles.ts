/** Files and pictures sent while an announcement is written: fetched from the channel, kept on the shelf in the effect. */

import { type Fetched, FileError } from "../../../../delivery/index.ts";
import type { Attachment, IncomingMessage } from "../../../../dialogue/index.ts";
import { rehearse } from "../../../../store/index.ts";
import { type Actor, actorName } from "../../../members/index.ts";
import { type AnnouncementsConversationParts, exactly } from "../conversationParts.ts";
import type { ComposeData } from "./composeData.ts";
import { COMPOSE } from "./composeText.ts";

export const MOST_FILES = 5;

/** The draft with what the message carried, what is said about it, and the effects that keep the files. */
export interface Collected {
  readonly data: ComposeData;
  readonly lines: readonly string[];
  readonly effects: readonly (() => void)[];
}

/** A file that was fetched, or why it cannot be taken. */
type Got = Extract<Fetched, { kind: "file" }> | { readonly kind: "refused"; readonly words: string };

/** Fetch all → rehearse keeping them, in one go, since each takes a number → keep them in the effect. */
export async function collect(
  parts: AnnouncementsConversationParts,
  data: ComposeData,
  { channel, attachments = [] }: IncomingMessage,
  by: Actor,
): Promise<Collected> {
  if (attachments.length === 0) return { data, lines: [], effects: [] };
  const got: Got[] = [];
  let room = MOST_FILES - data.files.length;
  for (const attachment of attachments) {
    const one = await fetched(parts, channel, attachment, room);
    if (one.kind === "file") room -= 1;
    got.push(one);
  }
  const keepAll = () => got.map((one) => kept(parts, one, by));
  const rehearsed = rehearse(parts.store, keepAll);
  const taken = rehearsed.filter((one) => "id" in one);
  const known = new Set(data.files.map(({ id }) => id));
  const added = taken.filter(({ id }) => !known.has(id) && known.add(id));
  const ids = (all: typeof rehearsed) => all.map((one) => ("id" in one ? one.id : "")).join();
  return {
    data: { ...data, files: [...data.files, ...added] },
    lines: [...new Set(rehearsed.map((one) => ("id" in one ? COMPOSE.fileKept(one.name) : one.words)))],
    // Another conversation may keep a file between the rehearsal and the effect, and take the number.
    effects: taken.length === 0 ? [] : [exactly(ids(rehearsed), () => ids(keepAll()))],
  };
}

async function fetched(
  { fetchFile }: AnnouncementsConversationParts,
  channel: string,
  attachment: Attachment,
  room: number,
): Promise<Got> {
  const refused = (words: string): Got => ({ kind: "refused", words });
  if (!("fileId" in attachment)) return refused(COMPOSE.unknownFile);
  if (attachment.bytes === 0 || attachment.fileId === "") return refused(COMPOSE.emptyFile);
  if (room <= 0) return refused(COMPOSE.tooManyFiles);
  return fetchFile(channel, attachment);
}

function kept(
  { files }: AnnouncementsConversationParts,
  got: Got,
  by: Actor,
): { readonly id: number; readonly name: string } | { readonly words: string } {
  if (got.kind === "refused") return { words: got.words };
  try {
    const { id, name } = files.keep(got, actorName(by));
    return { id, name };
  } catch (error) {
    if (error instanceof FileError) return { words: error.message };
    throw error;
  }
}
