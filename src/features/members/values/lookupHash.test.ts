import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLookupHash, deriveKey } from "./lookupHash.ts";

const KEY = Buffer.alloc(32, 7);

describe("look-up hash", () => {
  it("is the same for the same value, and another for another value, field or key", () => {
    const hash = createLookupHash(KEY);
    const other = createLookupHash(Buffer.alloc(32, 8));
    const value = fc.stringMatching(/^[0-9X]{1,18}$/);
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(createLookupHash(KEY)("phone", a)).toEqual(hash("phone", a));
        expect(hash("phone", a).equals(hash("phone", b))).toBe(a === b);
        expect(hash("phone", a)).not.toEqual(hash("idNumber", a));
        expect(hash("phone", a)).not.toEqual(other("phone", a));
      }),
    );
  });

  it("stands on a key of its own: RFC 5869 with a purpose, never the key of the service", () => {
    const keys = [deriveKey(KEY, "lookup"), deriveKey(KEY, "invitation"), deriveKey(KEY, "audit"), KEY];
    expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(4);
    expect(() => createLookupHash(Buffer.alloc(16))).toThrow("密钥必须是 32 字节");
  });
});
