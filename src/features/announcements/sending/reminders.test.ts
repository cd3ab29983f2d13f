import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import {
  type Bureau,
  HOUR_MS,
  MORNING,
  OPERATOR,
  setUpAnnouncements,
  staffActor,
} from "../announcements.fixture.ts";
import { CHUNK } from "./sending.ts";

const count = (bureau: Bureau, ...accounts: string[]) =>
  accounts.map((account) => bureau.chat(account).length);

/** Four members, each with an account; what they got is delivered. */
async function setUp(needsConfirmation: boolean) {
  const bureau = setUpAnnouncements();
  const ids = ["a", "b", "c", "d"].map((account) => bureau.member([account]));
  const id = bureau.released({ needsConfirmation });
  await bureau.sendAll();
  const carryOnAt = async (hours: number) => {
    bureau.setClock(MORNING + hours * HOUR_MS);
    // As the service does every minute.
    bureau.pushes.callOverdue();
    await bureau.sendAll();
  };
  return { bureau, ids, id, carryOnAt };
}

describe("the reminder", () => {
  it("comes once, to those who got it and have not confirmed, with the same button", async () => {
    const { bureau, ids, id, carryOnAt } = await setUp(true);
    bureau.announcements.confirm({ kind: "member", memberId: ids[0]! }, id);
    // Reading is not confirming.
    bureau.writes("b");
    await carryOnAt(47.9);
    expect(count(bureau, "a", "b", "c", "d")).toEqual([1, 1, 1, 1]);
    for (const hours of [48.5, 50, 60]) await carryOnAt(hours);
    expect(count(bureau, "a", "b", "c", "d")).toEqual([1, 2, 2, 2]);
    expect(bureau.chat("b")[1]).toMatchObject({
      text: expect.stringContaining("《体检通知》"),
      actions: [`ann:${id}:open:${ids[1]}`, `ann:${id}:got:${ids[1]}`],
    });
  });

  it("comes to those not seen to read, where no confirmation was asked for", async () => {
    const { bureau, carryOnAt } = await setUp(false);
    bureau.writes("a");
    await carryOnAt(48.5);
    expect(count(bureau, "a", "b", "c", "d")).toEqual([1, 2, 2, 2]);
  });

  it("does not come before the message itself was there for so long", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    bureau.released({ needsConfirmation: true });
    await bureau.carryOn();
    bureau.pass(40 * HOUR_MS);
    await bureau.deliver();
    bureau.pass(10 * HOUR_MS);
    await bureau.sendAll();
    expect(count(bureau, "a")).toEqual([1]);
    bureau.pass(38 * HOUR_MS);
    await bureau.sendAll();
    expect(count(bureau, "a")).toEqual([2]);
  });

  it("asks a liaison instead, where the person has blocked us since, and never twice", async () => {
    const { bureau, id, carryOnAt } = await setUp(true);
    bureau.members.setBlocked({ channel: "test", accountId: "a" }, true);
    bureau.blocking.add("b");
    await carryOnAt(48.5);
    expect(count(bureau, "a", "b", "c", "d")).toEqual([1, 1, 2, 2]);
    expect(bureau.calls.list()).toHaveLength(2);
    await carryOnAt(96.5);
    // The other two join them; nobody stands there twice.
    const members = bureau.calls.list().map(({ memberId }) => memberId);
    expect(members).toHaveLength(4);
    expect(new Set(members).size).toBe(4);
    const { toCall, recipients } = bureau.announcements.progress(OPERATOR, id);
    expect(recipients).toBe(4);
    expect(toCall.unread + toCall.blocked + toCall.failed + toCall.noAccount).toBe(4);
  });

  it("is sent to staff who were asked to confirm", async () => {
    const bureau = setUpAnnouncements();
    const liaison = bureau.staff("liaison", "测试联", "liaison");
    bureau.staff("other", "测试他", "liaison");
    const id = bureau.released({
      audience: { version: 1, staffRoles: ["liaison"] },
      needsConfirmation: true,
    });
    await bureau.sendAll();
    bureau.announcements.confirm(staffActor(liaison, "liaison"), id);
    bureau.pass(49 * HOUR_MS);
    await bureau.sendAll();
    bureau.pass(HOUR_MS);
    await bureau.sendAll();
    expect(count(bureau, "liaison", "other")).toEqual([1, 2]);
  });
});

describe("what is taken back or changed between two pages", () => {
  /** More than a page of members, all of them sent to and silent; `between` is done after the first page. */
  async function cutIn(hours: number, between: (bureau: Bureau, id: number) => void) {
    const bureau = setUpAnnouncements();
    for (let n = 0; n < CHUNK + 10; n += 1) bureau.member([`m${n}`]);
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.setClock(MORNING + hours * HOUR_MS);
    const { store } = bureau;
    let pages = 0;
    const commit: typeof store.commit = async (work) => {
      const done = await store.commit(work);
      pages += 1;
      if (pages === 1) between(bureau, id);
      return done;
    };
    await bureau
      .restart({ store: Object.assign(Object.create(store) as typeof store, { commit }) })
      .carryOn(new AbortController().signal);
    expect(pages).toBeGreaterThan(1);
    return bureau;
  }

  it("is not reminded of once it was recalled", async () => {
    const bureau = await cutIn(48.5, (one, id) => one.announcements.recall(OPERATOR, id, "时间有误"));
    expect(bureau.pushKeys().filter((key) => key.endsWith(":again"))).toHaveLength(CHUNK);
  });

  it("is not called about once it was recalled", async () => {
    const bureau = await cutIn(96.5, (one, id) => one.announcements.recall(OPERATOR, id, "时间有误"));
    expect(bureau.calls.list()).toHaveLength(CHUNK);
  });

  it("is read out with the words that stand by then", async () => {
    const bureau = await cutIn(48.5, (one, id) =>
      one.announcements.correct(OPERATOR, id, { body: "下周三上午体检。", reason: "日期写错了" }),
    );
    const again = (n: number) => {
      const key = bureau.pushKeys().filter((one) => one.endsWith(":again"))[n]!;
      const row = bureau.store.records.select().from(tables.push).where(eq(tables.push.uniqueKey, key)).get();
      return bureau.box.open(row!.aloud);
    };
    expect(again(CHUNK)).toContain("下周三");
    // Those of the first page are mended with the correction itself.
    await bureau.carryOn();
    expect(again(0)).toContain("下周三");
  });
});

describe("the call", () => {
  it("is due for whoever has not confirmed, read or not, and not for who has", async () => {
    const { bureau, ids, id, carryOnAt } = await setUp(true);
    bureau.announcements.confirm({ kind: "member", memberId: ids[0]! }, id);
    bureau.writes("b");
    await carryOnAt(95.9);
    expect(bureau.calls.list()).toEqual([]);
    await carryOnAt(96.2);
    expect(bureau.calls.list().map(({ memberId, reason }) => [memberId, reason])).toEqual([
      [ids[1], "unread"],
      [ids[2], "unread"],
      [ids[3], "unread"],
    ]);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 4,
      read: 1,
      confirmed: 1,
      toCall: { unread: 3 },
    });
  });

  it("is not asked for again once it was made, and goes away when the person confirms", async () => {
    const { bureau, ids, id, carryOnAt } = await setUp(true);
    await carryOnAt(96.2);
    const [first] = bureau.calls.list();
    bureau.calls.settle(first!.id, "told", "staff:1");
    bureau.announcements.confirm({ kind: "member", memberId: ids[1]! }, id);
    await carryOnAt(97);
    await carryOnAt(120);
    expect(bureau.calls.list().map(({ memberId }) => memberId)).toEqual([ids[2], ids[3]]);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 4,
      called: 1,
      confirmed: 1,
      read: 1,
      toCall: { unread: 2 },
    });
  });

  it("is due for the unread, where no confirmation was asked for", async () => {
    const { bureau, ids, carryOnAt } = await setUp(false);
    for (const account of ["a", "b", "c"]) bureau.writes(account);
    await carryOnAt(96.2);
    expect(bureau.calls.list().map(({ memberId }) => memberId)).toEqual([ids[3]]);
  });

  it("is due for those to whom it never got out, and what waits is not sent after it", async () => {
    const bureau = setUpAnnouncements();
    const id = bureau.member(["a"]);
    bureau.released({ needsConfirmation: true });
    await bureau.carryOn();
    bureau.pass(97 * HOUR_MS);
    await bureau.sendAll();
    expect(bureau.calls.list()).toMatchObject([{ memberId: id, reason: "failed" }]);
    expect(count(bureau, "a")).toEqual([0]);
  });
});
