/** Opening the one SQLite file: pragmas, migrations, the drizzle handle. */
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import * as conversation from "./schema/conversation.ts";
import * as library from "./schema/library.ts";

const schema = { ...library, ...conversation };

/** The typed handle that `*.repo.ts` files work with. */
export type Records = BetterSQLite3Database<typeof schema>;

/** The opened database. `transaction` is synchronous: nothing may be awaited inside. */
export interface Store {
  readonly records: Records;
  /** Runs `work` in one IMMEDIATE transaction; a throw rolls all of it back. */
  transaction<T>(work: () => T): T;
  /**
   * Copies the database while it is in use, through SQLite's online backup.
   * @see https://www.sqlite.org/backup.html
   */
  backup(file: string): Promise<void>;
  close(): void;
}

/** The database cannot be opened. `message` names the file and what to do. */
export class StoreError extends Error {
  constructor(
    readonly file: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`数据库 ${file} 打不开：${reason}`, options);
    this.name = "StoreError";
  }
}

const MIGRATIONS = resolve(dirname(fileURLToPath(import.meta.url)), "migrations");

/**
 * Opens (and creates, and migrates) the database.
 * WAL with `synchronous=FULL`: a committed message survives a power cut (https://www.sqlite.org/pragma.html#pragma_synchronous).
 * @param path file, or `:memory:` for tests
 * @throws StoreError when the folder cannot be made, the file is no database, or it is read-only
 */
export function openStore(path: string): Store {
  const database = connect(path);
  const records = drizzle(database, { schema });
  try {
    migrate(records, { migrationsFolder: MIGRATIONS });
  } catch (error) {
    database.close();
    throw new StoreError(path, advice(error), { cause: error });
  }
  return {
    records,
    transaction: (work) => database.transaction(work).immediate(),
    backup: async (file) => {
      await database.backup(file);
    },
    close: () => database.close(),
  };
}

function connect(path: string): Database.Database {
  try {
    if (path !== ":memory:") mkdirSync(dirname(resolve(path)), { recursive: true });
    const database = new Database(path, { timeout: 10_000 });
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    return database;
  } catch (error) {
    throw new StoreError(path, advice(error), { cause: error });
  }
}

function advice(error: unknown): string {
  const code = (error as { code?: string }).code ?? "";
  if (code === "SQLITE_NOTADB")
    return "文件不是数据库。请检查 DATABASE_PATH，或从备份恢复（npm run -s restore -- 文件）";
  if (code.startsWith("SQLITE_READONLY") || code === "EACCES")
    return "没有写入权限。请检查文件和所在文件夹的权限";
  if (code.startsWith("SQLITE_FULL") || code === "ENOSPC") return "磁盘已满。请清理磁盘后再启动";
  if (code.startsWith("SQLITE_BUSY")) return "另一个程序正占用它。请等它结束再试";
  return `${String((error as Error).message)}。请检查 DATABASE_PATH`;
}
