/** What is written in one field of a quiz file: letters of an answer, a moment, a list. */
import { daysAfter, instantOf } from "../../../../delivery/index.ts";

/** `A`, `AC`, `A、C`, `a c` as indexes in ascending order, repetitions kept. Undefined for anything else. */
export function readLetters(written: string): number[] | undefined {
  const letters = written
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s、,，;；和与]/gu, "");
  if (!/^[A-H]{1,16}$/.test(letters)) return undefined;
  return [...letters].map((letter) => letter.charCodeAt(0) - 65).sort((a, b) => a - b);
}

/**
 * `2026-12-01 09:00` or `2026-12-01` by the bureau's clock, Unix ms. Undefined where it is no moment.
 * @param which what a day alone means: its beginning, or its end
 */
export function readMoment(written: string, which: "first" | "last", timeZone: string): number | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[\sT]+(\d{1,2}):(\d{2})(?::00)?)?$/.exec(
    written.normalize("NFKC").trim(),
  );
  if (match === null) return undefined;
  const [, year, month, date, hour, minute] = match;
  const day = `${year}-${month!.padStart(2, "0")}-${date!.padStart(2, "0")}`;
  try {
    if (hour !== undefined) return instantOf(day, `${hour.padStart(2, "0")}:${minute}`, timeZone);
    return instantOf(which === "first" ? day : daysAfter(day, 1), "00:00", timeZone);
  } catch {
    // Temporal rejects 2026-02-30 and 25:00.
    return undefined;
  }
}

/** Parts between 、 and commas, without empty ones. */
export function readList(written: string): string[] {
  return written
    .split(/[、,，;；]/u)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
