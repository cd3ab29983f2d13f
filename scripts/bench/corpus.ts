/** The benchmark's files: clauses `{id, name, text}`, questions `{id, question, relevant}`. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { parseRows } from "../../src/features/policy/index.ts";

const Clause = z.object({ id: z.string(), name: z.string(), text: z.string() });
const Query = z.object({ question: z.string(), relevant: z.array(z.string()).min(1) });

/** A clause of the corpus. */
export type CorpusClause = z.infer<typeof Clause>;

/** A question with the positions of its relevant clauses in the corpus. */
export interface LabelledQuery {
  readonly question: string;
  readonly relevant: readonly number[];
}

/** @throws WordDataError naming file and line */
export function loadCorpus(file: string): CorpusClause[] {
  return parseRows(file, readFileSync(file, "utf8"), Clause).map(({ row }) => row);
}

/** @throws WordDataError; Error when a relevant clause is not in the corpus */
export function loadQueries(file: string, corpus: readonly CorpusClause[]): LabelledQuery[] {
  const positions = new Map(corpus.map((clause, i) => [clause.id, i]));
  return parseRows(file, readFileSync(file, "utf8"), Query).map(({ row, line }) => ({
    question: row.question,
    relevant: row.relevant.map((id) => {
      const position = positions.get(id);
      if (position === undefined) throw new Error(`${file} 第 ${line} 行：语料里没有编号 ${id}`);
      return position;
    }),
  }));
}

/** 建筑法第四十八条 → 建筑法 */
export function documentNameOf(clauseName: string): string {
  return /^(.*?)(?:第[一二三四五六七八九十百千零〇]+条.*)?$/.exec(clauseName)![1]!;
}
