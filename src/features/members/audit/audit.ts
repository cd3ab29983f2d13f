/** The audit log: who did or saw what, each row chained to the one before by a keyed hash. */
import { createHmac } from "node:crypto";
import type { Store } from "../../../store/index.ts";
import { actorName } from "../actor.ts";
import { auditFaults } from "../refusals.ts";
import type { Audit, AuditVerdict } from "../types.ts";
import { deriveKey } from "../values/lookupHash.ts";
import { type AuditRow, auditTable } from "./audit.repo.ts";

/** What stands before the first row. */
const BEGINNING = Buffer.alloc(32);
const PAGE = 1_000;

/**
 * The audit log over the service's key. A row's hash is HMAC-SHA256(key, hash before ‖ JSON of the row), so that
 * without the key nobody can change, insert or take out a row and mend the chain behind it.
 * @see Schneier and Kelsey, "Secure Audit Logs to Support Computer Forensics", ACM TISSEC 2(2), 1999
 */
export function createAudit(store: Store, key: Buffer, clock: () => number): Audit {
  const auditKey = deriveKey(key, "audit");
  const table = auditTable(store.records);

  const hashOf = (row: Omit<AuditRow, "hash">): Buffer =>
    createHmac("sha256", auditKey)
      .update(row.previousHash)
      .update(JSON.stringify([row.id, row.at, row.actor, row.action, row.subject, row.detail]), "utf8")
      .digest();

  return {
    record(actor, action, subject, detail = {}) {
      // The last row is read anew each time, under the write lock: another process may have added one.
      store.transaction(() => {
        const row = {
          // From SQLite's counter, not from the last row: where a tail was cut off, the gap stays to be seen.
          id: table.highestId() + 1,
          at: clock(),
          actor: actorName(actor),
          action,
          subject,
          detail: canonicalJson(detail),
          previousHash: table.lastHash() ?? BEGINNING,
        };
        table.insert({ ...row, hash: hashOf(row) });
      });
    },
    of: (subject, limit) =>
      table
        .about(subject, limit)
        .map((row) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> })),
    verify: () => walk(table, hashOf),
  };
}

function walk(table: ReturnType<typeof auditTable>, hashOf: (row: AuditRow) => Buffer): AuditVerdict {
  // Rows added during the walk are left to the next one. Both figures are looked at: either may have been tampered with.
  const upTo = Math.max(table.highestId(), table.lastId());
  let rows = 0;
  let lastId = 0;
  let head: Buffer = BEGINNING;
  for (;;) {
    const page = table.between(lastId, upTo, PAGE);
    for (const row of page) {
      const fault = faultOf(row, lastId, head, hashOf);
      if (fault !== undefined) return { ok: false, rows, firstBad: row.id, reason: fault };
      rows++;
      lastId = row.id;
      head = row.hash;
    }
    if (page.length < PAGE) break;
  }
  // Ids have no gaps: a transaction that is rolled back gives its ids back too.
  if (upTo > lastId) return { ok: false, rows, firstBad: lastId + 1, reason: auditFaults.cutOff };
  return { ok: true, rows, head: head.toString("hex") };
}

function faultOf(
  row: AuditRow,
  lastId: number,
  head: Buffer,
  hashOf: (row: AuditRow) => Buffer,
): string | undefined {
  if (row.id !== lastId + 1) return auditFaults.missing;
  if (!row.previousHash.equals(head)) return auditFaults.unlinked;
  if (!row.hash.equals(hashOf(row))) return auditFaults.altered;
  return undefined;
}

/** JSON whose keys are in order, so that the same detail is always the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
