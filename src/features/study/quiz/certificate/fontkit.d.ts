/** The little of fontkit 2 that the certificate uses; it ships no types. @see https://github.com/foliojs/fontkit */
declare module "fontkit" {
  /** A glyph; its path is in units of the font, upwards. */
  export interface Glyph {
    readonly id: number;
    readonly advanceWidth: number;
    readonly path: { toSVG(): string };
  }

  export interface Font {
    readonly unitsPerEm: number;
    glyphForCodePoint(codePoint: number): Glyph;
    hasGlyphForCodePoint(codePoint: number): boolean;
  }

  /** @throws Error when the bytes are no font */
  export function create(bytes: Uint8Array): Font;
}
