/** `npm run -s eval -- F.jsonl [--json]`: scores answers on a labelled question file. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { loadConfig } from "../src/config.ts";
import { parseRows } from "../src/features/policy/index.ts";
import { readArguments, run } from "./arguments.ts";
import { openAsker } from "./asking.ts";
import { type Judged, judge, type ScoreCard, score } from "./scoring.ts";

const USAGE = "npm run -s eval -- [题目.jsonl] [--json] [--misses]";
const DEFAULT_FILE = "data/eval/policies.jsonl";

const Gold = z.object({ title: z.string(), article: z.string() });
const Row = z
  .object({
    question: z.string(),
    kind: z.enum(["answer", "unanswerable", "emergency", "fraud"]).optional(),
    gold: z.array(Gold).optional(),
    title: z.string().optional(),
    article: z.string().optional(),
  })
  .transform(({ question, kind, gold, title, article }) => ({
    question,
    kind: kind ?? ("answer" as const),
    gold: gold ?? (title === undefined || article === undefined ? [] : [{ title, article }]),
  }));

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: { json: { type: "boolean" }, misses: { type: "boolean" } },
  });
  const file = positionals[0] ?? DEFAULT_FILE;
  const rows = parseRows(file, readFileSync(file, "utf8"), Row);
  const asker = await openAsker(loadConfig());
  try {
    const judged: Judged[] = [];
    for (const { row } of rows)
      judged.push(judge(row, await asker.ask(row.question), asker.assistant.library));
    const card = score(judged, asker.assistant.library.current()?.engine.index.size ?? 0);
    if (values.misses === true) {
      for (const one of judged.filter((j) => !j.fine)) {
        process.stderr.write(
          `${one.row.kind} → ${one.kind} ${one.confidence.toFixed(2)} 第${one.rank ?? "—"}位 ${one.row.question}\n`,
        );
      }
    }
    process.stdout.write(values.json === true ? `${JSON.stringify(card)}\n` : told(card));
    return 0;
  } finally {
    asker.close();
  }
});

function told(card: ScoreCard): string {
  const percent = (share: number | null) => (share === null ? "—" : `${(share * 100).toFixed(1)} %`);
  const rows: [string, string][] = [
    ["可答的题", `${card.answerable}（库里没有依据的 ${card.unbound} 题不计）`],
    [
      "hit@1 / hit@3 / MRR@10",
      `${percent(card.hit1)} / ${percent(card.hit3)} / ${card.mrr?.toFixed(3) ?? "—"}`,
    ],
    ["answer 正确率（前三条有依据）", percent(card.answerPrecision)],
    ["answer 使用率（可答的题）", percent(card.answerCoverage)],
    ["可答却被拒（abstain 等）", percent(card.turnedAway)],
    ["不可答的题", String(card.unanswerable)],
    ["不可答却用了 answer", percent(card.unanswerableAnswered)],
    ["紧急识别 / 诈骗识别", `${percent(card.emergencies)} / ${percent(card.frauds)}`],
    ["平常题被当成紧急或诈骗", String(card.falseAlarms)],
    ["引了失效或外地的规定", String(card.wrongBasis)],
  ];
  const table = card.reliability.map(
    ({ from, to, count, confidence, right }) =>
      `  ${from.toFixed(1)}–${to.toFixed(1)}  ${String(count).padStart(4)} 题  平均把握 ${confidence.toFixed(2)}  实际 ${right.toFixed(2)}`,
  );
  return `${rows.map(([name, value]) => `${name}：${value}`).join("\n")}\n把握与实际（不可答的题算错）：\n${table.join("\n")}\n`;
}
