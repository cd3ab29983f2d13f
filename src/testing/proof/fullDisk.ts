/** Disks that get full when a test wants it, and have room again. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Room for so much more before it is full, bytes: the first messages still fit. */
const LAST_ROOM = 192 * 1024;

/** A place for a database whose room can be taken away. */
export interface TightPlace {
  /** Where the database is put. */
  readonly folder: string;
  /** From now on only a little more can be written by the process. */
  fill(pid: number, databasePath: string): void;
  makeRoom(pid: number): void;
  remove(): void;
}

/**
 * No file may grow beyond a limit (prlimit(1), RLIMIT_FSIZE): needs no privilege. Writing fails with EFBIG, which
 * SQLite reports as SQLITE_IOERR_WRITE.
 */
export function limitedFiles(): TightPlace {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-limited-"));
  const limit = (pid: number, bytes: number | "unlimited") =>
    execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
  return {
    folder,
    fill: (pid, databasePath) => limit(pid, statSync(`${databasePath}-wal`).size + LAST_ROOM),
    makeRoom: (pid) => limit(pid, "unlimited"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const ROOMY = 256 * 1024 * 1024;

/**
 * A file system in memory, with a size that changes: a disk that is full in earnest (ENOSPC, SQLITE_FULL). Undefined
 * where it may not be mounted.
 */
export function smallFileSystem(): TightPlace | undefined {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-small-"));
  const mount = (...options: string[]) =>
    execFileSync("mount", ["-t", "tmpfs", ...options, "tmpfs", folder], { stdio: "pipe" });
  mkdirSync(folder, { recursive: true });
  try {
    mount("-o", `size=${ROOMY}`);
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    fill() {
      const { blocks, bfree, bsize } = statfsSync(folder);
      mount("-o", `remount,size=${(blocks - bfree) * bsize + LAST_ROOM}`);
    },
    makeRoom: () => void mount("-o", `remount,size=${ROOMY}`),
    remove() {
      execFileSync("umount", [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}
