import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createDialogue, FRESH, type IncomingMessage, type Intent, paragraph } from "../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../store/index.ts";
import { readHistory } from "./history.ts";
import { createInbox, type InboxParts } from "./inbox.ts";

const SILENT = { info: () => {}, warn: () => {}, error: () => {} };

function setUp(intent: Partial<Intent>, parts: Partial<InboxParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  let now = 1_000;
  const dialogue = createDialogue([
    {
      name: "echo",
      urgency: 100,
      matches: () => true,
      handle: async (message, state) => ({
        kind: "chat",
        replies: [{ blocks: [paragraph(`回：${message.text}`)], choices: [] }],
        state,
        effects: [],
      }),
      ...intent,
    },
  ]);
  const make = (more: Partial<InboxParts> = {}) =>
    createInbox({
      ...{ store, box, dialogue, clock: () => ++now, log: SILENT, onReplied: () => {} },
      ...parts,
      ...more,
    });
  const said = (chatId = "c") =>
    readHistory(store, box, "test", chatId, 100).map((u) =>
      u.from === "person"
        ? u.text
        : u.reply.blocks.map((b) => b.spans.map((s) => s.text).join("")).join("\n"),
    );
  return { store, box, make, said };
}

const message = (id: string, text: string, chatId = "c"): IncomingMessage => ({
  channel: "test",
  chatId,
  messageId: id,
  at: 1,
  text,
});

async function settled(inbox: { stop(): Promise<void> }): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await inbox.stop();
}

describe("inbox", () => {
  it("answers each message once, in order, though it is received twice", async () => {
    const { make, said } = setUp({});
    const inbox = make();
    for (const [id, text] of [
      ["1", "甲"],
      ["2", "乙"],
      ["1", "甲"],
    ] as const)
      await inbox.receive(message(id, text));
    await settled(inbox);
    expect(said()).toEqual(
      ["甲", "乙", "回：甲", "回：乙"].sort((a, b) => said().indexOf(a) - said().indexOf(b)),
    );
    expect(said().filter((text) => text === "回：甲")).toHaveLength(1);
    expect(said().indexOf("回：甲")).toBeLessThan(said().indexOf("回：乙"));
  });

  it("works after a restart on what was stored before the stop", async () => {
    const { make, said } = setUp({});
    const first = make();
    await first.stop();
    await first.receive(message("1", "停电前说的话"));
    expect(said()).toEqual(["停电前说的话"]);
    const second = make();
    second.resume();
    await settled(second);
    expect(said()).toEqual(["停电前说的话", "回：停电前说的话"]);
  });

  it("commits effects and replies together: a failing effect leaves neither", async () => {
    let runs = 0;
    const { make, store, said } = setUp({
      handle: async (_, state) => ({
        kind: "chat",
        replies: [{ blocks: [paragraph("好")], choices: [] }],
        state,
        effects: [
          () => {
            store.records
              .insert(tables.conversation)
              .values({ channel: "x", chatId: String(runs), state: "{}", updatedAt: 0 })
              .run();
          },
          () => {
            runs++;
            if (runs < 3) throw new Error("磁盘忙");
          },
        ],
      }),
    });
    const inbox = make();
    await inbox.receive(message("1", "办事"));
    await settled(inbox);
    expect(runs).toBe(3);
    expect(said()).toEqual(["办事", "好"]);
    const rows = store.records.select().from(tables.conversation).all();
    expect(rows.filter((row) => row.channel === "x").map((row) => row.chatId)).toEqual(["2"]);
  });

  it("tells the person and goes on when a message fails every time", async () => {
    const { make, said } = setUp({
      handle: async (incoming, state) => {
        if (incoming.text === "坏") throw new Error("坏了");
        return { kind: "chat", replies: [{ blocks: [paragraph("好")], choices: [] }], state, effects: [] };
      },
    });
    const inbox = make();
    await inbox.receive(message("1", "坏"));
    await inbox.receive(message("2", "好问题"));
    await settled(inbox);
    expect(said()).toContain("对不起，刚才这句话没有处理好。请您再说一遍，或点「转人工」。");
    expect(said().at(-1)).toBe("好");
  });

  it("keeps what people write sealed on disk", async () => {
    const { make, store } = setUp({});
    const inbox = make();
    await inbox.receive(message("1", "我家住天元区某路"));
    await settled(inbox);
    const bodies = [
      ...store.records.select({ body: tables.inbox.body }).from(tables.inbox).all(),
      ...store.records.select({ body: tables.outbox.body }).from(tables.outbox).all(),
    ];
    expect(bodies).toHaveLength(2);
    for (const { body } of bodies) expect(body.toString("utf8")).not.toContain("天元区");
  });

  it("starts afresh where the stored state is of a version it does not know", async () => {
    let seen: unknown;
    const { make, store } = setUp({
      handle: async (_, state) => {
        seen = state;
        return { kind: "chat", replies: [], state, effects: [] };
      },
    });
    store.records
      .insert(tables.conversation)
      .values({ channel: "test", chatId: "c", state: '{"version":99,"clauses":[1]}', updatedAt: 0 })
      .run();
    const inbox = make();
    await inbox.receive(message("1", "你好"));
    await settled(inbox);
    expect(seen).toEqual(FRESH);
  });

  it("answers what it could not store the answer of, however often that failed, and never says sorry for it", async () => {
    let failures = 4;
    const { store, make, said } = setUp({});
    const full = Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
    let trouble: string | undefined;
    const inbox = make({
      store: {
        ...store,
        trouble: () => trouble,
        // A small write still finds room where a larger one does not.
        commit: async (work) => {
          const larger = said().length > 0 && failures-- > 0;
          trouble = larger ? "磁盘已满" : undefined;
          if (larger) throw full;
          return store.commit(work);
        },
      },
    });
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    await inbox.receive(message("1", "甲"));
    while (failures > 0) await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    await settled(inbox);
    expect(said()).toEqual(["甲", "回：甲"]);
  });
});
