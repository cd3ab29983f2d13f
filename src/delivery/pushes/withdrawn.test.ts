/** What changes between queueing and sending: a grant ends, a member dies. */
import { describe, expect, it } from "vitest";
import { setUpDispatcher, until } from "../dispatcher.fixture.ts";
import { own, proxys, setUpPushes } from "./pushes.fixture.ts";
import type { Reachable } from "./types.ts";

/** The first member's accounts, and whether they live; both may change. */
function setUp(accounts: Reachable[]) {
  const people = { 1: accounts };
  const here = { 1: true };
  const bureau = setUpPushes(people, { isHere: (id) => (id === 1 ? here[1] : true) });
  return { ...bureau, people, here };
}

describe("a push that waits for the morning", () => {
  it("goes to the proxy whose grant is open, and to no one whose grant ended in the night", () => {
    const { pushes, push, queued, people, calls } = setUp([proxys("p")]);
    pushes.send(push(1));
    const [row] = queued();
    const account = { channel: "telegram", accountId: "p" };
    expect(pushes.stillFor(row!.pushId!, account)).toBe(true);
    people[1] = [];
    expect(pushes.stillFor(row!.pushId!, account)).toBe(false);
    pushes.withdrawn(row!.pushId!);
    expect(queued()).toEqual([]);
    expect(calls.list()).toMatchObject([{ memberId: 1, reason: "noAccount" }]);
  });

  it("goes to the account that stands for the member now", () => {
    const { pushes, push, queued, people } = setUp([own("a")]);
    pushes.send(push(1));
    const [row] = queued();
    people[1] = [own("b")];
    expect(pushes.stillFor(row!.pushId!, { channel: "telegram", accountId: "a" })).toBe(false);
    pushes.withdrawn(row!.pushId!);
    expect(queued().map(({ chatId }) => chatId)).toEqual(["b"]);
  });

  it("does not go to an account that is a proxy's by now, where it is about the proxy", () => {
    const { pushes, push, queued, people } = setUp([own("a")]);
    pushes.send(push(1, { ownOnly: true }));
    people[1] = [proxys("a")];
    expect(pushes.stillFor(queued()[0]!.pushId!, { channel: "telegram", accountId: "a" })).toBe(false);
  });

  it("is nobody's to read out once the member has died, however it came to a call", () => {
    const { pushes, push, queued, people, here, calls, time } = setUp([own("a")]);
    pushes.send(push(1, { key: "waits" }));
    pushes.send(push(1, { key: "deadline", readBy: time.now + 10 }));
    people[1] = [];
    here[1] = false;
    pushes.withdrawn(queued()[0]!.pushId!);
    time.now += 20;
    pushes.callOverdue();
    pushes.send(push(1, { key: "later" }));
    expect(calls.list()).toEqual([]);
    for (const key of ["waits", "deadline", "later"]) expect(pushes.stateOf(key)?.status).toBe("cancelled");
  });

  it("leaves the call list when the member dies while a call is open", () => {
    const { pushes, push, calls, store } = setUp([]);
    pushes.send(push(1));
    expect(calls.list()).toHaveLength(1);
    store.records.run("UPDATE member SET status = 'deceased', status_on = '2026-11-24' WHERE id = 1");
    expect(calls.list()).toEqual([]);
    expect(calls.open()).toBe(0);
  });
});

describe("the dispatcher", () => {
  it("asks just before a push goes, and does not send what is withdrawn", async () => {
    const withdrawn: number[] = [];
    const { make, sent, table, queue, store } = setUpDispatcher({});
    const { id } = queuedPush(store);
    queue("d", "别的");
    const dispatcher = make({
      pushes: {
        sent: () => undefined,
        failed: () => undefined,
        stillFor: (_id, account) => account.accountId !== "c",
        withdrawn: (pushId) => {
          withdrawn.push(pushId);
          table.cancelPush(pushId);
        },
      },
    });
    dispatcher.start();
    await until(() => withdrawn.length > 0 && sent.length > 0);
    await dispatcher.stop();
    expect(withdrawn).toEqual([id]);
    expect(sent).toEqual(["d:别的"]);

    function queuedPush({ records }: typeof store) {
      records.run(
        "INSERT INTO member (id, name, category, created_at, updated_at) VALUES (1, '测试', '退休', 0, 0)",
      );
      records.run(
        "INSERT INTO push (id, unique_key, member_id, topic, body, aloud, urgent, created_at, status) VALUES (5, 'k', 1, 'study', x'00', x'00', 0, 0, 'open')",
      );
      queue("c", "给他的");
      records.run("UPDATE outbox SET push_id = 5 WHERE chat_id = 'c'");
      return { id: 5 };
    }
  });
});
