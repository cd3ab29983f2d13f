/** The service catalogue: loaded from `data/services.yaml`, checked, with the line at fault named. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Document, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { catalogueSchema, type ServiceItem } from "./catalogueSchema.ts";
import { CATALOGUE_TEXT as TEXT } from "./catalogueText.ts";

/** All services in the order of the file. */
export interface Catalogue {
  readonly items: readonly ServiceItem[];
  readonly byId: ReadonlyMap<string, ServiceItem>;
  /** True where prices and times are examples for trying out; `note` says so to people. */
  readonly sample: boolean;
  readonly note: string | undefined;
  /** SHA-256 of the file, hexadecimal. */
  readonly version: string;
}

/** The catalogue file is wrong or cannot be read. `message` names the file, the line and what to do. */
export class CatalogueError extends Error {
  constructor(
    readonly file: string,
    /** Counted from 1; 0 when the file cannot be read. */
    readonly line: number,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(line === 0 ? reason : TEXT.fault(basename(file), line, reason), options);
    this.name = "CatalogueError";
  }
}

/** Where in the file something stands, as keys and positions from the root. */
type Path = readonly PropertyKey[];

/**
 * Loads and checks the catalogue.
 * @throws CatalogueError naming the first line at fault
 */
export function loadCatalogue(file: string): Catalogue {
  const bytes = read(file);
  const lines = new LineCounter();
  const document = parseDocument(bytes.toString("utf8"), { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    throw new CatalogueError(file, lines.linePos(broken.pos[0]).line, TEXT.syntax, { cause: broken });
  }
  const fail = (path: Path, reason: string): never => {
    throw new CatalogueError(file, lines.linePos(offsetOf(document, path)).line, reason);
  };
  const parsed = catalogueSchema.safeParse(document.toJS(), { error: faultOf });
  if (!parsed.success) {
    const { path, message } = firstIssue(parsed.error.issues, document);
    return fail(path, message);
  }
  const { items, sample, note } = parsed.data;
  for (const { path, reason } of repetitions(items)) return fail(path, reason);
  return {
    items,
    byId: new Map(items.map((item) => [item.id, item])),
    sample,
    note,
    version: createHash("sha256").update(bytes).digest("hex"),
  };
}

/** Who asks for a service: what is known of the member. */
export interface Orderer {
  readonly category?: string | undefined;
  readonly district?: string | undefined;
}

/** Whether someone may order; `because` names what speaks against it. */
export type Allowance =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly because: "category" | "district" };

/**
 * Whether this person may order this item. What is not known of the person does not speak against them: staff look at
 * the order before anyone sets out.
 */
export function allowedFor(item: ServiceItem, { category, district }: Orderer): Allowance {
  const { categories, districts } = item.for;
  if (category !== undefined && categories !== undefined && !isOneOf(categories, category)) {
    return { allowed: false, because: "category" };
  }
  if (district !== undefined && districts !== undefined && !isOneOf(districts, district)) {
    return { allowed: false, because: "district" };
  }
  return { allowed: true };
}

function isOneOf(list: readonly string[], word: string): boolean {
  return list.includes(word);
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new CatalogueError(file, 0, TEXT.unreadable(basename(file)), { cause });
  }
}

/** Items and sayings that stand twice, in the order of the file. */
function repetitions(items: readonly ServiceItem[]): { path: Path; reason: string }[] {
  const faults: { path: Path; reason: string }[] = [];
  const seen = new Set<string>();
  const first = (key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  for (const [i, { id, name, says, questions }] of items.entries()) {
    const at = ["items", i];
    if (!first(`id ${id}`)) faults.push({ path: [...at, "id"], reason: TEXT.duplicateId(id) });
    if (!first(`name ${name}`)) faults.push({ path: [...at, "name"], reason: TEXT.duplicateName(name) });
    for (const [k, saying] of says.entries()) {
      if (first(`says ${i} ${saying}`)) continue;
      faults.push({ path: [...at, "says", k], reason: TEXT.duplicateSaying(saying) });
    }
    for (const [k, question] of questions.entries()) {
      if (first(`question ${i} ${question.id}`)) continue;
      faults.push({ path: [...at, "questions", k, "id"], reason: TEXT.duplicateQuestion(question.id) });
    }
  }
  return faults;
}

/** The issue that stands first in the file, so that mistakes are mended from top to bottom. */
function firstIssue(
  issues: readonly z.core.$ZodIssue[],
  document: Document,
): { path: Path; message: string } {
  const [first] = issues
    .map((issue) => ({ path: placeOf(issue), message: issue.message }))
    .sort((a, b) => offsetOf(document, a.path) - offsetOf(document, b.path));
  return first!;
}

/** `hours` is read in two steps (catalogueSchema), which leaves a key in the path that is not in the file. */
function placeOf(issue: z.core.$ZodIssue): Path {
  const path = issue.path.filter(
    (key, i) => !(issue.path[i - 1] === "hours" && (key === "spans" || key === "word")),
  );
  return issue.code === "unrecognized_keys" ? [...path, issue.keys[0]!] : path;
}

/** Where the node of a path begins; of its nearest parent when the node is missing. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly [number, number, number] | null } | undefined)?.range;
    if (range != null) return range[0];
  }
  return 0;
}

/** A fault in plain words; undefined where the schema has its own. */
function faultOf(issue: z.core.$ZodRawIssue): string | undefined {
  const key = (issue.path ?? []).findLast((part) => typeof part === "string");
  const name = typeof key === "string" ? key : TEXT.file;
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return TEXT.missing(name);
      return TEXT.wrongType(name, (TEXT.types as Record<string, string>)[issue.expected] ?? issue.expected);
    case "invalid_value":
      return issue.input === undefined ? TEXT.missing(name) : TEXT.oneOf(name, issue.values.join("、"));
    case "unrecognized_keys":
      return TEXT.unknownKeys(issue.keys.join("、"));
    case "too_small":
      return TEXT.tooFew(name, String(issue.minimum));
    case "too_big":
      return TEXT.tooMany(name, String(issue.maximum));
    default:
      return TEXT.invalid(name);
  }
}
