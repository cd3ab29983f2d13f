/** Retrieval measures (Manning, Raghavan & Schütze 2008, chapter 8) and percentiles. */

/** Measures over a set of questions; recall is macro-averaged. */
export interface Measures {
  readonly recall: Readonly<Record<"5" | "10" | "20" | "100", number>>;
  readonly mrr10: number;
  readonly hit3: number;
}

/** Folds of a cross-validation. */
export const FOLDS = 5;

const CUTS = ["5", "10", "20", "100"] as const;

/** @param results for each question: the found clauses, best first, and the relevant ones */
export function measure(
  results: readonly { found: readonly number[]; relevant: readonly number[] }[],
): Measures {
  const mean = (of: (result: (typeof results)[number]) => number) =>
    round(results.reduce((sum, result) => sum + of(result), 0) / Math.max(1, results.length));
  const rankOf = ({ found, relevant }: (typeof results)[number]) =>
    found.slice(0, 10).findIndex((o) => relevant.includes(o));
  const recall = Object.fromEntries(
    CUTS.map((cut) => [
      cut,
      mean(({ found, relevant }) => {
        const top = new Set(found.slice(0, Number(cut)));
        const wanted = new Set(relevant);
        return [...wanted].filter((o) => top.has(o)).length / wanted.size;
      }),
    ]),
  ) as Measures["recall"];
  return {
    recall,
    mrr10: mean((result) => (rankOf(result) < 0 ? 0 : 1 / (rankOf(result) + 1))),
    hit3: mean((result) => (rankOf(result) >= 0 && rankOf(result) < 3 ? 1 : 0)),
  };
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 3);
}

export function round(value: number, digits = 4): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}

/** Measures of parts put together, each weighted by its number of questions. */
export function pool(parts: readonly (Measures & { readonly times: readonly number[] })[]): Measures {
  const total = parts.reduce((sum, part) => sum + part.times.length, 0);
  const mean = (of: (part: Measures) => number) =>
    round(parts.reduce((sum, part) => sum + of(part) * part.times.length, 0) / Math.max(1, total));
  return {
    recall: Object.fromEntries(
      CUTS.map((cut) => [cut, mean((part) => part.recall[cut])]),
    ) as Measures["recall"],
    mrr10: mean((part) => part.mrr10),
    hit3: mean((part) => part.hit3),
  };
}
