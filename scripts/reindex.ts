/** `npm run -s reindex -- [DIR …] [--full] [--json] [--list] [--back] [--switch N]` */
import cliProgress from "cli-progress";
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import type { IndexingReport, Progress } from "../src/features/policy/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = "npm run -s reindex -- [文件夹或文件 …] [--full] [--json] [--list] [--back] [--switch 代号]";
const STAGES: Record<Progress["stage"], string> = { read: "读文件", index: "建索引", learn: "学问法" };

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      full: { type: "boolean" },
      json: { type: "boolean" },
      list: { type: "boolean" },
      back: { type: "boolean" },
      switch: { type: "string" },
    },
  });
  const config = loadConfig();
  const bar = progressBar();
  const assistant = createAssistant(config, { onProgress: bar.show });
  const { library, store } = assistant;
  try {
    if (values.list === true) {
      for (const { id, status, createdAt, documents, clauses } of library.generations()) {
        const mark = status === "live" ? "（正在使用）" : "";
        process.stdout.write(
          `第 ${id} 代${mark}：${documents} 份文件，${clauses} 条，${new Date(createdAt).toLocaleString("zh-CN", { timeZone: config.timeZone })}\n`,
        );
      }
      return 0;
    }
    if (values.back === true || values.switch !== undefined) {
      const id = library.switchBack(values.switch === undefined ? undefined : Number(values.switch));
      process.stdout.write(`已切换到第 ${id} 代索引。\n`);
      return 0;
    }
    const report = await library.reindex(positionals.length > 0 ? positionals : [config.policyDir], {
      full: values.full ?? false,
    });
    bar.stop();
    process.stdout.write(values.json === true ? `${JSON.stringify(asJson(report))}\n` : told(report));
    for (const fault of report.faults) process.stderr.write(`${fault.message}\n`);
    for (const { place, title, article } of report.misbound) {
      process.stderr.write(`${place}：《${title}》里没有 ${article}。请核对条款\n`);
    }
    return report.faults.length > 0 ? 1 : 0;
  } finally {
    bar.stop();
    store.close();
  }
});

function progressBar() {
  const bar = process.stderr.isTTY
    ? new cliProgress.SingleBar({
        format: "{stage} {bar} {value}/{total}",
        stream: process.stderr,
        hideCursor: true,
      })
    : undefined;
  let stage = "";
  return {
    show({ stage: now, done, total }: Progress) {
      if (bar === undefined) return;
      if (now !== stage) {
        if (stage !== "") bar.stop();
        stage = now;
        bar.start(total, done, { stage: STAGES[now] });
      } else {
        bar.update(done, { stage: STAGES[now] });
      }
    },
    stop() {
      bar?.stop();
    },
  };
}

function told(report: IndexingReport): string {
  const { added, replaced, retired, unchanged, documents, clauses, seconds } = report;
  const head = report.switched ? `已启用第 ${report.generationId} 代索引` : "没有变化，索引照旧";
  return `${head}：新增 ${added}，更新 ${replaced}，撤下 ${retired}，未变 ${unchanged}，出错 ${report.faults.length}。库里共 ${documents} 份文件、${clauses} 条，学了 ${report.questions} 个问法。用时 ${seconds.toFixed(1)} 秒。\n`;
}

function asJson(report: IndexingReport) {
  return {
    ...report,
    faults: report.faults.map(({ file, line, reason, advice }) => ({
      file,
      line: line ?? null,
      reason,
      advice,
    })),
  };
}
