/** What a file is, told by its first bytes and held against its name. */
import type { FileKind } from "./types.ts";

/** What the content shows. */
type Content =
  | "jpeg"
  | "png"
  | "webp"
  | "gif"
  | "pdf"
  | "docx"
  | "xlsx"
  | "pptx"
  | "ole"
  | "mp3"
  | "m4a"
  | "opus"
  | "ogg"
  | "wav"
  | "mp4"
  | "text"
  | "macros";

/** A kind of file that is carried. */
export interface FileType {
  readonly content: readonly Content[];
  readonly mediaType: string;
  readonly kind: FileKind;
}

const MICROSOFT = "application/vnd.openxmlformats-officedocument";

const type = (mediaType: string, kind: FileKind, ...content: Content[]): FileType => ({
  content,
  mediaType,
  kind,
});
const JPEG = type("image/jpeg", "photo", "jpeg");
const VOICE = type("audio/ogg", "voice", "opus");
const MP4 = type("video/mp4", "video", "mp4");
const MARKDOWN = type("text/markdown; charset=utf-8", "document", "text");

/**
 * By ending. A moving picture goes as a document: as a photo it would stand still. Telegram plays mp3 and m4a as music
 * and Opus as voice (https://core.telegram.org/bots/api#sendaudio, #sendvoice); other sound goes as a document.
 */
const BY_ENDING: Readonly<Record<string, FileType>> = {
  jpg: JPEG,
  jpeg: JPEG,
  png: type("image/png", "photo", "png"),
  webp: type("image/webp", "photo", "webp"),
  gif: type("image/gif", "document", "gif"),
  pdf: type("application/pdf", "document", "pdf"),
  docx: type(`${MICROSOFT}.wordprocessingml.document`, "document", "docx"),
  xlsx: type(`${MICROSOFT}.spreadsheetml.sheet`, "document", "xlsx"),
  pptx: type(`${MICROSOFT}.presentationml.presentation`, "document", "pptx"),
  doc: type("application/msword", "document", "ole"),
  xls: type("application/vnd.ms-excel", "document", "ole"),
  ppt: type("application/vnd.ms-powerpoint", "document", "ole"),
  mp3: type("audio/mpeg", "audio", "mp3"),
  m4a: type("audio/mp4", "audio", "m4a", "mp4"),
  ogg: type("audio/ogg", "document", "ogg"),
  oga: VOICE,
  opus: VOICE,
  wav: type("audio/wav", "document", "wav"),
  mp4: MP4,
  m4v: MP4,
  txt: type("text/plain; charset=utf-8", "document", "text"),
  md: MARKDOWN,
};

/** The ending that a file without one is given. */
const ENDING_OF: Readonly<Partial<Record<Content, string>>> = {
  jpeg: "jpg",
  png: "png",
  webp: "webp",
  gif: "gif",
  pdf: "pdf",
  docx: "docx",
  xlsx: "xlsx",
  pptx: "pptx",
  mp3: "mp3",
  m4a: "m4a",
  opus: "ogg",
  ogg: "ogg",
  wav: "wav",
  mp4: "mp4",
  text: "txt",
};

/** What a file's content came to, under its name. */
export type Recognised =
  | { readonly kind: "ok"; readonly type: FileType; readonly ending: string; readonly body: Buffer }
  | { readonly kind: "unknown" | "notWhatItSays" | "macros" };

/** Holds the content against the ending (without dot, lower case; "" where the name has none). */
export function recognise(ending: string, body: Buffer): Recognised {
  const content = contentOf(body);
  if (content === "macros") return { kind: "macros" };
  const named = ending === "" ? (ENDING_OF[content ?? "macros"] ?? "") : ending;
  const found = Object.hasOwn(BY_ENDING, named) ? BY_ENDING[named]! : undefined;
  if (found === undefined) return { kind: "unknown" };
  if (content === "opus" && (named === "ogg" || named === "oga" || named === "opus"))
    return { kind: "ok", type: VOICE, ending: named, body };
  if (content === undefined || !found.content.includes(content)) return { kind: "notWhatItSays" };
  return { kind: "ok", type: found, ending: named, body: content === "text" ? asUtf8(body)! : body };
}

function contentOf(body: Buffer): Content | undefined {
  const starts = (bytes: string, at = 0) => body.toString("latin1", at, at + bytes.length) === bytes;
  if (starts("\xff\xd8\xff")) return "jpeg";
  if (starts("\x89PNG\r\n\x1a\n")) return "png";
  if (starts("RIFF") && starts("WEBP", 8)) return "webp";
  if (starts("RIFF") && starts("WAVE", 8)) return "wav";
  if (starts("GIF87a") || starts("GIF89a")) return "gif";
  if (starts("%PDF-")) return "pdf";
  if (starts("PK\x03\x04")) return officeOf(body);
  if (starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "ole";
  if (starts("OggS")) return body.subarray(0, 256).includes("OpusHead") ? "opus" : "ogg";
  if (starts("ftyp", 4)) return /^M4[AB] /.test(body.toString("latin1", 8, 12)) ? "m4a" : "mp4";
  if (starts("ID3") || isMpegFrame(body)) return "mp3";
  return asUtf8(body) === undefined ? undefined : "text";
}

/** Frame sync, layer III (ISO/IEC 11172-3, 2.4.2.3). */
function isMpegFrame(body: Buffer): boolean {
  return body.length > 2 && body[0] === 0xff && (body[1]! & 0xe6) === 0xe2 && (body[1]! & 0x18) !== 0x08;
}

/**
 * A zip is carried only as an Office document (ECMA-376, part 2: `[Content_Types].xml` is in every one). Names stand
 * uncompressed in a zip, so that they can be looked for in the bytes.
 */
function officeOf(body: Buffer): Content | undefined {
  if (!body.includes("[Content_Types].xml")) return undefined;
  if (body.includes("vbaProject.bin")) return "macros";
  if (body.includes("word/document")) return "docx";
  if (body.includes("xl/workbook")) return "xlsx";
  if (body.includes("ppt/presentation")) return "pptx";
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that are looked for.
const NO_TEXT = /[\x00-\x08\x0e-\x1a\x1c-\x1f]/;

/** A text as UTF-8; what Windows wrote in GB 18030 is converted. Undefined where it is no text. */
function asUtf8(body: Buffer): Buffer | undefined {
  for (const encoding of ["utf-8", "gb18030"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(body);
      return NO_TEXT.test(text) ? undefined : Buffer.from(text, "utf8");
    } catch {
      // Not in this encoding.
    }
  }
  return undefined;
}
