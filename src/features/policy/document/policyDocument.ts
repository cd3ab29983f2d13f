/** What a policy file is read into. All dates are `YYYY-MM-DD`. */

/** What a stretch of a document is: title and formalities, a heading, something citable, or the foot. */
export type SegmentKind = "head" | "heading" | "clause" | "closing";

/** A stretch of a document. In order and with white space aside, the texts of all segments are the whole document. */
export interface Segment {
  kind: SegmentKind;
  /** `第十九条`, `二（一）`, `引言`, `正文`, `附件1`; null where nothing is to be cited. */
  label: string | null;
  /** 编/章/节 (and section headings) above it, joined with " ". */
  context: string;
  text: string;
}

/** What a text says of itself. */
export interface PolicyMetadata {
  title: string;
  docNumber?: string;
  issuer?: string;
  /** `全国`, or province and city: `湖南省`, `湖南省株洲市`, `上海市`. */
  region: string;
  /** `全体`, or who alone it is for: `离休`, `国企退休`. */
  audience: string[];
  adoptedOn?: string;
  issuedOn?: string;
  amendedOn?: string;
  effectiveOn?: string;
  /** The last day in force. */
  expiresOn?: string;
  /** The first day no longer in force. */
  repealedOn?: string;
  supersedes?: string;
  status?: "inForce" | "repealed" | "expired";
  /** The text calls itself a sample. */
  sample: boolean;
  /** Titles this text says are repealed with it. */
  repeals: { title: string; issuedOn?: string; docNumber?: string }[];
}

/** A policy as text, metadata and citable pieces. */
export interface PolicyDocument {
  file: string;
  metadata: PolicyMetadata;
  /** Normalised: `\n` line ends, no byte order mark, trailing spaces cut. */
  text: string;
  segments: Segment[];
}

/** What staff state about a file, over what was read in it. */
export type MetadataOverride = Partial<Omit<PolicyMetadata, "sample" | "repeals">>;
