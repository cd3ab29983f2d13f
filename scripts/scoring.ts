/** Scoring of answers against labelled questions. */
import { applicableRegions, type PolicyLibrary } from "../src/features/policy/index.ts";
import type { Answered } from "./asking.ts";

/** A labelled question. */
export interface LabelledQuestion {
  readonly question: string;
  readonly kind: "answer" | "unanswerable" | "emergency" | "fraud";
  readonly gold: readonly { title: string; article: string }[];
}

/** A question with what became of it. */
export interface Judged {
  readonly row: LabelledQuestion;
  readonly kind: string;
  readonly confidence: number;
  /** 1 for the first citation; undefined when no gold clause is among the first ten. */
  readonly rank: number | undefined;
  readonly bound: boolean;
  readonly wrongBasis: boolean;
  readonly fine: boolean;
}

/** The figures. Shares are 0 to 1, null where there is nothing to count. */
export interface ScoreCard {
  readonly answerable: number;
  readonly unbound: number;
  readonly hit1: number | null;
  readonly hit3: number | null;
  readonly mrr: number | null;
  readonly answerPrecision: number | null;
  readonly answerCoverage: number | null;
  readonly turnedAway: number | null;
  readonly unanswerable: number;
  readonly unanswerableAnswered: number | null;
  readonly emergencies: number | null;
  readonly frauds: number | null;
  readonly falseAlarms: number;
  readonly wrongBasis: number;
  readonly clauses: number;
  readonly reliability: readonly {
    from: number;
    to: number;
    count: number;
    confidence: number;
    right: number;
  }[];
}

/** Holds an answer against its labels. */
export function judge(row: LabelledQuestion, answered: Answered, library: PolicyLibrary): Judged {
  const generation = library.current();
  const gold = new Set(
    row.gold.flatMap(({ title, article }) => {
      const binding = generation?.binder.bind(title, article);
      if (generation === undefined || binding?.status !== "bound") return [];
      return binding.clauses.map((ordinal) =>
        keyOf(generation.documents[generation.engine.index.documentOf[ordinal]!]!.version.policyId, article),
      );
    }),
  );
  const found = answered.citations.findIndex((c) =>
    [...gold].some((key) => key === keyOf(c.policyId, c.article ?? "")),
  );
  const rank = found < 0 ? undefined : found + 1;
  const regions = applicableRegions(library.tools.region);
  const wrongBasis =
    answered.kind === "answer" &&
    answered.citations.some((c) => c.status !== "inForce" || !regions.includes(c.region));
  const fine =
    row.kind === "answer"
      ? answered.kind === "answer" && rank !== undefined && rank <= 3
      : row.kind === "unanswerable"
        ? answered.kind !== "answer"
        : answered.kind === row.kind;
  return {
    row,
    kind: answered.kind,
    confidence: answered.confidence,
    rank,
    bound: gold.size > 0,
    wrongBasis,
    fine,
  };
}

function keyOf(policyId: string, article: string): string {
  return `${policyId}\n${article.replace(/（.*$/, "")}`;
}

const TURNED_AWAY = new Set(["abstain", "chat", "help", "service", "study", "personal"]);
const BINS = 5;

/** Adds up the figures. */
export function score(judged: readonly Judged[], clauses: number): ScoreCard {
  const answerable = judged.filter((j) => j.row.kind === "answer" && j.bound);
  const unanswerable = judged.filter((j) => j.row.kind === "unanswerable");
  const of = (kind: string) => judged.filter((j) => j.row.kind === kind);
  const answers = answerable.filter((j) => j.kind === "answer");
  const within = (list: readonly Judged[], rank: number) =>
    share(list, (j) => j.rank !== undefined && j.rank <= rank);
  return {
    answerable: answerable.length,
    unbound: judged.filter((j) => j.row.kind === "answer" && !j.bound).length,
    hit1: within(answerable, 1),
    hit3: within(answerable, 3),
    mrr: mean(answerable.map((j) => (j.rank === undefined ? 0 : 1 / j.rank))),
    answerPrecision: within(answers, 3),
    answerCoverage: share(answerable, (j) => j.kind === "answer"),
    turnedAway: share(answerable, (j) => TURNED_AWAY.has(j.kind)),
    unanswerable: unanswerable.length,
    unanswerableAnswered: share(unanswerable, (j) => j.kind === "answer"),
    emergencies: share(of("emergency"), (j) => j.kind === "emergency"),
    frauds: share(of("fraud"), (j) => j.kind === "fraud"),
    falseAlarms: [...answerable, ...unanswerable].filter((j) => j.kind === "emergency" || j.kind === "fraud")
      .length,
    wrongBasis: judged.filter((j) => j.wrongBasis).length,
    clauses,
    reliability: reliability([...answerable, ...unanswerable]),
  };
}

function reliability(judged: readonly Judged[]) {
  const asked = judged.filter((j) => ["answer", "related", "abstain"].includes(j.kind));
  return Array.from({ length: BINS }, (_, bin) => {
    const [from, to] = [bin / BINS, (bin + 1) / BINS];
    const inside = asked.filter(
      (j) => j.confidence >= from && (j.confidence < to || (bin === BINS - 1 && j.confidence <= 1)),
    );
    return {
      from,
      to,
      count: inside.length,
      confidence: mean(inside.map((j) => j.confidence)) ?? 0,
      right: share(inside, (j) => j.rank !== undefined && j.rank <= 3) ?? 0,
    };
  }).filter((bin) => bin.count > 0);
}

function share<T>(list: readonly T[], test: (one: T) => boolean): number | null {
  return list.length === 0 ? null : list.filter(test).length / list.length;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
