/** `npm run -s learn -- F.jsonl` confirms questions; `--withdraw "问题"` takes one back. */
import { readFileSync } from "node:fs";
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = 'npm run -s learn -- 问法.jsonl，或 npm run -s learn -- --withdraw "问题"';

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: { withdraw: { type: "string" } },
  });
  if ((values.withdraw === undefined) === (positionals.length === 0)) {
    process.stderr.write(`用法：${USAGE}\n`);
    return 2;
  }
  const { library, store } = createAssistant(loadConfig());
  try {
    if (values.withdraw !== undefined) {
      const removed = await library.withdraw({ question: values.withdraw });
      process.stdout.write(removed ? "已撤回，它不再影响排序。\n" : "没有确认过这个问题。请核对原话。\n");
      return removed ? 0 : 1;
    }
    let faulty = false;
    for (const file of positionals) {
      const report = await library.confirm(file, readFileSync(file, "utf8"), "import");
      process.stdout.write(
        `${file}：新学 ${report.added} 个问法，原有 ${report.known} 个，有误 ${report.faults.length} 行。\n`,
      );
      for (const fault of report.faults) process.stderr.write(`${fault}\n`);
      faulty ||= report.faults.length > 0;
    }
    return faulty ? 1 : 0;
  } finally {
    store.close();
  }
});
