/** A generation in memory: the engine over it and what is known of its documents. */
import {
  type ConfirmedPair,
  Engine,
  type IndexArrays,
  InvertedIndex,
  type LearnedModel,
  loadArrays,
  normalize,
  readBlob,
  type Segmenter,
} from "../../search/index.ts";
import type { Store } from "../../store/index.ts";
import { type Binder, type Binding, createBinder, nameKey } from "./binding.ts";
import {
  clauseLabels,
  confirmedQuestions,
  type GenerationRow,
  type MemberRow,
  membersOf,
  type VersionRow,
} from "./library.repo.ts";
import { createLibraryReader } from "./libraryReader.ts";
import { startDay, versionDay } from "./validity.ts";
import type { WordData } from "./wordData.ts";

/** A document of a generation. */
export interface LibraryDocument {
  readonly member: MemberRow;
  readonly version: VersionRow;
}

/** A loaded generation. */
export interface Generation {
  readonly id: number;
  readonly recipe: string;
  readonly engine: Engine;
  readonly documents: readonly LibraryDocument[];
  readonly binder: Binder;
  /** Bank rows and confirmed questions that name a title the library has, but no such article. */
  readonly misbound: readonly { place: string; title: string; article: string }[];
  readonly pairs: number;
}

/** What a generation is loaded with. */
export interface GenerationTools {
  readonly store: Store;
  readonly segmenter: Segmenter;
  readonly words: WordData;
}

/** Loads a generation from the store. @throws Error when its arrays are missing */
export function loadGeneration(tools: GenerationTools, row: GenerationRow): Generation {
  const { records } = tools.store;
  const arrays = loadArrays(records, row.id);
  const model = JSON.parse(
    Buffer.from(readBlob(records, row.id, "model")).toString("utf8"),
  ) as LearnedModel | null;
  return assembleGeneration(tools, row, arrays, model ?? undefined);
}

/** Puts a generation together from its arrays. */
export function assembleGeneration(
  tools: GenerationTools,
  row: { id: number; recipe: string },
  arrays: IndexArrays,
  model: LearnedModel | undefined,
): Generation {
  const documents = membersOf(tools.store.records, row.id);
  const index = new InvertedIndex(arrays);
  const binder = bindTo(tools.store, row.id, documents, arrays);
  const { pairs, misbound } = pairsOf(tools, binder);
  const names = documents.map(({ version }) => namesOf(version.title));
  const engine = new Engine({
    index,
    reader: createLibraryReader(tools.segmenter, tools.words, arrays, index, names.flat()),
    documentNames: names,
    pairs,
    model,
  });
  return { id: row.id, recipe: row.recipe, engine, documents, binder, misbound, pairs: pairs.length };
}

/** The names by which a question may call a document: the full name, without 中华人民共和国, the 编 alone. */
export function namesOf(title: string): string[] {
  const [first = title, part] = title.split(" ");
  const names = [normalize(nameKey(first))];
  if (part !== undefined && part.length > 2) names.push(normalize(part));
  return names.filter((name) => name.length >= 2);
}

function bindTo(
  store: Store,
  generationId: number,
  documents: readonly LibraryDocument[],
  arrays: IndexArrays,
): Binder {
  const labelOf = clauseLabels(store.records, generationId);
  return createBinder(
    documents.map(({ member, version }) => {
      const dated = { ...undefinedForNull(version), repeals: version.repeals };
      return {
        title: version.title,
        ended: member.endedBy !== null,
        day: startDay(dated) ?? versionDay(dated),
      };
    }),
    Array.from(arrays.idOf, (id, ordinal) => ({
      ordinal,
      label: labelOf.get(id) ?? null,
      document: arrays.documentOf[ordinal]!,
    })),
  );
}

/** SQL's null as TypeScript's undefined. */
export function undefinedForNull(version: VersionRow) {
  const { id, title, region } = version;
  const known = (value: string | null) => value ?? undefined;
  return {
    id,
    title,
    region,
    docNumber: known(version.docNumber),
    adoptedOn: known(version.adoptedOn),
    issuedOn: known(version.issuedOn),
    amendedOn: known(version.amendedOn),
    effectiveOn: known(version.effectiveOn),
    expiresOn: known(version.expiresOn),
    repealedOn: known(version.repealedOn),
    supersedes: known(version.supersedes),
  };
}

/** Binds bank rows and confirmed questions. Rows of the same question become one pair. */
function pairsOf(tools: GenerationTools, binder: Binder) {
  const rows = [
    ...tools.words.bank.map((row) => ({ ...row, place: `${row.file} 第 ${row.line} 行` })),
    ...confirmedQuestions(tools.store.records).map((row) => ({ ...row, place: `已确认的问题 ${row.id}` })),
  ];
  const clausesOf = new Map<string, Set<number>>();
  const misbound: { place: string; title: string; article: string }[] = [];
  for (const { question, title, article, place } of rows) {
    const binding: Binding = binder.bind(title, article);
    if (binding.status === "unknownArticle") misbound.push({ place, title, article });
    if (binding.status !== "bound") continue;
    const clauses = clausesOf.get(question) ?? new Set<number>();
    clausesOf.set(question, clauses);
    for (const clause of binding.clauses) clauses.add(clause);
  }
  const pairs: ConfirmedPair[] = [...clausesOf].map(([question, clauses], id) => ({
    id,
    question,
    clauses: [...clauses],
  }));
  return { pairs, misbound };
}
