/** Sessions as entered: what is kept, what is refused and with which words, and who may. */
import { describe, expect, it } from "vitest";
import { MemberError, NotAllowed } from "../../../members/index.ts";
import { at, DAY_MS, HOUR_MS, OPERATOR, setUpStudy, staffActor } from "../../study.fixture.ts";
import { type SessionDraft, StudyError } from "../../types.ts";

function faultOf(work: () => unknown): StudyError {
  try {
    work();
  } catch (error) {
    if (error instanceof StudyError) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("creating a session", () => {
  it("keeps what was entered and invites the branch, but tells nobody before the next tick", () => {
    const { sessions, create, branches, sent } = setUpStudy();
    const id = create({ contact: "李书记", note: "请带笔记本" });
    const session = sessions.get(id)!;
    expect(session).toMatchObject({
      title: "十月学习会",
      where: "天元区老党员之家二楼会议室",
      address: "天元区泰山路1号",
      branch: "第一支部",
      reminders: [4320, 1440, 120],
      sequence: 0,
      version: 1,
      status: "planned",
    });
    expect(session.code).toMatch(/^\d{4}$/);
    expect(sessions.counts(id)).toMatchObject({ invited: branches.first.memberIds.length, unanswered: 4 });
    expect(sent()).toEqual([]);
  });

  it.each<[string, string, Partial<SessionDraft>]>([
    ["startsAt", "已经过了", { startsAt: at("2026-11-24", "08:59") }],
    ["startsAt", "已经过了", { startsAt: at("2026-11-24", "09:00") }],
    ["startsAt", "太远", { startsAt: at("2029-01-01") }],
    ["startsAt", "没有写对", { startsAt: Number.NaN }],
    ["endsAt", "在开始时间之后", { endsAt: at("2026-11-27", "15:00") }],
    ["endsAt", "在开始时间之后", { endsAt: at("2026-11-27", "14:00") }],
    ["endsAt", "最多 3 天", { endsAt: at("2026-11-30", "15:01") }],
    ["title", "2 到 60", { title: " 学 " }],
    ["title", "2 到 60", { title: "学".repeat(61) }],
    ["title", "不能显示", { title: "学习\u202e会" }],
    ["form", "学习、参观", { form: "开会" as "学习" }],
    ["where", "没有这个老党员之家", { where: { homeId: 99 } }],
    ["where", "没有写地点", { where: { place: " " } }],
    ["capacity", "1 或更大", { capacity: 0 }],
    ["capacity", "1 或更大", { capacity: 1.5 }],
    ["contact", "最多 100", { contact: "王".repeat(101) }],
    ["note", "最多 1000", { note: "好".repeat(1001) }],
    ["reminders", "最少 15", { reminders: [10] }],
    ["reminders", "最多 5", { reminders: [20, 30, 40, 50, 60, 70] }],
    ["reminders", "最多 30 天", { reminders: [31 * 1440] }],
    ["inviteAt", "活动开始之前", { inviteAt: at("2026-11-27", "15:00") }],
    ["materials", "http", { materials: [{ title: "讲义", url: "javascript:alert(1)" }] }],
    ["materials", "http", { materials: [{ title: "讲义", url: "www.example.org" }] }],
    ["materials", "http", { materials: [{ title: "讲义", url: "https://bureau.gov.cn@example.org/" }] }],
    ["materials", "没有这个文件", { materials: [{ title: "讲义", fileId: 7 }] }],
    ["branchId", "没有这个党支部", { branchId: 99 }],
  ])("refuses a wrong %s and says: %s", (field, words, over) => {
    const { create } = setUpStudy();
    const fault = faultOf(() => create(over));
    expect(fault).toMatchObject({ field });
    expect(fault.message).toContain(words);
    expect(fault.message).not.toMatch(/[！!]/);
  });

  it("refuses an audience of nobody, and one that cannot be read", () => {
    const { create, members } = setUpStudy();
    const empty = members.addBranch(OPERATOR, { name: "空支部" });
    expect(
      faultOf(() => create({ branchId: empty, audience: { version: 1, branchIds: [empty] } })).field,
    ).toBe("audience");
    expect(() => create({ audience: { version: 1 } })).toThrow(MemberError);
  });

  it("refuses a room that is taken, naming the session and its time, and the whole home while any room is", () => {
    const { create, homes } = setUpStudy();
    create();
    const other = { title: "座谈会", startsAt: at("2026-11-27", "16:00") };
    const fault = faultOf(() => create(other));
    expect(fault.field).toBe("where");
    expect(fault.message).toContain("「十月学习会」，11月27日（星期五）下午3点到4点半");
    expect(faultOf(() => create({ ...other, where: { homeId: homes.tianyuan } })).field).toBe("where");
    create({ ...other, where: { homeId: homes.tianyuan, room: "一楼大厅" } });
    create({ ...other, where: { homeId: homes.lusong } });
    create({ ...other, where: { place: "湘江风光带" } });
    create({ title: "接着用", startsAt: at("2026-11-27", "16:30") });
  });

  it("gives the room back when the session is cancelled", () => {
    const { create, sessions } = setUpStudy();
    const id = create();
    sessions.cancel(OPERATOR, id, "停电");
    expect(create()).toBeGreaterThan(id);
  });
});

describe("who may", () => {
  it("lets a secretary give a session of their own branch, to that branch only", () => {
    const { sessions, draft, secretary, branches } = setUpStudy();
    const id = sessions.create(secretary, draft());
    expect(sessions.runs(secretary, sessions.get(id)!)).toBe(true);
    const { second } = branches;
    const others = draft({ branchId: second.id, audience: { version: 1, branchIds: [second.id] } });
    expect(faultOf(() => sessions.create(secretary, others)).field).toBe("branchId");
    const wider = draft({ audience: { version: 1, everyone: true } });
    expect(faultOf(() => sessions.create(secretary, wider)).field).toBe("audience");
    const { branchId: _, ...none } = draft();
    expect(faultOf(() => sessions.create(secretary, none)).field).toBe("branchId");
  });

  it("lets nobody else: members, proxies of the secretary, dispatchers, other secretaries", () => {
    const { sessions, draft, branches, create, proxy } = setUpStudy();
    const id = create();
    const strangers = [
      { kind: "member", memberId: branches.first.memberIds[1]! },
      { kind: "member", memberId: branches.second.secretaryId },
      proxy(branches.first.secretaryId).actor,
      staffActor(1, "dispatcher", "viewer", "liaison"),
      { kind: "system", name: "x" },
    ] as const;
    for (const actor of strangers) {
      expect(() => sessions.change(actor, id, { title: "别的" })).toThrow(NotAllowed);
      expect(() => sessions.cancel(actor, id, "不开了")).toThrow(NotAllowed);
      expect(() => sessions.addMaterial(actor, id, { title: "讲义", url: "https://example.org" })).toThrow(
        NotAllowed,
      );
      expect(() => sessions.nudge(actor, id)).toThrow(NotAllowed);
      expect(() => sessions.change(actor, 99, {})).toThrow(NotAllowed);
    }
    expect(() =>
      sessions.create({ kind: "member", memberId: branches.first.memberIds[1]! }, draft()),
    ).toThrow(NotAllowed);
  });

  it("shows who answered what to viewers and to who runs it, not to members", () => {
    const { sessions, create, branches, secretary } = setUpStudy();
    const id = create();
    expect(sessions.invitees(staffActor(1, "viewer"), id)).toHaveLength(4);
    expect(sessions.invitees(secretary, id)).toHaveLength(4);
    expect(() => sessions.invitees({ kind: "member", memberId: branches.first.memberIds[1]! }, id)).toThrow(
      NotAllowed,
    );
  });
});

describe("changing a session", () => {
  it("raises the sequence with time, place and title, and the version with everything", () => {
    const { sessions, create } = setUpStudy();
    const id = create();
    const state = () => {
      const { sequence, version } = sessions.get(id)!;
      return [sequence, version];
    };
    sessions.change(OPERATOR, id, { note: "带身份证" });
    expect(state()).toEqual([0, 2]);
    sessions.change(OPERATOR, id, { title: "学习会" });
    expect(state()).toEqual([1, 3]);
    sessions.change(OPERATOR, id, { startsAt: at("2026-11-28") });
    expect(state()).toEqual([2, 4]);
    sessions.change(OPERATOR, id, { where: { place: "株洲市图书馆" } });
    expect(state()).toEqual([3, 5]);
    sessions.change(OPERATOR, id, { title: "学习会", where: { place: "株洲市图书馆" } });
    expect(state()).toEqual([3, 5]);
    sessions.cancel(OPERATOR, id, "停电");
    expect(state()).toEqual([4, 6]);
  });

  it("keeps the length when only the start is moved", () => {
    const { sessions, create } = setUpStudy();
    const id = create();
    sessions.change(OPERATOR, id, { startsAt: at("2026-11-28", "09:00") });
    expect(sessions.get(id)!.endsAt).toBe(at("2026-11-28", "10:30"));
  });

  it("clears what may be empty with null", () => {
    const { sessions, create } = setUpStudy();
    const id = create({ capacity: 3, contact: "李书记", note: "带笔" });
    sessions.change(OPERATOR, id, { capacity: null, contact: null, note: null });
    expect(sessions.get(id)).toMatchObject({ capacity: null, contact: null, note: null });
  });

  it("refuses a change over somebody else's, and says to look again", () => {
    const { sessions, create } = setUpStudy();
    const id = create();
    sessions.change(OPERATOR, id, { note: "带笔" }, 1);
    const fault = faultOf(() => sessions.change(OPERATOR, id, { note: "带本" }, 1));
    expect(fault.field).toBe("version");
    expect(fault.message).toContain("再改一次");
  });

  it("refuses a room taken by another, a past start, and anything once it is over or cancelled", () => {
    const { sessions, create, setClock } = setUpStudy();
    const id = create();
    create({ title: "座谈会", startsAt: at("2026-11-28") });
    expect(faultOf(() => sessions.change(OPERATOR, id, { startsAt: at("2026-11-28") })).field).toBe("where");
    expect(faultOf(() => sessions.change(OPERATOR, id, { startsAt: at("2026-11-23") })).field).toBe(
      "startsAt",
    );
    setClock(at("2026-11-27", "15:30"));
    expect(faultOf(() => sessions.change(OPERATOR, id, { startsAt: at("2026-11-29") })).message).toContain(
      "已经开始",
    );
    sessions.change(OPERATOR, id, { endsAt: at("2026-11-27", "17:00") });
    setClock(at("2026-11-27", "17:00"));
    expect(faultOf(() => sessions.change(OPERATOR, id, { note: "晚了" })).field).toBe("status");
    expect(faultOf(() => sessions.cancel(OPERATOR, id, "晚了")).field).toBe("status");
  });

  it("refuses to cancel twice or without a reason", () => {
    const { sessions, create } = setUpStudy();
    const id = create();
    expect(faultOf(() => sessions.cancel(OPERATOR, id, " ")).field).toBe("reason");
    sessions.cancel(OPERATOR, id, "停电");
    expect(faultOf(() => sessions.cancel(OPERATOR, id, "停电")).field).toBe("status");
    expect(faultOf(() => sessions.change(OPERATOR, id, { note: "开" })).field).toBe("status");
  });
});

describe("materials", () => {
  it("keep an address in one line, whatever was pasted into it", () => {
    const { create, sessions } = setUpStudy();
    const id = create({ materials: [{ title: "讲义", url: " https://example.org/a\n  b" }] });
    expect(sessions.materials(id)[0]!.url).toBe("https://example.org/a%20%20b");
  });

  it("come and go, in order, with the session's version", () => {
    const { sessions, create } = setUpStudy();
    const id = create({ materials: [{ title: "讲义", url: "https://example.org/a" }] });
    const second = sessions.addMaterial(OPERATOR, id, { title: "提纲", url: "http://example.org/b" });
    expect(sessions.materials(id).map(({ title }) => title)).toEqual(["讲义", "提纲"]);
    sessions.removeMaterial(OPERATOR, id, second);
    expect(faultOf(() => sessions.removeMaterial(OPERATOR, id, second)).field).toBe("materials");
    expect(sessions.materials(id)).toHaveLength(1);
    expect(sessions.get(id)!.version).toBe(3);
  });
});

describe("lists", () => {
  it("finds sessions by branch, home, time and status, in order of start", () => {
    const { sessions, create, branches, homes } = setUpStudy();
    const later = create({ startsAt: at("2026-12-01") });
    const sooner = create();
    const { second } = branches;
    const other = create({
      branchId: second.id,
      audience: { version: 1, branchIds: [second.id] },
      where: { homeId: homes.lusong },
    });
    sessions.cancel(OPERATOR, later, "停电");
    const ids = (filter: Parameters<typeof sessions.list>[0]) => sessions.list(filter).map(({ id }) => id);
    expect(ids({ branchId: branches.first.id })).toEqual([sooner, later]);
    expect(ids({ homeId: homes.lusong })).toEqual([other]);
    expect(ids({ status: "planned" })).toEqual([sooner, other]);
    expect(ids({ from: at("2026-11-27", "16:30") + 1 })).toEqual([later]);
    expect(ids({ to: at("2026-11-27", "15:00") })).toEqual([]);
    expect(ids({ limit: 1 })).toEqual([sooner]);
    expect(sessions.branchesOf(branches.first.secretaryId)).toEqual([
      { id: branches.first.id, name: "第一支部" },
    ]);
  });

  it("writes who did what to the audit log, without words", () => {
    const { sessions, create, members } = setUpStudy();
    const id = create();
    sessions.change(OPERATOR, id, { note: "秘密" });
    sessions.cancel(OPERATOR, id, "秘密");
    const rows = members.audit.of(`studySession:${id}`, 10);
    expect(rows.map(({ action }) => action)).toEqual(["study.cancel", "study.change", "study.create"]);
    expect(JSON.stringify(rows)).not.toContain("秘密");
  });

  it("draws another code while one is in use around that time", () => {
    let n = 0;
    const codes = ["1111", "1111", "2222", "1111"];
    const { create, sessions } = setUpStudy({ randomDigits: () => codes[n++]! });
    expect(sessions.get(create())!.code).toBe("1111");
    expect(sessions.get(create({ where: { place: "公园" } }))!.code).toBe("2222");
    expect(sessions.get(create({ startsAt: at("2026-11-27") + 10 * DAY_MS + HOUR_MS }))!.code).toBe("1111");
  });
});
