import { inflateRawSync } from "node:zlib";
import readSheets from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { createMembersData, NotAllowed } from "../../../members/index.ts";
import { DAY_MS, END, memberActor, OPERATOR, START, setUpStudy, staffActor } from "../attending.fixture.ts";
import { createExport } from "./exportTable.ts";
import { NAME_HEADERS, SESSION_HEADERS, SUMMARY_HEADERS } from "./exportText.ts";

/** The rows of each sheet by their headers. */
async function read(file: Buffer): Promise<Record<string, Record<string, unknown>[]>> {
  const sheets = await readSheets(file);
  return Object.fromEntries(
    sheets.map(({ sheet, data: [headers = [], ...rows] }) => [
      sheet,
      rows.map((row) => Object.fromEntries(headers.map((header, i) => [String(header), row[i]]))),
    ]),
  );
}

/** A file of the .xlsx, which is a zip: the first local header of that name. */
function part(content: Buffer, name: string): string {
  const at = content.indexOf(name);
  const start = at + name.length + content.readUInt16LE(at - 30 + 28);
  return inflateRawSync(content.subarray(start)).toString("utf8");
}

function setUp() {
  const bureau = setUpStudy();
  const { session, invite, memberId, secretaryId, strangerId, at } = bureau;
  const held = session({ title: "主题党日" });
  invite(held, memberId, { answer: "accepted", attendedAt: START, attendedVia: "tick" });
  invite(held, secretaryId, { answer: "declined", madeUpAt: END });
  invite(held, strangerId, { guest: true, attendedAt: START, attendedVia: "qr" });
  session({ status: "cancelled", cancelReason: "停电", startsAt: START + DAY_MS, endsAt: END + DAY_MS });
  at(END);
  return { ...bureau, held };
}

describe("the exported table", () => {
  it("has the branches, the sessions and who came", async () => {
    const { attending, memberId, branchId } = setUp();
    const sheets = await read(await attending.exportTable(OPERATOR, 2026, branchId));
    expect(Object.keys(sheets)).toEqual(["汇总", "活动", "出席名单"]);
    expect(sheets["汇总"]).toEqual([
      {
        [SUMMARY_HEADERS.year]: 2026,
        [SUMMARY_HEADERS.branch]: "测试第一支部",
        [SUMMARY_HEADERS.members]: 2,
        [SUMMARY_HEADERS.planned]: 1,
        [SUMMARY_HEADERS.held]: 1,
        [SUMMARY_HEADERS.cancelled]: 1,
        [SUMMARY_HEADERS.invited]: 2,
        [SUMMARY_HEADERS.attended]: 1,
        [SUMMARY_HEADERS.madeUp]: 1,
        [SUMMARY_HEADERS.rate]: 0.5,
      },
    ]);
    expect(sheets["活动"]).toMatchObject([
      {
        // What the clock in Shanghai showed.
        [SESSION_HEADERS.startsAt]: new Date(Date.UTC(2026, 10, 27, 15, 0)),
        [SESSION_HEADERS.title]: "主题党日",
        [SESSION_HEADERS.where]: "测试会议室",
        [SESSION_HEADERS.state]: "已开展",
        [SESSION_HEADERS.guests]: 1,
        [SESSION_HEADERS.rate]: 0.5,
      },
      { [SESSION_HEADERS.state]: "已取消", [SESSION_HEADERS.cancelReason]: "停电" },
    ]);
    const names = sheets["出席名单"]!.map((row) => [
      row[NAME_HEADERS.name],
      row[NAME_HEADERS.branch],
      row[NAME_HEADERS.kind],
      row[NAME_HEADERS.answer],
      row[NAME_HEADERS.outcome],
      row[NAME_HEADERS.via],
    ]);
    expect(names).toEqual([
      ["书记甲", "测试第一支部", "应到", "请假", "补学", null],
      ["党员乙", "测试第一支部", "应到", "参加", "到会", "点名"],
      ["党员丙", "测试第二支部", "来宾", null, "到会", "扫码"],
    ]);
    expect(sheets["出席名单"]![1]).toMatchObject({ [NAME_HEADERS.memberId]: memberId });
  });

  it("keeps text that begins like a formula as text", async () => {
    const { attending, session, person, invite, branchId } = setUp();
    const evil = '=HYPERLINK("http://a","b")';
    const id = session({ title: evil, place: "+1", startsAt: START - DAY_MS, endsAt: END - DAY_MS });
    invite(id, person("@SUM", { branchId }));
    const file = await attending.exportTable(OPERATOR, 2026);
    const sheets = await read(file);
    expect(sheets["活动"]![0]).toMatchObject({
      [SESSION_HEADERS.title]: evil,
      [SESSION_HEADERS.where]: "+1",
    });
    expect(sheets["出席名单"]![0]).toMatchObject({ [NAME_HEADERS.name]: "@SUM" });
    for (const sheet of ["sheet2", "sheet3"]) {
      const xml = part(file, `xl/worksheets/${sheet}.xml`);
      expect(xml).toContain("<row");
      expect(xml).not.toMatch(/<f[ >]/);
    }
  });

  it("gives a secretary their own branch alone, and staff also sessions of no branch", async () => {
    const { attending, session, secretaryId, otherBranchId } = setUp();
    session({ branchId: otherBranchId, title: "别的支部" });
    session({ branchId: null, title: "全市大会" });
    const titles = async (actor: Parameters<typeof attending.exportTable>[0]) =>
      (await read(await attending.exportTable(actor, 2026)))["活动"]!.map(
        (row) => row[SESSION_HEADERS.title],
      );
    const own = await titles(memberActor(secretaryId));
    expect(own).toContain("主题党日");
    expect(own).not.toContain("别的支部");
    expect(own).not.toContain("全市大会");
    expect(await titles(staffActor("viewer"))).toEqual(expect.arrayContaining(["别的支部", "全市大会"]));
  });

  it("names nobody who was erased", async () => {
    const { attending, members, memberId, store, box, clock } = setUp();
    createMembersData({ store, box, members, clock, timeZone: "Asia/Shanghai" }).erase(OPERATOR, memberId);
    const rows = (await read(await attending.exportTable(OPERATOR, 2026)))["出席名单"]!;
    expect(rows.find((row) => row[NAME_HEADERS.memberId] === memberId)).toMatchObject({
      [NAME_HEADERS.name]: "资料已按要求删除",
      [NAME_HEADERS.outcome]: "到会",
    });
  });

  it("says to export branch by branch where there are more names than a file holds", async () => {
    const { store, box, clock, members, sessions } = setUp();
    const parts = { store, box, clock, timeZone: "Asia/Shanghai", members, sessions, audit: members.audit };
    const file = await createExport({ ...parts, quizBest: () => [], mostNames: 2 })(OPERATOR, 2026);
    const sheets = await readSheets(file);
    expect(sheets[2]?.data).toEqual([["名单共 3 行，超过一份文件的 2 行。请按支部分别导出"]]);
    expect(sheets[1]?.data).toHaveLength(3);
  });

  it("is in the audit log with its extent, and refused to whoever may not see the table", async () => {
    const { attending, members, memberId, branchId } = setUp();
    await attending.exportTable(OPERATOR, 2026, branchId);
    expect(members.audit.of(`branch:${branchId}`, 1)).toMatchObject([
      { action: "study.export", detail: { year: 2026, branches: [branchId], sessions: 2, names: 3 } },
    ]);
    await expect(attending.exportTable(memberActor(memberId), 2026)).rejects.toThrow(NotAllowed);
    expect(members.audit.of("study:all", 1)).toEqual([]);
  });
});
