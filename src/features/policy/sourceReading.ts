/** Reading the files of sources into stored versions; unchanged files are not read again. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../../store/index.ts";
import {
  LARGEST_FILE_BYTES,
  type MetadataOverride,
  PolicyParseError,
  parseLibraryCsv,
  parsePolicy,
} from "./document/index.ts";
import * as repo from "./library.repo.ts";
import { policyIdOf, type Source } from "./sources.ts";

/** What reading needs. */
export interface ReadingTools {
  readonly store: Store;
  /** The bureau's region, for texts that name none. */
  readonly region: string;
  readonly clock: () => number;
  readonly onProgress?: (progress: { stage: "read"; done: number; total: number }) => void;
}

/** Changes when the parser reads the same bytes differently: everything is then read anew. */
const PARSER_VERSION = 1;
/** Larger files are no notices. Checked before reading. */

/** What was read: a version of every usable file, and the faults of the others. */
interface ReadResult {
  readonly versions: repo.VersionRow[];
  readonly faults: PolicyParseError[];
}

/**
 * Reads sources. A file that cannot be read keeps its last good version.
 * @param before versions of the live generation
 */
export async function readSources(
  tools: ReadingTools,
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
  tools: ReadingTools,
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
