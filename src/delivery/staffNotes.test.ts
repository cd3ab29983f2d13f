import { describe, expect, it, onTestFinished } from "vitest";
import { plainReply, type Reply, replyText } from "../dialogue/index.ts";
import { createSecretBox, openStore } from "../store/index.ts";
import { outboxTable } from "./outbox.repo.ts";
import { createStaffNotes } from "./staffNotes.ts";

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const WANG = { channel: "telegram", accountId: "71" };

function setUp() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  const outbox = outboxTable(store.records);
  const notes = createStaffNotes({
    store,
    box,
    clock: () => 5_000,
    log: SILENT,
    duty: undefined,
    staffAccounts: () => [],
  });
  const words = (row: { body: Buffer }) => replyText(JSON.parse(box.open(row.body)) as Reply);
  return { notes, outbox, words };
}

describe("a message to one member of staff", () => {
  it("can be corrected and taken back before it goes out and after, and tells how far it has come", () => {
    const { notes, outbox, words } = setUp();
    for (const key of ["a", "b"]) notes.toAccount(WANG, key, plainReply("三点开会。"), false);
    expect(notes.stateOf("a")).toEqual({ status: "pending", sentAt: null });
    expect(notes.replace("a", plainReply("四点开会。"))).toBe("unsent");
    expect(words(outbox.byKey("a")!)).toBe("四点开会。");
    expect(notes.recall("a", plainReply("会议取消。"))).toBe("unsent");
    expect(notes.stateOf("a")).toMatchObject({ status: "cancelled" });
    const sent = outbox.byKey("b")!;
    outbox.settleSent(sent.id, 1, ["9"], 6_000);
    expect(notes.stateOf("b")).toEqual({ status: "sent", sentAt: 6_000 });
    expect(notes.replace("b", plainReply("四点开会。"))).toBe("changing");
    expect(notes.recall("b", plainReply("会议取消。"))).toBe("changing");
    expect(outbox.changesOf(sent).map((row) => [row.operation, row.status, words(row)])).toEqual([
      ["edit", "cancelled", "四点开会。"],
      ["remove", "pending", "会议取消。"],
    ]);
  });

  it("is none under a key that was never queued", () => {
    const { notes } = setUp();
    expect([notes.replace("x", plainReply("甲")), notes.recall("x", plainReply("甲"))]).toEqual([
      "none",
      "none",
    ]);
    expect(notes.stateOf("x")).toBeUndefined();
  });
});
