/** What goes in and out of a conversation, the same for every channel. */

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

/** One message to the person. */
export interface Reply {
  readonly blocks: readonly Block[];
  readonly choices: readonly Choice[];
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
