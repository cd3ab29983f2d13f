/** An announcement as its recipients see and hear it, and the shorter messages that may follow. */
import {
  type Block,
  type Choice,
  paragraph,
  plainReply,
  type Reply,
  type StoredAttachment,
  strong,
} from "../../../dialogue/index.ts";
import type { Core } from "../life/core.ts";
import type { Announcement } from "../types.ts";
import { WORDS } from "./messageText.ts";

/** One text for all; what differs is whom a button names. */
export interface Message {
  readonly reply: Reply;
  /** What a liaison reads out on the telephone. */
  readonly aloud: string;
}

/**
 * The announcement itself. The clause stands in it word for word as long as it is in force, files follow the words.
 * The assistant speaks: an announcement names its sender in its text.
 */
export function messageOf(core: Core, announcement: Announcement): Message {
  return { reply: replyOf(core, announcement), aloud: aloudOf(announcement) };
}

/** As recipients will see it. The button is there and does nothing: it names nobody. */
export function previewOf(core: Core, announcement: Announcement): Reply {
  const { reply } = messageOf(core, announcement);
  return forRecipient(announcement, reply, undefined);
}

/**
 * The reply with the button that names the member; for a member of staff, and in a preview, it names nobody. Their
 * account says who they are.
 */
export function forRecipient(
  { id, needsConfirmation }: Announcement,
  reply: Reply,
  memberId: number | undefined,
): Reply {
  return needsConfirmation ? { ...reply, choices: [...reply.choices, gotIt(id, memberId)] } : reply;
}

/** The one reminder. */
export function reminderOf(announcement: Announcement, memberId: number | undefined): Message {
  const { id, title, needsConfirmation } = announcement;
  const words = needsConfirmation ? WORDS.remindGot(title) : WORDS.remindRead(title);
  const again: readonly Choice[] =
    memberId === undefined ? [] : [{ label: WORDS.again, action: `ann:${id}:open:${memberId}` }];
  const reply = { ...plainReply(words), choices: again };
  return { reply: forRecipient(announcement, reply, memberId), aloud: aloudOf(announcement) };
}

/** What whoever had the old text is told. @param memberId see {@link forRecipient} */
export function correctionOf(core: Core, announcement: Announcement, reason: string): Message {
  const { title, body } = announcement;
  const { blocks: _old, ...rest } = replyOf(core, announcement);
  return {
    reply: {
      ...rest,
      blocks: [
        strong(WORDS.corrected(title)),
        paragraph(WORDS.why(reason)),
        paragraph(WORDS.newText),
        ...textBlocks(core, announcement),
      ],
    },
    aloud: `${WORDS.aloudCorrected(title, reason)}${spoken(body)}`,
  };
}

/** That it was withdrawn: told by a message of its own, and in place of what cannot be removed. */
export function recallOf({ title }: Announcement, reason: string): Message & { readonly notice: Reply } {
  const words = WORDS.recalled(title, reason);
  return { reply: plainReply(words), aloud: words, notice: plainReply(WORDS.recalledHere(title)) };
}

/** In place of an earlier correction that cannot be removed. */
export function overtakenBy({ title }: Announcement): Reply {
  return plainReply(WORDS.overtaken(title));
}

function replyOf(core: Core, announcement: Announcement): Reply {
  const { title, url, needsConfirmation } = announcement;
  const files = filesOf(core, announcement);
  return {
    blocks: [
      strong(title),
      ...textBlocks(core, announcement),
      ...(needsConfirmation ? [paragraph(WORDS.askGot)] : []),
    ],
    choices: [],
    ...(url === null ? {} : { links: [{ label: WORDS.link, url }] }),
    ...(files.length === 0 ? {} : { files }),
  };
}

function textBlocks(core: Core, { body, clause }: Announcement): Block[] {
  const shown = clause === null ? undefined : core.readClause(clause.title, clause.article);
  const paragraphs = body.split(/\n{2,}/).map(paragraph);
  if (clause === null || shown === undefined) return paragraphs;
  const { clauseId, source, text, note } = shown;
  const quoted: Block = {
    kind: "clause",
    source,
    spans: [{ text }],
    ...(note === undefined ? {} : { note }),
    open: { label: clause.article, clauseId },
  };
  return [...paragraphs, quoted];
}

function filesOf({ files }: Core, announcement: Announcement): StoredAttachment[] {
  return announcement.files.flatMap(({ id }) => {
    const file = files.get(id);
    if (file === undefined) return [];
    const { kind, name, mediaType, bytes } = file;
    return [{ kind, stored: id, name, mediaType, bytes }];
  });
}

function gotIt(id: number, memberId: number | undefined): Choice {
  return { label: WORDS.got, action: memberId === undefined ? `ann:${id}:got` : `ann:${id}:got:${memberId}` };
}

function aloudOf({ title, body, needsConfirmation }: Announcement): string {
  return WORDS.aloud(title, spoken(body)) + (needsConfirmation ? WORDS.aloudAnswer : "");
}

/** Lines become sentences. */
function spoken(body: string): string {
  return body
    .split(/\n+/)
    .map((line) => (/[。！？；：，、…]$/.test(line) ? line : `${line}。`))
    .join("");
}
