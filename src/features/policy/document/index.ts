/** From a policy file's bytes to text, metadata and citable clauses. Pure: no database, no network. */
export { LARGEST_FILE_BYTES } from "./fileText.ts";
export { findRegions } from "./findRegions.ts";
export { parseLibraryCsv } from "./libraryCsv.ts";
export { writeNumber } from "./numerals.ts";
export { paragraphsOf } from "./paragraphs.ts";
export { parsePolicy } from "./parse.ts";
export { PolicyParseError } from "./parseError.ts";
export type {
  MetadataOverride,
  PolicyDocument,
  PolicyMetadata,
  Segment,
  SegmentKind,
} from "./policyDocument.ts";
