/** What goes in and out of a conversation, the same for every channel. */

/** A file that came with a message. It stays with the channel. */
export interface FileAttachment {
  readonly kind: "photo" | "voice" | "audio" | "video" | "document";
  /** The channel's id of the file. */
  readonly fileId: string;
  readonly name?: string;
  readonly mediaType?: string;
  readonly bytes?: number;
  readonly seconds?: number;
}

/** A file that we keep (delivery/files): every channel can show it. */
export interface StoredAttachment {
  readonly kind: "photo" | "voice" | "audio" | "video" | "document";
  /** Our number of the file. */
  readonly stored: number;
  /** With its ending: `名单.docx`. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What came with a message other than words. */
export type Attachment =
  | FileAttachment
  /** A telephone number; `own` when the channel vouches that it is the sender's. */
  | { readonly kind: "contact"; readonly phone: string; readonly own: boolean }
  /** Degrees, WGS 84. */
  | { readonly kind: "location"; readonly latitude: number; readonly longitude: number }
  /** Something that we cannot read: a sticker, a poll. */
  | { readonly kind: "other" };

/** A message as a channel received it. */
export interface IncomingMessage {
  /** `telegram`, `web`, `cli` … */
  readonly channel: string;
  /** The conversation, unique within the channel. */
  readonly chatId: string;
  /** Unique within the channel; the same message received twice carries the same id. */
  readonly messageId: string;
  /** When it was received, Unix milliseconds. */
  readonly at: number;
  /** What was said. Empty when a choice was tapped. */
  readonly text: string;
  /** The action of the choice that was tapped. */
  readonly action?: string | undefined;
  readonly attachments?: readonly Attachment[] | undefined;
  /** The channel's id of the message of ours that this one replies to. */
  readonly replyTo?: string | undefined;
  /** The person changed what they had written before. */
  readonly edited?: boolean | undefined;
}

/** A stretch of text; `evidence` is the sentence that answers. Never told by colour alone. */
export interface Span {
  readonly text: string;
  readonly mark?: "strong" | "evidence";
}

/** A part of a reply. */
export type Block =
  | { readonly kind: "text"; readonly spans: readonly Span[] }
  | {
      /** A clause quoted word for word. */
      readonly kind: "clause";
      /** 《title》 article, 文号, date in force. */
      readonly source: string;
      readonly spans: readonly Span[];
      /** A warning that stands with the clause: 外地规定, 示例文本, 已废止. */
      readonly note?: string;
      /** Opens the clause in its context: a choice's action in a messenger, a link on a page. */
      readonly open: { readonly label: string; readonly clauseId: number };
    };

/** A choice offered below a reply. */
export interface Choice {
  readonly label: string;
  /** Comes back as {@link IncomingMessage.action}. At most 64 bytes (Bot API, `callback_data`). */
  readonly action: string;
}

/**
 * A link below a reply. `path` is ours, from the root: `/download/…`; a channel puts the public address before it. `url`
 * leads outside: a map, a website; http and https only, a channel carries no other.
 */
export type Link =
  | { readonly label: string; readonly path: string; readonly url?: never }
  | { readonly label: string; readonly url: string; readonly path?: never };

/** One message to the person. */
export interface Reply {
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
  readonly links?: readonly Link[];
  /**
   * Shown after the words: files that we keep, and photos and the like that came over the same channel (another one
   * cannot show these).
   */
  readonly files?: readonly (FileAttachment | StoredAttachment)[];
  /** Who writes, where it is not the assistant: 工作人员 王敏. */
  readonly from?: string;
  /** Shows the menu of large plain words, where the channel has one. */
  readonly menu?: boolean;
  /** Danger: not held back by quiet hours, shown first. */
  readonly urgent?: boolean;
}

/** A plain paragraph. */
export function paragraph(text: string): Block {
  return { kind: "text", spans: [{ text }] };
}

/** A paragraph that stands out. */
export function strong(text: string): Block {
  return { kind: "text", spans: [{ text, mark: "strong" }] };
}

/** A reply of plain paragraphs without choices. */
export function plainReply(...lines: readonly string[]): Reply {
  return { blocks: lines.map(paragraph), choices: [] };
}

/** A reply as plain text, one block after another. */
export function replyText(reply: Reply): string {
  return reply.blocks
    .map((block) => {
      const body = block.spans.map((span) => span.text).join("");
      if (block.kind === "text") return body;
      return [block.source, body, block.note].filter((part) => part !== undefined && part !== "").join("\n");
    })
    .join("\n\n");
}
