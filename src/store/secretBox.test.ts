import { randomBytes } from "node:crypto";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testFolder } from "../testing/library.ts";
import { createSecretBox, loadKeys } from "./secretBox.ts";

describe("secret box", () => {
  it("opens what it sealed, never seals the same text alike, and refuses changed bytes", () => {
    const box = createSecretBox(randomBytes(32));
    const sealed = box.seal("住天元区");
    expect(box.open(sealed)).toBe("住天元区");
    expect(box.seal("住天元区").equals(sealed)).toBe(false);
    sealed[sealed.length - 1]! ^= 1;
    expect(() => box.open(sealed)).toThrow();
  });

  it("says that another key was used", () => {
    const sealed = createSecretBox(randomBytes(32)).seal("x");
    expect(() => createSecretBox(randomBytes(32)).open(sealed)).toThrow(/另一把密钥/);
  });
});

describe("loadKeys", () => {
  it("makes the key once, readable by the owner only, and finds it again", () => {
    const database = join(testFolder(), "a.db");
    const key = loadKeys(undefined, database)[0];
    expect(loadKeys(undefined, database)[0].equals(key)).toBe(true);
    expect(statSync(`${database}.key`).mode & 0o777).toBe(0o600);
  });

  it("never replaces a key file that it cannot read as a key", () => {
    const database = join(testFolder({ "a.db.key": "坏了" }), "a.db");
    expect(() => loadKeys(undefined, database)).toThrow(/不要删除/);
    writeFileSync(`${database}.key`, `${"ab".repeat(32)}\n`);
    expect(loadKeys(undefined, database)[0].toString("hex")).toBe("ab".repeat(32));
  });
});
