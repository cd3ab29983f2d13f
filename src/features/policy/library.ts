/** The library as the rest of the house sees it: ask, open a clause, update, learn. */
import { type Asking, answerQuestion, type PolicyAnswer, type Status, statusOn } from "./answer.ts";
import { type Generation, loadGeneration } from "./generation.ts";
import { type IndexingReport, type IndexingTools, learn, recipeOf, reindex, switchBack } from "./indexing.ts";
import * as repo from "./library.repo.ts";
import { parseQuestionRows } from "./wordData.ts";

/** A clause in its context. */
export interface ClauseInContext {
  readonly version: repo.VersionRow;
  readonly status: Status;
  /** The text that took its place, when there is one in the library. */
  readonly successor: repo.VersionRow | undefined;
  readonly clause: repo.SegmentRow;
  /** The clause with its neighbours, or all segments of the document. */
  readonly segments: readonly repo.SegmentRow[];
  readonly previousId: number | undefined;
  readonly nextId: number | undefined;
}

/** What a confirmation came to. */
export interface ConfirmReport {
  readonly added: number;
  readonly known: number;
  readonly faults: readonly string[];
}

/** From so many changed questions on, the weights are fitted anew. */
const REFIT_FROM = 50;

/** The policy library over one store. */
export class PolicyLibrary {
  private loaded: Generation | undefined;

  constructor(readonly tools: IndexingTools) {}

  /** The live generation, loaded; when another process switched, the new one. Undefined before the first index. */
  current(): Generation | undefined {
    const live = repo.liveGeneration(this.tools.store.records);
    if (live === undefined) return undefined;
    if (this.loaded?.id !== live.id || this.loaded.recipe !== live.recipe) {
      this.loaded = loadGeneration(this.tools, live);
    }
    return this.loaded;
  }

  /** Answers a policy question. An empty library abstains. */
  async ask(question: string, asking: Omit<Asking, "region"> & { region?: string }): Promise<PolicyAnswer> {
    const generation = this.current();
    if (generation === undefined) {
      return { kind: "abstain", citations: [], confidence: 0, refusal: { kind: "nothing" } };
    }
    const region = asking.region ?? this.tools.region;
    return answerQuestion(this.tools.store.records, generation, question, { ...asking, region });
  }

  /** Opens a clause; `whole` gives the document from beginning to end. */
  open(clauseId: number, day: string, whole = false): ClauseInContext | undefined {
    const { records } = this.tools.store;
    const [clause] = repo.findSegments(records, [clauseId]);
    const version = clause === undefined ? undefined : repo.findVersionById(records, clause.versionId);
    if (clause === undefined || version === undefined) return undefined;
    const document = this.current()?.documents.find((one) => one.version.id === version.id);
    const { previous, next } = repo.clausesBeside(records, clause);
    const successorId = document?.member.successorId ?? undefined;
    return {
      version,
      // A version that has left the library was replaced or retired.
      status: document === undefined ? "superseded" : statusOn(document, day),
      successor: successorId === undefined ? undefined : repo.findVersionById(records, successorId),
      clause,
      segments: whole
        ? repo.segmentsOf(records, version.id)
        : [previous, clause, next].filter((segment) => segment !== undefined),
      previousId: previous?.id,
      nextId: next?.id,
    };
  }

  /** Indexes folders or files; see {@link reindex}. */
  reindex(paths: readonly string[], options: { full?: boolean } = {}): Promise<IndexingReport> {
    return reindex(this.tools, paths, options);
  }

  /** Switches to an earlier generation; see {@link switchBack}. */
  switchBack(id?: number): number {
    return switchBack(this.tools, id);
  }

  generations(): repo.GenerationRow[] {
    return repo.findGenerations(this.tools.store.records);
  }

  private isIndexed(path: string): boolean {
    return repo.findSources(this.tools.store.records).some((source) => source.path === path);
  }

  /**
   * Brings the library up to date with the program and its word files: indexes `folder` when it never was, builds
   * the index anew from the stored texts when the program, the lexicon or the question bank changed.
   * @returns undefined when there was nothing to do
   */
  async prepare(folder: string): Promise<IndexingReport | undefined> {
    return this.isIndexed(folder) ? this.prepareIfEmpty(folder) : this.reindex([folder]);
  }

  /** As {@link prepare}, but a library that was built from other folders is left as it is. */
  async prepareIfEmpty(folder: string): Promise<IndexingReport | undefined> {
    const live = repo.liveGeneration(this.tools.store.records);
    if (live === undefined) return this.reindex([folder]);
    return live.recipe === recipeOf(this.tools) ? undefined : this.reindex([]);
  }

  /**
   * Confirms questions with their clauses; many of them fit the weights anew. Rows with a fault are told and left out; none is half-stored.
   * @param text JSON lines `{question, title, article}`
   * @throws WordDataError when a line is no such row
   */
  async confirm(file: string, text: string, origin: string): Promise<ConfirmReport> {
    const generation = this.require();
    const rows = parseQuestionRows(file, text);
    const faults: string[] = [];
    const bound = rows.filter(({ title, article, line }) => {
      const binding = generation.binder.bind(title, article);
      if (binding.status === "unknownTitle")
        faults.push(`${file} 第 ${line} 行：库里没有《${title}》。请核对标题，或先把它加入政策库`);
      if (binding.status === "unknownArticle")
        faults.push(`${file} 第 ${line} 行：《${title}》里没有 ${article}。请核对条款`);
      return binding.status === "bound";
    });
    const { records } = this.tools.store;
    const added = this.tools.store.transaction(
      () =>
        bound.filter(({ question, title, article }) =>
          repo.insertConfirmed(records, { question, title, article, origin, createdAt: this.tools.clock() }),
        ).length,
    );
    if (added > 0) await this.relearn(generation.id, added);
    return { added, known: bound.length - added, faults };
  }

  /** Takes a confirmation back; false when there was none. */
  async withdraw(row: { question: string; title?: string; article?: string }): Promise<boolean> {
    const removed = repo.deleteConfirmed(this.tools.store.records, row);
    if (removed) await this.relearn(this.require().id, 1);
    return removed;
  }

  /** A few questions have their say at once under the weights there are; many are worth fitting them anew. */
  private async relearn(id: number, changed: number): Promise<void> {
    const { records } = this.tools.store;
    if (changed >= REFIT_FROM) {
      const row = repo.findGenerations(records).find((generation) => generation.id === id)!;
      await learn(this.tools, loadGeneration(this.tools, row));
    }
    repo.setRecipe(records, id, recipeOf(this.tools));
  }

  private require(): Generation {
    const generation = this.current();
    if (generation === undefined) throw new Error("政策库还是空的。请先运行 npm run -s reindex");
    return generation;
  }
}
