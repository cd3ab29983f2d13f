/** Ears whose classifier is learned from the project's labelled texts, once for the same texts. */
import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { WordData } from "../policy/index.ts";
import {
  trainUrgency,
  type UrgencyClassifier,
  type UrgencyExample,
  urgencyClassifier,
} from "./classifier.ts";
import { createEars, type Ears } from "./ears.ts";
import { loadUrgencyExamples } from "./examples.ts";

/** Raise it when learning itself changes: what was learned before is then learned anew. */
const LEARNING_VERSION = "1";

/** What the ears learn from, and where they keep it. */
export interface LearnedEarsOptions {
  /** Holds `calibration/urgent*.jsonl`. */
  readonly dataFolder: string;
  /** Ordinary questions: what is neither danger nor fraud. */
  readonly words: Pick<WordData, "bank" | "strangers" | "unanswerable">;
  /** Where what was learned is kept; absent: learned anew at every start (about half a second). */
  readonly keptIn?: string | undefined;
}

/** @returns the ears, and `warmUp`, which learns or reads now what the first message would otherwise wait for */
export function learnedEars(options: LearnedEarsOptions): { ears: Ears; warmUp: () => void } {
  let learned: UrgencyClassifier | undefined;
  const hear: UrgencyClassifier = (text) => {
    learned ??= urgencyClassifier(weightsFor(examplesOf(options), options.keptIn));
    return learned(text);
  };
  return { ears: createEars(hear), warmUp: () => void hear("您好") };
}

function examplesOf({ dataFolder, words }: LearnedEarsOptions): UrgencyExample[] {
  const ordinary = [...words.bank, ...words.strangers].map(({ question }) => question);
  return [
    ...loadUrgencyExamples(dataFolder),
    ...[...ordinary, ...words.unanswerable].map((text) => ({ text, label: "none" as const })),
  ];
}

/** The file is the hash of what was learned from, then the weights as they lie in memory. Not readable: learned anew. */
function weightsFor(examples: readonly UrgencyExample[], file: string | undefined): Float32Array {
  const mark = createHash("sha256").update(LEARNING_VERSION).update(JSON.stringify(examples)).digest();
  const kept = file === undefined ? undefined : readWeights(file, mark);
  if (kept !== undefined) return kept;
  const weights = trainUrgency(examples);
  if (file !== undefined) keepWeights(file, mark, weights);
  return weights;
}

function readWeights(file: string, mark: Buffer): Float32Array | undefined {
  try {
    const bytes = readFileSync(file);
    if (!bytes.subarray(0, mark.length).equals(mark)) return undefined;
    // A copy: the weights must begin at a multiple of four bytes.
    return new Float32Array(new Uint8Array(bytes.subarray(mark.length)).buffer);
  } catch {
    return undefined;
  }
}

/** Only a convenience: where it cannot be written, the next start learns again. */
function keepWeights(file: string, mark: Buffer, weights: Float32Array): void {
  try {
    writeFileSync(`${file}.next`, Buffer.concat([mark, Buffer.from(weights.buffer)]));
    renameSync(`${file}.next`, file);
  } catch {
    // See above.
  }
}
