import readSheets from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { createMembersData, NotAllowed } from "../../members/index.ts";
import { HOUR_MS, OPERATOR, setUpAnnouncements, staffActor, ZONE } from "../announcements.fixture.ts";
import { createKeptAnnouncements } from "./kept.ts";
import { RECEIPT_HEADERS } from "./receiptsText.ts";

describe("收到", () => {
  it("is said by the member, or by a proxy whose grant is open, for no one else", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"]);
    const li = bureau.member(["b"]);
    const proxyId = bureau.proxy(li, "daughter");
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    const { announcements, members } = bureau;
    const proxy = { kind: "proxy", proxyId, memberId: li } as const;
    expect(announcements.confirm({ kind: "member", memberId: wang }, id, li)).toBe("notYours");
    expect(announcements.confirm({ ...proxy, memberId: wang }, id)).toBe("notYours");
    expect(() => announcements.confirm(staffActor(1, "viewer"), id, wang)).toThrow(NotAllowed);
    expect(announcements.confirm({ kind: "system", name: "test" }, id, wang)).toBe("notYours");
    expect(announcements.confirm({ kind: "member", memberId: wang }, id, wang)).toBe("confirmed");
    expect(announcements.confirm({ kind: "member", memberId: wang }, id)).toBe("already");
    const [grant] = members.grantsOf(li);
    members.revokeGrant(OPERATOR, grant!.grantId);
    expect(announcements.confirm(proxy, id, li)).toBe("notYours");
    members.grant(OPERATOR, { memberId: li, name: "王小红", phone: "13800000003", relation: "女儿" });
    expect(announcements.confirm(proxy, id, li)).toBe("confirmed");
    expect(announcements.progress(OPERATOR, id)).toMatchObject({ confirmed: 2, read: 2, recipients: 2 });
  });

  it("cannot be said before it went out, nor for what one was not sent", () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"], { district: "天元区" });
    const li = bureau.member(["b"]);
    const id = bureau.released({ audience: { version: 1, districts: ["天元区"] }, needsConfirmation: true });
    expect(bureau.announcements.confirm({ kind: "member", memberId: wang }, id)).toBe("notYours");
    expect(bureau.announcements.confirm({ kind: "member", memberId: li }, id)).toBe("notYours");
    expect(bureau.announcements.confirm({ kind: "member", memberId: wang }, 99)).toBe("notYours");
  });
});

describe("who is silent", () => {
  it("are those who have not confirmed, page by page, without those told on the telephone", async () => {
    const bureau = setUpAnnouncements();
    const ids = ["a", "b", "c"].map((account) =>
      bureau.member([account], { name: `测试${account}`, district: "天元区" }),
    );
    bureau.member([], { name: "测试无" });
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    const { announcements } = bureau;
    announcements.confirm({ kind: "member", memberId: ids[0]! }, id);
    bureau.writes("b");
    const silent = () => announcements.unconfirmed(OPERATOR, id).map(({ name }) => name);
    expect(silent()).toEqual(["测试b", "测试c", "测试无"]);
    bureau.calls.settle(bureau.calls.list()[0]!.id, "told", "staff:1");
    expect(silent()).toEqual(["测试b", "测试c"]);
    expect(announcements.unconfirmed(OPERATOR, id, { limit: 1 })).toEqual([
      { memberId: ids[1], name: "测试b", district: "天元区", branch: null },
    ]);
    expect(announcements.unconfirmed(OPERATOR, id, { afterId: ids[1]! })).toHaveLength(1);
  });

  it("are neither the dead nor the erased: nobody asks for them", async () => {
    const bureau = setUpAnnouncements();
    const [dead, erased] = ["a", "b"].map((account) => bureau.member([account], { name: `测试${account}` }));
    bureau.member(["c"], { name: "测试c" });
    const id = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.members.setStatus(OPERATOR, dead!, "deceased", "2026-11-20");
    createMembersData({ ...bureau, timeZone: ZONE }).erase(OPERATOR, erased!);
    expect(bureau.announcements.unconfirmed(OPERATOR, id).map(({ name }) => name)).toEqual(["测试c"]);
  });

  it("are those not seen to read, where no confirmation was asked for", async () => {
    const bureau = setUpAnnouncements();
    for (const account of ["a", "b"]) bureau.member([account], { name: `测试${account}` });
    const id = bureau.released();
    await bureau.sendAll();
    bureau.writes("a");
    expect(bureau.announcements.unconfirmed(OPERATOR, id).map(({ name }) => name)).toEqual(["测试b"]);
  });

  it("is told to editors and viewers, nobody else", async () => {
    const bureau = setUpAnnouncements();
    bureau.member(["a"]);
    const id = bureau.released();
    const { announcements } = bureau;
    expect(announcements.progress(staffActor(1, "viewer"), id).recipients).toBe(1);
    expect(announcements.unconfirmed(staffActor(1, "viewer"), id)).toHaveLength(1);
    for (const actor of [staffActor(1, "liaison"), { kind: "member", memberId: 1 } as const]) {
      expect(() => announcements.progress(actor, id)).toThrow(NotAllowed);
      expect(() => announcements.unconfirmed(actor, id)).toThrow(NotAllowed);
    }
    await expect(announcements.exportReceipts(staffActor(1, "viewer"), id)).rejects.toThrow(NotAllowed);
  });
});

describe("the file of receipts", () => {
  it("has a line for everyone, the bureau's hours, reasons in words, and no formulas", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"], { name: "=HYPERLINK(1)", district: "天元区" });
    bureau.member([], { name: "测试无" });
    const dead = bureau.member(["c"], { name: "测试走" });
    bureau.staff(undefined, "测试联", "liaison");
    const id = bureau.released({
      audience: { version: 1, everyone: true, staffRoles: ["liaison"] },
      needsConfirmation: true,
    });
    bureau.members.setStatus(OPERATOR, dead, "deceased", "2026-11-20");
    await bureau.sendAll();
    bureau.pass(HOUR_MS);
    bureau.announcements.confirm({ kind: "member", memberId: wang }, id);
    const [sheet] = await readSheets(await bureau.announcements.exportReceipts(OPERATOR, id));
    const [headers = [], ...rows] = sheet!.data;
    expect(headers).toEqual(Object.values(RECEIPT_HEADERS));
    const table = rows.map((row) => Object.fromEntries(headers.map((header, i) => [String(header), row[i]])));
    expect(table).toMatchObject([
      {
        人员编号: wang,
        身份: "老同志",
        姓名: "=HYPERLINK(1)",
        区县: "天元区",
        情况: "已看",
        送到: new Date("2026-11-24T09:00:00Z"),
        点收到: new Date("2026-11-24T10:00:00Z"),
        谁点的: "本人",
      },
      { 姓名: "测试无", 情况: "要打电话", 原因: "没有登记账号" },
      { 姓名: "测试走", 情况: "没有发", 原因: expect.stringContaining("去世") },
      { 身份: "工作人员", 姓名: "测试联", 情况: "没有送到", 原因: expect.stringContaining("没有登记账号") },
    ]);
    expect(bureau.members.audit.of(`announcement:${id}`, 1)).toMatchObject([
      { action: "announcement.export", detail: { rows: 4 } },
    ]);
  });
});

describe("what a member was sent", () => {
  it("is listed newest first, without what was recalled, and stands in their export", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"]);
    const first = bureau.released({ title: "第一条", needsConfirmation: true });
    await bureau.sendAll();
    bureau.pass(HOUR_MS);
    const second = bureau.released({ title: "第二条" });
    const third = bureau.released({ title: "第三条", needsConfirmation: true });
    await bureau.sendAll();
    const { announcements, store } = bureau;
    announcements.confirm({ kind: "member", memberId: wang }, third);
    announcements.recall(OPERATOR, second, "写错了");
    expect(announcements.ofMember(wang, 10)).toMatchObject([
      { id: third, title: "第三条", needsConfirmation: true, confirmed: true },
      { id: first, title: "第一条", needsConfirmation: true, confirmed: false },
    ]);
    expect(announcements.ofMember(wang, 1)).toHaveLength(1);
    const kept = createKeptAnnouncements({ store, timeZone: ZONE, announcements });
    expect(kept.sections(wang)).toEqual([
      {
        title: "通知公告",
        lines: [
          "2026年11月24日 10:00　《第三条》　2026年11月24日 10:00点了收到",
          "2026年11月24日 10:00　《第二条》　后来撤回",
          "2026年11月24日 09:00　《第一条》　没有点收到",
        ],
      },
    ]);
    expect(kept.sections(99)).toEqual([]);
  });

  it("does not keep who confirmed for an erased member, and sends them nothing more", async () => {
    const bureau = setUpAnnouncements();
    const wang = bureau.member(["a"]);
    bureau.member(["b"]);
    const proxyId = bureau.proxy(wang, "daughter");
    const sent = bureau.released({ needsConfirmation: true });
    await bureau.sendAll();
    bureau.announcements.confirm({ kind: "proxy", proxyId, memberId: wang }, sent);
    const waiting = bureau.released({ sendAt: bureau.clock() + HOUR_MS });
    const kept = createKeptAnnouncements(bureau);
    kept.erase(wang);
    bureau.pass(HOUR_MS);
    await bureau.sendAll();
    expect(bureau.chat("a")).toHaveLength(1);
    const [sheet] = await readSheets(await bureau.announcements.exportReceipts(OPERATOR, sent));
    expect(JSON.stringify(sheet!.data)).not.toContain("代办人");
    expect(bureau.announcements.progress(OPERATOR, waiting)).toMatchObject({ skipped: 1, delivered: 1 });
  });
});
