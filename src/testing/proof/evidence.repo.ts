/** The product's database as an outsider finds it, opened for reading only, while the process runs or after it was killed. */
import Database from "better-sqlite3";
import { asc, count, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { tables } from "../../store/index.ts";

const { inbox, outbox, questionLog, handover, push, callTask } = tables;

/** A row of the inbox, with the id of the update that it came in. */
export type InboxEvidence = Pick<typeof inbox.$inferSelect, "id" | "chatId" | "status"> & {
  readonly updateId: number;
};

const OUTBOX_COLUMNS = {
  id: outbox.id,
  chatId: outbox.chatId,
  inboxId: outbox.inboxId,
  pushId: outbox.pushId,
  lane: outbox.lane,
  uniqueKey: outbox.uniqueKey,
  status: outbox.status,
  uncertain: outbox.uncertain,
  receipts: outbox.receipts,
};

export type OutboxEvidence = Pick<typeof outbox.$inferSelect, keyof typeof OUTBOX_COLUMNS>;

/** Opens the file, looks, and closes it. */
export function lookInto<T>(path: string, look: (evidence: ReturnType<typeof evidenceOf>) => T): T {
  const database = new Database(path, { readonly: true, timeout: 10_000 });
  try {
    return look(evidenceOf(database));
  } finally {
    database.close();
  }
}

function evidenceOf(database: Database.Database) {
  const records = drizzle(database);
  return {
    /** Updates that are stored. */
    updateIds: (): Set<number> =>
      new Set(
        records
          .select({ messageId: inbox.messageId })
          .from(inbox)
          .all()
          .map((row) => updateIdOf(row.messageId)),
      ),
    inbox: (): InboxEvidence[] =>
      records
        .select({ id: inbox.id, chatId: inbox.chatId, messageId: inbox.messageId, status: inbox.status })
        .from(inbox)
        .orderBy(asc(inbox.id))
        .all()
        .map(({ messageId, ...row }) => ({ ...row, updateId: updateIdOf(messageId) })),
    outbox: (): OutboxEvidence[] => records.select(OUTBOX_COLUMNS).from(outbox).orderBy(asc(outbox.id)).all(),
    /** Messages that wait to be worked on or to be sent. */
    waiting: (): number =>
      (records.select({ n: count() }).from(inbox).where(eq(inbox.status, "pending")).get()?.n ?? 0) +
      (records
        .select({ n: count() })
        .from(outbox)
        .where(inArray(outbox.status, ["pending", "sending"]))
        .get()?.n ?? 0),
    /** The clauses told in each logged answer. */
    answers: (): (readonly number[])[] =>
      records
        .select({ clauses: questionLog.clauses })
        .from(questionLog)
        .all()
        .map(({ clauses }) => clauses),
    /** Chats that a handover was opened for, one entry a handover. */
    handovers: (): string[] =>
      records
        .select({ chatId: handover.chatId })
        .from(handover)
        .all()
        .map(({ chatId }) => chatId),
    pushStatuses: () => records.select({ status: push.status }).from(push).all(),
    calls: (): number => records.select({ n: count() }).from(callTask).get()?.n ?? 0,
  };
}

/** The Telegram channel names a message after its update first: `u1000.…`. */
function updateIdOf(messageId: string): number {
  return Number(/^u(\d+)/.exec(messageId)?.[1]);
}
