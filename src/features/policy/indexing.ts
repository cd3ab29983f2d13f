/**
 * Indexing: from files to a live generation.
 * Stages: list → read (unchanged files are not read again) → members → validity → index → learn → check → switch.
 */
import { createHash } from "node:crypto";
import { type DocumentEntry, IndexBuilder, saveArrays, writeBlob } from "../../search/index.ts";
import { applicableRegions } from "./applicability.ts";
import { countAuthority } from "./authority.ts";
import type { PolicyParseError } from "./document/index.ts";
import { isFormal } from "./formal.ts";
import { assembleGeneration, type Generation, type GenerationTools, undefinedForNull } from "./generation.ts";
import * as repo from "./library.repo.ts";
import { recogniseOffTopic } from "./offTopic.ts";
import type { Repeal } from "./repeals.ts";
import { readSources } from "./sourceReading.ts";
import { listSource } from "./sources.ts";
import { workOutValidity } from "./validity.ts";

const INDEX_VERSION = 2;
/** Generations kept to switch back to, beside the live one. */
const KEEP_GENERATIONS = 2;

/** How far the work has come. */
export interface Progress {
  readonly stage: "read" | "index" | "learn";
  readonly done: number;
  readonly total: number;
}

/** What indexing needs beside the tools of a generation. */
export interface IndexingTools extends GenerationTools {
  readonly repeals: readonly Repeal[];
  readonly region: string;
  readonly clock: () => number;
  readonly onProgress?: (progress: Progress) => void;
}

/** What indexing did. */
export interface IndexingReport {
  readonly generationId: number;
  /** False when nothing had changed and the live generation stayed. */
  readonly switched: boolean;
  readonly added: number;
  readonly replaced: number;
  readonly retired: number;
  readonly unchanged: number;
  readonly documents: number;
  readonly clauses: number;
  readonly faults: readonly PolicyParseError[];
  /** Confirmed questions bound to clauses. */
  readonly questions: number;
  /** Question rows that name an article which the library's text does not have. */
  readonly misbound: readonly { place: string; title: string; article: string }[];
  readonly seconds: number;
}

/**
 * Indexes folders or files. Each is a source: only its own documents are added, replaced and retired.
 * The live generation serves until the new one is complete; a failure leaves it as it was.
 * @param full builds a new generation even where nothing changed
 */
export async function reindex(
  tools: IndexingTools,
  paths: readonly string[],
  { full = false }: { full?: boolean } = {},
): Promise<IndexingReport> {
  const started = tools.clock();
  const { records } = tools.store;
  const live = repo.liveGeneration(records);
  const before = live === undefined ? [] : repo.membersOf(records, live.id);
  const sources = paths.map(listSource);
  const sourceIds = new Set(sources.map((source) => source.id));
  const read = await readSources(
    tools,
    sources,
    before.map(({ version }) => version),
  );
  const versions = [
    ...before.map(({ version }) => version).filter((version) => !sourceIds.has(version.sourceId)),
    ...read.versions,
  ];
  const recipe = recipeOf(tools);
  const same =
    live !== undefined &&
    live.recipe === recipe &&
    versions.length === before.length &&
    before.every(({ version }) => versions.some((other) => other.id === version.id));
  const changes = compare(
    before.map(({ version }) => version).filter((v) => sourceIds.has(v.sourceId)),
    read.versions,
  );
  if (same && !full) {
    const { documents, clauses } = live;
    return {
      ...changes,
      generationId: live.id,
      switched: false,
      documents,
      clauses,
      faults: read.faults,
      questions: 0,
      misbound: [],
      seconds: (tools.clock() - started) / 1000,
    };
  }
  const { generation, documents, clauses } = await build(tools, versions, recipe);
  switchTo(tools, generation.id, live?.id);
  return {
    ...changes,
    generationId: generation.id,
    switched: true,
    documents,
    clauses,
    faults: read.faults,
    questions: generation.pairs,
    misbound: generation.misbound,
    seconds: (tools.clock() - started) / 1000,
  };
}

/** What a generation is made from besides documents. */
export function recipeOf(tools: Pick<IndexingTools, "words" | "region" | "repeals" | "store">): string {
  const confirmed = repo
    .confirmedQuestions(tools.store.records)
    .map(({ question, title, article }) => [question, title, article]);
  return createHash("sha256")
    .update(JSON.stringify([INDEX_VERSION, tools.words.hash, tools.region, tools.repeals, confirmed]))
    .digest("hex")
    .slice(0, 16);
}

function compare(before: readonly repo.VersionRow[], after: readonly repo.VersionRow[]) {
  const old = new Map(before.map((version) => [version.policyId, version.id]));
  const now = new Set(after.map((version) => version.policyId));
  return {
    added: after.filter((version) => !old.has(version.policyId)).length,
    replaced: after.filter((version) => old.has(version.policyId) && old.get(version.policyId) !== version.id)
      .length,
    retired: before.filter((version) => !now.has(version.policyId)).length,
    unchanged: after.filter((version) => old.get(version.policyId) === version.id).length,
  };
}

async function build(tools: IndexingTools, versions: readonly repo.VersionRow[], recipe: string) {
  const { records } = tools.store;
  const dated = versions.map((version) => ({ ...undefinedForNull(version), repeals: version.repeals }));
  const validity = workOutValidity(dated, tools.repeals);
  const segments = versions.map((version) => repo.segmentsOf(records, version.id));
  const authority = countAuthority(versions, segments);
  const documents = versions.map((version, i): DocumentEntry => {
    const valid = validity.get(version.id)!;
    return {
      key: version.policyId,
      title: version.title,
      facets: { region: [version.region], audience: version.audience },
      validFrom: valid.from,
      validUntil: valid.until,
      authority: authority[i]!,
    };
  });
  const builder = new IndexBuilder(tools.segmenter, documents);
  let clauses = 0;
  for (let i = 0; i < versions.length; i++) {
    for (const segment of segments[i]!) {
      if (segment.kind !== "clause") continue;
      builder.add({
        id: segment.id,
        document: i,
        heading: segment.context,
        text: segment.text,
        formal: isFormal(segment.text),
      });
      clauses++;
    }
    tools.onProgress?.({ stage: "index", done: i + 1, total: versions.length });
    if (i % 20 === 19) await new Promise((resolve) => setImmediate(resolve));
  }
  const arrays = builder.finish();
  const id = tools.store.transaction(() => {
    const generationId = repo.insertGeneration(records, recipe, tools.clock());
    versions.forEach((version, ordinal) => {
      repo.insertMember(
        records,
        generationId,
        ordinal,
        version.id,
        validity.get(version.id)!,
        authority[ordinal]!,
      );
    });
    saveArrays(records, generationId, arrays);
    return generationId;
  });
  const generation = assembleGeneration(tools, { id, recipe }, arrays, undefined);
  tools.onProgress?.({ stage: "learn", done: 0, total: 1 });
  await learn(tools, generation);
  tools.onProgress?.({ stage: "learn", done: 1, total: 1 });
  repo.finishGeneration(records, id, { documents: versions.length, clauses });
  return { generation, documents: versions.length, clauses };
}

/** In one of so many training examples the clause counts as never asked for: the bank's phrasings come in sets. */
const UNSEEN_ONE_IN = 3;

/** Trains a generation from its confirmed questions and stores the model with it. */
export async function learn(tools: IndexingTools, generation: Generation): Promise<void> {
  const model = await generation.engine.train({
    // What never reaches the search has no say in how sure the search may be.
    unanswerable: tools.words.unanswerable.filter((question) => recogniseOffTopic(question) === undefined),
    strangers: tools.words.strangers.flatMap(({ question, gold }) => {
      const clauses = gold.flatMap(({ title, article }) => {
        const binding = generation.binder.bind(title, article);
        return binding.status === "bound" ? binding.clauses : [];
      });
      return clauses.length > 0 ? [{ question, clauses }] : [];
    }),
    filter: {
      validOn: new Date(tools.clock()).toISOString().slice(0, 10),
      facets: { region: applicableRegions(tools.region) },
    },
    unseenOneIn: UNSEEN_ONE_IN,
  });
  const { records } = tools.store;
  tools.store.transaction(() => {
    writeBlob(
      records,
      generation.id,
      "model",
      Buffer.from(JSON.stringify(generation.pairs > 0 ? model : null), "utf8"),
    );
  });
}

/** Another process switched generations while this one was building. */
export class GenerationRaceError extends Error {
  constructor() {
    super("更新政策库时，另一次更新先完成了。请再运行一次");
    this.name = "GenerationRaceError";
  }
}

function switchTo(tools: IndexingTools, id: number, expectedLive: number | undefined): void {
  const { records } = tools.store;
  tools.store.transaction(() => {
    if (repo.liveGeneration(records)?.id !== expectedLive) throw new GenerationRaceError();
    repo.makeLive(records, id);
    repo.pruneGenerations(records, KEEP_GENERATIONS, id);
  });
}

/**
 * Switches to an earlier generation in one step.
 * @param id a ready generation; absent: the newest one before the live one
 * @throws Error when there is none
 */
export function switchBack(tools: Pick<IndexingTools, "store">, id?: number): number {
  const { records } = tools.store;
  return tools.store.transaction(() => {
    const live = repo.liveGeneration(records);
    const ready = repo.findGenerations(records).filter((generation) => generation.status === "ready");
    const target = ready.find((generation) =>
      id === undefined ? generation.id < (live?.id ?? 0) : generation.id === id,
    );
    if (target === undefined)
      throw new Error("没有可以切换回去的索引。运行 npm run -s reindex -- --list 查看");
    repo.makeLive(records, target.id);
    return target.id;
  });
}
