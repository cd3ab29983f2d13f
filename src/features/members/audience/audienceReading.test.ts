import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OPERATOR, setUpPeople } from "../people.fixture.ts";
import { MemberError } from "../types.ts";
import { createAudiences } from "./audiences.ts";

function setUp() {
  const people = setUpPeople();
  const { store, members, addMember } = people;
  const audiences = createAudiences({ store, clock: people.now, timeZone: "Asia/Shanghai", members });
  const memberId = addMember();
  const branchId = members.addBranch(OPERATOR, { name: "甲支部" });
  const homeId = members.addHome(OPERATOR, { name: "老党员之家", level: "centre" });
  const refusal = (entered: unknown): string => {
    try {
      audiences.read(entered);
    } catch (error) {
      if (error instanceof MemberError && error.field === "audience") return error.message;
      throw error;
    }
    return "read";
  };
  return { audiences, memberId, branchId, homeId, refusal };
}

describe("reading an audience", () => {
  it("keeps known fields alone, sorted and without repeats", () => {
    const { audiences, memberId, branchId, homeId } = setUp();
    expect(
      audiences.read({
        memberIds: [memberId, memberId],
        tags: ["独居 ", "住院", "独居"],
        categories: ["退休", "离休", "退休"],
        secretaries: false,
        branchIds: [branchId],
        homeIds: [homeId],
        staffRoles: ["liaison", "editor"],
        except: { tags: [], memberIds: [] },
        version: 1,
      }),
    ).toEqual({
      version: 1,
      categories: ["离休", "退休"],
      branchIds: [branchId],
      homeIds: [homeId],
      tags: ["住院", "独居"],
      memberIds: [memberId],
      staffRoles: ["editor", "liaison"],
    });
  });

  it("refuses what chooses nobody, instead of taking it for everybody", () => {
    const { refusal } = setUp();
    expect(refusal({ version: 1 })).toContain("还没有选");
    expect(refusal({ version: 1, everyone: false })).toContain("还没有选");
    expect(refusal({ version: 1, except: { tags: ["独居"] } })).toContain("还没有选");
    expect(refusal({ version: 1, tags: [] })).toContain("一个也没有选");
    expect(refusal({ version: 1, districts: ["天元区"], categories: [] })).toContain("一个也没有选");
  });

  it("refuses contradictions: everyone and less, ages the wrong way round", () => {
    const { refusal } = setUp();
    expect(refusal({ version: 1, everyone: true, districts: ["天元区"] })).toContain("全体");
    expect(refusal({ version: 1, everyone: true, ageFrom: 80 })).toContain("全体");
    expect(refusal({ version: 1, ageFrom: 81, ageTo: 80 })).toContain("最小年龄");
    expect(refusal({ version: 1, ageFrom: -1 })).toContain("年龄");
    expect(refusal({ version: 1, ageTo: 80.5 })).toContain("年龄");
    expect(refusal({ version: 1, everyone: true, except: { districts: ["天元区"] } })).toBe("read");
  });

  it("refuses people and places that there are not, and fields that it does not know", () => {
    const { refusal, memberId } = setUp();
    expect(refusal({ version: 1, branchIds: [99] })).toContain("党支部");
    expect(refusal({ version: 1, homeIds: [99] })).toContain("老党员之家");
    expect(refusal({ version: 1, memberIds: [memberId, 99] })).toContain("编号");
    expect(refusal({ version: 1, everyone: true, except: { memberIds: [99] } })).toContain("编号");
    expect(refusal({ version: 1, everyone: true, except: { branchIds: [99] } })).toContain("党支部");
    expect(refusal({ version: 1, district: "天元区" })).toContain("「district」");
    expect(refusal({ version: 1, everyone: true, except: { homeIds: [1] } })).toContain("「homeIds」");
    expect(refusal({ version: 1, categories: ["在职"] })).toContain("只能选离休、退休、国企退休");
    expect(refusal({ version: 1, staffRoles: ["boss"] })).toContain("联络员");
  });

  it("refuses another version, and what is no audience at all", () => {
    const { refusal } = setUp();
    expect(refusal({ everyone: true })).toContain("版本");
    expect(refusal({ version: 2, everyone: true })).toContain("版本");
    for (const entered of [null, undefined, "全体", 7, []]) expect(refusal(entered)).toContain("重新选择");
    expect(refusal({ version: 1, memberIds: "1" })).toContain("名单");
    expect(refusal({ version: 1, memberIds: [1.5] })).toContain("名单");
    expect(refusal({ version: 1, tags: [" "] })).toContain("标签");
    expect(refusal({ version: 1, __proto__: { everyone: true } })).toContain("还没有选");
  });

  it("reads what it has read again the same, and whatever else is given it refuses by name or reads", () => {
    const { audiences, memberId, branchId } = setUp();
    const anything = fc.record(
      {
        version: fc.constantFrom(1, 1, 1, 2),
        everyone: fc.boolean(),
        categories: fc.array(fc.constantFrom("离休", "退休", "在职"), { maxLength: 3 }),
        districts: fc.array(fc.constantFrom("天元区", "芦淞区", ""), { maxLength: 3 }),
        branchIds: fc.array(fc.constantFrom(branchId, 99), { maxLength: 2 }),
        ageFrom: fc.integer({ min: -1, max: 140 }),
        ageTo: fc.integer({ min: -1, max: 140 }),
        memberIds: fc.array(fc.constantFrom(memberId, 99), { maxLength: 2 }),
        staffRoles: fc.array(fc.constantFrom("editor", "boss"), { maxLength: 2 }),
        except: fc.record({ memberIds: fc.array(fc.constant(memberId), { maxLength: 2 }) }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(anything, (entered) => {
        try {
          const read = audiences.read(entered);
          expect(audiences.read(JSON.parse(JSON.stringify(read)))).toEqual(read);
          expect(audiences.say(read)).not.toBe("");
        } catch (error) {
          if (!(error instanceof MemberError)) throw error;
        }
      }),
    );
  });
});
