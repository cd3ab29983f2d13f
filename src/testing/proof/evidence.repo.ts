/** The product's database as an outsider finds it, opened for reading only, while the process runs or after it was killed. */
import Database from "better-sqlite3";
import { asc, count, eq, inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { tables } from "../../store/index.ts";

const {
  announcement,
  announcementCorrection,
  announcementRecipient,
  auditLog,
  callTask,
  handover,
  inbox,
  outbox,
  push,
  questionLog,
} = tables;

/** A row of the inbox, with the id of the update that it came in. */
export type InboxEvidence = Pick<typeof inbox.$inferSelect, "id" | "chatId" | "status"> & {
  readonly updateId: number;
};

export type RecipientEvidence = Pick<typeof announcementRecipient.$inferSelect, "memberId" | "queuedAt">;
export type PushEvidence = Pick<typeof push.$inferSelect, "id" | "status"> & { readonly key: string };

const OUTBOX_COLUMNS = {
  id: outbox.id,
  chatId: outbox.chatId,
  inboxId: outbox.inboxId,
  pushId: outbox.pushId,
  lane: outbox.lane,
  uniqueKey: outbox.uniqueKey,
  operation: outbox.operation,
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
    pushes: (): PushEvidence[] =>
      records.select({ id: push.id, key: push.uniqueKey, status: push.status }).from(push).all(),
    announcementStatus: (id: number) =>
      records.select({ status: announcement.status }).from(announcement).where(eq(announcement.id, id)).get()
        ?.status,
    recipients: (id: number): RecipientEvidence[] =>
      records
        .select({ memberId: announcementRecipient.memberId, queuedAt: announcementRecipient.queuedAt })
        .from(announcementRecipient)
        .where(eq(announcementRecipient.announcementId, id))
        .all(),
    /** What was done to an announcement, in order, as the audit log names it. */
    steps: (id: number): string[] =>
      records
        .select({ action: auditLog.action })
        .from(auditLog)
        .where(eq(auditLog.subject, `announcement:${id}`))
        .orderBy(asc(auditLog.id))
        .all()
        .map(({ action }) => action),
    /** How far corrections and recalls were carried out. */
    corrections: (id: number) =>
      records
        .select({
          doneUpTo: announcementCorrection.doneUpTo,
          finishedAt: announcementCorrection.finishedAt,
        })
        .from(announcementCorrection)
        .where(eq(announcementCorrection.announcementId, id))
        .all(),
    calls: (): number => records.select({ n: count() }).from(callTask).get()?.n ?? 0,
  };
}

/** The Telegram channel names a message after its update first: `u1000.…`. */
function updateIdOf(messageId: string): number {
  return Number(/^u(\d+)/.exec(messageId)?.[1]);
}
