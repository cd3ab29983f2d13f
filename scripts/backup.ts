/** `npm run -s backup -- FILE`: an online backup while the service runs. */
import { existsSync } from "node:fs";
import { loadConfig } from "../src/config.ts";
import { openStore } from "../src/store/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = "npm run -s backup -- 备份文件";

await run(async () => {
  const { positionals } = readArguments(USAGE, { allowPositionals: true, options: {} });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    process.stderr.write(`用法：${USAGE}\n`);
    return 2;
  }
  if (existsSync(file)) throw new Error(`${file} 已经存在。请换一个文件名`);
  const store = openStore(loadConfig().databasePath);
  try {
    await store.backup(file);
    process.stdout.write(`已备份到 ${file}。密钥文件（数据库旁的 .key）不在备份里，请另外保管一份。\n`);
    return 0;
  } finally {
    store.close();
  }
});
