import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Actor, NotAllowed } from "../actor.ts";
import type { Members } from "../types.ts";
import { checkRows, type ImportParts } from "./check.ts";
import { importMembers } from "./importMembers.ts";
import { reportLines } from "./report.ts";
import { MAN, NEITHER, OPERATOR, openSampleBureau, type SampleBureau, told, WOMAN } from "./sampleBureau.ts";
import { CELL_TEXT, SAME_TEXT } from "./text.ts";

const VIEWER: Actor = { kind: "staff", staffId: 9, name: "测试员", roles: ["viewer"] };

let bureau: SampleBureau;
let members: Members;
let parts: ImportParts;

beforeEach(() => {
  bureau = openSampleBureau();
  ({ members, parts } = bureau);
});

afterEach(() => bureau.close());

describe("importing people", () => {
  it("stores every column, the secret ones sealed", async () => {
    members.addBranch(OPERATOR, { name: "测试第一支部" });
    members.addHome(OPERATOR, { name: "测试之家", level: "unit" });
    const liaisonId = members.addStaff(OPERATOR, { name: "测试联络", roles: ["liaison"] });
    const file = await bureau.csv(
      [
        "手机",
        "姓名*",
        "类别（离休/退休/国企退休）",
        "性别",
        "出生日期",
        "历法",
        "身份证号",
        "单位",
        "党支部",
        "老党员之家",
        "区县",
        "社区",
        "住址",
        "入党时间",
        "健康备注",
        "标签",
        "联络员",
        "状态",
      ],
      [
        "138 0000 1234",
        "测试 甲",
        "退休干部",
        "男",
        "1940/5/3",
        "公历",
        MAN,
        "某局",
        "测试第一支部",
        "测试之家",
        "天元区",
        "某社区",
        "某路 1 号",
        "1965年7月1日",
        "要人陪同",
        "独居、腿脚不便",
        "测试联络",
        "去世",
      ],
    );
    expect(importMembers(parts, OPERATOR, file, NEITHER)).toMatchObject({
      kind: "imported",
      added: 1,
      updated: 0,
    });
    const [found] = members.list({});
    expect(found).toMatchObject({
      name: "测试甲",
      category: "退休",
      gender: "男",
      birth: { day: "1940-05-03", calendar: "solar", leap: false },
      unit: "某局",
      branch: "测试第一支部",
      home: "测试之家",
      district: "天元区",
      community: "某社区",
      joinedPartyOn: "1965-07-01",
      liaisonId,
      status: "deceased",
      statusOn: null,
      tags: ["独居", "腿脚不便"],
    });
    expect(members.reveal(OPERATOR, found!.id, ["phone", "idNumber", "address", "health"], "测试")).toEqual({
      phone: "13800001234",
      idNumber: MAN,
      address: "某路 1 号",
      health: "要人陪同",
    });
    expect(members.findByIdNumber(OPERATOR, MAN)?.id).toBe(found!.id);
    expect(members.findByPhone(OPERATOR, "13800001234")).toHaveLength(1);
  });

  it("stores by import what entering by hand stores", async () => {
    const id = members.add(OPERATOR, {
      name: "测试甲",
      category: "离休",
      gender: "男",
      birth: { day: "1941-06-03", calendar: "lunar", leap: true },
      phone: "13800001234",
      tags: ["独居"],
    });
    const file = await bureau.csv(
      ["姓名", "类别", "性别", "出生日期", "手机", "标签"],
      ["测试甲", "离休", "男", "农历1941年闰六月初三", "13800001234", "独居"],
    );
    importMembers(parts, OPERATOR, file, NEITHER);
    const [byHand, byFile] = members.list({});
    expect({ ...byFile, id }).toEqual(byHand);
  });

  it("takes birth and gender from the identity number where they are not filled in", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号"],
      ["测试甲", "退休", MAN],
      ["测试乙", "离休", WOMAN.toLowerCase()],
    );
    importMembers(parts, OPERATOR, file, NEITHER);
    expect(members.list({}).map(({ birth, gender }) => [birth?.day, gender])).toEqual([
      ["1940-05-03", "男"],
      ["1938-07-11", "女"],
    ]);
  });

  it("finds the same identity number in the file and in the database, in the new and the old writing", async () => {
    const id = members.add(OPERATOR, { name: "测试甲", category: "退休", idNumber: MAN });
    const old = `${WOMAN.slice(0, 6)}${WOMAN.slice(8, 17)}`;
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号"],
      ["测试甲", "退休", MAN],
      ["测试乙", "退休", WOMAN],
      ["测试丙", "退休", old],
    );
    const result = importMembers(parts, OPERATOR, file, NEITHER);
    expect(result.kind).toBe("refused");
    expect(result.check.duplicates).toEqual([
      { row: 2, sameAs: { memberId: id } },
      { row: 4, sameAs: { row: 3 } },
    ]);
    expect(members.list({})).toHaveLength(1);
    expect(reportLines(result.check, NEITHER)).toEqual([
      `第 2 行（身份证号）：${SAME_TEXT.inStore(id)}`,
      `第 4 行（身份证号）：${SAME_TEXT.inFile(3)}`,
      "共 2 处",
    ]);
  });

  it("refuses the same identity number twice in the file also when updating", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号"],
      ["测试甲", "退休", MAN],
      ["测试乙", "退休", MAN],
    );
    expect(importMembers(parts, OPERATOR, file, { ...NEITHER, update: true }).kind).toBe("refused");
  });

  it("updates by identity number, filled cells only, and adds the others", async () => {
    const lunar = { day: "1940-05-03", calendar: "lunar", leap: false } as const;
    const id = members.add(OPERATOR, {
      name: "测试甲",
      category: "退休",
      idNumber: MAN,
      birth: lunar,
      unit: "某局",
      phone: "13800001234",
    });
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号", "单位", "手机", "状态"],
      ["测试甲", "离休", MAN, "", "13900001234", "迁出"],
      ["测试乙", "退休", WOMAN, "", "", ""],
    );
    expect(importMembers(parts, OPERATOR, file, { ...NEITHER, update: true })).toMatchObject({
      kind: "imported",
      added: 1,
      updated: 1,
    });
    expect(members.get(id)).toMatchObject({
      category: "离休",
      unit: "某局",
      birth: lunar,
      gender: "男",
      status: "moved",
      statusOn: null,
    });
    expect(members.reveal(OPERATOR, id, ["phone"], "测试")).toEqual({ phone: "13900001234" });
  });

  it("changes nothing and notes nothing about a member when the same file comes again", async () => {
    const file = await bureau.csv(["姓名", "类别", "身份证号", "状态"], ["测试甲", "退休", MAN, "去世"]);
    importMembers(parts, OPERATOR, file, NEITHER);
    const [found] = members.list({});
    const before = members.audit.of(`member:${found!.id}`, 10).length;
    importMembers(parts, OPERATOR, file, { ...NEITHER, update: true });
    expect(members.list({})).toEqual([found]);
    expect(members.audit.of(`member:${found!.id}`, 10)).toHaveLength(before);
  });

  it("creates unknown places once when told to, and refuses them otherwise", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "党支部", "老党员之家"],
      ["测试甲", "退休", "新支部（一）", "新之家"],
      ["测试乙", "退休", "新支部(一)", "新之家"],
    );
    expect(told(bureau.check(file))).toEqual([
      ["C2", CELL_TEXT.unknownBranch],
      ["D2", CELL_TEXT.unknownHome],
      ["C3", CELL_TEXT.unknownBranch],
      ["D3", CELL_TEXT.unknownHome],
    ]);
    const result = importMembers(parts, OPERATOR, file, { update: false, createPlaces: true });
    expect(result.check).toMatchObject({ newBranches: ["新支部（一）"], newHomes: ["新之家"] });
    expect(members.branches().map(({ name }) => name)).toEqual(["新支部（一）"]);
    expect(members.homes()).toMatchObject([{ name: "新之家", level: "unit" }]);
    expect(members.list({}).map(({ branch, home }) => [branch, home])).toEqual([
      ["新支部（一）", "新之家"],
      ["新支部（一）", "新之家"],
    ]);
  });

  it("keeps nothing when a late row breaks, not even the places made for earlier ones", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "党支部", "身份证号"],
      ["测试甲", "退休", "新支部", ""],
      ["测试乙", "退休", "新支部", MAN],
    );
    const breaking: Members = {
      ...members,
      audit: {
        ...members.audit,
        record: (actor, action, subject, detail) => {
          if (action === "member.add" && members.list({}).length === 2) throw new Error("disk full");
          members.audit.record(actor, action, subject, detail);
        },
      },
    };
    expect(() =>
      importMembers({ ...parts, members: breaking }, OPERATOR, file, { update: false, createPlaces: true }),
    ).toThrow("disk full");
    expect(members.list({})).toEqual([]);
    expect(members.branches()).toEqual([]);
    expect(members.audit.verify()).toMatchObject({ ok: true, rows: 0 });
  });

  it("notes each person and the file in the audit log, without values", async () => {
    const file = await bureau.csv(
      ["姓名", "类别", "身份证号"],
      ["测试甲", "退休", MAN],
      ["测试乙", "退休", ""],
    );
    importMembers(parts, OPERATOR, file, NEITHER);
    const [found] = members.list({});
    expect(members.audit.of(`member:${found!.id}`, 10)).toMatchObject([
      {
        actor: "operator:tester",
        action: "member.add",
        detail: { fields: expect.arrayContaining(["name", "idNumber"]) },
      },
    ]);
    expect(members.audit.of(`import:${file.sha256.slice(0, 16)}`, 10)).toMatchObject([
      { action: "import", detail: { name: "名册.csv", sha256: file.sha256, added: 2, updated: 0 } },
    ]);
    expect(members.audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });

  it("is for admins and editors only, the dry run too", async () => {
    const file = await bureau.csv(["姓名", "类别"], ["测试甲", "退休"]);
    expect(() => importMembers(parts, VIEWER, file, NEITHER)).toThrow(NotAllowed);
    expect(() => checkRows(parts, VIEWER, file, { createPlaces: false })).toThrow(NotAllowed);
  });
});
