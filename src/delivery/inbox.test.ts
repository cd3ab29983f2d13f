import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createDialogue, FRESH, type IncomingMessage, type Intent, paragraph } from "../dialogue/index.ts";
import { createSecretBox, openStore, type Store, tables } from "../store/index.ts";
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

/** A disk where what is small, such as a count of attempts, finds room, and what is `large` does not so many times. */
function nearlyFull(store: Store, failures: number, large: () => boolean): Store {
  let left = failures;
  let trouble: string | undefined;
  return {
    ...store,
    trouble: () => trouble,
    commit: (work) =>
      store.commit(() => {
        const value = work();
        trouble = large() && left-- > 0 ? "磁盘已满" : undefined;
        if (trouble !== undefined) throw Object.assign(new Error("full"), { code: "SQLITE_FULL" });
        return value;
      }),
  };
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

  it.each(["received now", "left by an earlier process"])(
    "answers what it could not store the answer of, however often that failed, and never says sorry: %s",
    async (when) => {
      const { store, make, said } = setUp({});
      const first = make();
      if (when !== "received now") {
        await first.stop();
        await first.receive(message("1", "甲"));
      }
      const inbox = make({ store: nearlyFull(store, 5, () => said().length > 1) });
      vi.useFakeTimers({ toFake: ["setTimeout"] });
      onTestFinished(() => void vi.useRealTimers());
      if (when === "received now") await inbox.receive(message("1", "甲"));
      else inbox.resume();
      while (said().length < 2) await vi.advanceTimersByTimeAsync(1_000);
      await inbox.stop();
      expect(said()).toEqual(["甲", "回：甲"]);
    },
  );

  it("gives up the message that ends the process each time, and no other that was under way with it", async () => {
    /** Lives of the process that were ended: what was under way in them never comes back. */
    const ended = new Set<number>();
    let life = 0;
    const { make, said } = setUp({
      handle: async (message, state) => {
        const own = life;
        if (message.text === "毒") ended.add(own);
        if (ended.has(own)) await new Promise(() => undefined);
        return { kind: "chat", replies: [{ blocks: [paragraph("好")], choices: [] }], state, effects: [] };
      },
    });
    const first = make();
    await first.stop();
    await first.receive(message("1", "毒", "a"));
    await first.receive(message("2", "甲", "b"));
    await first.receive(message("3", "乙", "c"));
    const answered = () => ["a", "b", "c"].every((chat) => said(chat).length === 2);
    while (life < 8 && !answered()) {
      life++;
      make().resume();
      await vi.waitUntil(() => ended.has(life) || answered(), { interval: 1 });
    }
    expect(ended.size).toBe(3);
    expect(said("a")[1]).toContain("对不起");
    expect([said("b"), said("c")]).toEqual([
      ["甲", "好"],
      ["乙", "好"],
    ]);
  });
});
