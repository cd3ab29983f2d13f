/** The table of the audit log, and SQLite's own counter of its ids. */
import { and, asc, desc, eq, gt, lte, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Records, tables } from "../../../store/index.ts";

const { auditLog } = tables;

export type AuditRow = typeof auditLog.$inferSelect;

/**
 * The highest id that was ever given out and committed. SQLite keeps it itself, and it survives a deleted tail.
 * @see https://www.sqlite.org/autoinc.html
 */
const sequence = sqliteTable("sqlite_sequence", { name: text("name"), seq: integer("seq") });

/** Prepared once: an import of 30,000 people writes as many rows. */
export function auditTable(records: Records) {
  const last = records
    .select({ id: auditLog.id, hash: auditLog.hash })
    .from(auditLog)
    .orderBy(desc(auditLog.id))
    .limit(1)
    .prepare();
  const counter = records
    .select({ seq: sequence.seq })
    .from(sequence)
    .where(eq(sequence.name, "audit_log"))
    .prepare();
  const insertion = records
    .insert(auditLog)
    .values({
      id: sql.placeholder("id"),
      at: sql.placeholder("at"),
      actor: sql.placeholder("actor"),
      action: sql.placeholder("action"),
      subject: sql.placeholder("subject"),
      detail: sql.placeholder("detail"),
      previousHash: sql.placeholder("previousHash"),
      hash: sql.placeholder("hash"),
    })
    .prepare();
  return {
    lastHash: (): Buffer | undefined => last.get()?.hash,
    lastId: (): number => last.get()?.id ?? 0,
    highestId: (): number => counter.get()?.seq ?? 0,
    insert: (row: AuditRow): void => {
      insertion.run(row);
    },
    /** Rows behind `id` as far as `upTo`, in order. */
    between: (id: number, upTo: number, limit: number): AuditRow[] =>
      records
        .select()
        .from(auditLog)
        .where(and(gt(auditLog.id, id), lte(auditLog.id, upTo)))
        .orderBy(asc(auditLog.id))
        .limit(limit)
        .all(),
    about: (subject: string, limit: number) =>
      records
        .select({ at: auditLog.at, actor: auditLog.actor, action: auditLog.action, detail: auditLog.detail })
        .from(auditLog)
        .where(eq(auditLog.subject, subject))
        .orderBy(desc(auditLog.id))
        .limit(limit)
        .all(),
  };
}
