/** Entered text, made fit to be kept: trimmed, of a bounded length, without characters that cannot be shown. */

import { type NamedField, refusals } from "../refusals.ts";
import { MemberError } from "../types.ts";
import { readPhone } from "./phone.ts";

/** Control characters, and those that turn the direction of writing around. */
const UNSHOWABLE = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;
const INVISIBLE = /[\u200B\u2060\uFEFF]/g;
const HAN_AND_SPACES = /^[\p{Script=Han}\s]+$/u;

/**
 * One line of text, its runs of spaces made one; null when it is blank.
 * @param most characters at most
 * @throws MemberError
 */
export function enteredLine(field: NamedField, text: string, most: number): string | null {
  return bounded(field, text.replace(/\s+/g, " "), most);
}

/** Text of several lines, otherwise like `enteredLine`. */
export function enteredLines(field: NamedField, text: string, most: number): string | null {
  return bounded(field, text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+/g, " "), most);
}

/**
 * A name of a person or place. Spaces in a Chinese name only set it off in tables (王　五) and go.
 * @throws MemberError also when it is blank
 */
export function enteredName(text: string, most = 60): string {
  const name = enteredLine("name", HAN_AND_SPACES.test(text) ? text.replace(/\s+/g, "") : text, most);
  if (name === null) throw new MemberError("name", refusals.required("name"));
  return name;
}

/** A phone number in its normal form; null when it is blank. */
export function enteredPhone(text: string): string | null {
  if (text.trim() === "") return null;
  const read = readPhone(text);
  if (!read.ok) throw new MemberError("phone", refusals.because("phone", read.reason));
  return read.phone;
}

/** One of the choices. The types say so already; forms and files are not typed. */
export function enteredChoice<T extends string>(field: NamedField, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new MemberError(field, refusals.choice(field, choices));
  return found;
}

function bounded(field: NamedField, text: string, most: number): string | null {
  const clean = text.replace(INVISIBLE, "").trim();
  if (clean === "") return null;
  if (UNSHOWABLE.test(clean.replaceAll("\n", ""))) throw new MemberError(field, refusals.characters(field));
  if ([...clean].length > most) throw new MemberError(field, refusals.tooLong(field, most));
  return clean;
}
