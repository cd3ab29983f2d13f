import { describe, expect, it } from "vitest";
import { equalSecrets } from "./constantTime.ts";

describe("equalSecrets", () => {
  it("accepts the same secret", () => {
    expect(equalSecrets("秘密-abc_0123456789", "秘密-abc_0123456789")).toBe(true);
  });

  it("refuses another secret, a prefix, a longer one and an empty one without throwing", () => {
    for (const other of ["abc_012345678X", "abc_", "abc_0123456789-more", ""]) {
      expect(equalSecrets(other, "abc_0123456789")).toBe(false);
    }
  });
});
