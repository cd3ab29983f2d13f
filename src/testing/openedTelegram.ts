/** The channel as production builds it, with shorter waits, over a test server; for tests. */
import { onTestFinished } from "vitest";
import { createTelegram, type TelegramChannel, type TelegramParts } from "../channels/telegram/index.ts";
import { createFileShelf, type FileShelf } from "../delivery/index.ts";
import { createSecretBox, openStore, type SecretBox, type Store } from "../store/index.ts";
import { startTelegramServer, type TelegramServer } from "./telegramServer.ts";

/** What a test works with. */
export interface Opened {
  readonly server: TelegramServer;
  readonly channel: TelegramChannel;
  readonly shelf: FileShelf;
  readonly store: Store;
  readonly box: SecretBox;
  /** Log lines, as JSON. */
  readonly logged: string[];
}

/** Opens all of it; closed when the test ends. */
export async function openTelegram(parts: Partial<TelegramParts> = {}): Promise<Opened> {
  const server = await startTelegramServer();
  const store = openStore(":memory:");
  onTestFinished(async () => {
    store.close();
    await server.close();
  });
  const key = Buffer.alloc(32, 7);
  const box = createSecretBox(key);
  const shelf = createFileShelf({ store, box, key, clock: () => 0 });
  const logged: string[] = [];
  const line = (details: object, message: string) => void logged.push(JSON.stringify([details, message]));
  const channel = createTelegram({
    config: { mode: "polling", token: server.token, apiRoot: server.apiRoot, dutyChatId: undefined },
    receive: async () => undefined,
    queue: async () => undefined,
    staffChats: () => [],
    publicUrl: undefined,
    files: shelf,
    log: { info: line, warn: line, error: line },
    clock: () => 0,
    timing: { requestMs: 10_000, uploadMs: 10_000, fetchMs: 10_000 },
    ...parts,
  });
  return { server, channel, shelf, store, box, logged };
}
