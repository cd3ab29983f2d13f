/** A quiz file in Excel: the sheet 题目, a row a question, and the sheet 设置. */
import type { Category } from "../../../members/index.ts";
import { type QuizDraft, type QuizField, QuizFileError, type QuizQuestion } from "../types.ts";
import { readLetters, readList, readMoment } from "./cellWords.ts";
import { type DraftFault, draftFaults, LIMITS, letterOf } from "./draftCheck.ts";
import { SHEET_FIELDS as FIELDS, SHEET_TEXT as SHEET, FILE_TEXT as TEXT } from "./fileText.ts";

/** A cell as read-excel-file gives it. Day cells are `Date`s whose UTC parts are what the sheet shows. */
export type Cell = string | number | boolean | Date | null;
/** Sheets by name. */
export type Sheets = ReadonlyMap<string, readonly (readonly Cell[])[]>;

const DEFAULT_POINTS = 10;
const CATEGORIES: readonly Category[] = ["离休", "退休", "国企退休"];
const OPTIONS = Array.from({ length: LIMITS.options }, (_, index) => SHEET.option(letterOf(index)));
const COLUMNS = [
  FIELDS.kind,
  FIELDS.text,
  ...OPTIONS,
  FIELDS.correct,
  FIELDS.points,
  FIELDS.explanation,
  SHEET.citedTitle,
  SHEET.citedArticle,
];
/** A file made by hand may lack the options that no question uses. */
const NEEDED = [FIELDS.kind, FIELDS.text, ...OPTIONS.slice(0, 2), FIELDS.correct, FIELDS.explanation];
const SETTINGS = [
  ...(
    [
      "title",
      "intro",
      "opensAt",
      "closesAt",
      "minutes",
      "attempts",
      "draw",
      "passPercent",
      "shuffled",
      "sample",
    ] as const
  ).map((field) => FIELDS[field]),
  ...Object.values(SHEET.audience),
];

interface Setting {
  readonly row: number;
  readonly cell: Cell;
}

type Fail = (sheet: string, row: number | undefined, label: string, reason: string) => never;

/**
 * Reads a quiz out of the sheets of an Excel file.
 * @param file its name without folders, for messages
 * @throws QuizFileError naming sheet, row and column of the first fault
 */
export function readQuizSheets(file: string, slug: string, sheets: Sheets, timeZone: string): QuizDraft {
  const fail: Fail = (sheet, row, label, reason) => {
    throw new QuizFileError(file, row, TEXT.fault(file, TEXT.row(sheet, row), label, reason));
  };
  for (const sheet of [SHEET.settings, SHEET.questions]) {
    if (!sheets.has(sheet)) throw new QuizFileError(file, undefined, TEXT.whole(file, TEXT.noSheet(sheet)));
  }
  const settings = readSettings(file, sheets.get(SHEET.settings)!, fail);
  const { questions, rows } = readQuestions(file, sheets.get(SHEET.questions)!, fail);
  const draft: QuizDraft = { slug, ...readQuiz(settings, timeZone, fail), questions };
  const [fault] = draftFaults(draft);
  if (fault === undefined) return draft;
  const [place, label] = placeOf(fault, settings, rows);
  return fail(place.sheet, place.row, label, fault.reason);
}

function placeOf(
  { path, field }: DraftFault,
  settings: ReadonlyMap<string, Setting>,
  rows: readonly number[],
): [{ sheet: string; row: number | undefined }, string] {
  const label = FIELDS[field];
  if (path[0] !== "questions") return [{ sheet: SHEET.settings, row: settings.get(label)?.row }, label];
  const at = path[1];
  return [{ sheet: SHEET.questions, row: typeof at === "number" ? rows[at] : undefined }, label];
}

function readSettings(file: string, rows: readonly (readonly Cell[])[], fail: Fail): Map<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const [at, [first, second]] of rows.entries()) {
    const name = textOf(first);
    if (name === "" || (at === 0 && name === SHEET.setting)) continue;
    const label = bareHeader(name);
    if (!SETTINGS.includes(label)) {
      fail(SHEET.settings, at + 1, SHEET.setting, TEXT.unknownSetting(name, SETTINGS.join("、")));
    }
    if (settings.has(label)) fail(SHEET.settings, at + 1, SHEET.setting, TEXT.settingTwice(label));
    settings.set(label, { row: at + 1, cell: second ?? null });
  }
  if (settings.size === 0) {
    throw new QuizFileError(file, undefined, TEXT.whole(file, TEXT.noColumn(SHEET.settings, FIELDS.title)));
  }
  return settings;
}

function readQuiz(
  settings: ReadonlyMap<string, Setting>,
  timeZone: string,
  fail: Fail,
): Omit<QuizDraft, "slug" | "questions"> {
  const wrong = (label: string, reason: string): never =>
    fail(SHEET.settings, settings.get(label)?.row, label, reason);
  const words = (label: string): string => textOf(settings.get(label)?.cell);
  const number = (field: QuizField): number | undefined => {
    const written = words(FIELDS[field]);
    if (written === "") return undefined;
    const value = Number(written);
    return Number.isFinite(value) ? value : wrong(FIELDS[field], TEXT.number);
  };
  const yes = (field: QuizField, unless: boolean): boolean => {
    const written = words(FIELDS[field]);
    if (written === "") return unless;
    if (written === SHEET.yes || written === "true") return true;
    return written === SHEET.no || written === "false" ? false : wrong(FIELDS[field], TEXT.yesNo);
  };
  const moment = (field: QuizField, which: "first" | "last"): number | undefined => {
    const written = words(FIELDS[field]);
    return written === ""
      ? undefined
      : (readMoment(written, which, timeZone) ?? wrong(FIELDS[field], TEXT.time));
  };
  if (words(FIELDS.title) === "") wrong(FIELDS.title, TEXT.missing);
  const optional = {
    opensAt: moment("opensAt", "first"),
    closesAt: moment("closesAt", "last"),
    minutes: number("minutes"),
    draw: number("draw"),
    passPercent: number("passPercent"),
    audience: readAudience(words, wrong),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return {
    title: words(FIELDS.title),
    intro: words(FIELDS.intro),
    sample: yes("sample", false),
    attempts: number("attempts") ?? 1,
    shuffled: yes("shuffled", true),
    ...given,
  };
}

function readAudience(
  words: (label: string) => string,
  wrong: (label: string, reason: string) => never,
): QuizDraft["audience"] {
  const labels = SHEET.audience;
  const categories = readList(words(labels.categories)).map(
    (name) =>
      CATEGORIES.find((category) => category === name) ??
      wrong(labels.categories, TEXT.oneOf(CATEGORIES.join("、"))),
  );
  const districts = readList(words(labels.districts));
  const branchIds = readList(words(labels.branchIds)).map((written) =>
    /^[1-9]\d{0,8}$/.test(written) ? Number(written) : wrong(labels.branchIds, TEXT.number),
  );
  const tags = readList(words(labels.tags));
  const chosen = { categories, districts, branchIds, tags };
  const given = Object.entries(chosen).filter(([, list]) => list.length > 0);
  return given.length === 0 ? undefined : { version: 1, ...Object.fromEntries(given) };
}

function readQuestions(
  file: string,
  rows: readonly (readonly Cell[])[],
  fail: Fail,
): { questions: QuizQuestion[]; rows: number[] } {
  const columns = readHeaders(file, rows[0] ?? []);
  const questions: QuizQuestion[] = [];
  const places: number[] = [];
  for (const [at, cells] of rows.entries()) {
    if (at === 0 || cells.every((cell) => textOf(cell) === "")) continue;
    const row = at + 1;
    const words = (column: string): string => {
      const index = columns.get(column);
      return index === undefined ? "" : textOf(cells[index]);
    };
    const wrong = (label: string, reason: string): never => fail(SHEET.questions, row, label, reason);
    questions.push(readQuestion(words, wrong));
    places.push(row);
  }
  return { questions, rows: places };
}

function readQuestion(
  words: (column: string) => string,
  wrong: (label: string, reason: string) => never,
): QuizQuestion {
  const kinds: Readonly<Record<string, QuizQuestion["kind"]>> = {
    [SHEET.single]: "single",
    [`${SHEET.single}题`]: "single",
    [SHEET.multiple]: "multiple",
    [`${SHEET.multiple}题`]: "multiple",
  };
  const kind =
    kinds[words(FIELDS.kind)] ?? wrong(FIELDS.kind, TEXT.oneOf(`${SHEET.single}、${SHEET.multiple}`));
  const options = OPTIONS.map(words);
  const answer = words(FIELDS.correct);
  const points = words(FIELDS.points);
  const [title, article] = [words(SHEET.citedTitle), words(SHEET.citedArticle)];
  return {
    kind,
    text: words(FIELDS.text),
    // Empty cells after the last option are none; one in between is a fault, which the check names.
    options: options.slice(0, options.findLastIndex((option) => option !== "") + 1),
    correct: answer === "" ? [] : (readLetters(answer) ?? wrong(FIELDS.correct, TEXT.letters)),
    points: points === "" ? DEFAULT_POINTS : Number(points),
    explanation: words(FIELDS.explanation),
    ...(title === "" && article === "" ? {} : { cite: { title, article } }),
  };
}

function readHeaders(file: string, headers: readonly Cell[]): Map<string, number> {
  const columns = new Map<string, number>();
  const fail = (reason: string): never => {
    throw new QuizFileError(file, 1, TEXT.whole(`${file}${TEXT.row(SHEET.questions, 1)}`, reason));
  };
  for (const [index, cell] of headers.entries()) {
    const header = bareHeader(textOf(cell));
    if (header === "") continue;
    if (!COLUMNS.includes(header)) fail(TEXT.unknownColumn(header));
    if (columns.has(header)) fail(TEXT.columnTwice(header));
    columns.set(header, index);
  }
  const missing = NEEDED.filter((column) => !columns.has(column));
  if (missing.length > 0) fail(TEXT.noColumn(SHEET.questions, missing.join("、")));
  return columns;
}

/** A header or setting without spaces, the mark of what is required, and a unit in brackets. */
function bareHeader(text: string): string {
  return text.normalize("NFKC").replace(/\(.*?\)|[\s*]/gu, "");
}

function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (!(cell instanceof Date)) return String(cell).trim();
  const [day, time] = cell.toISOString().slice(0, 16).split("T");
  return time === "00:00" ? day! : `${day} ${time}`;
}
