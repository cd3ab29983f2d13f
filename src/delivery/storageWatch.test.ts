import { describe, expect, it } from "vitest";
import { replyText } from "../dialogue/index.ts";
import type { Sender } from "./sender.ts";
import { createStorageWatch } from "./storageWatch.ts";

const FULL = "磁盘已满。请清理磁盘";
const ADMINS = [
  { channel: "test", accountId: "1" },
  { channel: "test", accountId: "2" },
];

/** A store in trouble or not, and what was sent and logged. */
function setUp(failing: readonly string[] = []) {
  const sent: string[] = [];
  const logged: string[] = [];
  const disk: { works: boolean; trouble: string | undefined; probes: number } = {
    ...{ works: true, trouble: undefined, probes: 0 },
  };
  const sender: Sender = {
    channel: "test",
    parts: () => 1,
    send: async (chatId, reply) => {
      if (failing.includes(chatId)) throw new Error("blocked");
      sent.push(`${chatId} ${replyText(reply)}`);
      return undefined;
    },
  };
  const note = (level: string) => (_fields: object, message: string) =>
    void logged.push(`${level} ${message}`);
  const watch = createStorageWatch({
    store: {
      trouble: () => disk.trouble,
      probe() {
        disk.probes++;
        disk.trouble = disk.works ? undefined : FULL;
        if (!disk.works) throw new Error("full");
      },
    },
    senders: [sender],
    accounts: () => ADMINS,
    log: { info: note("info"), warn: note("warn"), error: note("error") },
  });
  return {
    watch,
    sent,
    logged,
    disk,
    fill: () => Object.assign(disk, { works: false, trouble: FULL }),
    empty: () => Object.assign(disk, { works: true }),
  };
}

describe("storage watch", () => {
  it("writes nothing and says nothing while all is well", async () => {
    const { watch, sent, logged, disk } = setUp();
    for (let look = 0; look < 3; look++) await watch.check();
    expect([sent, logged, disk.probes]).toEqual([[], [], 0]);
  });

  it("tells every administrator once what to do, however long it lasts", async () => {
    const { watch, sent, logged, fill } = setUp();
    fill();
    for (let look = 0; look < 5; look++) await watch.check();
    expect(sent.map((line) => line.slice(0, 5))).toEqual(["1 警报：", "2 警报："]);
    expect(sent[0]).toContain(FULL);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^error 警报/);
  });

  it("finds out by itself that it is over, though nobody writes", async () => {
    const { watch, sent, fill, empty } = setUp();
    fill();
    await watch.check();
    empty();
    for (let look = 0; look < 10; look++) await watch.check();
    expect(sent).toHaveLength(4);
    expect(sent[2]).toContain("又能写了");
  });

  it("tells of the next time as well", async () => {
    const { watch, sent, fill, empty } = setUp();
    for (let time = 0; time < 2; time++) {
      fill();
      await watch.check();
      empty();
      for (let look = 0; look < 10; look++) await watch.check();
    }
    expect(sent.filter((line) => line.startsWith("1 "))).toHaveLength(4);
  });

  it("does not call off the alarm where a little fits for a moment and then nothing again", async () => {
    const { watch, sent, fill, empty } = setUp();
    fill();
    await watch.check();
    for (let time = 0; time < 5; time++) {
      empty();
      await watch.check();
      fill();
      await watch.check();
    }
    expect(sent.filter((line) => line.startsWith("1 "))).toHaveLength(1);
  });

  it("tells the others where one cannot be told", async () => {
    const { watch, sent, logged, fill } = setUp(["1"]);
    fill();
    await watch.check();
    expect(sent.map((line) => line[0])).toEqual(["2"]);
    expect(logged.map((line) => line.split(" ")[0])).toEqual(["error", "warn"]);
  });
});
