import { describe, expect, it } from "vitest";
import { replyText } from "../dialogue/index.ts";
import { SILENT, setUpDispatcher, until } from "./dispatcher.fixture.ts";
import { DeliveryError } from "./sender.ts";

describe("dispatcher", () => {
  it("sends in order within a chat and keeps the transport's ids", async () => {
    const { make, queue, rows, sent } = setUpDispatcher({});
    for (const text of ["一", "二", "三"]) queue("c", text);
    const dispatcher = make();
    dispatcher.start();
    await until(() => sent.length === 3);
    await dispatcher.stop();
    expect(sent).toEqual(["c:一", "c:二", "c:三"]);
    expect(rows().map(({ status, receipts }) => [status, receipts])).toEqual([
      ["sent", ["1"]],
      ["sent", ["2"]],
      ["sent", ["3"]],
    ]);
  });

  it("queues a message once under the same key", () => {
    const { queue, rows } = setUpDispatcher({});
    expect([queue("c", "一", "push", "k"), queue("c", "一", "push", "k")]).toEqual([true, false]);
    expect(rows()).toHaveLength(1);
  });

  it("tells who looks at the chat of a push once it is stored as sent, for only then is it found", async () => {
    const found: string[] = [];
    const { make, queue, rows } = setUpDispatcher(
      {},
      { onChanged: (channel, chatId) => void found.push(`${channel}:${chatId} ${rows()[0]!.status}`) },
    );
    queue("c", "一", "push");
    const dispatcher = make();
    dispatcher.start();
    await until(() => found.length > 0);
    await dispatcher.stop();
    expect(found).toEqual(["test:c sent"]);
  });

  it("lets a failing message hold back its own chat only", async () => {
    const { make, queue, sent, rows } = setUpDispatcher({
      send: async (chatId, reply) => {
        if (chatId === "c") throw new DeliveryError("transport", "no");
        sent.push(replyText(reply));
        return undefined;
      },
    });
    queue("c", "一");
    queue("c", "二");
    queue("d", "三");
    const dispatcher = make();
    dispatcher.start();
    await until(() => sent.length === 1 && rows()[0]!.attempts === 1 && rows()[0]!.status === "pending");
    await dispatcher.stop();
    expect(sent).toEqual(["三"]);
    expect(rows()[0]).toMatchObject({ status: "pending", failure: "transport", attempts: 1 });
    expect(rows()[1]).toMatchObject({ status: "pending", attempts: 0 });
  });

  it("waits exactly as long as the transport says, and does not count that as an attempt", async () => {
    const { make, queue, rows } = setUpDispatcher({
      send: async () => {
        throw new DeliveryError("rateLimited", "429", 7);
      },
    });
    queue("c", "一");
    const dispatcher = make();
    dispatcher.start();
    await until(() => rows()[0]!.failure === "rateLimited");
    await dispatcher.stop();
    expect(rows()[0]).toMatchObject({ status: "pending", attempts: 0, dueAt: 8_000 });
  });

  it("gives up on a blocked chat at once, and says so", async () => {
    const blocked: string[] = [];
    const { make, queue, rows } = setUpDispatcher(
      {
        send: async () => {
          throw new DeliveryError("blocked", "403");
        },
      },
      { onBlocked: (channel, chatId) => blocked.push(`${channel}:${chatId}`) },
    );
    queue("c", "一");
    const dispatcher = make();
    dispatcher.start();
    await until(() => rows()[0]!.status === "failed");
    await dispatcher.stop();
    expect(rows()[0]).toMatchObject({ failure: "blocked" });
    expect(blocked).toEqual(["test:c"]);
  });

  it("keeps trying while the transport is away, for two days, then gives up", async () => {
    const { make, queue, rows, time } = setUpDispatcher({
      send: async () => {
        throw new DeliveryError("transport", "down");
      },
    });
    queue("c", "一");
    time.now += 47 * 3_600_000;
    const first = make();
    first.start();
    await until(() => rows()[0]!.attempts === 1);
    await first.stop();
    expect(rows()[0]).toMatchObject({ status: "pending" });
    time.now += 2 * 3_600_000;
    const second = make();
    second.start();
    await until(() => rows()[0]!.status === "failed");
    await second.stop();
  });

  it("sends replies before pushes, and in quiet hours no pushes at all", async () => {
    let quiet = true;
    const { make, queue, sent } = setUpDispatcher(
      {},
      { quietHours: { quiet: () => quiet, endsAt: (now) => now + 60_000 } },
    );
    queue("d", "通知", "push");
    queue("c", "答复", "reply");
    const dispatcher = make();
    dispatcher.start();
    await until(() => sent.length === 1);
    expect(sent).toEqual(["c:答复"]);
    quiet = false;
    // Another chat: the first one's outcome may still be under way to the disk.
    queue("e", "又一条", "reply");
    dispatcher.wake();
    await until(() => sent.length === 3);
    await dispatcher.stop();
    expect(sent).toEqual(["c:答复", "e:又一条", "d:通知"]);
  });

  it("marks a send that a crash cut off as uncertain, and repeats it", async () => {
    const { make, queue, rows, sent, table } = setUpDispatcher({});
    queue("c", "一");
    table.update(rows()[0]!.id, { status: "sending" });
    const dispatcher = make();
    dispatcher.start();
    await until(() => sent.length === 1);
    await dispatcher.stop();
    expect(rows()[0]).toMatchObject({ status: "sent", uncertain: 1 });
  });

  it("goes on with the next part after a crash between parts", async () => {
    const parts: number[] = [];
    const { make, queue, rows, table } = setUpDispatcher({
      parts: () => 3,
      send: async (_chat, _reply, part) => {
        parts.push(part);
        return `m${part}`;
      },
    });
    queue("c", "长");
    table.update(rows()[0]!.id, { part: 1, receipts: ["m0"] });
    const dispatcher = make();
    dispatcher.start();
    await until(() => rows()[0]!.status === "sent");
    await dispatcher.stop();
    expect(parts).toEqual([1, 2]);
    expect(rows()[0]!.receipts).toEqual(["m0", "m1", "m2"]);
  });

  it("leaves what was not sent queued when it stops, without counting an attempt", async () => {
    let begun = false;
    const { make, queue, rows } = setUpDispatcher({
      send: (_chat, _reply, _part, signal) =>
        new Promise((_resolve, reject) => {
          begun = true;
          signal.addEventListener("abort", () => reject(new DeliveryError("uncertain", "aborted")));
        }),
    });
    queue("c", "一");
    const dispatcher = make();
    dispatcher.start();
    await until(() => begun);
    await dispatcher.stop();
    expect(rows()[0]).toMatchObject({ status: "pending", attempts: 0, uncertain: 1 });
  });

  it("stores what became of a send once the disk has room, and neither repeats it nor holds up others", async () => {
    let full = false;
    const { make, queue, rows, sent, store } = setUpDispatcher({
      send: async (chatId, reply) => {
        full = chatId === "c";
        sent.push(`${chatId}:${replyText(reply)}`);
        return String(sent.length);
      },
    });
    const commit: typeof store.commit = async (work) => {
      if (full) throw Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" });
      return store.commit(work);
    };
    queue("c", "一");
    let alarms = 0;
    const log = { ...SILENT, error: () => void alarms++ };
    const dispatcher = make({ store: { ...store, commit }, log });
    dispatcher.start();
    await until(() => alarms === 1);
    expect(rows()[0]).toMatchObject({ status: "sending" });
    full = false;
    queue("d", "二");
    dispatcher.wake();
    await until(() => rows().every(({ status }) => status === "sent"));
    await dispatcher.stop();
    expect(sent).toEqual(["c:一", "d:二"]);
    expect(rows().map(({ uncertain }) => uncertain)).toEqual([0, 0]);
  });
});
