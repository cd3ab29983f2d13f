/** The production engine on the benchmark: built, stored in SQLite, loaded from disk as the service does. */
import { join } from "node:path";
import { DATA_FOLDER } from "../../src/assistant.ts";
import {
  countAuthority,
  createLibraryReader,
  isFormal,
  loadWordData,
  namesOf,
  type WordData,
} from "../../src/features/policy/index.ts";
import {
  type ConfirmedPair,
  createSegmenter,
  Engine,
  IndexBuilder,
  InvertedIndex,
  type LearnedModel,
  loadArrays,
  readBlob,
  type Segmenter,
  saveArrays,
  writeBlob,
} from "../../src/search/index.ts";
import { openStore, tables } from "../../src/store/index.ts";
import { type CorpusClause, documentNameOf } from "./corpus.ts";

const GENERATION = 1;

/** The words of the service without its question bank: the benchmark measures what it is given to learn. */
function benchWords(): WordData {
  return { ...loadWordData(DATA_FOLDER), bank: [], unanswerable: [], strangers: [] };
}

/** Indexes the corpus into `folder/bench.db`. */
export function buildIndex(folder: string, corpus: readonly CorpusClause[]): void {
  const names = [...new Set(corpus.map((clause) => documentNameOf(clause.name)))];
  const numberOf = new Map(names.map((name, i) => [name, i]));
  const clausesOf: CorpusClause[][] = names.map(() => []);
  for (const clause of corpus) clausesOf[numberOf.get(documentNameOf(clause.name))!]!.push(clause);
  const authority = countAuthority(
    names.map((title) => ({ title })),
    clausesOf,
  );
  const words = benchWords();
  const builder = new IndexBuilder(
    createSegmenter(words.ownWords),
    names.map((title, i) => ({ key: title, title, facets: {}, authority: authority[i]! })),
  );
  corpus.forEach((clause, id) => {
    builder.add({
      id,
      document: numberOf.get(documentNameOf(clause.name))!,
      heading: "",
      text: clause.text,
      formal: isFormal(clause.text),
    });
  });
  const arrays = builder.finish();
  const store = openStore(join(folder, "bench.db"));
  store.transaction(() => {
    store.records
      .insert(tables.indexGeneration)
      .values({ id: GENERATION, status: "live", createdAt: 0, recipe: "bench" })
      .run();
    saveArrays(store.records, GENERATION, arrays);
  });
  store.close();
}

/** The engine over what {@link buildIndex} stored, loaded from disk. */
export function loadEngine(
  folder: string,
  pairs: readonly ConfirmedPair[],
  model?: LearnedModel,
  segmenter?: Segmenter,
): Engine {
  const store = openStore(join(folder, "bench.db"));
  const words = benchWords();
  const arrays = loadArrays(store.records, GENERATION);
  store.close();
  const index = new InvertedIndex(arrays);
  const names = arrays.documents.map((document) => namesOf(document.title));
  return new Engine({
    index,
    reader: createLibraryReader(segmenter ?? createSegmenter(words.ownWords), words, arrays, index, []),
    documentNames: names,
    pairs,
    model,
  });
}

export function saveModel(folder: string, model: LearnedModel): void {
  const store = openStore(join(folder, "bench.db"));
  store.transaction(() => writeBlob(store.records, GENERATION, "model", Buffer.from(JSON.stringify(model))));
  store.close();
}

export function loadModel(folder: string): LearnedModel {
  const store = openStore(join(folder, "bench.db"));
  const model = JSON.parse(
    Buffer.from(readBlob(store.records, GENERATION, "model")).toString("utf8"),
  ) as LearnedModel;
  store.close();
  return model;
}
