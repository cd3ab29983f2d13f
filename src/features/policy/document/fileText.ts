/** A file's bytes to its text, by extension, with the content checked against it. */
import { decodeText, normaliseText } from "./decode.ts";
import { docxToText } from "./docx.ts";
import { htmlToText } from "./html.ts";
import { parseFault } from "./parseError.ts";
import { pdfToText } from "./pdf.ts";
import { FAULTS } from "./text.ts";

/** Bytes of a file that is read. */
export const LARGEST_FILE_BYTES = 50 * 1024 * 1024;

/** First bytes by which a file tells what it is, whatever its name says. */
const MAGIC = {
  zip: [0x50, 0x4b, 0x03, 0x04],
  emptyZip: [0x50, 0x4b, 0x05, 0x06],
  pdf: [0x25, 0x50, 0x44, 0x46, 0x2d],
  ole: [0xd0, 0xcf, 0x11, 0xe0],
  rtf: [0x7b, 0x5c, 0x72, 0x74, 0x66],
} as const;

/**
 * Reads a file of any supported kind into normalised text.
 * @throws PolicyParseError when it cannot be used
 */
export async function readFileText(file: string, bytes: Uint8Array): Promise<string> {
  if (bytes.length > LARGEST_FILE_BYTES) throw parseFault(file, FAULTS.tooLarge);
  if (bytes.length === 0) throw parseFault(file, FAULTS.empty);
  const text = normaliseText(await readByKind(file, bytes));
  if (text.replace(/[\s\u200b]/g, "") === "") throw parseFault(file, FAULTS.empty);
  return text;
}

async function readByKind(file: string, bytes: Uint8Array): Promise<string> {
  const extension = /\.[^./\\]+$/.exec(file)?.[0].toLowerCase();
  switch (extension) {
    case ".md":
    case ".txt":
      return decodeText(file, plain(file, bytes));
    case ".html":
    case ".htm":
      return htmlToText(decodeText(file, plain(file, bytes)));
    case ".docx":
      if (startsWith(bytes, MAGIC.ole)) throw parseFault(file, FAULTS.lockedWord);
      if (!startsWith(bytes, MAGIC.zip)) throw parseFault(file, FAULTS.brokenWord);
      return docxToText(file, bytes);
    case ".pdf":
      if (startsWith(bytes, MAGIC.zip) || startsWith(bytes, MAGIC.ole)) throw parseFault(file, FAULTS.binary);
      return pdfToText(file, bytes);
    case ".doc":
      throw parseFault(file, FAULTS.oldWord);
    default:
      throw parseFault(file, FAULTS.unsupported);
  }
}

/** Text files: not a zip, PDF or Word file under another name. */
function plain(file: string, bytes: Uint8Array): Uint8Array {
  if (Object.values(MAGIC).some((magic) => startsWith(bytes, magic))) throw parseFault(file, FAULTS.binary);
  return bytes;
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}
