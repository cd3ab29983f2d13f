/** The table of the audit log. Times are Unix ms. */
import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Who did or saw what. Append-only (triggers refuse UPDATE and DELETE) and chained: `hash` covers the row and the
 * hash before it. Holds names of fields, never their values.
 */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    /** `staff:3`, `member:17`, `proxy:5`, `operator:root`, `system:binding`. */
    actor: text("actor").notNull(),
    /** `member.read`, `member.change`, `member.erase`, `invitation.issue` … */
    action: text("action").notNull(),
    /** `member:17`. */
    subject: text("subject").notNull(),
    /** Names of fields read or changed, and other details without personal content, as JSON. */
    detail: text("detail").notNull(),
    previousHash: blob("previous_hash", { mode: "buffer" }).notNull(),
    hash: blob("hash", { mode: "buffer" }).notNull(),
  },
  (t) => [index("audit_log_subject").on(t.subject, t.id)],
);
