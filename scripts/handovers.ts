/** `npm run -s handovers`: who waits for a human; `--close N --note "…"` closes one. */
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = 'npm run -s handovers -- [--close 编号 --note "处理结果"]';
const REASONS = {
  emergency: "紧急",
  fraud: "疑似诈骗",
  requested: "转人工",
  unanswered: "没有解决",
} as const;

await run(async () => {
  const { values } = readArguments(USAGE, {
    options: { close: { type: "string" }, note: { type: "string" } },
  });
  const config = loadConfig();
  const { handovers, store } = createAssistant(config);
  try {
    if (values.close !== undefined) {
      if (values.note === undefined || values.note.trim() === "") {
        process.stderr.write(`请写明处理结果。用法：${USAGE}\n`);
        return 2;
      }
      const closed = handovers.close(Number(values.close), values.note);
      process.stdout.write(closed ? "已办结。\n" : "没有这个编号，或已经办结。\n");
      return closed ? 0 : 1;
    }
    const open = handovers.list();
    if (open.length === 0) process.stdout.write("没有人在等。\n");
    for (const { id, channel, chatId, reason, openedAt, message } of open) {
      const time = new Date(openedAt).toLocaleString("zh-CN", { timeZone: config.timeZone });
      process.stdout.write(
        `${id}  ${REASONS[reason]}  ${time}  ${channel} ${chatId}\n    ${message || "（点了按钮，没有写字）"}\n`,
      );
    }
    return 0;
  } finally {
    store.close();
  }
});
