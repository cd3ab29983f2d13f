/** Watches whether anything can be stored, and tells someone at once, past the outbox, which needs storing itself. */
import { plainReply } from "../dialogue/index.ts";
import type { Store } from "../store/index.ts";
import { reasonOf } from "./errorReason.ts";
import type { Log } from "./inbox.ts";
import type { Sender } from "./sender.ts";
import { STORAGE } from "./text.ts";

/** What the watch needs. */
export interface StorageWatchParts {
  readonly store: Pick<Store, "trouble" | "probe">;
  readonly senders: readonly Sender[];
  /** Whom to tell; asked when there is trouble, for reading works still. */
  accounts(): readonly { readonly channel: string; readonly accountId: string }[];
  readonly log: Log;
}

/** On a nearly full disk a little fits now and then: only so many good looks in a row mean that it is over. */
const LOOKS_UNTIL_MENDED = 3;

/** Looks every so often; `check` is one look. */
export function createStorageWatch(parts: StorageWatchParts) {
  let told = false;
  let goodLooks = 0;

  async function tell(text: string): Promise<void> {
    const signal = AbortSignal.timeout(30_000);
    for (const { channel, accountId } of parts.accounts()) {
      const sender = parts.senders.find((candidate) => candidate.channel === channel);
      await sender?.send(accountId, plainReply(text), 0, signal).catch((error: unknown) => {
        parts.log.warn({ error: reasonOf(error) }, "存储的警报没有发出去");
      });
    }
  }

  return {
    /** Tells once when storing stops working, and once when it works again. */
    async check(): Promise<void> {
      if (told || parts.store.trouble() !== undefined) {
        try {
          parts.store.probe();
        } catch {
          // `trouble` knows.
        }
      }
      const trouble = parts.store.trouble();
      goodLooks = trouble === undefined ? goodLooks + 1 : 0;
      if (trouble !== undefined && !told) {
        told = true;
        parts.log.error({ alert: "storage" }, STORAGE.broken(trouble));
        await tell(STORAGE.broken(trouble));
      } else if (told && goodLooks >= LOOKS_UNTIL_MENDED) {
        told = false;
        parts.log.info({}, STORAGE.mended);
        await tell(STORAGE.mended);
      }
    },
  };
}
