/** The labelled cries for help, frauds and harmless look-alikes that the classifier learns from. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseRows } from "../policy/index.ts";
import type { UrgencyExample } from "./classifier.ts";

const Row = z.discriminatedUnion("kind", [
  z.object({
    question: z.string().min(1),
    kind: z.literal("emergency"),
    service: z.enum(["120", "119", "110", "12356"]),
  }),
  z.object({ question: z.string().min(1), kind: z.literal("fraud") }),
  z.object({ question: z.string().min(1), kind: z.literal("none") }),
]);

/**
 * Loads `calibration/urgent*.jsonl`.
 * @throws WordDataError naming file and line
 */
export function loadUrgencyExamples(folder: string): UrgencyExample[] {
  const directory = join(folder, "calibration");
  const files = readdirSync(directory).filter((name) => /^urgent.*\.jsonl$/.test(name));
  return files.sort().flatMap((name) =>
    parseRows(`calibration/${name}`, readFileSync(join(directory, name), "utf8"), Row).map(({ row }) => ({
      text: row.question,
      label: row.kind === "emergency" ? row.service : row.kind,
    })),
  );
}
