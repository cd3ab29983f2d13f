/** Bytes of a text file to a string with plain line ends. */
import { parseFault } from "./parseError.ts";
import { FAULTS } from "./text.ts";

/**
 * Decodes UTF-8, UTF-16 with a byte order mark, or GB18030 (which holds GBK and GB2312), each strictly.
 * @throws PolicyParseError when the bytes are none of these, or no text
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  // A NUL never occurs in text, except in UTF-16, where it is half of every ASCII character.
  if (utf16 === undefined && bytes.includes(0)) throw parseFault(file, FAULTS.binary);
  for (const encoding of utf16 === undefined ? ["utf-8", "gb18030"] : [utf16]) {
    const text = tryDecode(encoding, bytes);
    if (text === undefined) continue;
    if (text.includes("\0")) throw parseFault(file, FAULTS.binary);
    return text;
  }
  throw parseFault(file, FAULTS.encoding);
}

function tryDecode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `\n` line ends, no byte order mark, no trailing spaces on a line or lines at the end. */
export function normaliseText(text: string): string {
  return text
    .replace(/^\uFEFF+/, "")
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, "\n")
    .replace(/[^\S\n]+$/gm, "")
    .trimEnd();
}
