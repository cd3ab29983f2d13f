/** A clause that something else points to by title and label: an announcement, the explanation of a quiz. */
import type { PolicyLibrary } from "./library.ts";
import { SAMPLE_NOTE, sourceLine, withoutMarks } from "./text.ts";

/** A clause in force, as it is shown. */
export interface CitedClause {
  readonly clauseId: number;
  /** 《title》 article, 文号, date in force. */
  readonly source: string;
  readonly text: string;
  /** It is an invented example. */
  readonly note?: string;
}

/**
 * Finds a clause by its document's title and its citable label (`第十九条`).
 * @param day `YYYY-MM-DD`
 * @returns undefined where the library has no such clause in force on that day
 */
export function citeClause(
  library: PolicyLibrary,
  title: string,
  article: string,
  day: string,
): CitedClause | undefined {
  const generation = library.current();
  const binding = generation?.binder.bind(title, article);
  if (generation === undefined || binding?.status !== "bound") return undefined;
  for (const ordinal of binding.clauses) {
    const opened = library.open(generation.engine.index.idOf[ordinal]!, day);
    if (opened === undefined || opened.status !== "inForce") continue;
    const { version, clause } = opened;
    return {
      clauseId: clause.id,
      source: sourceLine({ ...version, article: clause.label }),
      text: withoutMarks(clause.text),
      ...(version.sample ? { note: SAMPLE_NOTE } : {}),
    };
  }
  return undefined;
}
