/** Files that tests make: PDFs with Chinese text, locked and scanned ones, Word files. */
import { Document, HeadingLevel, Packer, Paragraph, Table, TableCell, TableRow } from "docx";
import { PDFDocument, PDFHexString, PDFName, PDFOperator, PDFOperatorNames, PDFString } from "pdf-lib";

/** A printed line: text, left edge and size in points. */
export interface PrintedLine {
  readonly text: string;
  readonly left?: number;
  readonly size?: number;
}

/** A PDF with one printed line under the other, set in a font that is not embedded, as office programs write it. */
export async function chinesePdf(pages: readonly (readonly PrintedLine[])[]): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const { context } = pdf;
  const descriptor = context.register(
    context.obj({
      Type: "FontDescriptor",
      FontName: "STSong-Light",
      Flags: 4,
      FontBBox: [0, -200, 1000, 900],
      ItalicAngle: 0,
      Ascent: 880,
      Descent: -120,
      CapHeight: 880,
      StemV: 80,
    }),
  );
  const descendant = context.register(
    context.obj({
      Type: "Font",
      Subtype: "CIDFontType0",
      BaseFont: "STSong-Light",
      CIDSystemInfo: { Registry: PDFString.of("Adobe"), Ordering: PDFString.of("GB1"), Supplement: 2 },
      FontDescriptor: descriptor,
      DW: 1000,
    }),
  );
  const font = context.register(
    context.obj({
      Type: "Font",
      Subtype: "Type0",
      BaseFont: "STSong-Light",
      Encoding: "UniGB-UCS2-H",
      DescendantFonts: [descendant],
    }),
  );
  for (const lines of pages) {
    const page = pdf.addPage([595, 842]);
    page.node.setFontDictionary(PDFName.of("F1"), font);
    lines.forEach(({ text, left = 80, size = 16 }, i) => {
      const codes = [...text].map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("");
      page.pushOperators(
        PDFOperator.of(PDFOperatorNames.BeginText),
        PDFOperator.of(PDFOperatorNames.SetFontAndSize, [PDFName.of("F1"), context.obj(size)]),
        PDFOperator.of(PDFOperatorNames.MoveText, [context.obj(left), context.obj(760 - i * 28)]),
        PDFOperator.of(PDFOperatorNames.ShowText, [PDFHexString.of(codes)]),
        PDFOperator.of(PDFOperatorNames.EndText),
      );
    });
  }
  return pdf.save();
}

/** A PDF whose page is a picture: a grey box and no text. */
export async function scannedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]).drawRectangle({ x: 50, y: 50, width: 400, height: 600 });
  return pdf.save();
}

/** A PDF that asks for a password. */
export async function lockedPdf(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.addPage();
  const { context } = pdf;
  context.trailerInfo.Encrypt = context.register(
    context.obj({
      Filter: "Standard",
      V: 1,
      R: 2,
      P: -4,
      O: PDFHexString.of("ab".repeat(32)),
      U: PDFHexString.of("cd".repeat(32)),
    }),
  );
  context.trailerInfo.ID = context.obj([PDFHexString.of("01".repeat(16)), PDFHexString.of("01".repeat(16))]);
  return pdf.save({ useObjectStreams: false });
}

/** A Word file: a title, paragraphs, and a table where rows are given. */
export async function wordFile(
  title: string,
  paragraphs: readonly string[],
  rows: readonly (readonly string[])[] = [],
): Promise<Uint8Array> {
  const table = new Table({
    rows: rows.map(
      (cells) =>
        new TableRow({ children: cells.map((text) => new TableCell({ children: [new Paragraph(text)] })) }),
    ),
  });
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
          ...paragraphs.map((text) => new Paragraph(text)),
          ...(rows.length === 0 ? [] : [table]),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
