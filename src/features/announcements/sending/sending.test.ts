import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import {
  at,
  type Bureau,
  CLAUSE,
  HOUR_MS,
  MORNING,
  OPERATOR,
  setUpAnnouncements,
  staffActor,
} from "../announcements.fixture.ts";
import { CHUNK } from "./sending.ts";

const texts = (bureau: Bureau, account: string) => bureau.chat(account).map(({ text }) => text);

/** So many members with an account each: a1, a2 … */
function crowd(bureau: Bureau, size: number): number[] {
  return Array.from({ length: size }, (_, i) => bureau.member([`a${i + 1}`], { name: `测试${i + 1}` }));
}

describe("sending", () => {
  it("goes to everyone once, at once when no time was set, and tells its author when all is queued", async () => {
    const bureau = setUpAnnouncements();
    const author = bureau.staff("author", "测试写", "admin");
    const ids = crowd(bureau, 3);
    const actor = staffActor(author, "admin");
    const id = bureau.draft({}, actor);
    bureau.announcements.release(actor, id);
    await bureau.sendAll();
    await bureau.sendAll();
    for (const account of ["a1", "a2", "a3"]) {
      expect(texts(bureau, account)).toEqual(["体检通知\n\n下周二上午体检。"]);
    }
    expect(bureau.pushKeys()).toEqual(ids.map((member) => `announcement:${id}:member:${member}`));
    expect(bureau.announcements.get(id)).toMatchObject({
      status: "sent",
      startedAt: MORNING,
      finishedAt: MORNING,
    });
    expect(bureau.chat("author")).toMatchObject([
      { text: expect.stringContaining("共 3 人"), actions: [`annst:${id}`] },
    ]);
  });

  it("waits for its hour, across midnight and the end of the month", async () => {
    const bureau = setUpAnnouncements();
    crowd(bureau, 1);
    bureau.released({ sendAt: at("2026-12-01", "00:00") });
    bureau.setClock(at("2026-11-30", "23:59"));
    await bureau.sendAll();
    expect(texts(bureau, "a1")).toEqual([]);
    bureau.setClock(at("2026-12-01", "00:00"));
    await bureau.sendAll();
    expect(texts(bureau, "a1")).toHaveLength(1);
  });

  it("reaches nobody twice through two accounts and a proxy, and tries the next when one is blocked", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["phone", "page"]);
    bureau.proxy(wang, "daughter");
    const id = bureau.released();
    await bureau.sendAll();
    const reached = () => ["phone", "page", "daughter"].filter((account) => bureau.chat(account).length > 0);
    expect(reached()).toHaveLength(1);
    const second = bureau.released();
    for (const account of ["phone", "page"]) bureau.blocking.add(account);
    await bureau.sendAll();
    expect(bureau.chat("daughter")).toMatchObject([{ text: expect.stringContaining("是给王大明的") }]);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({ recipients: 1, delivered: 1 });
    expect(bureau.announcements.progress(OPERATOR, second)).toMatchObject({ recipients: 1, delivered: 1 });
  });

  it("tells a couple behind one account apart by the button", async () => {
    const bureau = setUpAnnouncements();
    const he = bureau.member(["home"], { name: "王大明" });
    const she = bureau.member(["home"], { name: "李秀英" });
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    expect(bureau.chat("home").map(({ actions }) => actions)).toEqual([
      [`ann:${id}:got:${he}`],
      [`ann:${id}:got:${she}`],
    ]);
  });

  it("goes to staff by role, once where one of them is a member too, and counts those without an account", async () => {
    const bureau = setUpAnnouncements();
    const liaison = bureau.staff("liaison", "测试联", "liaison");
    bureau.staff(undefined, "测试无", "liaison");
    bureau.member(["retired"], { name: "测试退" });
    bureau.staff("retired", "测试退", "liaison");
    const id = bureau.released({
      audience: { version: 1, everyone: true, staffRoles: ["liaison"] },
      needsConfirmation: true,
    });
    await bureau.sendAll();
    expect(bureau.chat("liaison").map(({ actions }) => actions)).toEqual([[`ann:${id}:got`]]);
    expect(bureau.chat("retired")).toHaveLength(1);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 4,
      delivered: 2,
      skipped: 1,
      staffUnreached: 1,
    });
    expect(bureau.announcements.confirm(staffActor(liaison, "liaison"), id)).toBe("confirmed");
  });

  it("passes over who died, moved or was erased since approval", async () => {
    const bureau = setUpAnnouncements();
    const [dead, erased] = crowd(bureau, 3);
    const id = bureau.released({ sendAt: MORNING + HOUR_MS });
    bureau.members.setStatus(OPERATOR, dead!, "deceased", "2026-11-24");
    bureau.announcements.erase(erased!);
    bureau.pass(HOUR_MS);
    await bureau.sendAll();
    expect(["a1", "a2", "a3"].map((account) => bureau.chat(account).length)).toEqual([0, 0, 1]);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 3,
      delivered: 1,
      skipped: 2,
    });
  });

  it("goes back to its author when its clause was repealed before its hour", async () => {
    const bureau = setUpAnnouncements();
    const author = bureau.staff("author", "测试写", "admin");
    crowd(bureau, 1);
    const actor = staffActor(author, "admin");
    const id = bureau.draft({ clause: CLAUSE, sendAt: MORNING + HOUR_MS }, actor);
    bureau.announcements.release(actor, id);
    bureau.library.clause = undefined;
    bureau.pass(HOUR_MS);
    await bureau.sendAll();
    expect(texts(bureau, "a1")).toEqual([]);
    expect(bureau.announcements.get(id)).toMatchObject({ status: "draft", approvedBy: null });
    expect(texts(bureau, "author")).toEqual([expect.stringContaining("没有发出")]);
    expect(bureau.store.records.select().from(tables.announcementRecipient).all()).toEqual([]);
  });

  it("stops between two transactions when told to, and goes on where it was", async () => {
    const bureau = setUpAnnouncements();
    crowd(bureau, 2 * CHUNK + 1);
    const id = bureau.released();
    const stopping = new AbortController();
    let sends = 0;
    const announcements = bureau.restart({
      pushes: {
        ...bureau.pushes,
        send: (push) => {
          sends += 1;
          if (sends === 3) stopping.abort();
          return bureau.pushes.send(push);
        },
      },
    });
    await announcements.carryOn(stopping.signal);
    expect(sends).toBe(CHUNK);
    expect(announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 2 * CHUNK + 1,
      state: "sending",
    });
    bureau.restart();
    await bureau.sendAll();
    expect(new Set(bureau.pushKeys()).size).toBe(2 * CHUNK + 1);
    expect(bureau.announcements.get(id)?.status).toBe("sent");
  });

  it("sends to everyone exactly once however often the process is killed in the middle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }), async (kills) => {
        const bureau = setUpAnnouncements();
        const size = CHUNK + 5;
        crowd(bureau, size);
        bureau.released();
        for (const after of kills) {
          let left = after;
          const dying = bureau.restart({
            pushes: {
              ...bureau.pushes,
              send: (push) => {
                left -= 1;
                if (left === 0) throw new Error("killed");
                return bureau.pushes.send(push);
              },
            },
          });
          await dying.carryOn(new AbortController().signal).catch(() => undefined);
          await bureau.deliver();
        }
        bureau.restart();
        await bureau.sendAll();
        for (let n = 1; n <= size; n += 1) expect(bureau.chat(`a${n}`)).toHaveLength(1);
      }),
      { numRuns: 8 },
    );
  });

  it("puts whom no messenger reaches on the call list, with what is to be read out", async () => {
    const bureau = setUpAnnouncements();
    bureau.member();
    const id = bureau.released({ body: "下周二上午体检\n请空腹。", needsConfirmation: true });
    await bureau.sendAll();
    expect(bureau.calls.list()).toMatchObject([
      {
        reason: "noAccount",
        aloud: expect.stringContaining("体检通知。下周二上午体检。请空腹。"),
      },
    ]);
    expect(bureau.announcements.progress(OPERATOR, id).toCall.noAccount).toBe(1);
  });
});
