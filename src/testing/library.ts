/** A policy library over a real migrated database, with little word data, for tests. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { PolicyLibrary, type WordData } from "../features/policy/index.ts";
import { createSegmenter } from "../search/index.ts";
import { openStore } from "../store/index.ts";

/** A clock that tests set. Starts on 2026-11-23 12:00 in Shanghai. */
export function testClock(start = Date.UTC(2026, 10, 23, 4)) {
  let now = start;
  return {
    read: () => now,
    advance(milliseconds: number) {
      now += milliseconds;
    },
  };
}

/** No lexicon, no bank. */
export const NO_WORDS: WordData = {
  lexicon: [],
  ownWords: [],
  fillers: new Set(["请问", "怎么", "的", "吗", "呢"]),
  bank: [],
  unanswerable: [],
  strangers: [],
  hash: "none",
};

const segmenter = createSegmenter();

/** A library in memory. */
export function testLibrary(words: Partial<WordData> = {}, region = "湖南省株洲市") {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  return new PolicyLibrary({
    store,
    segmenter,
    words: { ...NO_WORDS, ...words },
    repeals: [],
    region,
    clock: testClock().read,
  });
}

/** An empty folder, removed after the test, with the given files in it. */
export function testFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** The test material beside the project, or undefined where it is absent. */
export function sharedFolder(name: "policies" | "bench"): string | undefined {
  const folder = resolve(import.meta.dirname, "../../../shared", name);
  return existsSync(folder) ? folder : undefined;
}
