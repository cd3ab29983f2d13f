/** Finding the files of a source and their ids. */
import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { PolicyParseError } from "./document/index.ts";

/** A folder or a single file to be indexed. */
export interface Source {
  readonly id: string;
  /** Absolute path. */
  readonly path: string;
  /** Files relative to the folder, with `/`, sorted. */
  readonly files: readonly string[];
  /** The folder that `files` are relative to. */
  readonly root: string;
}

/** Not policies: notes on the folder, metadata, editors' temporary files. */
const SET_ASIDE = /^(readme(\..*)?|library\.csv|\..*|~\$.*|thumbs\.db|desktop\.ini)$/i;

/** Lists a source. @throws PolicyParseError when the path does not exist or cannot be read */
export function listSource(path: string): Source {
  const absolute = resolve(path);
  let isFile: boolean;
  try {
    isFile = statSync(absolute).isFile();
  } catch {
    throw new PolicyParseError(path, undefined, "没有这个文件或文件夹", "请检查路径，或检查读取权限");
  }
  const root = isFile ? dirname(absolute) : absolute;
  const files = isFile ? [basename(absolute)] : walk(absolute, absolute);
  return { id: shortHash(absolute), path: absolute, root, files: files.sort() };
}

/** The id of a document: the same file in the same source keeps it. */
export function policyIdOf(source: Source, file: string): string {
  return shortHash(`${source.path}\n${file}`);
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function walk(root: string, folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SET_ASIDE.test(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(root, path);
    if (entry.isSymbolicLink()) return [];
    return entry.isFile() ? [relative(root, path).split(sep).join("/")] : [];
  });
}
