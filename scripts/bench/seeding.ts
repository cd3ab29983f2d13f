/** Databases of benchmarks: a folder each, prepared by a process of its own. */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Seed } from "./broadcastSeed.ts";

const SEEDER = join(import.meta.dirname, "broadcastSeed.ts");

/** Runs `work` with a folder for the database, and removes the folder. */
export async function inOwnFolder<T>(name: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `jinqiu-${name}-`));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prepares a database: members with an account each, and an announcement to all of them, approved and not begun. */
export function seedBroadcast(seed: Seed): Promise<void> {
  return new Promise((done, fail) => {
    const child = fork(SEEDER, [JSON.stringify(seed)], { execArgv: process.execArgv });
    child.once("exit", (code) => (code === 0 ? done() : fail(new Error(`the preparation ended: ${code}`))));
  });
}
