/** Cues: wordings that speak for, or against, something going on right now; and where a text has them. */

/** A wording and what it is worth. Of one group only the heaviest hit counts: two words for one thing are one thing. */
export interface Cue {
  readonly group: string;
  readonly weight: number;
  readonly pattern: RegExp;
  /**
   * Set for a cue that only adds to others: 出冷汗 by itself says nothing of danger, beside 胸口痛 it does.
   * Names the groups it adds to; empty for any.
   */
  readonly adds?: readonly string[];
}

/** A cue found in a text, at a position of the plain wording. */
export interface Hit {
  readonly group: string;
  readonly weight: number;
  readonly at: number;
  readonly adds?: readonly string[] | undefined;
}

/** A cue over one or more alternative patterns. */
export function cue(group: string, weight: number, ...patterns: readonly string[]): Cue {
  return { group, weight, pattern: new RegExp(patterns.join("|"), "gu") };
}

/** A cue that counts only beside one of the groups it adds to (any, when none is named). */
export function companion(
  group: string,
  adds: readonly string[],
  weight: number,
  ...patterns: readonly string[]
): Cue {
  return { ...cue(group, weight, ...patterns), adds };
}

/** A text could repeat a word thousands of times; what it says is clear long before. */
const MAX_HITS_PER_CUE = 8;

/** Every place where a cue is found, in the order of the cues. */
export function findHits(cues: readonly Cue[], plain: string): Hit[] {
  const hits: Hit[] = [];
  for (const { group, weight, pattern, adds } of cues) {
    pattern.lastIndex = 0;
    for (let count = 0; count < MAX_HITS_PER_CUE; count++) {
      const match = pattern.exec(plain);
      if (match === null) break;
      hits.push({ group, weight, at: match.index, adds });
      if (match[0] === "") pattern.lastIndex++;
    }
  }
  return hits;
}

/** The weights of the groups that have a hit within `reach` characters of `anchor`, added up. */
export function weightNear(hits: readonly Hit[], anchor: number, reach: number): number {
  const best = new Map<string, number>();
  const near = hits.filter((hit) => Math.abs(hit.at - anchor) <= reach);
  const groups = new Set(near.filter((hit) => hit.adds === undefined).map((hit) => hit.group));
  for (const hit of near) {
    if (hit.adds !== undefined && hit.adds.length > 0 && !hit.adds.some((group) => groups.has(group)))
      continue;
    if (hit.weight > (best.get(hit.group) ?? 0)) best.set(hit.group, hit.weight);
  }
  let sum = 0;
  for (const weight of best.values()) sum += weight;
  return sum;
}
