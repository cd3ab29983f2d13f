/** PDF files to lines of text. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { parseFault } from "./parseError.ts";
import { joinPdfLines, type PdfLine, type PdfPiece, piecesToLines } from "./pdfLines.ts";
import { FAULTS } from "./text.ts";

/** A page of text holds more; a scanned one holds a page number or a stamp at most. */
const FEWEST_CHARACTERS_A_PAGE = 4;

/**
 * Reads the text of a PDF.
 * @throws PolicyParseError when it is encrypted, damaged, or a scan without text
 */
export async function pdfToText(file: string, bytes: Uint8Array): Promise<string> {
  const pages = await readPages(file, bytes);
  const text = joinPdfLines(pages);
  if (text.replace(/\s/g, "").length < FEWEST_CHARACTERS_A_PAGE * pages.length) {
    throw parseFault(file, FAULTS.scannedPdf);
  }
  return text;
}

async function readPages(file: string, bytes: Uint8Array): Promise<PdfLine[][]> {
  // Loaded when first needed: it is large, and most libraries hold no PDF.
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task = getDocument({
    data: bytes.slice(), // pdfjs takes the buffer away from its caller
    cMapUrl: `${home}/cmaps/`, // Chinese fonts that are not embedded are unreadable without
    cMapPacked: true,
    standardFontDataUrl: `${home}/standard_fonts/`,
    wasmUrl: `${home}/wasm/`,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  try {
    const document = await task.promise;
    const pages: PdfLine[][] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(piecesToLines(items.flatMap((item) => ("str" in item ? [pieceOf(item)] : []))));
      page.cleanup();
    }
    return pages;
  } catch (error) {
    const locked = error instanceof Error && error.name === "PasswordException";
    throw parseFault(file, locked ? FAULTS.lockedPdf : FAULTS.brokenPdf, undefined, error);
  } finally {
    await task.destroy();
  }
}

function pieceOf(item: { str: string; transform: number[]; width: number; height: number }): PdfPiece {
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
  return { text: item.str, x, y, width: item.width, size: Math.hypot(a, b) || item.height };
}
