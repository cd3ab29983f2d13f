/** `npm run -s bench -- retrieval|answers|intake …`: figures of speed, memory and quality. */
import { readArguments, run } from "./arguments.ts";
import { benchIntake } from "./bench/intake.ts";
import { benchRetrieval, type EngineFigures, tableOf } from "./bench/retrieval.ts";

const USAGE =
  "npm run -s bench -- retrieval --corpus F --queries F [--train F] [--engine 名称] [--ablation] [--json]，或 npm run -s bench -- intake [--json]";

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      corpus: { type: "string" },
      queries: { type: "string" },
      train: { type: "string" },
      engine: { type: "string" },
      ablation: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const [what] = positionals;
  if (what === "intake") {
    const figures = await benchIntake();
    process.stdout.write(`${JSON.stringify(figures, null, values.json === true ? 0 : 2)}\n`);
    return 0;
  }
  if (what !== "retrieval" || values.corpus === undefined || values.queries === undefined) {
    process.stderr.write(`用法：${USAGE}\n`);
    return 2;
  }
  const figures: EngineFigures[] = await benchRetrieval({
    corpus: values.corpus,
    queries: values.queries,
    ...(values.train === undefined ? {} : { train: values.train }),
    ...(values.engine === undefined ? {} : { engine: values.engine }),
    ablation: values.ablation ?? false,
  });
  process.stdout.write(values.json === true ? `${JSON.stringify(figures)}\n` : tableOf(figures));
  return 0;
});
