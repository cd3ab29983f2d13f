/** YAML front matter at the top of a text file. */
import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import { FIELDS, isField, readField } from "./fields.ts";
import { parseFault } from "./parseError.ts";
import type { MetadataOverride } from "./policyDocument.ts";
import { FIELD_FAULTS, TABLE_FAULTS } from "./text.ts";

/** Front matter: what it states, and how many lines it takes, marks included. */
export interface FrontMatter {
  readonly lines: number;
  readonly stated: MetadataOverride;
}

/**
 * Reads front matter between `---` lines. None: no lines and nothing stated.
 * @throws PolicyParseError naming the line, when it is no YAML or a field is unknown or wrong
 */
export function readFrontMatter(file: string, text: string): FrontMatter {
  const match = /^---\n(?:([\s\S]*?)\n)?---(?:\n|$)/.exec(text);
  if (!match) return { lines: 0, stated: {} };
  const counter = new LineCounter();
  const document = parseDocument(match[1] ?? "", { lineCounter: counter, schema: "failsafe" });
  // The first `---` is line 1 of the file.
  const lineAt = (offset: number | undefined) => counter.linePos(offset ?? 0).line + 1;
  const error = document.errors[0];
  if (error !== undefined) throw parseFault(file, TABLE_FAULTS.yaml, lineAt(error.pos[0]), error);
  if (!isMap(document.contents)) return { lines: 0, stated: {} }; // `---` as a rule between paragraphs
  let stated: MetadataOverride = {};
  for (const { key, value } of document.contents.items) {
    const line = lineAt(isScalar(key) ? key.range?.[0] : undefined);
    const name = isScalar(key) ? String(key.value) : "";
    if (!isField(name)) throw parseFault(file, FIELD_FAULTS.unknown(name, FIELDS), line);
    const written = textOf(isNode(value) ? value.toJSON() : value);
    if (written === undefined) throw parseFault(file, FIELD_FAULTS.notText(name), line);
    const read = readField(name, written);
    if ("fault" in read) throw parseFault(file, read.fault, line);
    stated = { ...stated, ...read.value };
  }
  return { lines: match[0].replace(/\n$/, "").split("\n").length, stated };
}

/** A scalar, or a list of them as one with 、 between. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (value === null) return "";
  const texts = Array.isArray(value) ? value.filter((part): part is string => typeof part === "string") : [];
  return Array.isArray(value) && texts.length === value.length ? texts.join("、") : undefined;
}
