/** One step of the retrieval benchmark, in a process of its own. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfirmedPair, Engine } from "../../src/search/index.ts";
import { type CorpusClause, type LabelledQuery, loadCorpus, loadQueries } from "./corpus.ts";
import { FOLDS, measure, percentile, round } from "./measures.ts";
import { buildIndex, loadEngine, loadModel, saveModel } from "./production.ts";
import type { Step, StepReport } from "./retrieval.ts";

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
      const engine = loadEngine(task.folder, pairsOf(task));
      const started = performance.now();
      saveModel(task.folder, await engine.train(without(task)));
      return { seconds: since(started) };
    }
    case "ask": {
      const queries = savedQueries(task.folder, "queries").filter((_, i) => isAsked(task, i));
      const pairs = task.learned ? pairsOf(task) : [];
      const started = performance.now();
      const engine = loadEngine(task.folder, pairs, task.learned ? loadModel(task.folder) : undefined);
      const readySeconds = since(started);
      return { seconds: 0, readySeconds, ...(await askEach(queries, (query) => find(engine, query))) };
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

async function find(engine: Engine, query: LabelledQuery): Promise<number[]> {
  return (await engine.search(query.question, {}, FOUND)).hits.map((hit) => hit.id);
}

/** In cross-validation the questions of the fold are asked and the others learned from. */
function isAsked(task: Step, position: number): boolean {
  return task.fold === undefined || position % FOLDS === task.fold;
}

function pairsOf(task: Step): ConfirmedPair[] {
  const pairs = toPairs(savedQueries(task.folder, "train"));
  return task.fold === undefined ? pairs : pairs.filter((pair) => !isAsked(task, pair.id));
}

async function askEach(
  queries: readonly LabelledQuery[],
  search: (query: LabelledQuery) => Promise<number[]>,
) {
  // The code is warm, as it is in a service that has run for some minutes: before that, it is still being compiled.
  for (const query of queries.slice(0, 300)) await search(query);
  const times: number[] = [];
  const results: { found: number[]; relevant: readonly number[] }[] = [];
  for (const query of queries) {
    const started = performance.now();
    const found = await search(query);
    times.push(performance.now() - started);
    results.push({ found, relevant: query.relevant });
  }
  return { ...measure(results), times, p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) };
}
