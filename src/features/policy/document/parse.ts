/** From a file's bytes to a policy document. Stages: bytes → text → front matter → segments → metadata. */
import { readFileText } from "./fileText.ts";
import { type FrontMatter, readFrontMatter } from "./frontMatter.ts";
import { readMetadata } from "./metadata.ts";
import type { MetadataOverride, PolicyDocument } from "./policyDocument.ts";
import { segmentText } from "./segments.ts";

/** What the reading of a file depends on besides its bytes. */
export interface ParseOptions {
  /** The bureau's own region: that of notices which name no place. */
  readonly homeRegion: string;
  /** The file's row of library.csv. Wins over front matter, which wins over what the text says. */
  readonly override?: MetadataOverride;
}

/**
 * Reads a file's bytes. `file` is its path in the folder; its extension says how it is read.
 * @throws PolicyParseError when the file cannot be used, with the reason and what to do
 */
export async function parsePolicy(
  file: string,
  bytes: Uint8Array,
  options: ParseOptions,
): Promise<PolicyDocument> {
  const text = await readFileText(file, bytes);
  const front: FrontMatter = /\.(md|txt)$/i.test(file)
    ? readFrontMatter(file, text)
    : { lines: 0, stated: {} };
  const segments = segmentText(text, front.lines);
  const metadata = readMetadata({
    file,
    text,
    segments: front.lines === 0 ? segments : segments.slice(1),
    homeRegion: options.homeRegion,
    stated: { ...front.stated, ...options.override },
  });
  return { file, metadata, text, segments };
}
