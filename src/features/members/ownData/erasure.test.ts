import { describe, expect, it } from "vitest";
import { replyText } from "../../../dialogue/index.ts";
import { tables } from "../../../store/index.ts";
import { NotAllowed } from "../actor.ts";
import { account, DAY_MS, OPERATOR, staffActor } from "../people.fixture.ts";
import { ERASING } from "../text.ts";
import { setUpTrail, TRACES } from "../trail.fixture.ts";

type Trail = ReturnType<typeof setUpTrail>;

const rowOf = ({ store }: Trail, id: number) =>
  store.records
    .select()
    .from(tables.member)
    .all()
    .find((row) => row.id === id)!;

describe("erasing a member", () => {
  it("leaves nothing of them in any table, open or sealed, but what the law obliges to keep", () => {
    const trail = setUpTrail();
    const { phoneHash, idNumberHash } = rowOf(trail, trail.memberId);
    const before = trail.everything();
    for (const trace of [...TRACES, trail.idNumber, phoneHash!.toString("hex")])
      expect(before).toContain(trace);

    trail.data.erase({ kind: "member", memberId: trail.memberId }, trail.memberId);
    const after = trail.everything();
    for (const trace of [
      ...TRACES,
      trail.idNumber,
      phoneHash!.toString("hex"),
      idNumberHash!.toString("hex"),
    ]) {
      expect(after).not.toContain(trace);
    }
    expect(rowOf(trail, trail.memberId)).toMatchObject({
      name: "测试甲",
      category: "退休",
      unit: "测试单位",
      branchId: trail.branchId,
      status: "alive",
      erasedAt: trail.now(),
    });
  });

  it("touches nothing of anybody else", () => {
    const trail = setUpTrail();
    trail.data.erase(OPERATOR, trail.memberId);
    const after = trail.everything();
    for (const mark of [
      "问的话乙",
      "回的话乙",
      "求助的话乙",
      "通知的话乙",
      "电话的话乙",
      "问过的题乙",
      "13900005678",
      "chat-b",
    ]) {
      expect(after).toContain(mark);
    }
    expect(trail.members.speakerOf(account("chat-b", "web")).self?.memberId).toBe(trail.otherId);
    expect(trail.members.speakerOf(account("chat-a", "web")).self).toBeUndefined();
    expect(trail.members.speakerOf(account("chat-p", "web")).represents).toEqual([]);
  });

  it("sends nothing that waits, and closes calls", () => {
    const trail = setUpTrail();
    trail.data.erase(OPERATOR, trail.memberId);
    const { records } = trail.store;
    const outbox = records.select().from(tables.outbox).all();
    expect(outbox.find(({ uniqueKey }) => uniqueKey === "late:1")?.status).toBe("cancelled");
    expect(outbox.find(({ uniqueKey }) => uniqueKey === "late:2")?.status).toBe("pending");
    const calls = records.select().from(tables.callTask).all();
    expect(calls.find(({ memberId }) => memberId === trail.memberId)).toMatchObject({
      outcome: "notNeeded",
      doneBy: "operator:test",
    });
    expect(calls.find(({ memberId }) => memberId === trail.otherId)?.doneAt).toBeNull();
  });

  it("is written in the audit log, whose chain stays whole", () => {
    const trail = setUpTrail();
    trail.data.erase(OPERATOR, trail.memberId);
    expect(trail.members.audit.of(`member:${trail.memberId}`, 1)).toMatchObject([
      { action: "member.erase", actor: "operator:test", detail: { full: false, accounts: 1 } },
    ]);
    expect(trail.members.audit.verify().ok).toBe(true);
  });

  it("keeps a proxy who still acts for somebody else", () => {
    const trail = setUpTrail();
    const grant = { memberId: trail.otherId, name: "测试女", phone: "13700004321", relation: "外甥女" };
    trail.members.grant(OPERATOR, grant);
    trail.data.erase(OPERATOR, trail.memberId);
    const { represents } = trail.members.speakerOf(account("chat-p", "web"));
    expect(represents.map(({ memberId }) => memberId)).toEqual([trail.otherId]);
  });

  it("leaves to the next holder of an account what was said after it was unbound", () => {
    const trail = setUpTrail();
    trail.pass(DAY_MS);
    trail.members.unbind(OPERATOR, account("chat-a", "web"), { memberId: trail.memberId });
    trail.pass(DAY_MS);
    const body = trail.box.seal(JSON.stringify({ text: "后来的人说的话", at: trail.now() }));
    trail.store.records
      .insert(tables.inbox)
      .values({
        channel: "web",
        chatId: "chat-a",
        messageId: "later",
        body,
        receivedAt: trail.now(),
        status: "done",
      })
      .run();
    trail.data.erase(OPERATOR, trail.memberId);
    const after = trail.everything();
    expect(after).toContain("后来的人说的话");
    for (const trace of ["问的话甲", "回的话甲", "问过的题甲", "求助的话甲"])
      expect(after).not.toContain(trace);
  });

  it("takes the name too when staff erase in full, also after a plain erasure", () => {
    const trail = setUpTrail();
    trail.members.setSecretary(OPERATOR, trail.branchId, trail.memberId);
    trail.data.erase(OPERATOR, trail.memberId);
    trail.data.erase(OPERATOR, trail.memberId, { full: true });
    expect(rowOf(trail, trail.memberId)).toMatchObject({ name: "已删除", unit: null, branchId: null });
    expect(trail.everything()).not.toContain("测试甲");
    expect(trail.members.branches()[0]!.secretaryId).toBeNull();
  });

  it("is for the member and for admin: nobody else, and in full not for the member", () => {
    const { data, memberId, otherId } = setUpTrail();
    expect(() => data.erase({ kind: "member", memberId: otherId }, memberId)).toThrow(NotAllowed);
    expect(() => data.erase({ kind: "proxy", proxyId: 1, memberId }, memberId)).toThrow(NotAllowed);
    expect(() => data.erase(staffActor(1, "editor"), memberId)).toThrow(NotAllowed);
    expect(() => data.erase({ kind: "system", name: "job" }, memberId)).toThrow(NotAllowed);
    expect(() => data.erase({ kind: "member", memberId }, memberId, { full: true })).toThrow(NotAllowed);
    expect(data.erase(staffActor(1, "admin"), memberId).accounts).toBe(1);
  });

  it("does nothing at all when it fails half-way", () => {
    const trail = setUpTrail();
    const before = trail.everything();
    const broken = { ...trail.members, audit: { ...trail.members.audit, record: () => fail() } };
    Object.assign(trail.members, broken);
    expect(() => trail.data.erase(OPERATOR, trail.memberId)).toThrow("disk full");
    expect(trail.everything()).toBe(before);
  });
});

function fail(): never {
  throw new Error("disk full");
}

describe("erasing from the chat", () => {
  it("tells what goes and what stays, and needs the words 确认删除", async () => {
    const trail = setUpTrail();
    const warning = await trail.say("chat-a", { action: "my:erase" });
    for (const words of [ERASING.goes, ERASING.stays, ERASING.log, ERASING.right])
      expect(warning).toContain(words);
    expect(await trail.say("chat-a", "医保怎么报销")).toContain(ERASING.again);
    expect(rowOf(trail, trail.memberId).erasedAt).toBeNull();

    const done = await trail.say("chat-a", "「确认删除」");
    expect(done).toContain(ERASING.done);
    expect(done).toContain(ERASING.stays);
    expect(done).not.toContain("测试甲");
    expect(rowOf(trail, trail.memberId).erasedAt).toBe(trail.now());
    expect(await trail.say("chat-a", "我的资料")).toContain("还没有登记");
  });

  it("starts from words, too, and stops at 不删了", async () => {
    const trail = setUpTrail();
    expect(await trail.say("chat-a", "删除我的资料")).toContain(ERASING.title);
    expect(await trail.say("chat-a", { action: "my:keep" })).toBe(ERASING.kept);
    expect(await trail.say("chat-a", "确认删除")).toBe(ERASING.nothingOpen);
    expect(rowOf(trail, trail.memberId).erasedAt).toBeNull();
  });

  it("forgets the wish after ten minutes", async () => {
    const trail = setUpTrail();
    await trail.say("chat-a", "删除我的资料");
    trail.pass(11 * 60_000);
    expect(await trail.say("chat-a", "确认删除")).toBe(ERASING.nothingOpen);
    expect(rowOf(trail, trail.memberId).erasedAt).toBeNull();
  });

  it("is not for proxies or strangers", async () => {
    const trail = setUpTrail();
    expect(await trail.say("chat-p", "删除我的资料")).toBe(ERASING.onlySelf);
    expect(await trail.say("chat-p", "确认删除")).toBe(ERASING.nothingOpen);
    const [reply] = await trail.send("chat-x", "确认删除");
    expect(replyText(reply!)).toBe(ERASING.nothingOpen);
    expect(rowOf(trail, trail.memberId).erasedAt).toBeNull();
  });
});
