/**
 * Messages as the test server takes them: measured after parsing and refused where Telegram refuses them.
 * Source: https://core.telegram.org/bots/api#sendmessage
 */

/** A message the bot sent. */
export interface SentMessage {
  readonly messageId: number;
  readonly chatId: string;
  /** As sent, with tags. */
  readonly html: string;
  /** As the person sees it. */
  readonly text: string;
  /** Inline buttons that come back as a tap. */
  readonly buttons: readonly { readonly label: string; readonly action: string }[];
  /** Inline buttons that open a page. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The reply keyboard, row by row. */
  readonly keyboard?: readonly (readonly { readonly label: string; readonly contact: boolean }[])[];
  /** When it arrived, Unix milliseconds with a fraction, never going back. */
  readonly at: number;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The file that it shows: as what, by which id. */
  readonly file?: { readonly kind: string; readonly fileId: string; readonly name: string };
  /** What stands below the file. */
  readonly caption?: string;
  /** Set by deleteMessage. */
  readonly deleted?: true;
}

/** An error of the Bot API. */
export interface Refusal {
  readonly code: number;
  readonly description: string;
}

/** 400 with a reason. */
export function badRequest(why: string): Refusal {
  return { code: 400, description: `Bad Request: ${why}` };
}

interface Markup {
  inline_keyboard?: { text: string; callback_data?: string; url?: string }[][];
  keyboard?: { text: string; request_contact?: boolean }[][];
}

/** Reads the payload of sendMessage or editMessageText; `at` as in {@link SentMessage}. */
export function readMessage(
  payload: Readonly<Record<string, unknown>>,
  messageId: number,
  at: number,
): SentMessage | Refusal {
  const html = String(payload["text"] ?? "");
  const text = payload["parse_mode"] === "HTML" ? visibleText(html) : html;
  if (text === undefined) return badRequest("can't parse entities");
  if (text.trim() === "") return badRequest("message text is empty");
  if (text.length > 4096) return badRequest("message is too long");
  const chatId = String(payload["chat_id"]);
  const markup = (payload["reply_markup"] ?? {}) as Markup;
  const inline = (markup.inline_keyboard ?? []).flat();
  const words = markup.keyboard?.map((row) =>
    row.map(({ text: label, request_contact: contact }) => ({ label, contact: contact === true })),
  );
  const fault = inlineFault(inline) ?? wordsFault(words?.flat() ?? [], chatId);
  if (fault !== undefined) return badRequest(fault);
  return {
    messageId,
    chatId,
    html,
    text,
    buttons: inline.flatMap(({ text: label, callback_data: action }) =>
      action === undefined ? [] : [{ label, action }],
    ),
    links: inline.flatMap(({ text: label, url }) => (url === undefined ? [] : [{ label, url }])),
    ...(words === undefined ? {} : { keyboard: words }),
    at,
    payload,
  };
}

function inlineFault(buttons: NonNullable<Markup["inline_keyboard"]>[number]): string | undefined {
  for (const { text, callback_data: data, url } of buttons) {
    if (text.trim() === "") return "inline keyboard button text must be non-empty";
    if (data === undefined && url === undefined) return "text buttons are unallowed in the inline keyboard";
    if (data !== undefined && (data === "" || Buffer.byteLength(data) > 64)) return "BUTTON_DATA_INVALID";
    // A host without a dot is refused; seen in rubenlagus/TelegramBots#302.
    if (url !== undefined && !(URL.canParse(url) && new URL(url).hostname.includes("."))) {
      return `inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`;
    }
  }
  return undefined;
}

function wordsFault(
  buttons: readonly { label: string; contact: boolean }[],
  chatId: string,
): string | undefined {
  if (buttons.some(({ label }) => label.trim() === "")) return "keyboard button text must be non-empty";
  if (chatId.startsWith("-") && buttons.some(({ contact }) => contact)) {
    return "phone number can be requested in private chats only";
  }
  return undefined;
}

/**
 * The text of Telegram's HTML as a person sees it; undefined where Telegram would refuse to parse it:
 * unknown or unbalanced tags, a bare `<` or `>`, an `&` that opens no entity.
 */
export function visibleText(html: string): string | undefined {
  const open: string[] = [];
  let text = "";
  for (const [token, closing, tag, entity] of html.matchAll(
    /<(\/?)(b|i|u|s|code|pre|blockquote)>|&(lt|gt|amp|quot);|[\s\S]/gu,
  )) {
    if (tag !== undefined && closing === "") open.push(tag);
    else if (tag !== undefined) {
      if (open.pop() !== tag) return undefined;
    } else if (entity !== undefined) text += { lt: "<", gt: ">", amp: "&", quot: '"' }[entity] ?? "";
    else if (token === "<" || token === ">" || token === "&") return undefined;
    else text += token;
  }
  return open.length === 0 ? text : undefined;
}
