/**
 * The inbox: a message is on disk before its transport is answered, then worked on, in order per chat.
 * What a message does and what is replied commit together; a crash at any point repeats the work, never the effect.
 * Commits are shared among chats (store/groupCommit): under load one wait for the disk serves many messages.
 */
import {
  type Context,
  type Dialogue,
  type IncomingMessage,
  loadState,
  NO_CONTEXT,
  paragraph,
  type Reply,
  saveState,
} from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import { reasonOf } from "./errorReason.ts";
import { type InboxRow, inboxTable } from "./inbox.repo.ts";
import { outboxTable } from "./outbox.repo.ts";
import { TEXT } from "./text.ts";

/** Where the program says what went wrong. Never with what a person wrote. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the inbox works with. */
export interface InboxParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly dialogue: Dialogue;
  readonly clock: () => number;
  readonly log: Log;
  /** Who speaks, and whether staff hold the conversation. Absent: strangers. */
  contextOf?(message: IncomingMessage): Context;
  /** Told inside the transaction that the person of this chat was there: what was sent before counts as read. */
  onSeen?(channel: string, chatId: string, receivedAt: number): void;
  /** Called after replies were committed for a chat. */
  onReplied(channel: string, chatId: string): void;
  /** Called with each turn's kind and the time from receipt to commit, milliseconds. */
  onTurn?(kind: string, milliseconds: number): void;
}

/** Receives messages and works through them. */
export interface Inbox {
  /**
   * Stores a message; resolves when it is on disk. The same message again is no second message.
   * @throws when it could not be stored: the transport must keep it
   */
  receive(message: IncomingMessage): Promise<void>;
  /** Takes up what a stop left behind. */
  resume(): void;
  /** Waits until no worker runs. New messages are stored, not worked on. */
  stop(): Promise<void>;
}

const MOST_ATTEMPTS = 3;
/** What a person may write at once, in characters; the rest is cut off before it is stored. */
const LONGEST_TEXT = 8000;
const TROUBLE_PAUSE_MS = 1000;
/** Work on messages lets everything else have a turn after so long. */
const BREATH_MS = 15;

export function createInbox(parts: InboxParts): Inbox {
  const { store, box, clock } = parts;
  const table = inboxTable(store.records);
  const outbox = outboxTable(store.records);
  const workers = new Map<string, Promise<void>>();
  const breathe = breather(BREATH_MS);
  /** Messages up to this one were there before this process: one of them may be what ended the last. */
  const inherited = table.lastId();
  /** Of them, those whose present attempt is counted already: a full disk makes one attempt take several tries. */
  const counted = new Set<number>();
  const inTurn = oneByOne();
  let stopped = false;

  const wake = (channel: string, chatId: string): void => {
    const key = `${channel}\n${chatId}`;
    if (stopped || workers.has(key)) return;
    const worker = workChat(channel, chatId)
      .catch(async (error: unknown) => {
        parts.log.error({ error: reasonOf(error) }, "消息暂时处理不了，稍后再试。请检查硬盘空间和数据库文件");
        await new Promise((resolve) => setTimeout(resolve, TROUBLE_PAUSE_MS));
      })
      .finally(() => {
        workers.delete(key);
        if (!stopped && isWaiting(channel, chatId)) wake(channel, chatId);
      });
    workers.set(key, worker);
  };

  const isWaiting = (channel: string, chatId: string): boolean => {
    try {
      return table.next(channel, chatId) !== undefined;
    } catch {
      return false;
    }
  };

  async function workChat(channel: string, chatId: string): Promise<void> {
    // One tick later, so that receive() returns before work starts.
    await Promise.resolve();
    for (;;) {
      const row = stopped ? undefined : table.next(channel, chatId);
      if (row === undefined) return;
      await breathe();
      // What was under way at a crash before goes alone, so that the one to blame takes no other with it.
      if (row.id <= inherited && row.attempts > 0) await inTurn(() => tryMessage(row));
      else await tryMessage(row);
    }
  }

  async function tryMessage(row: InboxRow): Promise<void> {
    const isInherited = row.id <= inherited;
    const attempts = row.attempts - (counted.has(row.id) ? 1 : 0);
    // Counted beforehand only where a crash is possible to have been this message's doing.
    if (isInherited && !counted.has(row.id)) {
      await store.commit(() => table.countAttempt(row.id));
      counted.add(row.id);
    }
    try {
      if (attempts >= MOST_ATTEMPTS) await giveUp(row);
      else await workMessage(row);
    } catch (error) {
      // No fault of the message's: it waits until it can be stored what it does, however often that takes.
      if (store.trouble() !== undefined) throw error;
      parts.log.error(
        { inboxId: row.id, attempt: attempts + 1, error: reasonOf(error) },
        "一条消息没有处理成功",
      );
      if (!isInherited) await store.commit(() => table.countAttempt(row.id));
      if (attempts + 1 >= MOST_ATTEMPTS) await giveUp(row);
    }
    counted.delete(row.id);
  }

  async function workMessage(row: InboxRow): Promise<void> {
    const message = openMessage(box, row);
    const state = loadState(store.records, box, row.channel, row.chatId);
    const context = parts.contextOf?.(message) ?? NO_CONTEXT;
    const turn = await parts.dialogue.respond(message, state, context);
    const bodies = turn.replies.map((reply) => box.seal(JSON.stringify(reply)));
    await store.commit(() => {
      for (const effect of turn.effects) effect();
      queueReplies(row, bodies);
      saveState(store.records, box, row.channel, row.chatId, turn.state, clock());
      parts.onSeen?.(row.channel, row.chatId, row.receivedAt);
      table.settle(row.id, "done");
    });
    parts.onTurn?.(turn.kind, clock() - row.receivedAt);
    parts.onReplied(row.channel, row.chatId);
  }

  /** A message that fails every time is set aside, and the person is told and offered a human. */
  async function giveUp(row: InboxRow): Promise<void> {
    const sorry: Reply = {
      blocks: [paragraph(TEXT.failed)],
      choices: [{ label: TEXT.human, action: "human" }],
    };
    await store.commit(() => {
      queueReplies(row, [box.seal(JSON.stringify(sorry))]);
      table.settle(row.id, "failed");
    });
    parts.onReplied(row.channel, row.chatId);
  }

  function queueReplies(row: InboxRow, bodies: readonly Buffer[]): void {
    const now = clock();
    bodies.forEach((body, i) => {
      outbox.insert({
        channel: row.channel,
        chatId: row.chatId,
        inboxId: row.id,
        lane: "reply",
        body,
        uniqueKey: `reply:${row.id}:${i}`,
        createdAt: now,
        dueAt: now,
      });
    });
  }

  return {
    async receive({ channel, chatId, messageId, ...content }) {
      const body = box.seal(JSON.stringify({ ...content, text: content.text.slice(0, LONGEST_TEXT) }));
      const receivedAt = clock();
      await store.commit(() => table.insert({ channel, chatId, messageId, body, receivedAt }));
      wake(channel, chatId);
    },
    resume() {
      for (const { channel, chatId } of table.waitingChats()) wake(channel, chatId);
    },
    async stop() {
      stopped = true;
      await Promise.all(workers.values());
    },
  };
}

/** The message as it was received. */
export function openMessage(
  box: SecretBox,
  row: Pick<InboxRow, "channel" | "chatId" | "messageId" | "body">,
): IncomingMessage {
  const content = JSON.parse(box.open(row.body)) as Omit<IncomingMessage, "channel" | "chatId" | "messageId">;
  return { channel: row.channel, chatId: row.chatId, messageId: row.messageId, ...content };
}

/** Returns at once, or after a turn of the event loop when none was had for `milliseconds`. */
function breather(milliseconds: number): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}

/** Runs works one after another, in the order they were handed in. */
function oneByOne(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
