/** A quiz file in YAML: its shape, and the line of each field. */
import { type Document, LineCounter, parseDocument } from "yaml";
import { z } from "zod";
import { type QuizDraft, QuizFileError } from "../types.ts";
import { readLetters, readMoment } from "./cellWords.ts";
import { type DraftFault, draftFaults } from "./draftCheck.ts";
import { FILE_TEXT as TEXT, YAML_FIELDS } from "./fileText.ts";

type Path = readonly PropertyKey[];

const words = z.string().trim();
const ids = z.array(z.int().positive()).min(1);

const question = z.strictObject({
  kind: z.enum(["single", "multiple"]),
  text: words,
  options: z.array(words),
  answer: z
    .string()
    .transform((written) => readLetters(written))
    .refine((letters) => letters !== undefined, { error: TEXT.letters })
    .transform((letters) => letters!),
  points: z.number().default(10),
  explanation: words,
  cite: z.strictObject({ title: words, article: words }).optional(),
});

/** The file, with moments read by the bureau's clock. */
function fileSchema(timeZone: string) {
  const moment = (which: "first" | "last") =>
    z
      .string({ error: TEXT.time })
      .transform((written) => readMoment(written, which, timeZone))
      .refine((at) => at !== undefined, { error: TEXT.time })
      .transform((at) => at!);
  return z.strictObject({
    title: words,
    intro: words.default(""),
    sample: z.boolean().default(false),
    opensAt: moment("first").optional(),
    closesAt: moment("last").optional(),
    minutes: z.number().optional(),
    attempts: z.number().default(1),
    draw: z.number().optional(),
    passPercent: z.number().optional(),
    shuffled: z.boolean().default(true),
    audience: z
      .strictObject({
        categories: z.array(z.enum(["离休", "退休", "国企退休"])).min(1),
        districts: z.array(words).min(1),
        branchIds: ids,
        homeIds: ids,
        ageFrom: z.int(),
        ageTo: z.int(),
        tags: z.array(words).min(1),
        memberIds: ids,
      })
      .partial()
      .refine((audience) => Object.keys(audience).length > 0, { error: TEXT.missing })
      .optional(),
    questions: z.array(question),
  });
}

/**
 * Reads a quiz out of YAML.
 * @param file its name without folders, for messages
 * @throws QuizFileError naming the first line at fault
 */
export function readQuizYaml(file: string, slug: string, source: string, timeZone: string): QuizDraft {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const fail = (offset: number, label: string, reason: string): never => {
    const { line } = lines.linePos(offset);
    throw new QuizFileError(file, line, TEXT.fault(file, TEXT.line(line), label, reason));
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line } = lines.linePos(broken.pos[0]);
    throw new QuizFileError(file, line, TEXT.whole(`${file}${TEXT.line(line)}`, TEXT.syntax));
  }
  const parsed = fileSchema(timeZone).safeParse(document.toJS() ?? {}, { error: reasonOf });
  if (!parsed.success) {
    const [first] = byPlace(
      parsed.error.issues.map((issue) => ({ path: placeOf(issue), reason: issue.message })),
      document,
    );
    return fail(offsetOf(document, first!.path), nameOf(first!.path), first!.reason);
  }
  const draft = draftOf(slug, parsed.data);
  const [fault] = byPlace(draftFaults(draft).map(yamlPlace), document);
  if (fault !== undefined)
    return fail(offsetOf(document, fault.path), YAML_FIELDS[fault.field], fault.reason);
  return draft;
}

function draftOf(slug: string, read: z.output<ReturnType<typeof fileSchema>>): QuizDraft {
  const { opensAt, closesAt, minutes, draw, passPercent, audience, questions, ...rest } = read;
  return {
    slug,
    ...rest,
    ...(opensAt === undefined ? {} : { opensAt }),
    ...(closesAt === undefined ? {} : { closesAt }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(draw === undefined ? {} : { draw }),
    ...(passPercent === undefined ? {} : { passPercent }),
    ...(audience === undefined ? {} : { audience: { version: 1, ...withoutUndefined(audience) } }),
    questions: questions.map(({ answer, cite, ...fields }) => ({
      ...fields,
      correct: answer,
      ...(cite === undefined ? {} : { cite }),
    })),
  };
}

/** zod's optional fields may be undefined; an Audience's may not. */
function withoutUndefined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function yamlPlace(fault: DraftFault): { path: Path; reason: string; field: DraftFault["field"] } {
  return { ...fault, path: fault.path.map((key) => (key === "correct" ? "answer" : key)) };
}

/** Those that stand first in the file come first, so that faults are mended from top to bottom. */
function byPlace<T extends { path: Path }>(faults: readonly T[], document: Document): T[] {
  return [...faults].sort((a, b) => offsetOf(document, a.path) - offsetOf(document, b.path));
}

function placeOf(issue: z.core.$ZodIssue): Path {
  return issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
}

function nameOf(path: Path): string {
  const name = path.findLast((key) => typeof key === "string");
  return typeof name === "string" ? name : YAML_FIELDS.questions;
}

/** Where the node of a path begins; of its nearest parent where it is missing. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly [number, number, number] | null } | undefined)?.range;
    if (range != null) return range[0];
  }
  return 0;
}

/** A fault of shape in plain words; undefined where the schema has its own. */
function reasonOf(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return TEXT.missing;
      return TEXT.wrongType((TEXT.types as Record<string, string>)[issue.expected] ?? TEXT.types.string);
    case "invalid_value":
      return issue.input === undefined ? TEXT.missing : TEXT.oneOf(issue.values.join("、"));
    case "unrecognized_keys":
      return TEXT.unknownKeys(issue.keys.join("、"));
    case "custom":
      return undefined;
    default:
      return TEXT.invalid;
  }
}
