import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../../testing/library.ts";
import { learnedEars } from "./learnedEars.ts";

const DATA_FOLDER = resolve(import.meta.dirname, "../../../data");
const words = { bank: [], strangers: [], unanswerable: [] };
const TEXTS = ["老伴倒在地上喊不应", "有人叫我把钱转到安全账户去", "医药费怎么报销", "家里进了贼"];

describe("learned ears", () => {
  it("hear the same from what was kept as from what was learned, and learn anew where that is of no use", () => {
    const keptIn = join(testFolder(), "ears");
    const opinions = (kept?: string) => {
      const { ears, warmUp } = learnedEars({ dataFolder: DATA_FOLDER, words, keptIn: kept });
      warmUp();
      return TEXTS.map((text) => [ears.danger(text), ears.fraud(text)]);
    };
    const learned = opinions();
    expect(opinions(keptIn)).toEqual(learned);
    const file = readFileSync(keptIn);
    expect(opinions(keptIn)).toEqual(learned);
    expect(readFileSync(keptIn).equals(file)).toBe(true);
    writeFileSync(keptIn, "坏了");
    expect(opinions(keptIn)).toEqual(learned);
    expect(readFileSync(keptIn).equals(file)).toBe(true);
  });
});
