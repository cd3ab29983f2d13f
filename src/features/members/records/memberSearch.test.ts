import { describe, expect, it } from "vitest";
import { NotAllowed } from "../actor.ts";
import { inventedIdNumber, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";
import { MemberError } from "../types.ts";

const fieldOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof MemberError) return error.field;
    throw error;
  }
  return "kept";
};

describe("opening sealed fields", () => {
  it("is for some roles, the member's own liaison, the member, and a proxy as long as the grant is open", () => {
    const { members, addMember } = setUpPeople();
    const liaisonId = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"] });
    const id = addMember({ liaisonId });
    const other = addMember();
    const grantId = members.grant(OPERATOR, { memberId: id, name: "测试丙", relation: "女儿" });
    const proxyId = members.grantsOf(id)[0]!.proxyId;
    const proxy = { kind: "proxy", proxyId, memberId: id } as const;
    const phone = { phone: "13800001234" };
    const see = (actor: Parameters<typeof members.reveal>[0], of = id) =>
      members.reveal(actor, of, ["phone"], "测试");

    for (const role of ["admin", "editor", "dispatcher"] as const)
      expect(see(staffActor(90, role))).toEqual(phone);
    expect(see(staffActor(liaisonId, "liaison"))).toEqual(phone);
    expect(see({ kind: "member", memberId: id })).toEqual(phone);
    expect(see(proxy)).toEqual(phone);

    expect(() => see(staffActor(91, "liaison"))).toThrow("您不是这位老同志的联络员");
    expect(() => see(staffActor(91, "viewer"))).toThrow(NotAllowed);
    expect(() => see({ kind: "system", name: "job" })).toThrow(NotAllowed);
    expect(() => see({ kind: "member", memberId: id }, other)).toThrow(NotAllowed);
    expect(() => see({ ...proxy, memberId: other }, other)).toThrow(NotAllowed);
    expect(() => see(proxy, other)).toThrow(NotAllowed);
    const forBoth = members.grant(OPERATOR, {
      memberId: id,
      name: "测试丁",
      phone: "13900005678",
      relation: "儿子",
    });
    members.grant(OPERATOR, { memberId: other, name: "测试丁", phone: "13900005678", relation: "儿子" });
    const son = members.grantsOf(id).find((grant) => grant.grantId === forBoth)!.proxyId;
    const actingForOne = { kind: "proxy", proxyId: son, memberId: id } as const;
    expect(see(actingForOne)).toEqual(phone);
    expect(() => see(actingForOne, other)).toThrow(NotAllowed);
    members.revokeGrant(OPERATOR, grantId);
    expect(() => see(proxy)).toThrow(NotAllowed);
  });

  it("leaves one row in the log each time, with the fields and the purpose, or does not happen", () => {
    const { members, addMember } = setUpPeople();
    const id = addMember();
    members.reveal(staffActor(3, "dispatcher"), id, ["phone", "health"], "派单联系");
    expect(members.audit.of(`member:${id}`, 1)).toEqual([
      {
        at: expect.any(Number),
        actor: "staff:3",
        action: "member.read",
        detail: { fields: ["phone", "health"], purpose: "派单联系" },
      },
    ]);
    expect(() => members.reveal(OPERATOR, id, ["phone"], "  ")).toThrow("没有填用途");
    expect(() => members.reveal(OPERATOR, 99, ["phone"], "测试")).toThrow("没有找到这位老同志");
    expect(members.audit.verify()).toMatchObject({ rows: 2 });
  });
});

describe("finding members", () => {
  it("by phone and identity number in any writing, with a row in the log of whoever was found", () => {
    const { members, addMember } = setUpPeople();
    const idNumber = inventedIdNumber(1);
    const first = addMember({ idNumber });
    const second = addMember({ name: "测试乙" });
    const actor = staffActor(3, "liaison");
    expect(members.findByPhone(actor, "+86 138-0000-1234").map(({ id }) => id)).toEqual([first, second]);
    expect(members.findByIdNumber(actor, idNumber.toLowerCase())?.id).toBe(first);
    expect(members.findByPhone(actor, "13900001234")).toEqual([]);
    expect(members.findByIdNumber(actor, inventedIdNumber(9))).toBeUndefined();
    const log = members.audit
      .of(`member:${first}`, 9)
      .map(({ actor: who, action, detail }) => [who, action, detail]);
    expect(log.slice(0, 2)).toEqual([
      ["staff:3", "member.find", { by: "idNumber" }],
      ["staff:3", "member.find", { by: "phone" }],
    ]);
    expect(members.audit.of("member:none", 9)).toHaveLength(2);
  });

  it("by phone or number is not for viewers, and says what is wrong with a number", () => {
    const { members } = setUpPeople();
    expect(() => members.findByPhone(staffActor(1, "viewer"), "13800001234")).toThrow(NotAllowed);
    expect(() => members.findByIdNumber(staffActor(1, "viewer"), inventedIdNumber(1))).toThrow(NotAllowed);
    expect(fieldOf(() => members.findByPhone(OPERATOR, "12"))).toBe("phone");
    expect(fieldOf(() => members.findByPhone(OPERATOR, " "))).toBe("phone");
    expect(fieldOf(() => members.findByIdNumber(OPERATOR, "12"))).toBe("idNumber");
  });

  it("by a part of the name, in which % and _ are letters, and by place and status", () => {
    const { members, addMember } = setUpPeople();
    const branchId = members.addBranch(OPERATOR, { name: "测试支部" });
    const a = addMember({ name: "测试甲", branchId, district: "东区" });
    const b = addMember({ name: "测_乙" });
    members.setStatus(OPERATOR, b, "moved", "2026-01-01");
    const ids = (filter: Parameters<typeof members.list>[0]) => members.list(filter).map(({ id }) => id);
    expect(ids({ name: "测" })).toEqual([a, b]);
    expect(ids({ name: "_" })).toEqual([b]);
    expect(ids({ name: "%" })).toEqual([]);
    expect(ids({ branchId })).toEqual([a]);
    expect(ids({ district: "东区" })).toEqual([a]);
    expect(ids({ status: "moved" })).toEqual([b]);
    expect(ids({ status: "moved", district: "东区" })).toEqual([]);
  });

  it("goes page by page, each member once, with their own tags", () => {
    const { members, addMember } = setUpPeople();
    for (let i = 0; i < 7; i++) addMember({ name: `测试${i}`, tags: [`标签${i}`] });
    const seen: string[] = [];
    for (let afterId = 0; ; ) {
      const page = members.list({ limit: 3, afterId });
      seen.push(...page.map(({ name, tags }) => `${name}${tags.join()}`));
      const last = page.at(-1);
      if (last === undefined) break;
      afterId = last.id;
    }
    expect(seen).toEqual(Array.from({ length: 7 }, (_, i) => `测试${i}标签${i}`));
  });
});
