/** Metadata, read from a document's segments. What staff state wins over what is read. */
import { readAudience } from "./audience.ts";
import { findDates, toIso } from "./dates.ts";
import { readDocNumber } from "./docNumber.ts";
import { readEffectiveOn, readExpiresOn, startsOnIssue } from "./effect.ts";
import { isDateLine, signerBeforeDate } from "./formalLines.ts";
import { headDates, headEvents } from "./headEvents.ts";
import { readIssuer } from "./issuer.ts";
import type { MetadataOverride, PolicyMetadata, Segment } from "./policyDocument.ts";
import { readRegion } from "./regionOf.ts";
import { readRepeals } from "./repealed.ts";
import { readTitle } from "./title.ts";

/** What metadata are read from. */
export interface MetadataSource {
  readonly file: string;
  readonly text: string;
  /** Without front matter. */
  readonly segments: readonly Segment[];
  readonly homeRegion: string;
  /** From library.csv and front matter; wins. */
  readonly stated: MetadataOverride;
}

/** Reads the metadata. What the text does not say stays undefined. */
export function readMetadata({ file, text, segments, homeRegion, stated }: MetadataSource): PolicyMetadata {
  const headLines = linesOf(segments, "head");
  const closing = linesOf(segments, "closing");
  const clauses = segments
    .filter((s) => s.kind === "clause" && !/^附/.test(s.label ?? ""))
    .map((s) => s.text);
  const events = headEvents(headLines);
  const title = stated.title ?? readTitle(headLines) ?? nameOf(file);
  const issuer = stated.issuer ?? readIssuer({ title, events, closing });
  const days = readDays(file, headLines, closing, clauses, stated);
  const read: MetadataOverride = {
    title,
    region: readRegion(title, issuer, homeRegion),
    audience: readAudience(title, text),
    ...present({ issuer, docNumber: readDocNumber(headLines), ...days }),
  };
  return {
    title,
    region: homeRegion,
    audience: [],
    ...read,
    ...stated,
    sample: text.includes("示例文本"),
    repeals: readRepeals(clauses),
  };
}

function readDays(
  file: string,
  headLines: readonly string[],
  closing: readonly string[],
  clauses: readonly string[],
  stated: MetadataOverride,
) {
  const head = headDates(headEvents(headLines));
  const signed = signatureDay(closing);
  const inHead = head.adoptedOn ?? head.issuedOn ?? head.amendedOn ?? head.effectiveOn ?? head.bareDate;
  const issuedOn =
    head.issuedOn ??
    signed ??
    head.bareDate ??
    head.adoptedOn ??
    (inHead === undefined ? dayInName(file) : undefined);
  const issued = stated.issuedOn ?? issuedOn;
  const effectiveOn =
    stated.effectiveOn ??
    head.effectiveOn ??
    readEffectiveOn(clauses) ??
    (startsOnIssue([...clauses, headLines.join("\n")]) ? issued : undefined);
  return {
    adoptedOn: head.adoptedOn,
    issuedOn,
    amendedOn: head.amendedOn,
    effectiveOn,
    expiresOn: readExpiresOn(clauses, effectiveOn),
  };
}

/** The date under the signature. */
function signatureDay(closing: readonly string[]): string | undefined {
  const line = closing.find((line) => isDateLine(line) || signerBeforeDate(line) !== undefined);
  return line === undefined ? undefined : findDates(line).at(-1)?.iso;
}

/** The date in a file's name: 上海市老年人权益保障条例(2016-01-29).md */
function dayInName(file: string): string | undefined {
  const match = /[(（]\s*(\d{4})[-.年](\d{1,2})[-.月](\d{1,2})日?\s*[)）]/.exec(file);
  return match ? toIso(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The file's name without folders, extension and date. */
function nameOf(file: string): string {
  const name = file.replace(/^.*[/\\]/, "").replace(/\.[^.]+$/, "");
  return name.replace(/\s*[(（]\d{4}[-.年]\d{1,2}[-.月]\d{1,2}日?[)）]$/, "").trim() || name;
}

function linesOf(segments: readonly Segment[], kind: Segment["kind"]): string[] {
  return segments.filter((segment) => segment.kind === kind).flatMap((segment) => segment.text.split("\n"));
}

/** Only the keys that have a value. */
function present<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
