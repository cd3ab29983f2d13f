import { describe, expect, it } from "vitest";
import { type PacingLimits, pacing, TELEGRAM_LIMITS } from "./pacing.ts";

/** A world without waiting: sleeping to a time makes it that time, and each call notes when it went out. */
function world(limits: PacingLimits = TELEGRAM_LIMITS) {
  let now = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  const out: { chat: string; at: number }[] = [];
  const transform = pacing({
    limits,
    clock: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((wake) => {
        sleepers.push({ at: now + milliseconds, wake });
        signal.addEventListener("abort", () => wake());
      }),
  });
  const prev = async (_method: string, payload: { chat_id?: number }) => {
    out.push({ chat: String(payload.chat_id), at: now });
    return { ok: true, result: true };
  };
  const call = (method: string, chat: number, signal?: AbortSignal) =>
    transform(
      prev as never,
      method as never,
      { chat_id: chat } as never,
      signal as never,
    ) as Promise<unknown>;
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    out,
    call,
    settle,
    send: (chat: number, signal?: AbortSignal) => call("sendMessage", chat, signal),
    async run() {
      await settle();
      while (sleepers.length > 0) {
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift()!;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
    },
  };
}

describe("pacing", () => {
  it("lets three messages to one chat out together and then one a second", async () => {
    const { out, send, run } = world();
    const sends = Array.from({ length: 6 }, () => send(1));
    await run();
    await Promise.all(sends);
    const seconds = out.map(({ at }) => Math.floor(at / 1000));
    expect(seconds).toEqual([0, 0, 0, 1, 2, 3]);
  });

  it("never sends more than thirty in any second over all chats", async () => {
    const { out, send, run } = world();
    const sends = Array.from({ length: 200 }, (_, chat) => send(chat + 1));
    await run();
    await Promise.all(sends);
    for (const { at } of out) {
      expect(out.filter((other) => other.at >= at && other.at < at + 999).length).toBeLessThanOrEqual(30);
    }
    expect(out.at(-1)?.at).toBeLessThan(7000);
  });

  it("does not let one busy chat hold up the others", async () => {
    const { out, send, run } = world();
    const sends = [...Array.from({ length: 20 }, () => send(1)), send(2)];
    await run();
    await Promise.all(sends);
    expect(out.find(({ chat }) => chat === "2")?.at).toBeLessThan(1000);
  });

  it("keeps to twenty a minute in a group", async () => {
    const { out, send, run } = world();
    const sends = Array.from({ length: 43 }, () => send(-5));
    await run();
    await Promise.all(sends);
    expect(out.filter(({ at }) => at >= 10_000 && at < 70_000).length).toBeLessThanOrEqual(20);
  });

  it("stops waiting when told to stop, and says that nothing was sent", async () => {
    const { out, send, settle } = world();
    const stop = new AbortController();
    const sends = Array.from({ length: 5 }, (_, chat) => send(chat + 1, stop.signal));
    const outcomes = Promise.allSettled(sends);
    await settle();
    stop.abort();
    const kinds = (await outcomes).map((one) => (one.status === "rejected" ? one.reason.kind : "sent"));
    expect(kinds).toEqual(["sent", "transport", "transport", "transport", "transport"]);
    expect(out.length).toBe(1);
  });

  it("does not hold back a callback's answer", async () => {
    const { out, call, settle } = world();
    void Array.from({ length: 50 }, () => call("answerCallbackQuery", 1));
    await settle();
    expect(out.length).toBe(50);
  });
});
