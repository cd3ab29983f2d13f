import { describe, expect, it } from "vitest";
import { NotAllowed } from "../actor.ts";
import { account, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";

describe("staff", () => {
  it("are kept with their roles, in the order of the roles, each once", () => {
    const { members } = setUpPeople();
    const id = members.addStaff(OPERATOR, {
      name: "联络甲",
      roles: ["liaison", "editor", "liaison"],
      district: "测试区",
    });
    expect(members.staff()).toEqual([
      { id, name: "联络甲", district: "测试区", roles: ["editor", "liaison"], active: true },
    ]);
    members.setRoles(OPERATOR, id, ["viewer"]);
    expect(members.staff()[0]?.roles).toEqual(["viewer"]);
    expect(members.audit.of(`staff:${id}`, 1)[0]?.detail).toEqual({
      before: ["editor", "liaison"],
      roles: ["viewer"],
    });
  });

  it("have at least one role, and only roles that there are", () => {
    const { members } = setUpPeople();
    const id = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"] });
    expect(() => members.setRoles(OPERATOR, id, [])).toThrow("没有填角色");
    expect(() => members.addStaff(OPERATOR, { name: "乙", roles: [] })).toThrow("没有填角色");
    expect(() => members.addStaff(OPERATOR, { name: "乙", roles: ["root" as "admin"] })).toThrow(
      "角色只能填",
    );
    expect(() => members.setRoles(OPERATOR, 99, ["viewer"])).toThrow("没有找到这位工作人员");
    expect(members.staff()).toHaveLength(1);
  });

  it("are managed by admins alone", () => {
    const { members } = setUpPeople();
    const id = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"] });
    const editor = staffActor(7, "editor", "dispatcher", "liaison", "viewer");
    expect(() => members.addStaff(editor, { name: "乙", roles: ["admin"] })).toThrow(NotAllowed);
    expect(() => members.setRoles(editor, id, ["admin"])).toThrow(NotAllowed);
    expect(() => members.changeStaff(editor, id, { phone: "13800001234" })).toThrow(NotAllowed);
    expect(() => members.deactivate(editor, id)).toThrow(NotAllowed);
  });

  it("always have one active admin, once they had one", () => {
    const { members } = setUpPeople();
    const first = members.addStaff(OPERATOR, { name: "管理甲", roles: ["admin"] });
    expect(() => members.setRoles(OPERATOR, first, ["viewer"])).toThrow("最后一位管理员");
    expect(() => members.deactivate(OPERATOR, first)).toThrow("最后一位管理员");
    const second = members.addStaff(OPERATOR, { name: "管理乙", roles: ["admin", "editor"] });
    members.setRoles(OPERATOR, first, ["viewer"]);
    expect(() => members.deactivate(OPERATOR, second)).toThrow("最后一位管理员");
    members.setRoles(OPERATOR, second, ["admin"]);
    expect(members.staff().filter(({ roles }) => roles.includes("admin"))).toHaveLength(1);
  });

  it("do not count an admin who has left", () => {
    const { members } = setUpPeople();
    const first = members.addStaff(OPERATOR, { name: "管理甲", roles: ["admin"] });
    const second = members.addStaff(OPERATOR, { name: "管理乙", roles: ["admin"] });
    members.deactivate(OPERATOR, first);
    expect(() => members.deactivate(OPERATOR, second)).toThrow("最后一位管理员");
  });

  it("lose their accounts and open invitations when they leave, for good", () => {
    const { members, bindNow } = setUpPeople();
    const id = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"], phone: "13900005678" });
    bindNow(account("a"), { staffId: id }, { name: "联络甲", lastFour: "5678" });
    const { code } = members.invite(OPERATOR, { staffId: id });
    expect(members.speakerOf(account("a")).staff).toEqual({
      staffId: id,
      name: "联络甲",
      roles: ["liaison"],
    });
    members.deactivate(OPERATOR, id);
    expect(members.speakerOf(account("a"))).toEqual({ represents: [] });
    expect(members.staffAccounts()).toEqual([]);
    expect(members.findInvitation(account("b"), code)).toEqual({ kind: "revoked" });
    expect(members.openInvitations(OPERATOR)).toEqual([]);
    expect(members.staff()).toMatchObject([{ id, active: false }]);
    expect(() => members.invite(OPERATOR, { staffId: id })).toThrow("已停用");
    expect(() => members.setRoles(OPERATOR, id, ["admin"])).toThrow("已停用");
    const rows = members.audit.of(`staff:${id}`, 99).length;
    members.deactivate(OPERATOR, id);
    expect(members.audit.of(`staff:${id}`, 99)).toHaveLength(rows);
  });

  it("change name, district and phone, the log naming the fields", () => {
    const { members } = setUpPeople();
    const id = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"], district: "东区" });
    expect(() => members.invite(OPERATOR, { staffId: id })).toThrow("请先补上手机号");
    members.changeStaff(OPERATOR, id, { name: "联络乙", district: null, phone: "13900005678" });
    expect(members.staff()).toMatchObject([{ name: "联络乙", district: null }]);
    expect(members.invite(OPERATOR, { staffId: id })).toMatchObject({ forWhom: "staff", name: "联络乙" });
    expect(members.audit.of(`staff:${id}`, 2)[1]).toMatchObject({
      action: "staff.change",
      detail: { fields: ["name", "district", "phone"] },
    });
  });
});
