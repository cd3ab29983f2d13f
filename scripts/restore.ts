/** `npm run -s restore -- FILE`: puts a backup in place; the database that was there is kept beside it. */
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { loadConfig } from "../src/config.ts";
import { openStore } from "../src/store/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = "npm run -s restore -- 备份文件（先停止服务）";

await run(async () => {
  const { positionals } = readArguments(USAGE, { allowPositionals: true, options: {} });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    process.stderr.write(`用法：${USAGE}\n`);
    return 2;
  }
  if (!existsSync(file)) throw new Error(`没有 ${file}。请核对文件名`);
  const target = loadConfig().databasePath;
  const incoming = `${target}.incoming`;
  copyFileSync(file, incoming);
  // Opening migrates it, and fails before anything is replaced when the file is no database.
  openStore(incoming).close();
  const kept = `${target}.before-restore-${new Date().toISOString().replaceAll(":", "")}`;
  if (existsSync(target)) {
    // Opening and closing folds the write-ahead log into the file.
    openStore(target).close();
    renameSync(target, kept);
  }
  for (const rest of ["-wal", "-shm"]) rmSync(`${target}${rest}`, { force: true });
  renameSync(incoming, target);
  for (const rest of ["-wal", "-shm"]) rmSync(`${incoming}${rest}`, { force: true });
  process.stdout.write(`已从 ${file} 恢复。${existsSync(kept) ? `原来的数据库留在 ${kept}。` : ""}\n`);
  return 0;
});
