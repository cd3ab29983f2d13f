/** A certificate as PDF: A4 across, a double frame, the name large; the same for the same attempt, byte by byte. */
import { dayOf } from "../../../../delivery/index.ts";
import { dayInCharacters, CERTIFICATE_TEXT as TEXT } from "./certificateText.ts";
import { loadTypeface, type Typeface } from "./typeface.ts";

/** What a certificate says. */
export interface CertificateFacts {
  readonly name: string;
  /** The quiz's. */
  readonly title: string;
  readonly score: number;
  readonly total: number;
  /** Unix ms; its day is on the face. */
  readonly finishedAt: number;
  readonly timeZone: string;
  readonly bureau: string;
  /** Says 示例 across the face. */
  readonly sample: boolean;
  readonly number: number;
}

type Document = PDFKit.PDFDocument;

/** Points, 72 an inch: A4 across. */
const PAGE = { width: 841.89, height: 595.28 } as const;
const LEFT = 120;
const WIDTH = PAGE.width - 2 * LEFT;
const RED = "#9B1C1C";
const GOLD = "#B08D3C";
const INK = "#222222";
const GREY = "#777777";
const BODY = { size: 24, height: 44 } as const;
const SMALL_BODY = { size: 19, height: 34 } as const;
const MOST_LINES = 3;
const NAME_SIZE = 40;
/** Do not begin a line. */
const CLOSING = "，。、；：？！）》”’」』";
/** Do not end one. */
const OPENING = "（《“‘「『";

/** Renders a certificate. pdfkit and the typeface are loaded with the first one. */
export async function renderCertificate(facts: CertificateFacts): Promise<Buffer> {
  const { default: PDFDocument } = await import("pdfkit");
  const day = dayInCharacters(dayOf(facts.finishedAt, facts.timeZone));
  const words = { ...wordsOf(facts), day };
  const typeface = await loadTypeface(Object.values(words));
  const document = new PDFDocument({
    size: "A4",
    layout: "landscape",
    margin: 0,
    lang: "zh-CN",
    tagged: true,
    displayTitle: true,
    // The file's own date would make every copy another file.
    info: { Title: `${TEXT.title} ${facts.title}`, CreationDate: new Date(facts.finishedAt) },
  });
  const bytes = collect(document);
  const draw = () => paint(document, typeface, words, facts.sample);
  // Outlines are silent: the words are given to whoever has the page read aloud (ISO 32000-1, 14.9.3).
  const alt = Object.values(words)
    .filter((line) => line !== "")
    .join("\n");
  document.addStructure(document.struct("Document", {}, document.struct("Figure", { alt }, draw)));
  document.end();
  return bytes;
}

function wordsOf({ name, title, score, total, bureau, sample, number }: CertificateFacts) {
  return {
    heading: TEXT.title,
    name,
    comrade: TEXT.comrade,
    body: TEXT.body(title, score, total),
    closing: TEXT.closing,
    bureau,
    number: TEXT.number(number),
    sample: sample ? TEXT.sample : "",
    sampleNote: sample ? TEXT.sampleNote : "",
  };
}

type Words = ReturnType<typeof wordsOf> & { readonly day: string };

function collect(document: Document): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.on("error", reject);
  });
}

function paint(document: Document, typeface: Typeface, words: Words, sample: boolean): void {
  frame(document);
  if (sample) watermark(document, typeface, words.sample);
  const pen = createPen(document, typeface);
  pen.centred(words.heading, 132, 56, RED, 16);
  const nameWidth = WIDTH - pen.width(words.comrade, BODY.size) - 16;
  const nameSize = Math.min(NAME_SIZE, (NAME_SIZE * nameWidth) / pen.width(words.name, NAME_SIZE));
  const nameEnd = pen.text(words.name, LEFT, 208, nameSize, INK);
  pen.text(words.comrade, nameEnd + 10, 208, BODY.size, INK);
  // Most fit three lines; a long title takes smaller letters.
  const long = pen.lines(words.body, BODY.size, WIDTH).length > MOST_LINES;
  const body = long ? SMALL_BODY : BODY;
  let y = 266;
  for (const paragraph of [words.body, words.closing]) {
    for (const line of pen.lines(`　　${paragraph}`, body.size, WIDTH)) {
      pen.text(line, LEFT, y, body.size, INK);
      y += body.height;
    }
  }
  // Under each other on the right, both centred on one axis.
  const size = Math.min(BODY.size, (BODY.size * (WIDTH * 0.65)) / pen.width(words.bureau, BODY.size));
  const axis =
    PAGE.width - LEFT - Math.max(pen.width(words.bureau, size), pen.width(words.day, BODY.size)) / 2;
  pen.text(words.bureau, axis - pen.width(words.bureau, size) / 2, 466, size, INK);
  pen.text(words.day, axis - pen.width(words.day, BODY.size) / 2, 506, BODY.size, INK);
  pen.text(words.number, LEFT, 506, 12, GREY);
  if (sample) pen.centred(words.sampleNote, 546, 12, GREY);
}

function frame(document: Document): void {
  document.rect(0, 0, PAGE.width, PAGE.height).fill("#FFFDF6");
  for (const [inset, width, colour] of [
    [26, 4, RED],
    [36, 1.2, GOLD],
  ] as const) {
    document
      .lineWidth(width)
      .rect(inset, inset, PAGE.width - 2 * inset, PAGE.height - 2 * inset)
      .stroke(colour);
  }
  // A small square in each corner of the inner frame.
  const [near, side] = [42, 16];
  for (const x of [near, PAGE.width - near - side]) {
    for (const y of [near, PAGE.height - near - side])
      document.lineWidth(1.2).rect(x, y, side, side).stroke(GOLD);
  }
}

function watermark(document: Document, typeface: Typeface, words: string): void {
  const size = 200;
  const pen = createPen(document, typeface);
  document.save();
  document.rotate(-24, { origin: [PAGE.width / 2, PAGE.height / 2] });
  document.fillOpacity(0.09);
  pen.text(words, (PAGE.width - pen.width(words, size)) / 2, PAGE.height / 2 + size * 0.36, size, INK);
  document.restore();
}

/** Writing with outlines. `y` is the line on which characters stand. */
function createPen(document: Document, typeface: Typeface) {
  const widthOf = (character: string) => (character === "　" ? 1 : typeface.get(character)!.width);
  const width = (text: string, size: number) =>
    [...text].reduce((sum, character) => sum + widthOf(character) * size, 0);

  /** Returns where the text ends. */
  function text(words: string, x: number, y: number, size: number, colour: string, gap = 0): number {
    let at = x;
    for (const character of words) {
      if (character !== "　" && character !== " ") {
        const { path, scale } = typeface.get(character)!;
        document
          .save()
          .translate(at, y)
          .scale(size * scale, -size * scale);
        document.path(path).fill(colour);
        document.restore();
      }
      at += widthOf(character) * size + gap;
    }
    return at;
  }

  return {
    width,
    text,
    centred(words: string, y: number, size: number, colour: string, gap = 0): void {
      const all = width(words, size) + gap * ([...words].length - 1);
      text(words, (PAGE.width - all) / 2, y, size, colour, gap);
    },
    /** Breaks between any two characters, but leaves no closing mark alone at a beginning, no opening one at an end. */
    lines(words: string, size: number, most: number): string[] {
      const lines: string[] = [];
      let line: string[] = [];
      for (const character of words) {
        const full = width([...line, character].join(""), size) > most && line.length > 0;
        if (full && !CLOSING.includes(character)) {
          const carried = OPENING.includes(line.at(-1)!) ? [line.pop()!] : [];
          lines.push(line.join("").trimEnd());
          line = [...carried, character];
        } else line.push(character);
      }
      return [...lines, line.join("")];
    },
  };
}
