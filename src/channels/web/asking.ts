/** What a form says: a question or a tapped choice, checked. */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "../../dialogue/message.ts";
import { EMPTY_TEXT, tooLong } from "./text.ts";

/** The longest question, in characters as a person counts them (code points). */
export const MAX_TEXT_LENGTH = 2000;

/** The Bot API's limit on `callback_data`, which every channel keeps. */
const MAX_ACTION_BYTES = 64;

/** The fields of the form, as they came. */
export interface AskingFields {
  id: string | undefined;
  text: string | undefined;
  action: string | undefined;
}

/** What the form came to. */
export type Asking = { ok: true; message: IncomingMessage } | { ok: false; fault: string; text: string };

/** Checks a form and makes the message of it. `newId` serves forms whose own id is missing. */
export function readAsking(
  fields: AskingFields,
  chatId: string,
  clock: () => number,
  newId: () => string,
): Asking {
  // What only a transport may tell of an account is no choice that a page offers.
  const action = (fields.action?.trim() ?? "").replace(/^account:.*/s, "");
  const text = action === "" ? (fields.text ?? "").replaceAll("\r\n", "\n").trim() : "";
  const length = [...text].length;
  if (length > MAX_TEXT_LENGTH) return { ok: false, fault: tooLong(length, MAX_TEXT_LENGTH), text };
  if (text === "" && (action === "" || Buffer.byteLength(action) > MAX_ACTION_BYTES)) {
    return { ok: false, fault: EMPTY_TEXT, text };
  }
  const formId = /^[\w-]{1,64}$/.test(fields.id ?? "") ? fields.id! : newId();
  return {
    ok: true,
    message: {
      channel: "web",
      chatId,
      messageId: messageId(chatId, formId, text, action),
      at: clock(),
      text,
      ...(action === "" ? {} : { action }),
    },
  };
}

/**
 * The same form sent twice with the same words is one message. A page brought back with the Back button
 * carries its old form id, though: other words under it must not be taken for the message already stored.
 */
function messageId(chatId: string, formId: string, text: string, action: string): string {
  return createHash("sha256").update([chatId, formId, action, text].join("\0")).digest("base64url");
}
