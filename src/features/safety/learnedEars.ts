/** Ears whose classifier is learned from the project's labelled texts when the first message comes. */
import type { WordData } from "../policy/index.ts";
import { trainUrgency, type UrgencyClassifier } from "./classifier.ts";
import { createEars, type Ears } from "./ears.ts";
import { loadUrgencyExamples } from "./examples.ts";

/**
 * @param dataFolder holds `calibration/urgent*.jsonl`
 * @param words ordinary questions: what is neither danger nor fraud
 * @returns the ears, and `warmUp`, which learns now (about half a second)
 */
export function learnedEars(
  dataFolder: string,
  words: Pick<WordData, "bank" | "strangers" | "unanswerable">,
): { ears: Ears; warmUp: () => void } {
  let learned: UrgencyClassifier | undefined;
  const hear: UrgencyClassifier = (text) => {
    learned ??= trainUrgency([
      ...loadUrgencyExamples(dataFolder),
      ...[...words.bank, ...words.strangers].map(({ question }) => ({
        text: question,
        label: "none" as const,
      })),
      ...words.unanswerable.map((question) => ({ text: question, label: "none" as const })),
    ]);
    return learned(text);
  };
  return { ears: createEars(hear), warmUp: () => void hear("您好") };
}
