/** A house behind the chat page that lives in memory, for the tests of this folder. */
import type { IncomingMessage, Reply } from "../../dialogue/message.ts";
import type { ChatPageParts, ClauseView, DownloadOpened, KeptFile, Utterance } from "./parts.ts";

/** The parts, and what a test does with them. */
export interface FakeConversation {
  parts: ChatPageParts;
  /** Every message stored, in order. */
  received: IncomingMessage[];
  /** Failures that were reported. */
  reported: unknown[];
  /** How many listen. */
  listeners(): number;
  /** The assistant says something; `chatId` is the last conversation heard of unless told. */
  answer(reply: Reply, chatId?: string): void;
  /** From now on each message is answered at once with what `reply` makes of it. */
  answerWith(reply: ((message: IncomingMessage) => Reply) | undefined): void;
  /** Files that can be fetched: token to the digits and what is handed out. Three wrong answers are too many. */
  downloads: Map<string, { digits: string; name: string; text: string; wrong: number }>;
  /** What was said under this number is changed. */
  change(at: number, reply: Reply): void;
  /** Files that are kept, by `12-<mac>`; calendars, by what stands before `.ics`. */
  files: Map<string, KeptFile>;
  calendars: Map<string, string>;
  /** From now on `receive` throws. */
  breakDown(): void;
}

/** Builds an empty one. Ids count up, the clock stands still. */
export function fakeConversation(clauses: ReadonlyMap<number, ClauseView> = new Map()): FakeConversation {
  const said = new Map<string, Utterance[]>();
  const seen = new Set<string>();
  const listeners = new Map<string, Set<() => void>>();
  const received: IncomingMessage[] = [];
  const reported: unknown[] = [];
  const downloads: FakeConversation["downloads"] = new Map();
  const files: FakeConversation["files"] = new Map();
  const calendars: FakeConversation["calendars"] = new Map();
  let count = 0;
  let reply: ((message: IncomingMessage) => Reply) | undefined;
  let broken = false;

  const utterancesOf = (chatId: string) => {
    const known = said.get(chatId) ?? [];
    said.set(chatId, known);
    return known;
  };
  const ring = (chatId: string) => {
    for (const listener of listeners.get(chatId) ?? []) listener();
  };
  const answer = (words: Reply, chatId = received.at(-1)!.chatId) => {
    const utterances = utterancesOf(chatId);
    utterances.forEach((utterance, i) => {
      if (utterance.from === "person") utterances[i] = { ...utterance, answered: true };
    });
    count += 1;
    utterances.push({ id: String(count), at: count * 60_000, from: "assistant", reply: words });
    ring(chatId);
  };

  const parts: ChatPageParts = {
    async receive(message) {
      if (broken) throw new Error("disk full");
      if (seen.has(message.messageId)) return;
      seen.add(message.messageId);
      received.push(message);
      count += 1;
      const words = message.text;
      utterancesOf(message.chatId).push({
        id: String(count),
        at: count * 60_000,
        from: "person",
        text: words,
        answered: false,
      });
      ring(message.chatId);
      if (reply !== undefined) answer(reply(message), message.chatId);
    },
    async history(chatId, limit) {
      return structuredClone(utterancesOf(chatId).slice(-limit));
    },
    subscribe(chatId, listener) {
      const known = listeners.get(chatId) ?? new Set();
      listeners.set(chatId, known.add(listener));
      return () => known.delete(listener);
    },
    async readClause(clauseId) {
      return clauses.get(clauseId);
    },
    async openDownload(token, lastFour): Promise<DownloadOpened> {
      const file = downloads.get(token);
      if (file === undefined || file.wrong >= 3) return { kind: "gone" };
      if (lastFour === undefined) return { kind: "ask" };
      if (lastFour === file.digits) {
        return {
          kind: "file",
          name: file.name,
          mediaType: "text/html; charset=utf-8",
          body: Buffer.from(file.text),
        };
      }
      file.wrong += 1;
      return file.wrong < 3 ? { kind: "wrong", triesLeft: 3 - file.wrong } : { kind: "gone" };
    },
    openFile: (idAndMac) => files.get(idAndMac),
    filePath(stored) {
      const found = [...files].find(([idAndMac]) => idAndMac.startsWith(`${stored}-`));
      return found === undefined ? undefined : `/file/${found[0]}/${encodeURIComponent(found[1].name)}`;
    },
    calendarSession: (idAndMac) => calendars.get(idAndMac),
    calendarFeed: (token) => calendars.get(token),
    cookieKey: Buffer.alloc(32, 7),
    clock: () => 1_700_000_000_000,
    newId: () => {
      count += 1;
      return `id-${count}`;
    },
    report: (error) => reported.push(error),
  };
  return {
    parts,
    received,
    reported,
    downloads,
    listeners: () => [...listeners.values()].reduce((sum, known) => sum + known.size, 0),
    files,
    calendars,
    change(at, words) {
      const chatId = received.at(-1)!.chatId;
      const utterances = utterancesOf(chatId);
      const said = utterances[at];
      if (said?.from !== "assistant") throw new Error(`not said by the assistant: ${at}`);
      utterances[at] = { ...said, reply: words, changedAt: (said.changedAt ?? 0) + 1 };
      ring(chatId);
    },
    answer,
    answerWith: (next) => {
      reply = next;
    },
    breakDown: () => {
      broken = true;
    },
  };
}
