/**
 * Long polling of our own: grammY's own loop and its runner confirm updates before they are stored.
 * Source: https://core.telegram.org/bots/api#getupdates, `offset`.
 */
import { type Api, GrammyError } from "grammy";
import type { Update } from "grammy/types";
import { type Backoff, pause } from "./backoff.ts";
import { describe } from "./failure.ts";
import type { Handled, Log } from "./intake.ts";
import { LOG } from "./text.ts";
import { ALLOWED_UPDATES } from "./update.ts";

/** What polling needs from outside. */
export interface PollingParts {
  readonly api: Pick<Api, "getUpdates" | "deleteWebhook">;
  readonly handle: (update: Update) => Promise<Handled>;
  readonly log: Log;
  /** How long Telegram may hold one call open, seconds. */
  readonly pollSeconds: number;
  /** After how many milliseconds without an answer a call is given up. */
  readonly watchdogMs: number;
  /** The longest wait between attempts, milliseconds. */
  readonly lastRetryMs: number;
  readonly networkBackoff: Backoff;
  readonly storageBackoff: Backoff;
}

/** The call hung. */
class Stalled extends Error {}

/**
 * Fetches and handles updates until the signal aborts; nothing else ends it. What came in one answer is handled
 * at once, in order, so that it shares one wait for the disk. An update is confirmed only after it was handled:
 * the offset moves past it then, and Telegram forgets what lies before the offset. Behind an update that could
 * not be stored nothing is confirmed; what was stored there comes again and is known by its id.
 */
export async function poll(parts: PollingParts, signal: AbortSignal): Promise<void> {
  let offset: number | undefined;
  while (!signal.aborted) {
    try {
      const updates = await fetchUpdates(parts, offset, signal);
      parts.networkBackoff.reset();
      // An empty answer means that all before the offset is forgotten, so the offset has done its work.
      // Ids start anew at random after a quiet week: an old offset must not stand above them.
      if (updates.length === 0) offset = undefined;
      const batch = numbered(updates);
      const handled = await Promise.all(batch.map((update) => parts.handle(update)));
      const failed = batch[handled.indexOf("notStored")];
      const last = batch.at(-1);
      if (failed !== undefined) {
        offset = failed.update_id;
        await pause(parts.storageBackoff.next(), signal);
        continue;
      }
      if (last !== undefined) {
        offset = last.update_id + 1;
        parts.storageBackoff.reset();
      }
      // Without an id there is no offset to move, and the next call would bring the same at once.
      if (batch.length < updates.length) throw new Error("getUpdates: an update without update_id");
    } catch (error) {
      if (signal.aborted) return;
      const wait = pauseAfter(error, parts);
      if (webhookIsSet(error)) await removeWebhook(parts.api);
      await pause(wait, signal);
    }
  }
}

/** The updates up to the first that has no id. */
function numbered(updates: readonly Update[]): readonly Update[] {
  const faulty = updates.findIndex((update: Update | null) => !Number.isSafeInteger(update?.update_id));
  return faulty === -1 ? updates : updates.slice(0, faulty);
}

async function fetchUpdates(
  parts: PollingParts,
  offset: number | undefined,
  signal: AbortSignal,
): Promise<Update[]> {
  const call = new AbortController();
  return new Promise<Update[]>((resolve, reject) => {
    // Rejects by itself and does not rely on the call to notice the abort: it hangs, after all.
    const giveUp = (reason: Error) => {
      reject(reason);
      call.abort();
    };
    const timer = setTimeout(() => giveUp(new Stalled()), parts.watchdogMs);
    const stop = () => giveUp(new Error("stopped"));
    signal.addEventListener("abort", stop, { once: true });
    parts.api
      .getUpdates(
        {
          timeout: parts.pollSeconds,
          allowed_updates: ALLOWED_UPDATES,
          ...(offset === undefined ? {} : { offset }),
        },
        call.signal as Parameters<typeof parts.api.getUpdates>[1],
      )
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
      });
  });
}

/** Without dropping what waits. A failure is left to the next round, which meets the same 409. */
async function removeWebhook(api: PollingParts["api"]): Promise<void> {
  await api.deleteWebhook({ drop_pending_updates: false }).catch(() => undefined);
}

/** Logs what went wrong and what to do, and returns how many milliseconds to wait. */
function pauseAfter(error: unknown, parts: PollingParts): number {
  const wait = explainFailure(error, parts.log);
  if (wait === "longest") return parts.lastRetryMs;
  return wait ?? parts.networkBackoff.next();
}

/**
 * Logs a failed call of polling or of setting up, with what to do about it. Returns a wait in milliseconds
 * if the answer names one, `longest` if only a person can mend it, otherwise undefined.
 */
export function explainFailure(error: unknown, log: Log): number | "longest" | undefined {
  const details = { reason: describe(error) };
  if (error instanceof Stalled) {
    log.warn({}, LOG.stalled);
    return 0;
  }
  if (!(error instanceof GrammyError)) {
    log.warn(details, LOG.unreachable);
    return undefined;
  }
  switch (error.error_code) {
    case 401:
      log.error(details, LOG.wrongToken);
      return "longest";
    case 404:
      log.error(details, LOG.unknownToken);
      return "longest";
    case 409:
      log.error(details, webhookIsSet(error) ? LOG.webhookInTheWay : LOG.anotherCopy);
      return undefined;
    case 429:
      log.warn(details, LOG.tooFast);
      return (error.parameters.retry_after ?? 1) * 1000;
    default:
      log.warn(details, error.error_code >= 500 ? LOG.unreachable : LOG.refused);
      return undefined;
  }
}

/** 409 has two causes; this one we can remove ourselves. */
function webhookIsSet(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409 && /webhook/i.test(error.description);
}
