/** Handovers: who waits for a human, and telling the officer on duty. */
import {
  FRESH,
  type IncomingMessage,
  loadState,
  paragraph,
  type Reply,
  saveState,
  strong,
} from "../dialogue/index.ts";
import type { SecretBox, Store } from "../store/index.ts";
import * as repo from "./messages.repo.ts";

/** Why a human is wanted. */
export type HandoverReason = repo.HandoverRow["reason"];

/** An open handover, readable. */
export interface OpenHandover {
  readonly id: number;
  readonly channel: string;
  readonly chatId: string;
  readonly reason: HandoverReason;
  readonly openedAt: number;
  readonly message: string;
}

/** Where the officer on duty is reached. */
export interface DutyChat {
  readonly channel: string;
  readonly chatId: string;
}

const REASONS: Record<HandoverReason, string> = {
  emergency: "紧急：有人可能有危险",
  fraud: "可能正在遇到诈骗",
  requested: "请求转人工",
  unanswered: "问题没有解决",
};

/**
 * Records handovers and lists them.
 * @param duty told at once of each new handover: the reason and the number, not what was said (that stays at home)
 */
export function createHandovers(
  store: Store,
  box: SecretBox,
  clock: () => number,
  duty: DutyChat | undefined,
) {
  return {
    /** Opens a handover inside the caller's transaction and queues the note to the officer on duty. */
    open(message: IncomingMessage, reason: HandoverReason): void {
      const now = clock();
      repo.insertHandover(store.records, {
        channel: message.channel,
        chatId: message.chatId,
        reason,
        message: box.seal(message.text),
        openedAt: now,
      });
      if (duty === undefined) return;
      const reply: Reply = {
        blocks: [
          strong(REASONS[reason]),
          paragraph("请在服务器上运行 npm run -s handovers 查看，并尽快联系本人。"),
        ],
        choices: [],
        urgent: reason === "emergency",
      };
      repo.insertOutgoing(store.records, {
        ...duty,
        inboxId: null,
        body: box.seal(JSON.stringify(reply)),
        uniqueKey: `duty:${message.channel}:${message.messageId}`,
        createdAt: now,
        dueAt: now,
      });
    },
    /** Everyone who waits, longest first. */
    list(): OpenHandover[] {
      return repo.openHandovers(store.records).map(({ id, channel, chatId, reason, openedAt, message }) => ({
        id,
        channel,
        chatId,
        reason,
        openedAt,
        message: box.open(message),
      }));
    },
    /** Closes one with a note; from then on the person may ask for a human anew. False when it is not open. */
    close(id: number, note: string): boolean {
      return store.transaction(() => {
        const now = clock();
        const row = repo.closeHandover(store.records, id, note, now);
        if (row === undefined) return false;
        const state = loadState(store.records, row.channel, row.chatId);
        saveState(store.records, row.channel, row.chatId, { ...FRESH, ...state, handover: false }, now);
        return true;
      });
    },
  };
}

/** See {@link createHandovers}. */
export type Handovers = ReturnType<typeof createHandovers>;
