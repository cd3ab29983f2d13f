/** One step of the retrieval benchmark, in a process of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfirmedPair, Engine } from "../../src/search/index.ts";
import { type CorpusClause, type LabelledQuery, loadCorpus, loadQueries } from "./corpus.ts";
import { measure, percentile, round } from "./measures.ts";
import { buildIndex, loadEngine, loadModel, saveModel } from "./production.ts";
import type { Step, StepReport } from "./retrieval.ts";

const FOLDS = 5;
const FOUND = 100;

const step = JSON.parse(process.argv[2]!) as Step;
const report = await work(step);
process.send!({ ...report, peakRssMb: round(process.resourceUsage().maxRSS / 1024, 1) });
process.disconnect();

async function work(task: Step): Promise<Omit<StepReport, "peakRssMb">> {
  switch (task.kind) {
    case "build": {
      const corpus = loadCorpus(task.corpus);
      const started = performance.now();
      buildIndex(task.folder, corpus);
      const seconds = since(started);
      saveQueries(task, corpus);
      return { seconds };
    }
    case "train": {
      const engine = loadEngine(task.folder, toPairs(savedQueries(task.folder, "train")));
      const started = performance.now();
      saveModel(task.folder, await engine.train(without(task)));
      return { seconds: since(started) };
    }
    case "ask": {
      const queries = savedQueries(task.folder, "queries");
      const pairs = task.learned ? toPairs(savedQueries(task.folder, "train")) : [];
      const started = performance.now();
      const engine = loadEngine(task.folder, pairs, task.learned ? loadModel(task.folder) : undefined);
      const readySeconds = since(started);
      return { seconds: 0, readySeconds, ...(await ask(queries.map((query) => ({ query, engine })))) };
    }
    case "crossValidate": {
      const queries = savedQueries(task.folder, "queries");
      const started = performance.now();
      const asked: { query: LabelledQuery; engine: Engine }[] = [];
      const pairs = toPairs(queries);
      for (let fold = 0; fold < FOLDS; fold++) {
        const engine = loadEngine(
          task.folder,
          pairs.filter((pair) => pair.id % FOLDS !== fold),
        );
        await engine.train(without(task));
        for (const [i, query] of queries.entries()) if (i % FOLDS === fold) asked.push({ query, engine });
      }
      return { seconds: since(started), readySeconds: 0, ...(await ask(asked)) };
    }
    case "rival": {
      const { RIVALS } = await import("./rivals.ts");
      const corpus = loadCorpus(task.corpus);
      const queries = loadQueries(task.queries, corpus);
      const started = performance.now();
      const rival = RIVALS[task.rival!]!(corpus);
      const seconds = since(started);
      return { seconds, ...(await askEach(queries, async (query) => rival(query.question))) };
    }
  }
}

function without(task: Step) {
  return task.without === undefined ? {} : { without: task.without };
}

function since(started: number): number {
  return round((performance.now() - started) / 1000, 2);
}

/** Questions with relevant clauses as positions, kept apart from the corpus, so that memory is the engine's own. */
function savedQueries(folder: string, name: "queries" | "train"): LabelledQuery[] {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as LabelledQuery[];
}

function saveQueries(task: Step, corpus: readonly CorpusClause[]): void {
  const save = (name: "queries" | "train", file: string) =>
    writeFileSync(join(task.folder, `${name}.json`), JSON.stringify(loadQueries(file, corpus)));
  save("queries", task.queries);
  if (task.train !== undefined) save("train", task.train);
}

function toPairs(queries: readonly LabelledQuery[]): ConfirmedPair[] {
  return queries.map(({ question, relevant }, id) => ({ id, question, clauses: relevant }));
}

function ask(asked: readonly { query: LabelledQuery; engine: Engine }[]) {
  const engineOf = new Map(asked.map(({ query, engine }) => [query, engine]));
  return askEach(
    asked.map(({ query }) => query),
    async (query) => (await engineOf.get(query)!.search(query.question, {}, FOUND)).hits.map((hit) => hit.id),
  );
}

async function askEach(
  queries: readonly LabelledQuery[],
  search: (query: LabelledQuery) => Promise<number[]>,
) {
  // The code is warmed up on a few questions, as it is in a service that has run for a minute.
  for (const query of queries.slice(0, 50)) await search(query);
  const times: number[] = [];
  const results: { found: number[]; relevant: readonly number[] }[] = [];
  for (const query of queries) {
    const started = performance.now();
    const found = await search(query);
    times.push(performance.now() - started);
    results.push({ found, relevant: query.relevant });
  }
  return { ...measure(results), p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
