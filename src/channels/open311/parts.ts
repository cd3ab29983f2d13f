/**
 * What the exchange with the city hotline needs from the rest of the house, in the house's own words. `main` supplies
 * it; tests supply a fake. The names of the standard appear in `fields.ts` alone. Times are Unix ms.
 */

/** The collaborators of the exchange. */
export interface Open311Parts {
  readonly hotline: Hotline;
  /** Now, Unix ms. */
  readonly clock: () => number;
  /** How the world reaches us (`https://example.gov.cn`); the caller's own way when not given. */
  readonly publicUrl?: string | undefined;
  /** Told of each failure of which the caller only saw a 500. */
  readonly report?: (error: unknown) => void;
}

/** The bureau's side of the exchange. Nothing that it tells holds personal data. */
export interface Hotline {
  /** Whose key this is; undefined for a key that was never issued or is revoked. */
  holderOf(apiKey: string): KeyHolder | undefined;
  catalogue(): HotlineCatalogue;
  /** Undefined when there is no such service. */
  questionsOf(serviceCode: string): readonly HotlineQuestion[] | undefined;
  /** Idempotent: the same order by the same holder within ten minutes is the first one again. */
  submit(holder: KeyHolder, order: HotlineOrder): Submitted;
  /** Newest first. */
  list(filter: HotlineFilter): readonly HotlineRecord[];
  /** Those of the numbers that exist, in the order asked for. */
  byNumbers(numbers: readonly string[]): readonly HotlineRecord[];
}

/** The system that holds a key. */
export interface KeyHolder {
  readonly keyId: number;
  readonly name: string;
}

export interface HotlineCatalogue {
  readonly services: readonly HotlineService[];
  /** Changes with every change of the catalogue, later ones sort behind. */
  readonly changeset: string;
  /** An invented catalogue, for trying out. */
  readonly sample: boolean;
}

export interface HotlineService {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly group: string;
  readonly keywords: readonly string[];
  /** Whether there are questions to be answered with an order. */
  readonly asks: boolean;
}

export interface HotlineQuestion {
  readonly code: string;
  readonly ask: string;
  readonly kind: "text" | "moment" | "choice";
  readonly required: boolean;
  /** How to fill it in. */
  readonly hint?: string;
  /** For `choice`. */
  readonly choices?: readonly { readonly key: string; readonly name: string }[];
}

/** An order as it came: texts are trimmed, of bounded length and not blank. */
export interface HotlineOrder {
  readonly serviceCode: string;
  readonly address?: string;
  /** WGS84. */
  readonly position?: { readonly lat: number; readonly long: number };
  readonly description?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly mediaUrl?: string;
  /** By the question's code; a choice is answered with its key. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

export type Submitted =
  | { readonly ok: true; readonly number: string /** What happens next. */; readonly notice: string }
  | { readonly ok: false; readonly fault: "noSuchService" }
  /** Words for the caller: what is missing or why it cannot be done. */
  | { readonly ok: false; readonly fault: "refused"; readonly reasons: readonly string[] };

export interface HotlineFilter {
  /** Requested at this instant or later. */
  readonly from: number;
  /** Requested at this instant or before. */
  readonly to: number;
  readonly serviceCodes?: readonly string[];
  /** Both when not given. */
  readonly open?: boolean;
  readonly limit: number;
}

/** An order as the hotline may see it. */
export interface HotlineRecord {
  readonly number: string;
  readonly open: boolean;
  /** Where it stands, in words. */
  readonly stage: string;
  readonly serviceCode: string;
  readonly serviceName: string;
  readonly notice: string;
  readonly requestedAt: number;
  readonly updatedAt: number;
  readonly expectedAt: number;
  readonly district?: string;
}
