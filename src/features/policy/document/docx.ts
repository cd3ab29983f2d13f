/** Word files (.docx) to lines of text. */
import { htmlToText } from "./html.ts";
import { parseFault } from "./parseError.ts";
import { FAULTS } from "./text.ts";

/**
 * Reads a .docx. Pictures are left out.
 * Numbers that Word makes by itself come out as 1. 2. 3.: mammoth does not tell their written form.
 * @throws PolicyParseError when it is no .docx or is damaged
 */
export async function docxToText(file: string, bytes: Uint8Array): Promise<string> {
  // Loaded when the first Word file comes: a service that only answers does without its memory.
  const { default: mammoth } = await import("mammoth");
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: "" })),
        externalFileAccess: false,
      },
    );
    return htmlToText(value);
  } catch (error) {
    throw parseFault(file, FAULTS.brokenWord, undefined, error);
  }
}
