/** The retrieval benchmark: every engine in a process of its own, so that its memory is its own. */
import { fork } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FOLDS, type Measures, percentile, pool } from "./measures.ts";
import { RIVAL_NAMES } from "./rivalNames.ts";

/** What to measure. */
export interface RetrievalTask {
  readonly corpus: string;
  readonly queries: string;
  readonly train?: string;
  /** One engine only. */
  readonly engine?: string;
  readonly ablation: boolean;
}

/** Figures of one engine. Times in milliseconds unless the name says seconds; memory in MB. */
export interface EngineFigures extends Measures {
  readonly engine: string;
  readonly learned: boolean;
  /** True when the questions asked were the ones learned from, five-fold, each asked with its fold left out. */
  readonly crossValidated?: boolean;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly buildSeconds: number;
  /** From disk to the first question. */
  readonly readySeconds?: number;
  readonly trainSeconds?: number;
  readonly peakRssMb: number;
  readonly buildPeakRssMb?: number;
}

/** One step of work for a child process. */
export interface Step {
  readonly kind: "build" | "train" | "ask" | "rival";
  readonly folder: string;
  readonly corpus: string;
  readonly queries: string;
  readonly train?: string;
  readonly learned: boolean;
  /** The fold left out of learning and asked; absent: all is learned and all is asked. */
  readonly fold?: number;
  readonly rival?: string;
  /** Features held at zero, for the ablation. */
  readonly without?: readonly string[];
}

/** What a child process reports. */
export type StepReport = Partial<Omit<EngineFigures, "engine" | "learned">> & {
  seconds: number;
  peakRssMb: number;
  /** Milliseconds of each question. */
  times?: readonly number[];
};

/** Ingredients of learning and ranking, and the features that carry them. */
const INGREDIENTS: Readonly<Record<string, readonly string[]>> = {
  "asked questions": ["nearest", "near", "nearDocument", "clauseAsked"],
  "word links": ["links", "linkCloseness"],
  "document priors": ["documentAsked", "authority", "documentSize"],
  "word-document association": ["association"],
  lexicon: ["official"],
  "character bigrams": ["grams"],
  "neighbouring clauses and document share": ["beside", "documentShare"],
};

export async function benchRetrieval(task: RetrievalTask): Promise<EngineFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-bench-"));
  const base = { folder, corpus: task.corpus, queries: task.queries, learned: false };
  const wanted = (engine: string) => task.engine === undefined || task.engine === engine;
  const figures: EngineFigures[] = [];
  try {
    if (wanted("jinqiu")) {
      const built = await step({
        ...base,
        ...(task.train === undefined ? {} : { train: task.train }),
        kind: "build",
      });
      const own = (
        report: StepReport,
        learned: boolean,
        more: Partial<EngineFigures> = {},
      ): EngineFigures => ({
        engine: "jinqiu",
        learned,
        recall: report.recall!,
        mrr10: report.mrr10!,
        hit3: report.hit3!,
        p50Ms: report.p50Ms!,
        p99Ms: report.p99Ms!,
        buildSeconds: built.seconds,
        readySeconds: report.readySeconds!,
        peakRssMb: report.peakRssMb,
        buildPeakRssMb: built.peakRssMb,
        ...more,
      });
      figures.push(own(await step({ ...base, kind: "ask" }), false));
      if (task.train !== undefined) {
        const learning = { ...base, train: task.train, learned: true };
        const same = readFileSync(task.train).equals(readFileSync(task.queries));
        const runOnce = async (without?: readonly string[]) => {
          const rest = without === undefined ? {} : { without };
          if (same) return own(await crossValidate({ ...learning, ...rest }), true, { crossValidated: true });
          const trained = await step({ ...learning, ...rest, kind: "train" });
          return own(await step({ ...learning, kind: "ask" }), true, { trainSeconds: trained.seconds });
        };
        figures.push(await runOnce());
        if (task.ablation) {
          for (const [name, features] of Object.entries(INGREDIENTS)) {
            figures.push({ ...(await runOnce(features)), engine: `jinqiu without ${name}` });
          }
        }
      }
    }
    for (const rival of RIVAL_NAMES.filter(wanted)) {
      if (task.ablation && task.engine === undefined) break;
      const report = await step({ ...base, kind: "rival", rival });
      figures.push({
        engine: rival,
        learned: false,
        recall: report.recall!,
        mrr10: report.mrr10!,
        hit3: report.hit3!,
        p50Ms: report.p50Ms!,
        p99Ms: report.p99Ms!,
        buildSeconds: report.seconds,
        peakRssMb: report.peakRssMb,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

/** Learns and asks fold by fold, each in processes of its own. */
async function crossValidate(task: Omit<Step, "kind">): Promise<StepReport> {
  const parts: StepReport[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    await step({ ...task, fold, kind: "train" });
    parts.push(await step({ ...task, fold, kind: "ask" }));
  }
  const times = parts.flatMap((part) => part.times ?? []);
  return {
    ...pool(parts as Parameters<typeof pool>[0]),
    seconds: 0,
    readySeconds: Math.max(...parts.map((part) => part.readySeconds ?? 0)),
    peakRssMb: Math.max(...parts.map((part) => part.peakRssMb)),
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}

function step(task: Step): Promise<StepReport> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "child.ts"), [JSON.stringify(task)], {
      execArgv: ["--max-semi-space-size=4", "--import", "tsx"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    let report: StepReport | undefined;
    child.on("message", (message) => {
      report = message as StepReport;
    });
    child.on("exit", (code) => {
      if (code === 0 && report !== undefined) resolve(report);
      else reject(new Error(`${task.kind} 没有完成（状态 ${code}）`));
    });
  });
}

/** A table for people. */
export function tableOf(figures: readonly EngineFigures[]): string {
  const head =
    "| engine | learned | R@5 | R@10 | R@20 | R@100 | MRR@10 | hit@3 | p50 / p99 ms | build s | ready s | RSS MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  return (
    head +
    figures
      .map((f) =>
        [
          "",
          f.engine,
          f.crossValidated === true ? "five-fold" : f.learned ? "yes" : "no",
          ...(["5", "10", "20", "100"] as const).map((cut) => f.recall[cut].toFixed(3)),
          f.mrr10.toFixed(3),
          f.hit3.toFixed(3),
          `${f.p50Ms.toFixed(2)} / ${f.p99Ms.toFixed(2)}`,
          f.buildSeconds.toFixed(1),
          f.readySeconds?.toFixed(2) ?? "",
          String(Math.round(f.peakRssMb)),
          "",
        ]
          .join(" | ")
          .trim(),
      )
      .join("\n") +
    "\n"
  );
}
