import { sql } from "drizzle-orm";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore, tables } from "./index.ts";

const { inbox } = tables;

function setUp() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const insert = (id: string) => () => {
    store.records
      .insert(inbox)
      .values({
        channel: "t",
        chatId: "c",
        messageId: id,
        body: Buffer.alloc(1),
        receivedAt: 1,
        status: "pending",
      })
      .run();
    return id;
  };
  const stored = () =>
    store.records
      .select({ id: inbox.messageId })
      .from(inbox)
      .all()
      .map(({ id }) => id);
  return { store, insert, stored };
}

describe("group commit", () => {
  it("stores works in the order they were handed in, and gives each its result", async () => {
    const { store, insert, stored } = setUp();
    const results = await Promise.all(["a", "b", "c"].map((id) => store.commit(insert(id))));
    expect(results).toEqual(["a", "b", "c"]);
    expect(stored()).toEqual(["a", "b", "c"]);
  });

  it("rolls back the work that throws, whole, and no other", async () => {
    const { store, insert, stored } = setUp();
    const outcomes = await Promise.allSettled([
      store.commit(insert("a")),
      store.commit(() => {
        insert("half")();
        throw new Error("no");
      }),
      store.commit(insert("c")),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(stored()).toEqual(["a", "c"]);
  });

  it("refuses all of a batch and stores none when the disk is full, and works again when there is room", async () => {
    const { store, insert, stored } = setUp();
    const pages = store.records.get<{ page_count: number }>(sql`PRAGMA page_count`).page_count;
    store.records.run(sql.raw(`PRAGMA max_page_count = ${pages}`));
    const big = () =>
      store.records
        .insert(inbox)
        .values({
          channel: "t",
          chatId: "c",
          messageId: "big",
          body: Buffer.alloc(2 ** 20),
          receivedAt: 1,
          status: "pending",
        })
        .run();
    const outcomes = await Promise.allSettled([
      store.commit(insert("a")),
      store.commit(big),
      store.commit(insert("c")),
    ]);
    expect(outcomes.map(({ status }) => status)).toContain("rejected");
    const kept = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
    expect(stored()).toEqual(kept);
    store.records.run(sql.raw(`PRAGMA max_page_count = 1000000`));
    await store.commit(insert("later"));
    expect(stored()).toContain("later");
  });

  it("takes works that nest transactions of their own", async () => {
    const { store, insert, stored } = setUp();
    await store.commit(() => store.transaction(insert("inner")));
    expect(stored()).toEqual(["inner"]);
  });
});
