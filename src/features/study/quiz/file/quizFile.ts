/** Reading a quiz from its file, YAML or Excel: unreadable files, the file's name as the quiz's slug. */
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import { type QuizDraft, QuizFileError } from "../types.ts";
import { FILE_TEXT as TEXT } from "./fileText.ts";
import { type Cell, readQuizSheets, type Sheets } from "./quizSheet.ts";
import { readQuizYaml } from "./quizYaml.ts";

const MAX_MEGABYTES = 5;

/**
 * Reads and checks a quiz: `.yaml` as data/quizzes/sample.yaml explains it, `.xlsx` as writeQuizTemplate makes it.
 * @param timeZone of the times in the file
 * @throws QuizFileError naming the file, the line or row, the field and what to do
 */
export async function readQuizFile(path: string, timeZone: string): Promise<QuizDraft> {
  const file = basename(path);
  const kind = extname(file).toLowerCase();
  const slug = file.slice(0, file.length - kind.length);
  const fail = (reason: string, cause?: unknown): never => {
    throw Object.assign(new QuizFileError(file, undefined, TEXT.whole(file, reason)), { cause });
  };
  if (![".yaml", ".yml", ".xlsx"].includes(kind)) return fail(TEXT.kind);
  const bytes = await load(path).catch((cause: unknown) => fail(TEXT.unreadable, cause));
  if (bytes === undefined) return fail(TEXT.tooLarge(MAX_MEGABYTES));
  if (kind === ".xlsx") {
    const sheets = await readSheets(bytes).catch((cause: unknown) => fail(TEXT.brokenExcel, cause));
    return readQuizSheets(file, slug, sheets, timeZone);
  }
  return readQuizYaml(file, slug, decode(bytes) ?? fail(TEXT.encoding), timeZone);
}

/** Undefined for a file that is too large. */
async function load(path: string): Promise<Buffer | undefined> {
  return (await stat(path)).size > MAX_MEGABYTES * 1024 * 1024 ? undefined : readFile(path);
}

function decode(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function readSheets(bytes: Buffer): Promise<Sheets> {
  // Loaded when it is needed: the service starts without it.
  const { default: readExcel } = await import("read-excel-file/node");
  const sheets = await readExcel(bytes);
  return new Map(sheets.map(({ sheet, data }) => [sheet, data as unknown as Cell[][]]));
}
