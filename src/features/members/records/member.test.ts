import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotAllowed } from "../actor.ts";
import { inventedIdNumber, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";
import { type MemberDraft, MemberError } from "../types.ts";

const FULL = {
  name: "测试甲",
  category: "离休",
  gender: "女",
  birth: { day: "1930-05-03", calendar: "lunar", leap: false },
  unit: "测试局",
  district: "测试区",
  community: "测试社区",
  joinedPartyOn: "1950-07-01",
  tags: ["独居", "腿脚不便"],
  phone: "138 0000 1234",
  idNumber: inventedIdNumber(2, "19300530"),
  address: "测试路一号",
  health: "测试备注\n第二行",
} as const satisfies MemberDraft;

const fieldOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof MemberError) return error.field;
    throw error;
  }
  return "kept";
};

describe("members", () => {
  it("are kept with every field, the sealed ones unreadable in the file and found by reveal alone", () => {
    const { members, store } = setUpPeople();
    const id = members.add(OPERATOR, FULL);
    expect(members.get(id)).toEqual({
      id,
      name: "测试甲",
      category: "离休",
      gender: "女",
      birth: FULL.birth,
      unit: "测试局",
      branchId: null,
      branch: null,
      homeId: null,
      home: null,
      district: "测试区",
      community: "测试社区",
      joinedPartyOn: "1950-07-01",
      liaisonId: null,
      liaison: null,
      status: "alive",
      statusOn: null,
      tags: ["独居", "腿脚不便"],
      has: { phone: true, idNumber: true, address: true, health: true },
      erasedAt: null,
    });
    const [row] = store.records.all<Record<string, unknown>>("SELECT * FROM member");
    const file = Object.values(row ?? {})
      .map((value) => (Buffer.isBuffer(value) ? value.toString("utf8") : String(value)))
      .join("\n");
    for (const secret of ["13800001234", FULL.idNumber, "测试路", "测试备注"])
      expect(file).not.toContain(secret);
    expect(members.reveal(OPERATOR, id, ["phone", "idNumber", "address", "health"], "测试")).toEqual({
      phone: "13800001234",
      idNumber: FULL.idNumber,
      address: "测试路一号",
      health: "测试备注\n第二行",
    });
  });

  it("show the names of branch, home and liaison", () => {
    const { members, addMember } = setUpPeople();
    const homeId = members.addHome(OPERATOR, { name: "测试之家", level: "centre" });
    const branchId = members.addBranch(OPERATOR, { name: "测试支部", homeId });
    const liaisonId = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"] });
    const id = addMember({ homeId, branchId, liaisonId });
    expect(members.get(id)).toMatchObject({ home: "测试之家", branch: "测试支部", liaison: "联络甲" });
  });

  it.each<[string, string, Partial<Record<keyof MemberDraft, unknown>>]>([
    ["no name", "name", { name: " 　" }],
    ["a missing name", "name", { name: undefined }],
    ["a name with a line break of another kind", "name", { name: "测试\u0007甲" }],
    ["a name that turns writing around", "name", { name: "甲\u202Egnp" }],
    ["a name as long as a page", "name", { name: "甲".repeat(61) }],
    ["no category", "category", { category: undefined }],
    ["an unknown category", "category", { category: "在职" }],
    ["an unknown gender", "gender", { gender: "x" }],
    [
      "a lunar day that does not exist",
      "birth",
      { birth: { day: "1940-05-31", calendar: "lunar", leap: false } },
    ],
    [
      "a leap month that does not exist",
      "birth",
      { birth: { day: "1940-05-03", calendar: "lunar", leap: true } },
    ],
    [
      "a solar day that does not exist",
      "birth",
      { birth: { day: "1941-02-29", calendar: "solar", leap: false } },
    ],
    [
      "a month that no calendar has",
      "birth",
      { birth: { day: "1940-13-01", calendar: "lunar", leap: false } },
    ],
    ["a birth after today", "birth", { birth: { day: "2026-03-03", calendar: "solar", leap: false } }],
    ["joining the party after today", "joinedPartyOn", { joinedPartyOn: "2026-03-03" }],
    ["a short phone", "phone", { phone: "1380000" }],
    ["a wrong check character", "idNumber", { idNumber: `${inventedIdNumber(1).slice(0, 17)}?` }],
    ["an unknown branch", "branchId", { branchId: 99 }],
    ["an unknown home", "homeId", { homeId: 99 }],
    ["an unknown liaison", "liaisonId", { liaisonId: 99 }],
  ])("are refused with %s, and nothing is kept", (_name, field, fault) => {
    const { members } = setUpPeople();
    expect(fieldOf(() => members.add(OPERATOR, { ...FULL, ...fault } as MemberDraft))).toBe(field);
    expect(members.list({})).toEqual([]);
    expect(members.audit.verify()).toMatchObject({ rows: 0 });
  });

  it("never put what was entered into an error", () => {
    const { members } = setUpPeople();
    fc.assert(
      fc.property(
        fc.constantFrom("phone", "idNumber", "birth"),
        fc.stringMatching(/^[1-9][0-9]{5}$/),
        (field, text) => {
          const wrong = field === "birth" ? { day: text, calendar: "solar", leap: false } : text;
          try {
            members.add(OPERATOR, { name: "测试甲", category: "退休", [field]: wrong });
          } catch (error) {
            expect(error).toBeInstanceOf(MemberError);
            expect((error as MemberError).message).not.toContain(text);
            return;
          }
          throw new Error("kept");
        },
      ),
    );
  });

  it("are refused with an identity number that another has, in whatever writing", () => {
    const { members, addMember } = setUpPeople();
    const idNumber = inventedIdNumber(1);
    const first = addMember({ idNumber });
    const wide = idNumber.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    expect(fieldOf(() => addMember({ idNumber: wide }))).toBe("idNumber");
    const second = addMember({ idNumber: inventedIdNumber(2) });
    expect(fieldOf(() => members.change(OPERATOR, second, { idNumber }))).toBe("idNumber");
    expect(fieldOf(() => members.change(OPERATOR, first, { idNumber, unit: "测试局" }))).toBe("kept");
  });

  it("take only an active liaison as liaison", () => {
    const { members, addMember } = setUpPeople();
    const editor = members.addStaff(OPERATOR, { name: "资料甲", roles: ["editor"] });
    const left = members.addStaff(OPERATOR, { name: "联络乙", roles: ["liaison"] });
    members.deactivate(OPERATOR, left);
    expect(fieldOf(() => addMember({ liaisonId: editor }))).toBe("liaisonId");
    expect(fieldOf(() => addMember({ liaisonId: left }))).toBe("liaisonId");
  });
});

describe("changing a member", () => {
  it("keeps what is not named, clears what is null, and logs the names of what changed and no values", () => {
    const { members } = setUpPeople();
    const id = members.add(OPERATOR, FULL);
    members.change(OPERATOR, id, {
      name: "测 试 乙",
      unit: "测试局",
      phone: null,
      tags: ["独居"],
      birth: { day: "1930-05-30", calendar: "solar", leap: false },
      address: "测试路一号",
    });
    expect(members.get(id)).toMatchObject({
      name: "测试乙",
      unit: "测试局",
      gender: "女",
      tags: ["独居"],
      birth: { day: "1930-05-30", calendar: "solar", leap: false },
      has: { phone: false, idNumber: true },
    });
    const [entry] = members.audit.of(`member:${id}`, 1);
    expect(entry).toMatchObject({ action: "member.change", actor: "operator:test" });
    expect(new Set(entry?.detail["fields"] as string[])).toEqual(new Set(["name", "phone", "tags", "birth"]));
    expect(members.findByPhone(OPERATOR, "13800001234")).toEqual([]);
  });

  it("writes nothing when nothing changes", () => {
    const { members } = setUpPeople();
    const id = members.add(OPERATOR, FULL);
    members.change(OPERATOR, id, { ...FULL, tags: [...FULL.tags].reverse() });
    expect(members.audit.of(`member:${id}`, 9)).toHaveLength(1);
  });

  it("never clears name or category, and finds no member that is not there", () => {
    const { members, addMember } = setUpPeople();
    const id = addMember();
    expect(fieldOf(() => members.change(OPERATOR, id, { name: null }))).toBe("name");
    expect(fieldOf(() => members.change(OPERATOR, id, { category: null }))).toBe("category");
    expect(fieldOf(() => members.change(OPERATOR, 99, { unit: "测试局" }))).toBe("id");
    expect(fieldOf(() => members.setStatus(OPERATOR, 99, "moved", "2026-01-01"))).toBe("id");
  });

  it("leaves an erased member alone", () => {
    const { members, addMember, store } = setUpPeople();
    const id = addMember();
    store.records.run("UPDATE member SET erased_at = 1");
    expect(fieldOf(() => members.change(OPERATOR, id, { unit: "测试局" }))).toBe("id");
    expect(members.list({})).toEqual([]);
  });

  it("sets the status with its day, which is not behind today where the bureau is", () => {
    const { members, addMember } = setUpPeople();
    const id = addMember();
    members.setStatus(OPERATOR, id, "deceased", "2026-03-02");
    expect(members.get(id)).toMatchObject({ status: "deceased", statusOn: "2026-03-02" });
    expect(fieldOf(() => members.setStatus(OPERATOR, id, "alive", "2026-03-03"))).toBe("statusOn");
    expect(fieldOf(() => members.setStatus(OPERATOR, id, "alive", ""))).toBe("statusOn");
  });

  it("is for editors and admins", () => {
    const { members, addMember } = setUpPeople();
    const id = addMember();
    for (const actor of [
      staffActor(1, "dispatcher", "liaison", "viewer"),
      { kind: "member", memberId: id } as const,
      { kind: "system", name: "job" } as const,
    ]) {
      expect(() => members.add(actor, FULL)).toThrow(NotAllowed);
      expect(() => members.change(actor, id, { unit: "测试局" })).toThrow(NotAllowed);
      expect(() => members.setStatus(actor, id, "moved", "2026-01-01")).toThrow(NotAllowed);
    }
    members.change(staffActor(1, "editor"), id, { unit: "测试局" });
    members.setStatus(staffActor(1, "admin"), id, "moved", "2026-01-01");
    expect(members.get(id)).toMatchObject({ unit: "测试局", status: "moved" });
  });
});
