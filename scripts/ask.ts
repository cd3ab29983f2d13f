/** `npm run -s ask -- "问题" [--json] [--top N] [--explain]`, or `--file F.jsonl`: one JSON row each, in order. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { loadConfig } from "../src/config.ts";
import { readArguments, run } from "./arguments.ts";
import { type AskOptions, openAsker } from "./asking.ts";

const USAGE =
  'npm run -s ask -- "问题" [--json] [--top 条数] [--explain]，或 npm run -s ask -- --file 问题.jsonl';

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      json: { type: "boolean" },
      top: { type: "string" },
      file: { type: "string" },
      explain: { type: "boolean" },
    },
  });
  const top = values.top === undefined ? undefined : Number(values.top);
  const question = positionals.join(" ");
  if (
    (top !== undefined && !(Number.isInteger(top) && top >= 1 && top <= 100)) ||
    (question === "") === (values.file === undefined)
  ) {
    process.stderr.write(`用法：${USAGE}\n条数是 1 到 100 的整数。\n`);
    return 2;
  }
  const asker = await openAsker(loadConfig());
  const options: AskOptions = { ...(top === undefined ? {} : { top }), explain: values.explain ?? false };
  try {
    if (values.file !== undefined) {
      let line = 0;
      for await (const row of createInterface({
        input: createReadStream(values.file),
        crlfDelay: Number.POSITIVE_INFINITY,
      })) {
        line++;
        if (row.trim() === "") continue;
        process.stdout.write(
          `${JSON.stringify(await asker.ask(questionOf(row, values.file, line), options))}\n`,
        );
      }
      return 0;
    }
    const answered = await asker.ask(question, options);
    process.stdout.write(
      values.json === true || values.explain === true
        ? `${JSON.stringify(answered, null, values.json === true ? 0 : 2)}\n`
        : `${answered.answer}\n`,
    );
    return 0;
  } finally {
    asker.close();
  }
});

function questionOf(row: string, file: string, line: number): string {
  try {
    const { question } = JSON.parse(row) as { question?: unknown };
    if (typeof question === "string") return question;
  } catch {
    // told below
  }
  throw new Error(`${file} 第 ${line} 行：要有 question 一项。请写成 {"question":"…"}`);
}
