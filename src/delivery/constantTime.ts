/** The one place where secrets are compared. */
import { createHash, timingSafeEqual } from "node:crypto";

/**
 * Whether two secrets are equal, in a time that tells nothing of where or how much they differ.
 * Both are hashed first: `timingSafeEqual` throws for unequal lengths, and the length is a secret too.
 */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret, "utf8").digest();
}
