/**
 * Indexing: from files to a live generation.
 * Stages: list → read (unchanged files are not read again) → members → validity → index → learn → check → switch.
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type DocumentEntry, IndexBuilder, saveArrays, writeBlob } from "../../search/index.ts";
import { applicableRegions } from "./applicability.ts";
import { countAuthority } from "./authority.ts";
import { type MetadataOverride, PolicyParseError, parseLibraryCsv, parsePolicy } from "./document/index.ts";
import { isFormal } from "./formal.ts";
import { assembleGeneration, type Generation, type GenerationTools, undefinedForNull } from "./generation.ts";
import * as repo from "./library.repo.ts";
import { recogniseOffTopic } from "./offTopic.ts";
import type { Repeal } from "./repeals.ts";
import { listSource, policyIdOf, type Source } from "./sources.ts";
import { workOutValidity } from "./validity.ts";

/** Changes when the parser or the index reads the same bytes differently: everything is then read anew. */
export const PARSER_VERSION = 1;
const INDEX_VERSION = 2;
/** Larger files are no notices. Checked before reading. */
const LARGEST_FILE_BYTES = 50 * 1024 * 1024;
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

interface ReadResult {
  readonly versions: repo.VersionRow[];
  readonly faults: PolicyParseError[];
}

async function readSources(
  tools: IndexingTools,
  sources: readonly Source[],
  before: readonly repo.VersionRow[],
): Promise<ReadResult> {
  const total = sources.reduce((sum, source) => sum + source.files.length, 0);
  const versions: repo.VersionRow[] = [];
  const faults: PolicyParseError[] = [];
  let done = 0;
  for (const source of sources) {
    const overrides = readOverrides(source, faults);
    repo.saveSource(tools.store.records, source.id, source.path, tools.clock());
    for (const file of source.files) {
      try {
        versions.push(await readOne(tools, source, file, overrides.get(file)));
      } catch (error) {
        if (!(error instanceof PolicyParseError)) throw error;
        faults.push(error);
        const policyId = policyIdOf(source, file);
        const kept = before.find((version) => version.policyId === policyId);
        if (kept !== undefined) versions.push(kept);
      }
      tools.onProgress?.({ stage: "read", done: ++done, total });
    }
  }
  return { versions, faults };
}

function readOverrides(source: Source, faults: PolicyParseError[]): Map<string, MetadataOverride> {
  const file = join(source.root, "library.csv");
  if (!existsSync(file)) return new Map();
  const overrides = parseLibraryCsv("library.csv", readFileSync(file, "utf8"));
  for (const name of overrides.keys()) {
    if (!source.files.includes(name)) {
      faults.push(
        new PolicyParseError(
          "library.csv",
          undefined,
          `列了 ${name}，文件夹里没有这个文件`,
          "请改正文件名或删去这一行",
        ),
      );
    }
  }
  return overrides;
}

async function readOne(
  tools: IndexingTools,
  source: Source,
  file: string,
  override: MetadataOverride | undefined,
): Promise<repo.VersionRow> {
  const path = join(source.root, file);
  const bytes = readBytes(file, path);
  const policyId = policyIdOf(source, file);
  const fingerprint = createHash("sha256")
    .update(JSON.stringify([PARSER_VERSION, tools.region, file, override ?? null]))
    .update(bytes)
    .digest("hex");
  const { records } = tools.store;
  const known = repo.findVersion(records, policyId, fingerprint);
  if (known !== undefined) return known;
  const document = await parsePolicy(file, bytes, {
    homeRegion: tools.region,
    ...(override === undefined ? {} : { override }),
  });
  return tools.store.transaction(() =>
    repo.insertVersion(records, { policyId, sourceId: source.id, fingerprint }, document),
  );
}

function readBytes(file: string, path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_FILE_BYTES) {
      const megabytes = Math.round(size / 1024 / 1024);
      throw new PolicyParseError(
        file,
        undefined,
        `文件有 ${megabytes} MB，太大`,
        "通知不会超过 50 MB。请拆开，或去掉里面的图片",
      );
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof PolicyParseError) throw error;
    throw new PolicyParseError(file, undefined, "文件读不出来", "请检查读取权限，或文件是否还在");
  }
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
