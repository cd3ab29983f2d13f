/** Quiz files for tests. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { QuizFileError } from "../types.ts";

/** A file of this content in a folder that is removed after the test. */
export function fileOf(content: string | Uint8Array, name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-quiz-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** The fault with which reading ends. */
export async function faultOf(reading: Promise<unknown>): Promise<QuizFileError> {
  const error = await reading.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(QuizFileError);
  return error as QuizFileError;
}
