/** Sealing everything anew with the newest key, so that an old one can be put away. */
import { and, asc, eq, getTableColumns, getTableName, gt, is, sql } from "drizzle-orm";
import { SQLiteBlobBuffer, type SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Store } from "./open.ts";
import * as schema from "./schema/index.ts";
import { type SecretBox, sealHeader } from "./secretBox.ts";

const BATCH = 500;

/**
 * Goes through every sealed value and seals again what an older key sealed. In small transactions, so that the service
 * may run meanwhile; broken off, it goes on where values are left. A sealed value is known by its first five bytes.
 * @param keys newest first
 * @returns how many values were sealed anew
 */
export function rekey(store: Store, box: SecretBox, keys: readonly Buffer[]): number {
  const old = keys.slice(1).map((key) => sealHeader(key));
  let changed = 0;
  for (const table of Object.values(schema)) {
    if (!is(table, SQLiteTable)) continue;
    for (const column of Object.values(getTableColumns(table))) {
      if (!is(column, SQLiteBlobBuffer) || /hash/.test(column.name)) continue;
      for (const header of old) changed += rekeyColumn(store, box, table, column, header);
    }
  }
  return changed;
}

function rekeyColumn(
  store: Store,
  box: SecretBox,
  table: SQLiteTable,
  column: SQLiteColumn,
  header: Buffer,
): number {
  const row = sql<number>`rowid`;
  let after = 0;
  let changed = 0;
  for (;;) {
    const batch = store.transaction(() => {
      const found = store.records
        .select({ row })
        .from(table)
        .where(and(gt(row, after), eq(sql`substr(${column}, 1, ${header.length})`, header)))
        .orderBy(asc(row))
        .limit(BATCH)
        .all();
      for (const { row: id } of found) {
        // One at a time: a file's body may be many megabytes.
        const { sealed } = store.records.select({ sealed: column }).from(table).where(eq(row, id)).get()! as {
          sealed: Buffer;
        };
        store.records
          .update(table)
          .set({ [fieldOf(table, column.name)]: box.seal(box.open(sealed)) })
          .where(eq(row, id))
          .run();
      }
      return found;
    });
    changed += batch.length;
    const last = batch.at(-1);
    if (last === undefined) return changed;
    after = last.row;
  }
}

/** The name of a column in code. */
function fieldOf(table: SQLiteTable, name: string): string {
  const entry = Object.entries(getTableColumns(table)).find(([, column]) => column.name === name);
  if (entry === undefined) throw new Error(`no column ${name} in ${getTableName(table)}`);
  return entry[0];
}
