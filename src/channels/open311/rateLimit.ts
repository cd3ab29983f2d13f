/** How much a key may ask. */

export const REQUESTS_A_MINUTE = 120;
const MINUTE_MS = 60_000;

export type Admitted =
  | { readonly allowed: true }
  | {
      readonly allowed: false /** Whole seconds until the next is let through. */;
      readonly retryAfterSeconds: number;
    };

/**
 * Lets 120 requests a minute through for each key, counted in minutes that begin with the key's first request. In
 * memory: a restart forgives.
 * @param clock Unix ms
 */
export function createRateLimit(clock: () => number) {
  // One entry a key that was issued, so that it stays small.
  const minutes = new Map<number, { readonly since: number; count: number }>();
  return (keyId: number): Admitted => {
    const now = clock();
    const current = minutes.get(keyId);
    // A clock that was set back must not lock anyone out.
    if (current === undefined || now >= current.since + MINUTE_MS || now < current.since) {
      minutes.set(keyId, { since: now, count: 1 });
      return { allowed: true };
    }
    if (current.count < REQUESTS_A_MINUTE) {
      current.count++;
      return { allowed: true };
    }
    return {
      allowed: false,
      retryAfterSeconds: Math.max(1, Math.ceil((current.since + MINUTE_MS - now) / 1000)),
    };
  };
}
