/** Opening the one SQLite file: pragmas, migrations, the drizzle handle. */
import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";
import { createGroupCommit } from "./groupCommit.ts";
import * as schema from "./schema/index.ts";

/** The typed handle that `*.repo.ts` files work with. */
export type Records = BetterSQLite3Database<typeof schema>;

/** The opened database. `transaction` is synchronous: nothing may be awaited inside. */
export interface Store {
  readonly records: Records;
  /** Runs `work` in one IMMEDIATE transaction; a throw rolls all of it back. */
  transaction<T>(work: () => T): T;
  /**
   * Runs `work` in the next transaction that is shared with whatever else waits, and resolves when it is on disk:
   * one wait for the disk for many messages. A throw rolls back this work alone.
   */
  commit<T>(work: () => T): Promise<T>;
  /** Why nothing can be stored at present, and what to do; undefined when the last write went through. */
  trouble(): string | undefined;
  /**
   * Writes nothing of meaning, to learn whether writing works.
   * @throws when it does not
   */
  probe(): void;
  /**
   * Copies the database while it is in use, through SQLite's online backup.
   * @see https://www.sqlite.org/backup.html
   */
  backup(file: string): Promise<void>;
  close(): void;
}

/** Why a database cannot be used. The first three may pass by themselves or by an operator's hand. */
export type StoreFault = "full" | "readOnly" | "busy" | "notADatabase" | "other";

/** The database cannot be opened. `message` names the file and what to do. */
export class StoreError extends Error {
  constructor(
    readonly file: string,
    readonly fault: StoreFault,
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
    throw storeError(path, error);
  }
  let trouble: string | undefined;
  const noted = <T>(work: () => T): T => {
    try {
      const value = work();
      trouble = undefined;
      return value;
    } catch (error) {
      const fault = faultOf(error);
      if (fault === "full" || fault === "readOnly") trouble = ADVICE[fault];
      throw error;
    }
  };
  const groupCommit = createGroupCommit(database, noted);
  return {
    records,
    transaction(work) {
      const run = () => database.transaction(work).immediate();
      return database.inTransaction ? run() : noted(run);
    },
    commit: groupCommit,
    trouble: () => trouble,
    probe: () => noted(() => void database.pragma(`user_version = ${PROBED_VERSION}`)),
    backup: async (file) => {
      await database.backup(file);
    },
    close: () => database.close(),
  };
}

/** `user_version` is not used otherwise; writing it is a write like any other. */
const PROBED_VERSION = 1;

function connect(path: string): Database.Database {
  try {
    if (path !== ":memory:") mkdirSync(dirname(resolve(path)), { recursive: true });
    const database = new Database(path, { timeout: 10_000 });
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("foreign_keys = ON");
    return database;
  } catch (error) {
    throw storeError(path, error);
  }
}

const ADVICE: Readonly<Record<Exclude<StoreFault, "other">, string>> = {
  full: "磁盘已满。请清理磁盘",
  readOnly: "没有写入权限。请检查文件和所在文件夹的权限",
  busy: "另一个程序正占用它。请等它结束再试",
  notADatabase: "文件不是数据库。请检查 DATABASE_PATH，或从备份恢复（npm run -s restore -- 文件）",
};

function storeError(path: string, error: unknown): StoreError {
  const fault = faultOf(error);
  const reason =
    fault === "other" ? `${String((error as Error).message)}。请检查 DATABASE_PATH` : ADVICE[fault];
  return new StoreError(path, fault, reason, { cause: error });
}

/** Drizzle wraps what SQLite said; the code is found below. */
function faultOf(error: unknown): StoreFault {
  const { code = "", cause } = error as { code?: string; cause?: unknown };
  if (code === "SQLITE_NOTADB") return "notADatabase";
  if (code.startsWith("SQLITE_READONLY") || code === "EACCES" || code === "EROFS") return "readOnly";
  if (code.startsWith("SQLITE_FULL") || code === "ENOSPC") return "full";
  // A full file system shows as a failed write too (https://www.sqlite.org/rescode.html#ioerr_write).
  if (code === "SQLITE_IOERR_WRITE" || code === "SQLITE_IOERR_SHMSIZE" || code === "SQLITE_IOERR_FSYNC")
    return "full";
  if (code.startsWith("SQLITE_BUSY")) return "busy";
  return cause === undefined ? "other" : faultOf(cause);
}
