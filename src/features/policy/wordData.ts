/** The word files that staff may extend: lexicon, own words, fillers, the question bank, calibration questions. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { z } from "zod";
import type { LexiconEntry } from "../../search/index.ts";

/** A row of the question bank with the place it came from, for error messages. */
export interface BankRow {
  readonly question: string;
  readonly title: string;
  readonly article: string;
  readonly file: string;
  readonly line: number;
}

/** A question written apart from the bank. */
export interface StrangerRow {
  readonly question: string;
  readonly gold: readonly { readonly title: string; readonly article: string }[];
}

/** All word files, loaded and validated. `hash` changes when any of them changes. */
export interface WordData {
  readonly lexicon: readonly LexiconEntry[];
  readonly ownWords: readonly string[];
  readonly fillers: ReadonlySet<string>;
  readonly bank: readonly BankRow[];
  readonly unanswerable: readonly string[];
  /** Questions by other hands than the bank's, with their clauses: for fitting weights and confidence. */
  readonly strangers: readonly StrangerRow[];
  readonly hash: string;
}

/** A word file is wrong. The message names file and line and what to do. */
export class WordDataError extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly fault: string,
  ) {
    super(`${file} 第 ${line} 行：${fault}`);
    this.name = "WordDataError";
  }
}

const BankSchema = z.object({
  question: z.string().trim().min(2),
  title: z.string().trim().min(1),
  article: z.string().trim().min(1),
});
const StrangerSchema = z.object({
  question: z.string().trim().min(2),
  gold: z.array(z.object({ title: z.string().min(1), article: z.string().min(1) })).min(1),
});
const UnanswerableSchema = z.object({ question: z.string().trim().min(1) });

/**
 * Loads `lexicon.csv`, `dictionary.txt`, `fillers.txt`, `questions/*.jsonl` and `calibration/*.jsonl`.
 * Absent files count as empty.
 * @throws WordDataError naming the first line at fault
 */
export function loadWordData(folder: string): WordData {
  const hash = createHash("sha256");
  const read = (...path: string[]): string => {
    const file = join(folder, ...path);
    if (!existsSync(file)) return "";
    const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    hash.update(path.join("/")).update(text);
    return text;
  };
  const namesIn = (...path: string[]): string[] => {
    const directory = join(folder, ...path);
    if (!existsSync(directory)) return [];
    return readdirSync(directory)
      .filter((name) => name.endsWith(".jsonl"))
      .sort();
  };
  return {
    lexicon: parseLexicon("lexicon.csv", read("lexicon.csv")),
    ownWords: lines(read("dictionary.txt")),
    fillers: new Set(lines(read("fillers.txt"))),
    bank: namesIn("questions").flatMap((name) =>
      parseQuestionRows(`questions/${name}`, read("questions", name)),
    ),
    unanswerable: namesIn("calibration")
      .filter((name) => name.startsWith("unanswerable"))
      .flatMap((name) => parseRows(`calibration/${name}`, read("calibration", name), UnanswerableSchema))
      .map(({ row }) => row.question),
    strangers: namesIn("calibration")
      .filter((name) => name.startsWith("answerable"))
      .flatMap((name) => parseRows(`calibration/${name}`, read("calibration", name), StrangerSchema))
      .map(({ row }) => row),
    hash: hash.digest("hex"),
  };
}

/** Parses rows `{question, title, article}`. @throws WordDataError */
export function parseQuestionRows(file: string, text: string): BankRow[] {
  return parseRows(file, text, BankSchema).map(({ row, line }) => ({ ...row, file, line }));
}

/** Parses JSON lines against a schema, with line numbers. @throws WordDataError */
export function parseRows<T>(file: string, text: string, schema: z.ZodType<T>): { row: T; line: number }[] {
  return text.split(/\r?\n/).flatMap((source, i) => {
    if (source.trim() === "") return [];
    const line = i + 1;
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      throw new WordDataError(file, line, "不是一行完整的 JSON。请检查引号和逗号");
    }
    const parsed = schema.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw new WordDataError(file, line, `字段 ${issue.path.join(".") || "（整行）"} 缺少或不对。请补上`);
    }
    return [{ row: parsed.data, line }];
  });
}

function parseLexicon(file: string, text: string): LexiconEntry[] {
  if (text === "") return [];
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: false });
  const [header, ...rows] = data;
  if (header?.[0]?.trim() !== "everyday" || header[1]?.trim() !== "official") {
    throw new WordDataError(file, 1, "第一行要写 everyday,official");
  }
  return rows.flatMap((row, i) => {
    const [everyday = "", official = ""] = row.map((cell) => cell.trim());
    if (everyday === "" && official === "") return [];
    if (everyday === "" || official === "" || row.length !== 2) {
      throw new WordDataError(file, i + 2, "要有两格：口语词,官方词");
    }
    return [{ everyday, official }];
  });
}

function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
