/** `npm run -s jobs`: when recurring jobs come next, and what failed for good; `--retry N`, `--drop N` decide on that. */
import { loadConfig } from "../src/config.ts";
import { createJobDesk } from "../src/delivery/index.ts";
import { openStore } from "../src/store/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE = "npm run -s jobs -- [--retry 编号 | --drop 编号]";

await run(async () => {
  const { values } = readArguments(USAGE, {
    options: { retry: { type: "string" }, drop: { type: "string" } },
  });
  const { retry, drop } = values;
  const id = Number(retry ?? drop ?? 1);
  if ((retry !== undefined && drop !== undefined) || !Number.isSafeInteger(id) || id < 1) {
    process.stderr.write(`编号是列表里每行开头的数字，一次写一个。用法：${USAGE}\n`);
    return 2;
  }
  const config = loadConfig();
  const store = openStore(config.databasePath);
  try {
    const desk = createJobDesk(store, Date.now);
    if (retry !== undefined) return tell(desk.retryDead(id), "已重新排上，服务运行时半分钟内开始做。");
    if (drop !== undefined) return tell(desk.drop(id), "已放弃。");
    const time = (at: number) => new Date(at).toLocaleString("zh-CN", { timeZone: config.timeZone });
    const recurring = desk.recurring();
    process.stdout.write(recurring.length === 0 ? "没有定时任务。服务启动过一次才会有。\n" : "定时任务：\n");
    for (const { kind, dueAt, runAt, status, attempts } of recurring) {
      const state =
        status === "running" ? "正在做" : attempts > 0 ? `已试 ${attempts} 次，${time(runAt)} 再试` : "";
      process.stdout.write(`  ${kind}  ${time(dueAt)}  ${state}`.trimEnd().concat("\n"));
    }
    const dead = desk.dead();
    process.stdout.write(dead.length === 0 ? "没有停下的任务。\n" : "停下的任务：\n");
    for (const job of dead) {
      process.stdout.write(
        `  ${job.id}  ${job.kind}  原定 ${time(job.dueAt)}  试了 ${job.attempts} 次\n      ${job.failure ?? "原因不明"}\n`,
      );
    }
    return 0;
  } finally {
    store.close();
  }
});

function tell(found: boolean, done: string): number {
  process.stdout.write(found ? `${done}\n` : "没有这个编号的停下的任务。\n");
  return found ? 0 : 1;
}
