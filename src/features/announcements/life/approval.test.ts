import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import { MemberError, NotAllowed } from "../../members/index.ts";
import {
  at,
  type Bureau,
  CLAUSE,
  DAY_MS,
  OPERATOR,
  setUpAnnouncements,
  staffActor,
} from "../announcements.fixture.ts";
import { AnnouncementError } from "../types.ts";

function setUp() {
  const bureau = setUpAnnouncements();
  const author = bureau.staff("author", "测试写", "editor");
  const second = bureau.staff("second", "测试批", "editor");
  const admin = bureau.staff("admin", "测试管", "admin");
  return {
    bureau,
    author: staffActor(author, "editor"),
    second: staffActor(second, "editor"),
    admin: staffActor(admin, "admin"),
  };
}

const recipients = ({ store }: Bureau) => store.records.select().from(tables.announcementRecipient).all();

const fieldOf = (work: () => unknown): string | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof AnnouncementError || error instanceof MemberError) return error.field;
    throw error;
  }
  return undefined;
};

describe("approval", () => {
  it("is asked of the other editors and admins, on the phone, with the whole text", async () => {
    const { bureau, author } = setUp();
    bureau.member();
    const id = bureau.draft({ needsConfirmation: true }, author);
    bureau.announcements.submit(author, id);
    await bureau.deliver();
    expect(bureau.chat("author")).toEqual([]);
    for (const account of ["second", "admin"]) {
      const [note] = bureau.chat(account);
      expect(note!.text).toContain("提交人：测试写");
      expect(note!.text).toContain("发给：全体老同志。共 1 人");
      expect(note!.text).toContain("批准后马上发");
      expect(note!.text).toContain("下周二上午体检。");
      expect(note!.actions).toEqual([`annap:${id}:2`, `annback:${id}`, `annwho:${id}`]);
    }
  });

  it("is never given by the author, nor by who submitted it, admin or not", () => {
    const { bureau, author, second, admin } = setUp();
    bureau.member();
    const { announcements } = bureau;
    const id = bureau.draft({}, author);
    announcements.submit(second, id);
    for (const actor of [author, second]) {
      expect(() => announcements.approve(actor, id)).toThrow(NotAllowed);
    }
    const own = bureau.draft({}, admin);
    announcements.submit(admin, own);
    expect(() => announcements.approve(admin, own)).toThrow(NotAllowed);
    expect(announcements.approve(admin, id)).toBe(1);
  });

  it("counts for the version that was looked at", () => {
    const { bureau, author, second } = setUp();
    bureau.member();
    const { announcements } = bureau;
    const id = bureau.draft({}, author);
    announcements.submit(author, id);
    const seen = announcements.get(id)!.version;
    announcements.change(author, id, { body: "改过的正文。" });
    announcements.submit(author, id);
    expect(fieldOf(() => announcements.approve(second, id, seen))).toBe("version");
    expect(announcements.approve(second, id, announcements.get(id)!.version)).toBe(1);
    expect(fieldOf(() => announcements.approve(second, id))).toBe("status");
  });

  it("freezes the audience: who joins it later is not written to, who leaves it is", async () => {
    const { bureau, author, second } = setUp();
    const { announcements, members } = bureau;
    const a = bureau.member(["a"], { district: "天元区" });
    const id = bureau.draft(
      { audience: { version: 1, districts: ["天元区"] }, sendAt: at("2026-11-25") },
      author,
    );
    announcements.submit(author, id);
    announcements.approve(second, id);
    bureau.member(["b"], { district: "天元区" });
    members.change(OPERATOR, a, { district: "芦淞区" });
    bureau.setClock(at("2026-11-25"));
    await bureau.sendAll();
    expect(bureau.chat("a")).toHaveLength(1);
    expect(bureau.chat("b")).toEqual([]);
  });

  it("is refused for an audience of nobody, at submitting and at approving", () => {
    const { bureau, author, second } = setUp();
    const { announcements, members } = bureau;
    const id = bureau.draft({ audience: { version: 1, districts: ["天元区"] } }, author);
    expect(fieldOf(() => announcements.submit(author, id))).toBe("audience");
    const only = bureau.member([], { district: "天元区" });
    announcements.submit(author, id);
    members.setStatus(OPERATOR, only, "moved", "2026-11-20");
    expect(fieldOf(() => announcements.approve(second, id))).toBe("audience");
    expect(announcements.get(id)?.status).toBe("submitted");
    expect(recipients(bureau)).toEqual([]);
  });

  it("is refused when the clause was repealed, or the day passed, since it was written", () => {
    const { bureau, author, second } = setUp();
    bureau.member();
    const { announcements, library } = bureau;
    const cited = bureau.draft({ clause: CLAUSE }, author);
    announcements.submit(author, cited);
    library.clause = undefined;
    expect(fieldOf(() => announcements.approve(second, cited))).toBe("clause");
    const timed = bureau.draft({ sendAt: at("2026-11-24", "12:00") }, author);
    announcements.submit(author, timed);
    // Late on the same day it goes at once; the day after nobody may want it any more.
    bureau.setClock(at("2026-11-24", "23:59"));
    expect(announcements.approve(second, timed)).toBe(1);
    const missed = bureau.draft({ sendAt: at("2026-11-25") }, author);
    announcements.submit(author, missed);
    bureau.setClock(at("2026-11-26", "00:00"));
    expect(fieldOf(() => announcements.approve(second, missed))).toBe("sendAt");
  });

  it("is taken back until it begins, and the author told why", async () => {
    const { bureau, author, second } = setUp();
    bureau.member();
    const { announcements } = bureau;
    const id = bureau.draft({ sendAt: at("2026-11-27") }, author);
    announcements.submit(author, id);
    announcements.approve(second, id);
    expect(fieldOf(() => announcements.sendBack(second, id, " "))).toBe("reason");
    announcements.sendBack(second, id, "地点不对");
    expect(announcements.get(id)).toMatchObject({
      status: "draft",
      returnedReason: "地点不对",
      approvedBy: null,
      submittedBy: null,
    });
    expect(recipients(bureau)).toEqual([]);
    await bureau.deliver();
    const told = bureau.chat("author").map(({ text }) => text);
    expect(told).toEqual([expect.stringContaining("批准了"), expect.stringContaining("地点不对")]);
    bureau.setClock(at("2026-11-28"));
    await bureau.carryOn();
    expect(announcements.get(id)?.status).toBe("draft");
  });

  it("can be spared by an admin for their own, and by the operator, never by an editor or for another's unfinished text", () => {
    const { bureau, author, second, admin } = setUp();
    bureau.member();
    const { announcements } = bureau;
    const others = bureau.draft({}, author);
    expect(() => announcements.release(second, others)).toThrow(NotAllowed);
    expect(() => announcements.release(author, others)).toThrow(NotAllowed);
    expect(() => announcements.release(admin, others)).toThrow(NotAllowed);
    announcements.submit(author, others);
    expect(announcements.release(admin, others)).toBe(1);
    expect(announcements.release(admin, bureau.draft({}, admin))).toBe(1);
    expect(announcements.release(OPERATOR, bureau.draft({}, author))).toBe(1);
  });

  it("is not needed to drop something, which then never goes out", async () => {
    const { bureau, author, second } = setUp();
    bureau.member(["a"]);
    const { announcements } = bureau;
    const id = bureau.draft({ sendAt: at("2026-11-25") }, author);
    announcements.submit(author, id);
    announcements.approve(second, id);
    announcements.drop(author, id);
    bureau.pass(2 * DAY_MS);
    await bureau.sendAll();
    expect(bureau.chat("a")).toEqual([]);
    expect(announcements.get(id)?.status).toBe("dropped");
    expect(fieldOf(() => announcements.submit(author, id))).toBe("status");
  });

  it("freezes an audience of 30,000 in one transaction", () => {
    const { bureau, author, second } = setUp();
    const rows = Array.from({ length: 30_000 }, (_, i) => ({
      id: i + 1,
      name: "测试",
      category: "退休" as const,
      createdAt: 0,
      updatedAt: 0,
    }));
    bureau.store.transaction(() => {
      for (let start = 0; start < rows.length; start += 1_000) {
        bureau.store.records
          .insert(tables.member)
          .values(rows.slice(start, start + 1_000))
          .run();
      }
    });
    const id = bureau.draft({}, author);
    bureau.announcements.submit(author, id);
    expect(bureau.announcements.approve(second, id)).toBe(30_000);
    expect(recipients(bureau)).toHaveLength(30_000);
    expect(bureau.announcements.progress(OPERATOR, id)).toMatchObject({
      recipients: 30_000,
      waiting: 30_000,
    });
  });

  it("leaves every step in the audit log", () => {
    const { bureau, author, second } = setUp();
    bureau.member();
    const { announcements, members } = bureau;
    const id = bureau.draft({}, author);
    announcements.change(author, id, { title: "改" });
    announcements.submit(author, id);
    announcements.sendBack(second, id, "再改改");
    announcements.submit(author, id);
    announcements.approve(second, id);
    announcements.drop(second, id);
    const actions = members.audit.of(`announcement:${id}`, 10).map(({ action }) => action);
    expect(actions.reverse()).toEqual(
      ["create", "change", "submit", "sendBack", "submit", "approve", "drop"].map(
        (step) => `announcement.${step}`,
      ),
    );
    expect(members.audit.verify().ok).toBe(true);
  });
});
