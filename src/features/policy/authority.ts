/** How much other texts lean on a document: in how many of them it is named in 《》. */
import { nameKey } from "./binding.ts";

const NAMED = /《([^《》]{2,60})》/g;

/** Counts, for each version, the other documents that name its title. */
export function countAuthority(
  versions: readonly { title: string }[],
  segments: readonly (readonly { text: string }[])[],
): number[] {
  const byName = new Map<string, number[]>();
  versions.forEach(({ title }, i) => {
    const name = nameKey(title.split(" ")[0]!);
    const list = byName.get(name);
    if (list) list.push(i);
    else byName.set(name, [i]);
  });
  const namedBy = versions.map(() => new Set<string>());
  versions.forEach(({ title }, i) => {
    for (const { text } of segments[i]!) {
      for (const [, named] of text.matchAll(NAMED)) {
        for (const target of byName.get(nameKey(named!)) ?? []) {
          if (nameKey(versions[target]!.title) !== nameKey(title)) namedBy[target]!.add(title);
        }
      }
    }
  });
  return namedBy.map((names) => names.size);
}
