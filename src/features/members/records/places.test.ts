import { describe, expect, it } from "vitest";
import { NotAllowed } from "../actor.ts";
import { OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";

describe("homes", () => {
  it("stand in three levels, each under one before its own", () => {
    const { members } = setUpPeople();
    const centre = members.addHome(OPERATOR, { name: "中心站", level: "centre" });
    const district = members.addHome(OPERATOR, {
      name: "区站",
      level: "district",
      parentId: centre,
      district: "测试区",
    });
    const unit = members.addHome(OPERATOR, {
      name: "单位站",
      level: "unit",
      parentId: district,
      address: "测试路",
    });
    expect(members.homes()).toEqual([
      { id: centre, name: "中心站", level: "centre", parentId: null, district: null, address: null },
      { id: district, name: "区站", level: "district", parentId: centre, district: "测试区", address: null },
      { id: unit, name: "单位站", level: "unit", parentId: district, district: null, address: "测试路" },
    ]);
    for (const [level, parentId] of [
      ["centre", centre],
      ["district", district],
      ["district", unit],
      ["unit", unit],
    ] as const) {
      expect(() => members.addHome(OPERATOR, { name: "再一处", level, parentId })).toThrow("级别不对");
    }
    expect(() => members.addHome(OPERATOR, { name: "再一处", level: "unit", parentId: 99 })).toThrow(
      "没有找到",
    );
    expect(() => members.addHome(OPERATOR, { name: "再一处", level: "hall" as "unit" })).toThrow(
      "级别只能填",
    );
  });

  it("and branches have names of their own, and are added by editors", () => {
    const { members } = setUpPeople();
    members.addHome(OPERATOR, { name: "中心站", level: "centre" });
    members.addBranch(OPERATOR, { name: "第一支部" });
    expect(() => members.addHome(OPERATOR, { name: "中 心 站", level: "unit" })).toThrow("已经有同名的");
    expect(() => members.addBranch(OPERATOR, { name: "第一支部" })).toThrow("已经有同名的");
    expect(() => members.addHome(staffActor(1, "liaison"), { name: "另一处", level: "unit" })).toThrow(
      NotAllowed,
    );
    expect(() => members.addBranch(staffActor(1, "viewer"), { name: "第二支部" })).toThrow(NotAllowed);
    expect(members.homes()).toHaveLength(1);
    expect(members.branches()).toHaveLength(1);
  });
});

describe("branches", () => {
  it("have a living secretary or none", () => {
    const { members, addMember } = setUpPeople();
    const secretaryId = addMember();
    const gone = addMember();
    members.setStatus(OPERATOR, gone, "deceased", "2026-01-01");
    const id = members.addBranch(OPERATOR, { name: "第一支部", unit: "测试局", secretaryId });
    expect(members.branches()).toEqual([{ id, name: "第一支部", unit: "测试局", homeId: null, secretaryId }]);
    members.setSecretary(OPERATOR, id, null);
    expect(members.branches()[0]?.secretaryId).toBeNull();
    expect(() => members.setSecretary(OPERATOR, id, gone)).toThrow("没有找到这位老同志");
    expect(() => members.addBranch(OPERATOR, { name: "第二支部", secretaryId: gone })).toThrow(
      "没有找到这位老同志",
    );
    expect(() => members.setSecretary(OPERATOR, 99, secretaryId)).toThrow("没有找到这个党支部");
    expect(() => members.setSecretary(staffActor(1, "viewer"), id, secretaryId)).toThrow(NotAllowed);
    expect(members.audit.of(`branch:${id}`, 9).map(({ action }) => action)).toEqual([
      "branch.secretary",
      "branch.add",
    ]);
  });
});
