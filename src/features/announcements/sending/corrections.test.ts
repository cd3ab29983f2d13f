import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import { NotAllowed } from "../../members/index.ts";
import {
  type Bureau,
  HOUR_MS,
  MORNING,
  OPERATOR,
  setUpAnnouncements,
  staffActor,
} from "../announcements.fixture.ts";
import { AnnouncementError } from "../types.ts";
import { CHUNK } from "./sending.ts";

const texts = (bureau: Bureau, account: string) => bureau.chat(account).map(({ text }) => text);
const FIX = { body: "下周三上午体检。", reason: "日期写错了" };

describe("a correction", () => {
  it("changes what stands in the chat, and tells whoever had the old text, once", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"]);
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, FIX);
    for (let n = 0; n < 3; n += 1) await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([
      expect.stringContaining("体检通知\n\n下周三上午体检。"),
      expect.stringContaining("更正：体检通知\n\n为什么更正：日期写错了"),
    ]);
    expect(bureau.chat("a")[1]!.actions).toEqual([`ann:${id}:got:${wang}`]);
    expect(bureau.announcements.get(id)).toMatchObject({ body: FIX.body, status: "sent" });
  });

  it("does not ask those again who have confirmed", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"]);
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.announcements.confirm({ kind: "member", memberId: wang }, id);
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(bureau.chat("a")[1]!.actions).toEqual([]);
  });

  it("gives the new text alone to whoever has not got the old one", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    bureau.member();
    const id = bureau.released();
    await bureau.carryOn();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual(["体检通知\n\n下周三上午体检。"]);
    expect(bureau.calls.list()).toMatchObject([{ aloud: expect.stringContaining("下周三") }]);
  });

  it("is told to whoever may have the old text: its send was cut off with the outcome unknown", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const id = bureau.released();
    await bureau.carryOn();
    // The server had it, the process was killed before it could note that, and started again.
    bureau.store.records.update(tables.outbox).set({ uncertain: 1 }).run();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([
      expect.stringContaining("体检通知\n\n下周三上午体检。"),
      expect.stringContaining("更正：体检通知"),
    ]);
  });

  it("is told to those who heard the old text on the telephone", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member();
    const id = bureau.released();
    await bureau.sendAll();
    bureau.calls.settle(bureau.calls.list()[0]!.id, "told", "staff:1");
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(bureau.calls.list()).toMatchObject([
      { memberId: wang, aloud: expect.stringContaining("有更正。体检通知。日期写错了。") },
    ]);
  });

  it("comes before the rest is sent: nobody gets the old text after it", async () => {
    const bureau = setUpAnnouncements();
    for (let n = 1; n <= CHUNK + 3; n += 1) bureau.member([`a${n}`]);
    const id = bureau.released();
    const stopping = new AbortController();
    const announcements = bureau.restart({
      pushes: {
        ...bureau.pushes,
        send: (push) => {
          stopping.abort();
          return bureau.pushes.send(push);
        },
      },
    });
    await announcements.carryOn(stopping.signal);
    await bureau.deliver();
    bureau.restart();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    for (let n = 1; n <= CHUNK + 3; n += 1) {
      expect(texts(bureau, `a${n}`)[0]).toBe("体检通知\n\n下周三上午体检。");
      expect(texts(bureau, `a${n}`)).toHaveLength(n <= CHUNK ? 2 : 1);
    }
    expect(bureau.announcements.get(id)?.status).toBe("sent");
  });

  it("follows another: the outdated one goes, the newest stands", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const id = bureau.released();
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, { body: "下周四上午体检。", reason: "又改了" });
    bureau.announcements.correct(OPERATOR, id, { body: "下周五上午体检。", reason: "定下来了" });
    await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([
      "体检通知\n\n下周五上午体检。",
      "更正：体检通知\n\n为什么更正：定下来了\n\n请以下面的为准：\n\n下周五上午体检。",
    ]);
  });

  it("goes to staff as well", async () => {
    const bureau = setUpAnnouncements();
    bureau.staff("liaison", "测试联", "liaison");
    const id = bureau.released({ audience: { version: 1, staffRoles: ["liaison"] } });
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(texts(bureau, "liaison")).toEqual([
      "体检通知\n\n下周三上午体检。",
      expect.stringContaining("更正：体检通知"),
    ]);
  });

  it("goes on where it was when the process is killed in the middle, and tells nobody twice", async () => {
    const bureau = setUpAnnouncements();
    const size = CHUNK + 5;
    for (let n = 1; n <= size; n += 1) bureau.member([`a${n}`]);
    const id = bureau.released();
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, FIX);
    for (const after of [3, CHUNK + 2]) {
      let left = after;
      const dying = bureau.restart({
        pushes: {
          ...bureau.pushes,
          replace: (...of) => {
            left -= 1;
            if (left === 0) throw new Error("killed");
            return bureau.pushes.replace(...of);
          },
        },
      });
      await dying.carryOn(new AbortController().signal).catch(() => undefined);
      await bureau.deliver();
    }
    bureau.restart();
    await bureau.sendAll();
    for (let n = 1; n <= size; n += 1) expect(bureau.chat(`a${n}`)).toHaveLength(2);
  });

  it("takes two people as the first text did, and says something new", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const [author, second] = [staffActor(1, "editor"), staffActor(2, "editor")];
    const id = bureau.draft({}, author);
    const { announcements } = bureau;
    expect(() => announcements.correct(second, id, FIX)).toThrow(AnnouncementError);
    announcements.submit(author, id);
    announcements.approve(second, id);
    await bureau.sendAll();
    expect(() => announcements.correct(author, id, FIX)).toThrow(NotAllowed);
    expect(() => announcements.correct(staffActor(3, "viewer"), id, FIX)).toThrow(NotAllowed);
    expect(() => announcements.correct(second, id, { ...FIX, body: "下周二上午体检。" })).toThrow("一样");
    expect(() => announcements.correct(second, id, { ...FIX, reason: " " })).toThrow("原因");
    announcements.correct(second, id, FIX);
    expect(announcements.get(id)?.body).toBe(FIX.body);
  });
});

describe("a recall", () => {
  it("removes what can be removed, tells whom it reached why, and stops the rest", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    bureau.member();
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.announcements.recall(OPERATOR, id, "体检取消了");
    for (let n = 0; n < 3; n += 1) await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([expect.stringContaining("原因：体检取消了")]);
    expect(bureau.calls.list()).toEqual([]);
    const progress = bureau.announcements.progress(OPERATOR, id);
    expect(progress).toMatchObject({ recipients: 2, delivered: 1, skipped: 1, state: "recalled" });
    // Neither reminder nor call for what is not there any more.
    bureau.setClock(MORNING + 100 * HOUR_MS);
    await bureau.sendAll();
    expect(bureau.chat("a")).toHaveLength(1);
  });

  it("stops in the middle: who has not got it never does", async () => {
    const bureau = setUpAnnouncements();
    for (let n = 1; n <= CHUNK + 3; n += 1) bureau.member([`a${n}`]);
    const id = bureau.released();
    const stopping = new AbortController();
    const announcements = bureau.restart({
      pushes: {
        ...bureau.pushes,
        send: (push) => {
          stopping.abort();
          return bureau.pushes.send(push);
        },
      },
    });
    await announcements.carryOn(stopping.signal);
    bureau.restart();
    bureau.announcements.recall(OPERATOR, id, "写错了");
    await bureau.sendAll();
    for (let n = 1; n <= CHUNK + 3; n += 1) expect(bureau.chat(`a${n}`)).toEqual([]);
    const progress = bureau.announcements.progress(OPERATOR, id);
    expect(progress).toMatchObject({ recipients: CHUNK + 3, skipped: CHUNK + 3, waiting: 0 });
  });

  it("is told to whoever may have it: its send was cut off with the outcome unknown", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const id = bureau.released();
    await bureau.carryOn();
    bureau.store.records.update(tables.outbox).set({ uncertain: 1 }).run();
    bureau.announcements.recall(OPERATOR, id, "改期");
    await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([expect.stringContaining("《体检通知》撤回了")]);
  });

  it("takes corrections and reminders along", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.pass(49 * HOUR_MS);
    await bureau.sendAll();
    bureau.announcements.correct(OPERATOR, id, FIX);
    await bureau.sendAll();
    expect(bureau.chat("a")).toHaveLength(3);
    bureau.announcements.recall(OPERATOR, id, "体检取消了");
    await bureau.sendAll();
    expect(texts(bureau, "a")).toEqual([expect.stringContaining("撤回了")]);
  });

  it("is for editors, author or not, and only for what has begun", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const author = staffActor(1, "editor");
    const { announcements } = bureau;
    const id = bureau.draft({}, author);
    announcements.submit(author, id);
    expect(() => announcements.recall(author, id, "不要了")).toThrow(AnnouncementError);
    announcements.release(OPERATOR, id);
    await bureau.sendAll();
    expect(() => announcements.recall(staffActor(3, "viewer"), id, "不要了")).toThrow(NotAllowed);
    announcements.recall(author, id, "不要了");
    expect(() => announcements.recall(author, id, "不要了")).toThrow("已经撤回");
    expect(() => announcements.correct(OPERATOR, id, FIX)).toThrow("已经撤回");
  });
});
