/** Cells as text, and as shown in a fault. */

import { maskPhone } from "../values/phone.ts";
import type { Cell } from "./cells.ts";
import { type Column, columnLetters } from "./columns.ts";

/** A cell's text; undefined when there is nothing in it. Days become `YYYY-MM-DD`. */
export function cellText(cell: Cell | undefined): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  const text = cell instanceof Date ? dayText(cell) : String(cell);
  // Excel marks text that looks like a number by an apostrophe; exports leave it standing.
  const bare = text
    .replace(/[\u200B\u2060\uFEFF]/g, "")
    .trim()
    .replace(/^'(?=[\d+])/, "");
  return bare === "" ? undefined : bare;
}

/** Excel keeps 15 digits of a number; CSV files saved by it write what is left as 4.30203E+17. */
export function lostDigits(cell: Cell | undefined): boolean {
  if (typeof cell === "number") return Math.abs(cell) >= 1e15;
  return typeof cell === "string" && /^\d(\.\d+)?E\+\d+$/i.test(cell.trim());
}

/** An error that a formula left: #N/A, #REF! … */
export function isFormulaError(text: string): boolean {
  return /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!)$/.test(text);
}

/** A name for comparing: width, case and spaces do not count. */
export function nameKey(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
}

/** C17 */
export function cellName(columnIndex: number, row: number): string {
  return `${columnLetters(columnIndex)}${row}`;
}

/**
 * What a fault may show of a cell: numbers masked, addresses and health not at all, all else cut short, since a
 * shifted column puts anything anywhere.
 */
export function shownValue(column: Column, text: string): string {
  const masked = text
    .normalize("NFKC")
    .replace(/[\dxX+() -]{7,}/g, (number) => (isDay(number) ? number : maskPhone(bareNumber(number))));
  if (column.key === "address" || column.key === "health") return `（${[...text].length} 个字）`;
  if (column.key === "phone" || column.key === "idNumber") return maskAll(text);
  const characters = [...masked];
  return characters.length > 16 ? `${characters.slice(0, 12).join("")}…` : masked;
}

function maskAll(text: string): string {
  const bare = bareNumber(text.normalize("NFKC"));
  return bare.length >= 11 ? `${bare.slice(0, 3)}****${bare.slice(-2)}` : "****";
}

function bareNumber(text: string): string {
  return text.replace(/[\s()+-]/g, "");
}

function isDay(text: string): boolean {
  return /^\s*(\d{8}|\d{2,4}([-/.])\d{1,2}\2\d{1,4})\s*$/.test(text);
}

function dayText(date: Date): string {
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}
