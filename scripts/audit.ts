/** `npm run -s audit`: verifies the audit log's chain; `--of member:17` shows what was done about someone. */
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import { sayMoment } from "../src/features/members/index.ts";
import { readArguments, readId, run } from "./arguments.ts";

const USAGE = "npm run -s audit -- [--of member:编号] [--limit 100]";

await run(async () => {
  const { values } = readArguments(USAGE, { options: { of: { type: "string" }, limit: { type: "string" } } });
  const config = loadConfig();
  const { members, store } = createAssistant(config);
  try {
    if (values.of !== undefined) {
      const limit = values.limit === undefined ? 100 : readId(values.limit, USAGE);
      const rows = members.audit.of(values.of, limit);
      if (rows.length === 0) process.stdout.write("没有记录。\n");
      for (const { at, actor, action, detail } of rows) {
        process.stdout.write(
          `${sayMoment(at, config.timeZone)}  ${actor}  ${action}  ${JSON.stringify(detail)}\n`,
        );
      }
    }
    const verdict = members.audit.verify();
    if (!verdict.ok) {
      process.stderr.write(
        `操作记录不对：第 ${verdict.firstBad} 条，${verdict.reason}（前面 ${verdict.rows} 条完好）。请马上告诉负责安全的人，并留好现在的数据库和备份。\n`,
      );
      return 1;
    }
    process.stdout.write(
      `操作记录完好，共 ${verdict.rows} 条。\n末尾校验值 ${verdict.head}\n请把这一行抄在别处。下次核对时，条数只会增加；要是比抄下的少，就是末尾被人删过。\n`,
    );
    return 0;
  } finally {
    store.close();
  }
});
