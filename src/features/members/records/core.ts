/** What every part of the feature works with. */
import type { SecretBox, Store } from "../../../store/index.ts";
import type { Audit } from "../types.ts";
import type { LookupHash } from "../values/lookupHash.ts";

export interface Core {
  readonly store: Store;
  readonly box: SecretBox;
  readonly lookupHash: LookupHash;
  readonly audit: Audit;
  /** Unix ms. */
  readonly clock: () => number;
  /** `YYYY-MM-DD` where the bureau is. */
  readonly today: () => string;
}
