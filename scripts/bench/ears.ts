/** How many plain orders of a service are heard as danger or fraud. The sentences are held out from learning. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { DATA_FOLDER } from "../../src/assistant.ts";
import { loadWordData } from "../../src/features/policy/index.ts";
import { learnedEars } from "../../src/features/safety/index.ts";

const SENTENCES = resolve(
  import.meta.dirname,
  "../../src/features/requests/words/itemWords.orders.fixture.jsonl",
);

/** Counts over the sentences; `heard` lists them, for a person to judge. */
export function benchEars() {
  const { ears } = learnedEars({ dataFolder: DATA_FOLDER, words: loadWordData(DATA_FOLDER) });
  const texts = readFileSync(SENTENCES, "utf8")
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { text: string }).text);
  const danger = texts.filter((text) => ears.danger(text) !== undefined);
  const fraud = texts.filter((text) => ears.danger(text) === undefined && ears.fraud(text));
  return {
    sentences: texts.length,
    danger: danger.length,
    fraud: fraud.length,
    heard: [...danger, ...fraud],
  };
}
