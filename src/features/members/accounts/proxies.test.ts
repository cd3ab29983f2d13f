import { describe, expect, it } from "vitest";
import { type Actor, NotAllowed } from "../actor.ts";
import { account, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";

const DAUGHTER = { name: "测试丙", phone: "13900005678", relation: "女儿" };

describe("proxies", () => {
  it("are one person for one name and phone, whoever they act for", () => {
    const { members, addMember } = setUpPeople();
    const [mother, father] = [addMember(), addMember({ name: "测试乙" })];
    const first = members.grant(OPERATOR, { ...DAUGHTER, memberId: mother });
    members.grant(OPERATOR, { ...DAUGHTER, phone: "139-0000-5678", memberId: father });
    members.grant(OPERATOR, { ...DAUGHTER, phone: "13900009999", memberId: father });
    const [a] = members.grantsOf(mother);
    const [b, c] = members.grantsOf(father);
    expect(a).toEqual({
      grantId: first,
      proxyId: a?.proxyId,
      name: "测试丙",
      relation: "女儿",
      grantedAt: expect.any(Number),
    });
    expect(b?.proxyId).toBe(a?.proxyId);
    expect(c?.proxyId).not.toBe(a?.proxyId);
  });

  it("are granted once, even when it is done twice", () => {
    const { members, addMember } = setUpPeople();
    const memberId = addMember();
    const first = members.grant(OPERATOR, { ...DAUGHTER, memberId });
    expect(members.grant(OPERATOR, { ...DAUGHTER, relation: "养女", memberId })).toBe(first);
    expect(members.grantsOf(memberId)).toMatchObject([{ grantId: first, relation: "养女" }]);
    members.revokeGrant(OPERATOR, first);
    expect(members.grantsOf(memberId)).toEqual([]);
    expect(members.grant(OPERATOR, { ...DAUGHTER, memberId })).not.toBe(first);
  });

  it("without a phone are known by name only where they act already; a phone given later is theirs", () => {
    const { members, addMember } = setUpPeople();
    const [one, other] = [addMember(), addMember({ name: "测试乙" })];
    const unnumbered = { name: "测试丙", relation: "女儿" };
    const grantId = members.grant(OPERATOR, { ...unnumbered, memberId: one });
    members.grant(OPERATOR, { ...unnumbered, memberId: other });
    expect(members.grantsOf(other)[0]?.proxyId).not.toBe(members.grantsOf(one)[0]?.proxyId);
    expect(() => members.invite(OPERATOR, { proxyGrantId: grantId })).toThrow("请先补上手机号");
    expect(members.grant(OPERATOR, { ...DAUGHTER, memberId: one })).toBe(grantId);
    expect(members.invite(OPERATOR, { proxyGrantId: grantId })).toMatchObject({
      name: "测试丙",
      memberName: "测试甲",
    });
  });

  it("are granted by editors and the member, and by nobody else", () => {
    const { members, addMember } = setUpPeople();
    const memberId = addMember();
    const own = members.grant({ kind: "member", memberId }, { ...DAUGHTER, memberId });
    const proxyId = members.grantsOf(memberId)[0]!.proxyId;
    const others: Actor[] = [
      { kind: "member", memberId: addMember() },
      { kind: "proxy", proxyId, memberId },
      staffActor(1, "dispatcher", "liaison", "viewer"),
      { kind: "system", name: "job" },
    ];
    for (const actor of others) {
      expect(() => members.grant(actor, { name: "测试丁", relation: "儿子", memberId })).toThrow(NotAllowed);
    }
    expect(members.grantsOf(memberId)).toMatchObject([{ grantId: own }]);
    expect(members.audit.of(`member:${memberId}`, 1)).toMatchObject([
      { actor: `member:${memberId}`, action: "proxy.grant" },
    ]);
  });

  it("are somebody else than the member, who lives", () => {
    const { members, addMember } = setUpPeople();
    const memberId = addMember();
    expect(() =>
      members.grant(OPERATOR, { name: "测试甲", phone: "13800001234", relation: "本人", memberId }),
    ).toThrow("代办人应是另一个人");
    expect(() => members.grant(OPERATOR, { ...DAUGHTER, relation: " ", memberId })).toThrow("没有填关系");
    expect(() => members.grant(OPERATOR, { ...DAUGHTER, memberId: 99 })).toThrow("没有找到这位老同志");
    members.setStatus(OPERATOR, memberId, "deceased", "2026-01-01");
    expect(() => members.grant(OPERATOR, { ...DAUGHTER, memberId })).toThrow("登记为去世或迁出");
  });

  it("are taken back by member, proxy or editor, at once, with the invitations that were open", () => {
    const { members, addMember, bindNow } = setUpPeople();
    const memberId = addMember();
    const takers: ((proxyId: number) => Actor)[] = [
      () => ({ kind: "member", memberId }),
      (proxyId) => ({ kind: "proxy", proxyId, memberId }),
      () => staffActor(1, "editor"),
    ];
    for (const [i, taker] of takers.entries()) {
      const grantId = members.grant(OPERATOR, { ...DAUGHTER, memberId });
      const proxyId = members.grantsOf(memberId)[0]!.proxyId;
      bindNow(account(`a${i}`), { proxyGrantId: grantId }, { name: "测试丙", lastFour: "5678" });
      const { code } = members.invite(OPERATOR, { proxyGrantId: grantId });
      expect(members.speakerOf(account(`a${i}`)).actingFor?.memberId).toBe(memberId);
      expect(() => members.revokeGrant({ kind: "proxy", proxyId: proxyId + 1, memberId }, grantId)).toThrow(
        NotAllowed,
      );
      expect(() => members.revokeGrant({ kind: "member", memberId: memberId + 1 }, grantId)).toThrow(
        NotAllowed,
      );
      expect(() => members.revokeGrant(staffActor(1, "viewer"), grantId)).toThrow(NotAllowed);

      members.revokeGrant(taker(proxyId), grantId);
      expect(members.speakerOf(account(`a${i}`))).toEqual({ represents: [] });
      expect(members.accountsOf(memberId)).toEqual([]);
      expect(members.findInvitation(account("x"), code)).toEqual({ kind: "revoked" });
      expect(members.openInvitations(OPERATOR)).toEqual([]);
    }
    expect(() => members.revokeGrant(OPERATOR, 99)).toThrow("没有找到这项代办");
  });

  it("are corrected by editors, and every elder concerned sees it in their log", () => {
    const { members, addMember } = setUpPeople();
    const ids = [addMember(), addMember({ name: "测试乙" })];
    for (const memberId of ids) members.grant(OPERATOR, { ...DAUGHTER, memberId });
    const proxyId = members.grantsOf(ids[0]!)[0]!.proxyId;
    members.changeProxy(staffActor(2, "editor"), proxyId, { name: "测试戊", phone: "13900001111" });
    expect(members.grantsOf(ids[1]!)[0]?.name).toBe("测试戊");
    for (const id of ids) {
      expect(members.audit.of(`member:${id}`, 1)).toMatchObject([
        { action: "proxy.change", detail: { proxy: proxyId, fields: ["name", "phone"] } },
      ]);
    }
    expect(() =>
      members.changeProxy({ kind: "proxy", proxyId, memberId: ids[0]! }, proxyId, { name: "x" }),
    ).toThrow(NotAllowed);
    expect(() => members.changeProxy(OPERATOR, 99, { name: "x" })).toThrow("没有找到这位代办人");
  });
});
