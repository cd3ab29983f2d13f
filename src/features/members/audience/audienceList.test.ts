import { describe, expect, it } from "vitest";
import writeSheet from "write-excel-file/node";
import { NotAllowed } from "../actor.ts";
import { MembersFileError } from "../import/cells.ts";
import { inventedIdNumber, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";
import { readAudienceList } from "./audienceList.ts";

const csv = (...lines: string[]) => new TextEncoder().encode(lines.join("\r\n"));

function setUp() {
  const people = setUpPeople();
  const { members, addMember, store } = people;
  const wang = addMember({ name: "王大明", phone: "13800000001", idNumber: inventedIdNumber(1) });
  const wife = addMember({ name: "李秀英", phone: "13800000001", idNumber: inventedIdNumber(2) });
  const twin = addMember({ name: "王 大明", phone: "13800000002" });
  const read = (file: Uint8Array) => readAudienceList({ store, members }, OPERATOR, file);
  return { ...people, wang, wife, twin, read };
}

describe("an uploaded list", () => {
  it("finds people by number, identity number, or name and phone, and passes other columns over", async () => {
    const { read, wang, wife, twin } = setUp();
    const file = csv(
      "参加人员名单,,,,",
      "序号,姓名,手机号,身份证号,人员编号（系统内）,备注",
      "1,王大明,138 0000 0001,,,晕车",
      `2,李秀英,,${inventedIdNumber(2)},,`,
      `3,,,,${twin},`,
      "4,王大明,13800000001,,,重复",
    );
    expect(await read(file)).toEqual({ memberIds: [wang, wife, twin].sort((a, b) => a - b), faults: [] });
  });

  it("names the row that leaves open who is meant, and shows neither names nor numbers", async () => {
    const { read, wang, members } = setUp();
    members.setStatus(OPERATOR, wang, "deceased", "2026-01-05");
    const file = csv(
      "姓名,手机,身份证号,人员编号",
      "张三,13800000001,,",
      "王大明,13900000009,,",
      "王大明,,,",
      ",13800000001,,",
      "李秀英,123,,",
      "李秀英,,4.30203E+17,",
      "李秀英,,,99999",
      "李秀英,,,abc",
      "王大明,13800000001,,",
      "李秀英,13800000001,,",
    );
    const { memberIds, faults } = await read(file);
    expect(memberIds).toHaveLength(1);
    expect(faults.map((fault) => fault.split("。")[0])).toEqual([
      "第 2 行：姓名和登记的不一样",
      "第 3 行：没有找到这个人",
      "第 4 行：没有人员编号，没有身份证号，也没有手机",
      "第 5 行：只有手机，没有姓名，不知道是谁",
      expect.stringContaining("第 6 行：手机"),
      "第 7 行：号码被 Excel 改成了数字，后几位已经丢失",
      "第 8 行：没有找到这个人",
      "第 9 行：人员编号不对",
      "第 10 行：这个人已登记为去世或迁出",
    ]);
    expect(faults.join()).not.toMatch(/王|李|138|430203/);
  });

  it("does not guess between two of one name behind one telephone", async () => {
    const { read, addMember } = setUp();
    addMember({ name: "王大明", phone: "13800000001" });
    const { memberIds, faults } = await read(csv("姓名,手机", "王大明,13800000001"));
    expect(memberIds).toEqual([]);
    expect(faults[0]).toContain("有几个人都对得上");
  });

  it("reads Excel files and CSV as Chinese Excel writes it", async () => {
    const { read, wang } = setUp();
    const text = (value: string) => ({ value, type: String });
    const excel = await writeSheet([
      { sheet: "名单", data: [["姓名", "手机"].map(text), ["王大明", "13800000001"].map(text)] },
    ]).toBuffer();
    expect((await read(excel)).memberIds).toEqual([wang]);
    // 姓名,手机 / 王大明,13800000001 in GB 18030.
    const gb = Buffer.from("d0d5c3fb2ccad6bbfa0acdf5b4f3c3f72c3133383030303030303031", "hex");
    expect((await read(gb)).memberIds).toEqual([wang]);
  });

  it("refuses files that cannot be read, or by whose headers nobody can be found", async () => {
    const { read } = setUp();
    await expect(read(csv("姓名,单位", "王大明,某局"))).rejects.toThrow(MembersFileError);
    await expect(read(csv("姓名,手机"))).rejects.toThrow("没有人");
    await expect(read(Buffer.from("PK\u0003\u0004 broken"))).rejects.toThrow(MembersFileError);
    await expect(read(Buffer.from("d0cf11e0a1b11ae1", "hex"))).rejects.toThrow("旧版");
    await expect(read(new Uint8Array())).rejects.toThrow(MembersFileError);
  });

  it("is for staff above viewers, and leaves an entry in the audit log for everyone looked up", async () => {
    const { store, members, wang, read } = setUp();
    const list = readAudienceList({ store, members }, staffActor(1, "viewer"), csv("人员编号", String(wang)));
    await expect(list).rejects.toThrow(NotAllowed);
    await read(csv("姓名,手机", "王大明,13800000001"));
    expect(members.audit.of(`member:${wang}`, 1)).toMatchObject([{ action: "member.find" }]);
    expect(members.audit.verify().ok).toBe(true);
  });
});
