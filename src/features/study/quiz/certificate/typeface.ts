/**
 * 霞鹜文楷 as outlines. The package holds the typeface cut into slices, each for the characters its CSS names; the slices
 * are WOFF2, which fontkit reads but cannot embed (its subsets come out empty), so characters are drawn as paths.
 * @see https://github.com/chawyehsu/lxgw-wenkai-webfont
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Font } from "fontkit";

/** One character, in units of an em: its width, and its outline as an SVG path (y upwards), `scale` times too large. */
export interface Outline {
  readonly character: string;
  readonly width: number;
  readonly path: string;
  /** By which the path is to be multiplied for a size of 1. */
  readonly scale: number;
}

/** Characters made ready to be drawn. */
export type Typeface = ReadonlyMap<string, Outline>;

/** A slice and the code points it is for, both ends included. */
interface Slice {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Stands for a character that no slice has. */
export const MISSING = "□";
/** The typeface lacks single quotation marks: double ones are drawn for them. */
const STAND_INS: Readonly<Record<string, string>> = { "‘": "“", "’": "”" };
const PACKAGE = "lxgw-wenkai-lite-webfont";
const STYLESHEET = "lxgwwenkailite-regular.css";
const FACE = /url\(['"]?\.\/([^'")]+)['"]?\)[^;]*;\s*unicode-range:\s*([^;}]+)/g;

let slices: Promise<readonly Slice[]> | undefined;

/** The characters of a text that the typeface does not have, each once. */
export async function missingFrom(text: string): Promise<readonly string[]> {
  const all = await readSlices();
  return [...new Set(text)].filter((character) => sliceFor(all, standIn(character)) === undefined);
}

/**
 * The outlines of every character of the texts. One that no slice has is drawn as □.
 * Slices are read one after another with a pause between: unpacking one takes some 20 ms, in which nothing else runs.
 */
export async function loadTypeface(texts: readonly string[]): Promise<Typeface> {
  const all = await readSlices();
  const outlines = new Map<string, Outline>();
  const texted = new Set(texts.join(""));
  const wanted = new Set([...[...texted].map(standIn), MISSING]);
  const bySlice = new Map<Slice, string[]>();
  for (const character of wanted) {
    const slice = sliceFor(all, character);
    if (slice !== undefined) bySlice.set(slice, [...(bySlice.get(slice) ?? []), character]);
  }
  for (const [slice, characters] of bySlice) {
    const font = await open(slice);
    for (const character of characters) {
      const outline = outlineOf(font, character);
      if (outline !== undefined) outlines.set(character, outline);
    }
  }
  const missing = outlines.get(MISSING)!;
  return new Map(
    [...texted, MISSING].map((character) => [character, outlines.get(standIn(character)) ?? missing]),
  );
}

function standIn(character: string): string {
  return STAND_INS[character] ?? character;
}

async function open({ file }: Slice): Promise<Font> {
  const [{ create }, bytes] = await Promise.all([import("fontkit"), readFile(join(folder(), file))]);
  return create(bytes);
}

function outlineOf(font: Font, character: string): Outline | undefined {
  const codePoint = character.codePointAt(0)!;
  if (!font.hasGlyphForCodePoint(codePoint)) return undefined;
  const { advanceWidth, path } = font.glyphForCodePoint(codePoint);
  const scale = 1 / font.unitsPerEm;
  return { character, width: advanceWidth * scale, path: path.toSVG(), scale };
}

function readSlices(): Promise<readonly Slice[]> {
  slices ??= readFile(join(folder(), STYLESHEET), "utf8").then(
    (css) => [...css.matchAll(FACE)].map(([, file, ranges]) => ({ file: file!, ranges: rangesOf(ranges!) })),
    (error: unknown) => {
      // The next certificate tries again.
      slices = undefined;
      throw error;
    },
  );
  return slices;
}

/** `U+4e00-4e0f, U+3007` */
function rangesOf(list: string): (readonly [number, number])[] {
  return list.split(",").map((range) => {
    const [first, last] = range.trim().slice(2).split("-");
    return [Number.parseInt(first!, 16), Number.parseInt(last ?? first!, 16)] as const;
  });
}

function sliceFor(all: readonly Slice[], character: string): Slice | undefined {
  const codePoint = character.codePointAt(0)!;
  return all.find(({ ranges }) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last));
}

function folder(): string {
  return dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
}
