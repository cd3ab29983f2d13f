/** Pushes to two members over accounts told by the test, for the tests of this folder. */
import { onTestFinished } from "vitest";
import { plainReply, type Reply, replyText } from "../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { outboxTable } from "../outbox.repo.ts";
import { createCalls } from "./calls.ts";
import { createPushes } from "./pushes.ts";
import type { Push, Reachable, Recipients } from "./types.ts";

export function setUpPushes(
  accounts: Readonly<Record<number, readonly Reachable[]>>,
  recipients: Partial<Recipients> = {},
) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(Buffer.alloc(32, 7));
  const time = { now: 10_000 };
  for (const id of [1, 2]) {
    store.records
      .insert(tables.member)
      .values({ id, name: `测试${id}`, category: "退休", createdAt: 0, updatedAt: 0 })
      .run();
  }
  const outbox = outboxTable(store.records);
  const pushes = createPushes({
    store,
    box,
    clock: () => time.now,
    recipients: { accountsOf: (id) => accounts[id] ?? [], nameOf: (id) => `测试${id}`, ...recipients },
  });
  const calls = createCalls(store, box, () => time.now);
  const push = (memberId: number, rest: Partial<Push> = {}): Push => ({
    memberId,
    key: `k${memberId}`,
    topic: "study",
    reply: plainReply("明天上午学习。"),
    aloud: "您好，明天上午学习。",
    ...rest,
  });
  const queued = () =>
    outbox
      .due("push", Number.MAX_SAFE_INTEGER, 100)
      .concat(outbox.due("reply", Number.MAX_SAFE_INTEGER, 100));
  const words = (row: { body: Buffer }) => replyText(JSON.parse(box.open(row.body)) as Reply);
  /** The transport takes everything that waits. */
  const sendAll = () => {
    for (const row of queued()) {
      outbox.settleSent(row.id, 1, ["m"], time.now);
      if (row.pushId !== null) pushes.sent(row.pushId, time.now);
    }
  };
  return { sendAll, store, pushes, calls, outbox, push, queued, words, time };
}

export const own = (accountId: string, blocked = false): Reachable => ({
  channel: "telegram",
  accountId,
  via: "self",
  blocked,
});
export const proxys = (accountId: string): Reachable => ({ ...own(accountId), via: "proxy" });
