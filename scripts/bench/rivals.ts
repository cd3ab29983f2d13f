/** Other engines in the same run, with their default settings, over the same words. */
import Database from "better-sqlite3";
import FlexSearch from "flexsearch";
import MiniSearch from "minisearch";
import { bigrams, createSegmenter, normalize } from "../../src/search/index.ts";
import type { CorpusClause } from "./corpus.ts";

/** An engine: positions of the found clauses, best first. */
export type Rival = (question: string) => number[];

const LIMIT = 100;
const segmenter = () => createSegmenter();

/** Builders by name. */
export const RIVALS: Readonly<Record<string, (corpus: readonly CorpusClause[]) => Rival>> = {
  fts5(corpus) {
    const cut = segmenter();
    const words = (text: string) => cut.words(normalize(text));
    return fts5(corpus, words);
  },
  "fts5-bigrams": (corpus) => fts5(corpus, (text) => bigrams(normalize(text)).map((gram) => gram.slice(1))),
  minisearch(corpus) {
    const cut = segmenter();
    const engine = new MiniSearch<{ id: number; text: string }>({
      fields: ["text"],
      tokenize: (text) => cut.words(normalize(text)),
    });
    engine.addAll(corpus.map((clause, id) => ({ id, text: clause.text })));
    return (question) =>
      engine
        .search(question)
        .slice(0, LIMIT)
        .map((hit) => hit.id as number);
  },
  flexsearch(corpus) {
    const cut = segmenter();
    const engine = new FlexSearch.Index({ encode: (text: string) => cut.words(normalize(text)) });
    corpus.forEach((clause, id) => {
      engine.add(id, clause.text);
    });
    return (question) => (engine.search(question, { limit: LIMIT, suggest: true }) as number[]).map(Number);
  },
};

function fts5(corpus: readonly CorpusClause[], words: (text: string) => string[]): Rival {
  const database = new Database(":memory:");
  database.exec("CREATE VIRTUAL TABLE clause USING fts5(text, tokenize = 'unicode61')");
  const insert = database.prepare("INSERT INTO clause(rowid, text) VALUES (?, ?)");
  database.transaction(() => {
    corpus.forEach((clause, i) => {
      insert.run(i + 1, words(clause.text).join(" "));
    });
  })();
  const find = database.prepare<[string], { rowid: number }>(
    `SELECT rowid FROM clause WHERE clause MATCH ? ORDER BY bm25(clause) LIMIT ${LIMIT}`,
  );
  return (question) => {
    const query = words(question).map((word) => `"${word.replaceAll('"', '""')}"`);
    return query.length === 0 ? [] : find.all(query.join(" OR ")).map((row) => row.rowid - 1);
  };
}
