/** Index arrays in SQLite: one row a piece, so that neither writing nor reading needs a second copy of it all. */
import { and, count, eq, sql } from "drizzle-orm";
import type { Records } from "../store/index.ts";
import { tables } from "../store/index.ts";
import type { IndexArrays } from "./invertedIndex.ts";
import type { DocumentEntry } from "./port.ts";

const { indexBlob } = tables;
const PIECE_BYTES = 512 * 1024;

/** Writes bytes under a name. The caller holds the transaction. */
export function writeBlob(records: Records, generationId: number, name: string, bytes: Uint8Array): void {
  records
    .delete(indexBlob)
    .where(and(eq(indexBlob.generationId, generationId), eq(indexBlob.name, name)))
    .run();
  for (let piece = 0; piece * PIECE_BYTES < Math.max(1, bytes.byteLength); piece++) {
    const data = Buffer.from(bytes.subarray(piece * PIECE_BYTES, (piece + 1) * PIECE_BYTES));
    records.insert(indexBlob).values({ generationId, name, piece, data }).run();
  }
}

/** Reads the bytes written under a name. @throws Error when there are none */
export function readBlob(records: Records, generationId: number, name: string): Uint8Array {
  const of = and(eq(indexBlob.generationId, generationId), eq(indexBlob.name, name));
  const whole = records
    .select({ bytes: sql<number | null>`SUM(LENGTH(${indexBlob.data}))`, pieces: count() })
    .from(indexBlob)
    .where(of)
    .get();
  if (whole === undefined || whole.pieces === 0) {
    throw new Error(`索引第 ${generationId} 代缺少 ${name}。请运行 npm run -s reindex -- --full`);
  }
  // Piece by piece: at no time are there two copies of all of it.
  const bytes = new Uint8Array(whole.bytes ?? 0);
  let at = 0;
  for (let piece = 0; piece < whole.pieces; piece++) {
    const row = records
      .select({ data: indexBlob.data })
      .from(indexBlob)
      .where(and(of, eq(indexBlob.piece, piece)))
      .get();
    bytes.set(row!.data, at);
    at += row!.data.length;
  }
  return bytes;
}

/** Stores the arrays of a generation. The caller holds the transaction. */
export function saveArrays(records: Records, generationId: number, arrays: IndexArrays): void {
  const bytesOf = (array: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }) =>
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  writeBlob(records, generationId, "vocabulary", Buffer.from(arrays.vocabulary.join("\n"), "utf8"));
  writeBlob(records, generationId, "offsets", bytesOf(arrays.offsets));
  writeBlob(records, generationId, "ordinals", bytesOf(arrays.ordinals));
  writeBlob(records, generationId, "impacts", bytesOf(arrays.impacts));
  writeBlob(records, generationId, "documentOf", bytesOf(arrays.documentOf));
  writeBlob(records, generationId, "idOf", bytesOf(arrays.idOf));
  writeBlob(records, generationId, "formalOf", bytesOf(arrays.formalOf));
  writeBlob(records, generationId, "lengthOf", bytesOf(arrays.lengthOf));
  writeBlob(records, generationId, "documents", Buffer.from(JSON.stringify(arrays.documents), "utf8"));
}

/** Loads what {@link saveArrays} stored. */
export function loadArrays(records: Records, generationId: number): IndexArrays {
  const read = (name: string) => readBlob(records, generationId, name);
  const text = (name: string) => Buffer.from(read(name)).toString("utf8");
  const vocabulary = text("vocabulary");
  return {
    vocabulary: vocabulary === "" ? [] : vocabulary.split("\n"),
    offsets: new Uint32Array(read("offsets").buffer),
    ordinals: new Int32Array(read("ordinals").buffer),
    impacts: read("impacts"),
    documentOf: new Int32Array(read("documentOf").buffer),
    idOf: new Int32Array(read("idOf").buffer),
    formalOf: read("formalOf"),
    lengthOf: new Uint16Array(read("lengthOf").buffer),
    documents: JSON.parse(text("documents")) as DocumentEntry[],
  };
}
