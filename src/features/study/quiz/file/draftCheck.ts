/** What is wrong with a quiz as entered, wherever it was entered: limits, answers, times. */
import type { QuizDraft, QuizField, QuizQuestion } from "../types.ts";
import { CHECK_TEXT as TEXT } from "./fileText.ts";

/** Characters, and numbers of things. */
export const LIMITS = {
  title: 60,
  intro: 500,
  question: 300,
  option: 100,
  explanation: 600,
  cited: 100,
  questions: 200,
  options: 8,
  points: 100,
  minutes: 600,
  attempts: 10,
} as const;

/** One fault. `path` leads to it from the draft's root, `field` is its last name there. */
export interface DraftFault {
  readonly path: readonly (string | number)[];
  readonly field: QuizField;
  readonly reason: string;
}

const LETTERS = "ABCDEFGH";
/** Options that speak of other options by their place: 以上都对, A和B, 前两项. Shuffled, they would say something else. */
const SPEAKS_OF_OTHERS =
  /以上|上述|前[两二三四五六七]项|(?<![A-Za-z])[A-H]\s*[、和与及或]\s*[A-H](?![A-Za-z])/u;
/** An explanation that names an option by its letter: 选B, 答案是 A. */
const NAMES_A_LETTER = /(?:选项?|答案(?:是|为)?)\s*[：:]?\s*[A-H](?![A-Za-z])/u;

/** The letter of an option, `A` for 0. */
export function letterOf(index: number): string {
  return LETTERS[index] ?? "";
}

/** Whether the order of these options says something, so that it stays as written. */
export function keepsOrder(options: readonly string[]): boolean {
  return options.some((option) => SPEAKS_OF_OTHERS.test(option));
}

/** Everything that is wrong, quiz first, then question by question. Empty where it can be kept. */
export function draftFaults(draft: QuizDraft): readonly DraftFault[] {
  return [
    ...quizFaults(draft),
    ...draft.questions.flatMap((question, at) => questionFaults(draft, question, at)),
  ];
}

function quizFaults(draft: QuizDraft): DraftFault[] {
  const { questions, opensAt, closesAt, draw, passPercent, minutes } = draft;
  const faults: DraftFault[] = [];
  const fault = (field: keyof QuizDraft, reason: string) => faults.push({ path: [field], field, reason });
  if (!/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(draft.slug) || draft.slug.length > 60)
    fault("slug", TEXT.slug);
  if (lengthOf(draft.title) < 2 || lengthOf(draft.title) > LIMITS.title)
    fault("title", TEXT.title(LIMITS.title));
  if (lengthOf(draft.intro) > LIMITS.intro) fault("intro", TEXT.tooLong(LIMITS.intro));
  if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
    fault("closesAt", TEXT.closesFirst);
  if (minutes !== undefined && !isWhole(minutes, 1, LIMITS.minutes)) {
    fault("minutes", TEXT.whole(1, LIMITS.minutes));
  }
  if (!isWhole(draft.attempts, 1, LIMITS.attempts)) fault("attempts", TEXT.whole(1, LIMITS.attempts));
  if (passPercent !== undefined && !isWhole(passPercent, 1, 100)) fault("passPercent", TEXT.pass);
  if (questions.length === 0) fault("questions", TEXT.noQuestions);
  else if (questions.length > LIMITS.questions) fault("questions", TEXT.tooManyQuestions(LIMITS.questions));
  else if (draw !== undefined) {
    if (!isWhole(draw, 1, questions.length)) fault("draw", TEXT.draw(questions.length));
    // Otherwise one paper would be worth more than another, and the ranking unfair.
    else if (new Set(questions.map(({ points }) => points)).size > 1) fault("draw", TEXT.drawUneven);
  }
  return faults;
}

function questionFaults(draft: QuizDraft, question: QuizQuestion, at: number): DraftFault[] {
  const faults: DraftFault[] = [];
  const fault = (field: keyof QuizQuestion, reason: string) =>
    faults.push({ path: ["questions", at, field], field, reason });
  const { text, options, explanation, cite } = question;
  if (text === "") fault("text", TEXT.empty);
  else if (lengthOf(text) > LIMITS.question) fault("text", TEXT.tooLong(LIMITS.question));
  const earlier = draft.questions.findIndex((other) => bare(other.text) === bare(text));
  if (text !== "" && earlier < at) fault("text", TEXT.sameQuestion(earlier + 1));
  const wrong = optionsFault(options);
  if (wrong !== undefined) fault("options", wrong);
  const answer = answerFault(question);
  if (answer !== undefined) fault("correct", answer);
  if (!isWhole(question.points, 1, LIMITS.points)) fault("points", TEXT.whole(1, LIMITS.points));
  if (explanation === "") fault("explanation", TEXT.empty);
  else if (lengthOf(explanation) > LIMITS.explanation) fault("explanation", TEXT.tooLong(LIMITS.explanation));
  else if (draft.shuffled && !keepsOrder(options) && NAMES_A_LETTER.test(explanation)) {
    fault("explanation", TEXT.namesLetter);
  }
  if (cite !== undefined && (cite.title === "" || cite.article === "")) fault("cite", TEXT.halfCite);
  else if (cite !== undefined && lengthOf(cite.title) > LIMITS.cited)
    fault("cite", TEXT.tooLong(LIMITS.cited));
  else if (cite !== undefined && lengthOf(cite.article) > LIMITS.cited)
    fault("cite", TEXT.tooLong(LIMITS.cited));
  return faults;
}

function optionsFault(options: readonly string[]): string | undefined {
  if (options.length < 2 || options.length > LIMITS.options) return TEXT.options(LIMITS.options);
  const empty = options.indexOf("");
  if (empty >= 0) return TEXT.emptyOption(letterOf(empty));
  const long = options.findIndex((option) => lengthOf(option) > LIMITS.option);
  if (long >= 0) return TEXT.longOption(letterOf(long), LIMITS.option);
  const twice = options.findIndex((option, at) =>
    options.some((other, i) => i < at && bare(other) === bare(option)),
  );
  return twice >= 0 ? TEXT.sameOption(letterOf(twice)) : undefined;
}

function answerFault({ kind, options, correct }: QuizQuestion): string | undefined {
  if (correct.length === 0) return TEXT.noAnswer;
  const outside = correct.find((index) => !isWhole(index, 0, options.length - 1));
  if (outside !== undefined) return TEXT.answerOutside(letterOf(outside), letterOf(options.length - 1));
  if (correct.some((index, i) => i > 0 && index <= correct[i - 1]!)) return TEXT.answerTwice;
  if (kind === "single" && correct.length > 1) return TEXT.singleWithSeveral;
  return kind === "multiple" && correct.length < 2 ? TEXT.multipleWithOne : undefined;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function lengthOf(text: string): number {
  return [...text].length;
}

function bare(text: string): string {
  return text.normalize("NFKC").replace(/[\s。，、；：？！,.;:?!]/gu, "");
}
