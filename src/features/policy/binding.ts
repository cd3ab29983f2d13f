/** From a title and an article, as people write them, to the clauses of the library. */
import { titleKey } from "./validity.ts";

/** A clause that can be bound to. `rank` prefers versions in force, then newer ones. */
export interface BindableClause {
  readonly ordinal: number;
  readonly label: string | null;
  readonly document: number;
}

/** A document that can be bound to. */
export interface BindableDocument {
  readonly title: string;
  /** Ended versions are bound to only when there is no other. */
  readonly ended: boolean;
  readonly day: string;
}

/** What a title and article are bound to. */
export type Binding =
  | { readonly status: "bound"; readonly clauses: readonly number[] }
  | { readonly status: "unknownTitle" }
  | { readonly status: "unknownArticle"; readonly title: string };

/** Binds titles and articles to clause ordinals. */
export interface Binder {
  bind(title: string, article: string): Binding;
}

/** A binder over the documents and clauses of one generation. */
export function createBinder(
  documents: readonly BindableDocument[],
  clauses: readonly BindableClause[],
): Binder {
  const byTitle = documentsByTitle(documents);
  const byDocument = new Map<number, Map<string, number[]>>();
  for (const clause of clauses) {
    if (clause.label === null) continue;
    const labels = byDocument.get(clause.document) ?? new Map<string, number[]>();
    byDocument.set(clause.document, labels);
    for (const key of labelKeys(clause.label)) {
      const list = labels.get(key);
      if (list) list.push(clause.ordinal);
      else labels.set(key, [clause.ordinal]);
    }
  }
  return {
    bind(title, article) {
      const candidates = byTitle.get(nameKey(title));
      if (candidates === undefined) return { status: "unknownTitle" };
      const key = labelKey(article);
      for (const document of candidates) {
        const found = byDocument.get(document)?.get(key);
        if (found !== undefined) return { status: "bound", clauses: found };
      }
      return { status: "unknownArticle", title: documents[candidates[0]!]!.title };
    },
  };
}

/** Documents by every name they go by, the version to be preferred first. */
function documentsByTitle(documents: readonly BindableDocument[]): Map<string, number[]> {
  const byTitle = new Map<string, number[]>();
  const order = documents
    .map((_, i) => i)
    .sort((a, b) => {
      const [one, other] = [documents[a]!, documents[b]!];
      if (one.ended !== other.ended) return one.ended ? 1 : -1;
      return one.day > other.day ? -1 : 1;
    });
  for (const i of order) {
    const { title } = documents[i]!;
    const names = new Set([nameKey(title), nameKey(title.split(" ")[0]!)]);
    for (const name of names) {
      const list = byTitle.get(name);
      if (list) list.push(i);
      else byTitle.set(name, [i]);
    }
  }
  return byTitle;
}

/** A title's name for look-ups: without 《》, spaces, （试行） and 中华人民共和国. */
export function nameKey(title: string): string {
  return titleKey(title).replace(/^中华人民共和国/, "");
}

function labelKey(label: string): string {
  return label
    .replace(/\s/g, "")
    .replaceAll("(", "（")
    .replaceAll(")", "）")
    .replace(/[、.．]$/, "");
}

/** A clause answers to its own label and to those of the sections it stands in: 三（一） to 三. */
function labelKeys(label: string): string[] {
  const key = labelKey(label);
  const section = /^([^（]+)（/.exec(key)?.[1];
  return section === undefined ? [key] : [key, section];
}
