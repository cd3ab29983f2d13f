import { describe, expect, it } from "vitest";
import { setUpDispatcher, until } from "./dispatcher.fixture.ts";

describe("dispatcher, pacing", () => {
  it("keeps within the transport's budget, replies and pushes together", async () => {
    const ticks = { now: 0 };
    const { make, queue, sent } = setUpDispatcher(
      { limits: { perSecond: 2, chatIntervalMs: () => 1000 } },
      { ticks: () => ticks.now },
    );
    for (let i = 0; i < 4; i++) queue(`p${i}`, "推", "push");
    queue("c", "答");
    const dispatcher = make();
    dispatcher.start();
    await until(() => sent.length === 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(sent).toEqual(["c:答", "p0:推"]);
    ticks.now += 1100;
    dispatcher.wake();
    await until(() => sent.length === 4);
    await dispatcher.stop();
    expect(sent).toHaveLength(4);
  });

  it("has others wait for an upload without a mark, and keeps within the budget when it is over", async () => {
    const ticks = { now: 0 };
    let finish: (() => void) | undefined;
    let upload: Promise<void> | undefined;
    let leave: (() => void) | undefined;
    const left: string[] = [];
    const { make, queue, table } = setUpDispatcher(
      {
        limits: { perSecond: 2, chatIntervalMs: () => 0 },
        holdUp: () => upload,
        send: async (chatId) => {
          if (left.length === 0 && upload === undefined) {
            upload = new Promise<void>((resolve) => {
              leave = resolve;
            });
            await new Promise<void>((resolve) => {
              finish = resolve;
            });
            upload = undefined;
            leave?.();
          }
          left.push(chatId);
          return chatId;
        },
      },
      { ticks: () => ticks.now },
    );
    queue("a", "看图");
    const dispatcher = make();
    dispatcher.start();
    await until(() => finish !== undefined);
    for (const chatId of ["b", "c", "d", "e"]) queue(chatId, "看图");
    // All have had their turn by now, but for the upload.
    for (let turn = 0; turn < 8; turn++) {
      ticks.now += 600;
      dispatcher.wake();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const status = (chatId: string) => table.recent("test", chatId, 1)[0]!.status;
    expect(["a", "b", "c", "d", "e"].map(status)).toEqual(["sending", ...Array<string>(4).fill("pending")]);
    finish?.();
    await until(() => left.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(left).toEqual(["a", "b", "c"]);
    await dispatcher.stop();
  });

  it("neither sends nor reports as sent what was cancelled between its turn and its mark", async () => {
    const { make, queue, rows, sent, store, table } = setUpDispatcher({});
    queue("c", "一");
    queue("d", "二");
    const commit: typeof store.commit = (work) => {
      table.update(rows()[0]!.id, { status: "cancelled" });
      return store.commit(work);
    };
    const dispatcher = make({ store: { ...store, commit } });
    dispatcher.start();
    await until(() => sent.length === 1);
    await dispatcher.stop();
    expect(sent).toEqual(["d:二"]);
    expect(rows()[0]).toMatchObject({ status: "cancelled" });
  });
});
