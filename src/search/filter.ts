/** Which documents a filter lets through. */
import type { DocumentEntry, Filter } from "./port.ts";

/** A predicate over documents. A document without a facet's value list passes no filter on that facet. */
export function compileFilter(filter: Filter): (document: DocumentEntry) => boolean {
  const facets = Object.entries(filter.facets ?? {}).map(
    ([name, values]) => [name, new Set(values)] as const,
  );
  const day = filter.validOn;
  return (document) => {
    if (day !== undefined) {
      if (document.validFrom !== undefined && day < document.validFrom) return false;
      if (document.validUntil !== undefined && day >= document.validUntil) return false;
    }
    return facets.every(([name, wanted]) => (document.facets[name] ?? []).some((value) => wanted.has(value)));
  };
}
