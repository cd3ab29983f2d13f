/**
 * The inbox: a message is on disk before its transport is answered, then worked on, in order per chat.
 * What a message does and what is replied commit together; a crash at any point repeats the work, never the effect.
 */
import {
  type Dialogue,
  type IncomingMessage,
  loadState,
  paragraph,
  type Reply,
  saveState,
} from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import * as repo from "./messages.repo.ts";
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
  /** Called after replies were committed for a chat. */
  onReplied(channel: string, chatId: string): void;
  /** Called with each turn's kind and the time from receipt to commit, milliseconds. */
  onTurn?(kind: string, milliseconds: number): void;
}

/** Receives messages and works through them. */
export interface Inbox {
  /** Stores a message; resolves when it is on disk. The same message again is no second message. */
  receive(message: IncomingMessage): Promise<void>;
  /** Takes up what a stop left behind. */
  resume(): void;
  /** Waits until no worker runs. New messages are stored, not worked on. */
  stop(): Promise<void>;
}

const MOST_ATTEMPTS = 3;
/** What a person may write at once, in characters; the rest is cut off before it is stored. */
const LONGEST_TEXT = 8000;

export function createInbox(parts: InboxParts): Inbox {
  const { store, box, clock } = parts;
  const workers = new Map<string, Promise<void>>();
  let stopped = false;

  const wake = (channel: string, chatId: string): void => {
    const key = `${channel}\n${chatId}`;
    if (stopped || workers.has(key)) return;
    const worker = workChat(parts, channel, chatId, () => stopped).finally(() => {
      workers.delete(key);
      if (!stopped && repo.nextPending(store.records, channel, chatId) !== undefined) wake(channel, chatId);
    });
    workers.set(
      key,
      worker.catch((error: unknown) => parts.log.error({ error: reasonOf(error) }, "处理消息的循环出错")),
    );
  };

  return {
    async receive(message) {
      const { channel, chatId, messageId } = message;
      const body = box.seal(
        JSON.stringify({ text: message.text.slice(0, LONGEST_TEXT), action: message.action, at: message.at }),
      );
      repo.insertIncoming(store.records, { channel, chatId, messageId, body, receivedAt: clock() });
      wake(channel, chatId);
    },
    resume() {
      for (const { channel, chatId } of repo.pendingChats(store.records)) wake(channel, chatId);
    },
    async stop() {
      stopped = true;
      await Promise.all(workers.values());
    },
  };
}

async function workChat(
  parts: InboxParts,
  channel: string,
  chatId: string,
  stopped: () => boolean,
): Promise<void> {
  // One tick later, so that receive() returns before work starts.
  await Promise.resolve();
  for (;;) {
    const row = stopped() ? undefined : repo.nextPending(parts.store.records, channel, chatId);
    if (row === undefined) return;
    repo.countAttempt(parts.store.records, row.id);
    try {
      await workMessage(parts, row);
    } catch (error) {
      parts.log.error(
        { inboxId: row.id, attempt: row.attempts + 1, error: reasonOf(error) },
        "一条消息没有处理成功",
      );
      if (row.attempts + 1 >= MOST_ATTEMPTS) giveUp(parts, row);
    }
  }
}

async function workMessage(parts: InboxParts, row: repo.InboxRow): Promise<void> {
  const { store, clock } = parts;
  const state = loadState(store.records, row.channel, row.chatId);
  const turn = await parts.dialogue.respond(openMessage(parts.box, row), state);
  store.transaction(() => {
    for (const effect of turn.effects) effect();
    queueReplies(parts, row, turn.replies);
    saveState(store.records, row.channel, row.chatId, turn.state, clock());
    repo.settleIncoming(store.records, row.id, "done");
  });
  parts.onTurn?.(turn.kind, clock() - row.receivedAt);
  parts.onReplied(row.channel, row.chatId);
}

/** A message that fails every time is set aside, and the person is told and offered a human. */
function giveUp(parts: InboxParts, row: repo.InboxRow): void {
  parts.store.transaction(() => {
    queueReplies(parts, row, [
      { blocks: [paragraph(TEXT.failed)], choices: [{ label: TEXT.human, action: "human" }] },
    ]);
    repo.settleIncoming(parts.store.records, row.id, "failed");
  });
  parts.onReplied(row.channel, row.chatId);
}

function queueReplies(parts: InboxParts, row: repo.InboxRow, replies: readonly Reply[]): void {
  const now = parts.clock();
  replies.forEach((reply, i) => {
    repo.insertOutgoing(parts.store.records, {
      channel: row.channel,
      chatId: row.chatId,
      inboxId: row.id,
      body: parts.box.seal(JSON.stringify(reply)),
      uniqueKey: `reply:${row.id}:${i}`,
      createdAt: now,
      dueAt: now,
    });
  });
}

/** The message as it was received. */
export function openMessage(box: SecretBox, row: repo.InboxRow): IncomingMessage {
  const body = JSON.parse(box.open(row.body)) as Pick<IncomingMessage, "text" | "action" | "at">;
  return { channel: row.channel, chatId: row.chatId, messageId: row.messageId, ...body };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
