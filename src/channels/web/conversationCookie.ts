/** The cookie that ties a browser to its conversation, signed so that nobody can write another's. */
import { createHmac, timingSafeEqual } from "node:crypto";

/** Its name. */
export const CONVERSATION_COOKIE = "jinqiu_chat";

/** 400 days, in seconds: the longest that browsers keep a cookie (RFC 6265bis, section 5.5). */
export const COOKIE_MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

const MINIMUM_KEY_BYTES = 32;

/**
 * The key, checked.
 * @throws RangeError when it is too short to sign with
 */
export function checkedKey(key: Buffer): Buffer {
  if (key.length < MINIMUM_KEY_BYTES) {
    throw new RangeError(
      `cookieKey has ${key.length} bytes; give at least ${MINIMUM_KEY_BYTES} random bytes`,
    );
  }
  return key;
}

/** The cookie's value for a conversation. */
export function signConversation(chatId: string, key: Buffer): string {
  return `${chatId}.${signature(chatId, key).toString("base64url")}`;
}

/** The conversation a cookie names; undefined when there is none or it was not signed by us. */
export function readConversation(value: string | undefined, key: Buffer): string | undefined {
  if (value === undefined) return undefined;
  const dot = value.lastIndexOf(".");
  if (dot < 1) return undefined;
  const chatId = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1), "base64url");
  const expected = signature(chatId, key);
  // timingSafeEqual throws on unequal lengths, and the length of a signature is no secret.
  return given.length === expected.length && timingSafeEqual(given, expected) ? chatId : undefined;
}

function signature(chatId: string, key: Buffer): Buffer {
  // The prefix keeps a signature made for another purpose with the same key from passing here.
  return createHmac("sha256", key).update(`jinqiu-chat\0${chatId}`).digest();
}
