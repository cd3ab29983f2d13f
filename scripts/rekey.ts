/** `npm run -s rekey`: seals every personal field anew with the newest key; `--new` adds one to the key file first. */
import { loadConfig } from "../src/config.ts";
import { addKey, createSecretBox, loadKeys, openStore, rekey } from "../src/store/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = "npm run -s rekey -- [--new]";

await run(async () => {
  const { values } = readArguments(USAGE, { options: { new: { type: "boolean" } } });
  const { encryptionKey, databasePath } = loadConfig();
  if (values.new === true && encryptionKey !== undefined)
    throw new Error(
      "密钥写在 ENCRYPTION_KEY 里：请自己把新的写在最前面，用逗号隔开旧的，再运行 npm run -s rekey",
    );
  const store = openStore(databasePath);
  try {
    if (values.new === true) {
      const { length } = addKey(databasePath);
      process.stdout.write(
        `密钥文件里加了一把新的，现在共 ${length} 把。请重启服务，再运行 npm run -s rekey。密钥文件请重新备份一份。\n`,
      );
      return 0;
    }
    const keys = loadKeys(encryptionKey, databasePath);
    const changed = rekey(store, createSecretBox(...keys), keys);
    process.stdout.write(
      `已用最新的密钥重新加密 ${changed} 处，共 ${keys.length} 把密钥。旧密钥还要留着，查找和操作记录要用它。\n`,
    );
    return 0;
  } finally {
    store.close();
  }
});
