/**
 * Links from the words people say to the words clauses use, by pointwise mutual information over confirmed pairs
 * (Church & Hanks, 1990; used for queries as in Berger & Lafferty's translation models, 1999). A link's weight is
 * the information, discounted where few pairs speak for it. Links of a word are worked out when it is first asked
 * and kept until the set of pairs changes, so that one pair more or less costs nothing.
 */
import type { AskedIndex, AskedQuestion } from "./asked.ts";

/** A clause word that a said word points to. */
export interface Link {
  readonly word: string;
  readonly weight: number;
}

/** Counts taken from single pairs are lowered by this much. */
const DISCOUNT = 0.5;
/** Pairs added to the denominator: a word heard once links weakly. */
const SHRINKAGE = 2;
const LINKS_PER_WORD = 15;
/** A word in more than this share of all questions says nothing about the clause. */
const COMMON_SHARE = 0.1;
const LEAST_INFORMATION = 0.5;
const LEAST_WEIGHT = 0.05;
/** Clause words of lower inverse document frequency are no target. */
const LEAST_IDF = 3;
/** A question with more clauses than this links its first ones only. */
const CLAUSES_PER_QUESTION = 5;

/** The links of one set of confirmed questions. */
export class WordLinks {
  private readonly kept = new Map<string, readonly Link[]>();
  private readonly targetsKept = new Map<AskedQuestion, Int32Array>();
  /** Clause words by number, and in how many confirmed pairs each stands. */
  private readonly numbers = new Map<string, number>();
  private readonly words: string[] = [];
  private pairsWith = new Int32Array(1024);
  private together = new Int32Array(1024);

  /**
   * @param wordsOf word terms of a clause, by ordinal
   * @param idf inverse document frequency of a clause word
   */
  constructor(
    private readonly asked: AskedIndex,
    readonly wordsOf: (ordinal: number) => readonly string[],
    readonly idf: (word: string) => number,
  ) {
    for (const question of asked.all) this.count(question, 1);
  }

  add(question: AskedQuestion): void {
    this.count(question, 1);
    this.kept.clear();
  }

  withdraw(question: AskedQuestion): void {
    this.count(question, -1);
    this.targetsKept.delete(question);
    this.kept.clear();
  }

  /** Links of a said word, strongest first. */
  of(said: string): readonly Link[] {
    let links = this.kept.get(said);
    if (links === undefined) {
      links = this.work(said);
      this.kept.set(said, links);
    }
    return links;
  }

  /** Clause words to add to a question, with weights: each said word's links, scaled by how telling the word is. */
  expand(words: Iterable<string>, limit: number): Map<string, number> {
    const total = this.asked.size;
    const sums = new Map<string, number>();
    for (const word of words) {
      const links = this.of(word);
      if (links.length === 0) continue;
      const telling = Math.log(1 + total / (1 + this.asked.count(word))) / 5;
      for (const link of links) sums.set(link.word, (sums.get(link.word) ?? 0) + link.weight * telling);
    }
    const strongest = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, limit);
    return new Map(strongest);
  }

  /** Numbers of the words of a question's clauses, each once. */
  private targets(question: AskedQuestion): Int32Array {
    let targets = this.targetsKept.get(question);
    if (targets === undefined) {
      const numbers = new Set<number>();
      for (const ordinal of question.clauses.slice(0, CLAUSES_PER_QUESTION)) {
        for (const word of this.wordsOf(ordinal))
          if (this.idf(word) >= LEAST_IDF) numbers.add(this.numberOf(word));
      }
      targets = Int32Array.from(numbers);
      this.targetsKept.set(question, targets);
    }
    return targets;
  }

  private numberOf(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.numbers.set(word, number);
      if (number >= this.pairsWith.length) {
        this.pairsWith = grown(this.pairsWith);
        this.together = grown(this.together);
      }
    }
    return number;
  }

  private count(question: AskedQuestion, by: number): void {
    for (const number of this.targets(question)) this.pairsWith[number]! += by;
  }

  private work(said: string): readonly Link[] {
    const speakers = this.asked.count(said);
    const total = this.asked.size;
    if (speakers === 0 || speakers > Math.max(20, total * COMMON_SHARE)) return [];
    const touched: number[] = [];
    for (const question of this.asked.with(said)) {
      for (const number of this.targets(question)) {
        if (this.together[number] === 0) touched.push(number);
        this.together[number]! += 1;
      }
    }
    const links: Link[] = [];
    for (const number of touched) {
      const count = this.together[number]!;
      this.together[number] = 0;
      const information = Math.log((count * total) / (speakers * this.pairsWith[number]!));
      if (information <= LEAST_INFORMATION) continue;
      const weight = (information * Math.max(0, count - DISCOUNT)) / (speakers + SHRINKAGE);
      if (weight > LEAST_WEIGHT) links.push({ word: this.words[number]!, weight });
    }
    links.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1));
    return links.slice(0, LINKS_PER_WORD);
  }
}

function grown(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
