/** Keys derived from the one key of the service, and the keyed hash by which sealed values are found. */
import { createHmac, hkdfSync } from "node:crypto";

/** What a derived key is for. The version is part of it, so that a change of method is a change of key. */
export type KeyPurpose = "lookup" | "invitation" | "audit";

/**
 * A 32-byte key of its own for each purpose: what one of them gives away says nothing of the others.
 * @see RFC 5869 (HKDF)
 */
export function deriveKey(key: Buffer, purpose: KeyPurpose): Buffer {
  if (key.length !== 32) throw new Error("密钥必须是 32 字节");
  return Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), `jinqiu/members/${purpose}/v1`, 32));
}

/** Hashes a normalised value (as `readPhone` and `readIdNumber` return it) for look-up. */
export type LookupHash = (field: "phone" | "idNumber", normalised: string) => Buffer;

/** A look-up hash over the service's key. The field's name stands in front: a phone never equals an identity number. */
export function createLookupHash(key: Buffer): LookupHash {
  const lookupKey = deriveKey(key, "lookup");
  return (field, normalised) =>
    createHmac("sha256", lookupKey).update(`${field}\0${normalised}`, "utf8").digest();
}
