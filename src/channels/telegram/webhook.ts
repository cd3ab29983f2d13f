/** Updates that Telegram posts to us. Source: https://core.telegram.org/bots/api#setwebhook */
import type { Update } from "grammy/types";
import { equalSecrets } from "../../delivery/constantTime.ts";
import type { Handled } from "./intake.ts";

/** What the webhook needs from outside. */
export interface WebhookParts {
  readonly secret: string;
  readonly handle: (update: Update) => Promise<Handled>;
  /** False until we know our own name; updates are then put off. */
  readonly ready: () => boolean;
}

const BODY_LIMIT_BYTES = 1024 * 1024;

/**
 * Answers one post. 200 only after the message is stored. Telegram repeats on anything else, so 503 means
 * "again, please": not yet ready or not stored. 401 wrong secret, 400 not an update, 405 not a post,
 * 413 over 1 MB. Never throws.
 */
export function createWebhook(parts: WebhookParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== "POST") return answer(405);
    const secret = request.headers.get("x-telegram-bot-api-secret-token") ?? "";
    // Before the body is read: a stranger must not make us read anything.
    if (!equalSecrets(secret, parts.secret)) return answer(401);
    const body = await readBody(request);
    if (body === "tooLarge") return answer(413);
    const update = toUpdate(body);
    if (update === undefined) return answer(400);
    if (!parts.ready()) return answer(503);
    return answer((await parts.handle(update)) === "done" ? 200 : 503);
  };
}

function answer(status: number): Response {
  return new Response(null, { status });
}

/** The body's bytes; empty when the sender broke off. */
async function readBody(request: Request): Promise<Buffer | "tooLarge"> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_LIMIT_BYTES) return "tooLarge";
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      const bytes = chunk as Uint8Array;
      size += bytes.byteLength;
      // The declared length may lie or be missing.
      if (size > BODY_LIMIT_BYTES) return "tooLarge";
      chunks.push(bytes);
    }
  } catch {
    return Buffer.alloc(0);
  }
  return Buffer.concat(chunks);
}

/** An object with an update's id; what else it holds is checked where it is read. */
function toUpdate(body: Buffer): Update | undefined {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (typeof value !== "object" || value === null || !("update_id" in value)) return undefined;
    return Number.isSafeInteger(value.update_id) ? (value as Update) : undefined;
  } catch {
    return undefined;
  }
}
