/** `npm run -s bench -- retrieval|intake|broadcast|ears|start …`: figures of speed, memory and quality. */
import { readArguments, run } from "./arguments.ts";
import { benchBroadcast } from "./bench/broadcast.ts";
import { benchEars } from "./bench/ears.ts";
import { benchIntake } from "./bench/intake.ts";
import { benchRetrieval, type EngineFigures, tableOf } from "./bench/retrieval.ts";
import { benchStart } from "./bench/start.ts";

const USAGE =
  "npm run -s bench -- retrieval --corpus F --queries F [--train F] [--engine 名称] [--ablation] [--json]，或 npm run -s bench -- intake [--json]，或 npm run -s bench -- broadcast [--recipients N] [--json]，或 npm run -s bench -- ears|start [--json]";

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      corpus: { type: "string" },
      queries: { type: "string" },
      train: { type: "string" },
      engine: { type: "string" },
      recipients: { type: "string", default: "10000" },
      ablation: { type: "boolean" },
      json: { type: "boolean" },
    },
  });
  const [what] = positionals;
  const print = (figures: object) => {
    process.stdout.write(`${JSON.stringify(figures, null, values.json === true ? 0 : 2)}\n`);
    return 0;
  };
  if (what === "intake") return print(await benchIntake());
  if (what === "ears") return print(benchEars());
  if (what === "start") return print(await benchStart());
  if (what === "broadcast") {
    const recipients = Number(values.recipients);
    if (Number.isSafeInteger(recipients) && recipients > 0) return print(await benchBroadcast(recipients));
    process.stderr.write("--recipients 要写大于 0 的整数\n");
    return 2;
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
