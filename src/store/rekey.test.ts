import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { testFolder } from "../testing/library.ts";
import { addKey, createSecretBox, loadKeys, openStore, rekey, tables } from "./index.ts";

describe("changing the key", () => {
  it("opens what the old key sealed, seals with the new one, and after rekeying needs the old one no more", () => {
    const path = join(testFolder(), "a.db");
    const store = openStore(path);
    onTestFinished(() => store.close());
    const [first] = loadKeys(undefined, path);
    const before = createSecretBox(first);
    const member = { name: "测试甲", category: "退休", createdAt: 0, updatedAt: 0 } as const;
    for (let i = 0; i < 1_200; i++)
      store.records
        .insert(tables.member)
        .values({ ...member, phoneSealed: before.seal(`1380000${String(i).padStart(4, "0")}`) })
        .run();
    store.records
      .insert(tables.inbox)
      .values({
        channel: "t",
        chatId: "c",
        messageId: "m",
        body: before.seal("话"),
        receivedAt: 0,
        status: "done",
      })
      .run();

    const keys = addKey(path);
    expect(keys[1]!.equals(first)).toBe(true);
    expect(loadKeys(undefined, path).map((key) => key.toString("hex"))).toEqual(
      keys.map((key) => key.toString("hex")),
    );
    expect(statSync(`${path}.key`).mode & 0o777).toBe(0o600);
    const box = createSecretBox(...keys);
    expect(rekey(store, box, keys)).toBe(1_201);
    expect(rekey(store, box, keys)).toBe(0);
    const alone = createSecretBox(keys[0]);
    const phones = store.records.select({ sealed: tables.member.phoneSealed }).from(tables.member).all();
    expect(phones.map(({ sealed }) => alone.open(sealed!)).at(-1)).toBe("13800001199");
    expect(alone.open(store.records.select().from(tables.inbox).get()!.body)).toBe("话");
  });

  it("takes several keys from the setting, the first for sealing, and names a faulty one", () => {
    const [a, b] = ["aa".repeat(32), "bb".repeat(32)];
    const keys = loadKeys(`${a},${b}`, "x.db");
    expect(createSecretBox(...keys).open(createSecretBox(Buffer.from(b, "hex")).seal("旧"))).toBe("旧");
    expect(() => loadKeys(`${a},短`, "x.db")).toThrow("ENCRYPTION_KEY");
  });

  it("leaves the key file whole when it is read as no key", () => {
    const path = join(testFolder({ "a.db.key": "坏了" }), "a.db");
    expect(() => addKey(path)).toThrow(/不要删除/);
    expect(readFileSync(`${path}.key`, "utf8")).toBe("坏了");
  });
});
