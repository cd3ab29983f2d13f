import { inflateRawSync } from "node:zlib";
import readSheets from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { MemberError, NotAllowed } from "../../members/index.ts";
import { createOrdersExport, type OrdersExportParts, type OrdersFile } from "./exportOrders.ts";
import { HEADERS } from "./exportOrdersText.ts";
import {
  catalogue,
  DAY_MS,
  MINUTE_MS,
  MORNING,
  OPERATOR,
  setUpOrders,
  staffActor,
  ZONE,
} from "./figures.fixture.ts";

const WEEK = { from: MORNING - 7 * DAY_MS, to: MORNING + 7 * DAY_MS };
const PURPOSE = "十一月汇总";
const PERSONAL = [
  "memberId",
  "member",
  "proxy",
  "contactName",
  "phone",
  "address",
  "whoIsThere",
  "needs",
  "answers",
  "words",
  "ratingWord",
] as const satisfies (keyof typeof HEADERS)[];
const SECRET = {
  contactName: "测试乙",
  phone: "13900000001",
  address: "泰山路一号三栋",
  whoIsThere: "女儿在家",
  words: "水管漏了半夜",
};

function setUp(parts: Partial<OrdersExportParts> = {}) {
  const bureau = setUpOrders();
  const { store, box, members } = bureau;
  const exportOrders = createOrdersExport({
    store,
    box,
    audit: members.audit,
    catalogue: { current: () => catalogue },
    timeZone: ZONE,
    ...parts,
  });
  return { ...bureau, exportOrders };
}

async function collect(files: AsyncIterable<OrdersFile>): Promise<OrdersFile[]> {
  const collected: OrdersFile[] = [];
  for await (const file of files) collected.push(file);
  return collected;
}

/** The rows of a file by their headers. */
async function read(file: OrdersFile | undefined): Promise<Record<string, unknown>[]> {
  const [sheet] = await readSheets(file!.content);
  const [headers = [], ...rows] = sheet!.data;
  return rows.map((row) => Object.fromEntries(headers.map((header, i) => [String(header), row[i]])));
}

/** A file of the .xlsx, which is a zip: the first local header of that name. */
function part(content: Buffer, name: string): string {
  const at = content.indexOf(name);
  const header = at - 30;
  const start = at + name.length + content.readUInt16LE(header + 28);
  // The zip is streamed, so that sizes stand behind the data: inflate stops at the end by itself.
  return inflateRawSync(content.subarray(start)).toString("utf8");
}

describe("an export", () => {
  it("gives dispatchers and admins every field", async () => {
    const { exportOrders, order, members, box } = setUp();
    const memberId = members.add(OPERATOR, { name: "测试甲", category: "退休", phone: "13800001234" });
    const item = catalogue.items.find(({ questions }) => questions.length > 0)!;
    const [question] = item.questions;
    order({
      memberId,
      itemId: item.id,
      district: "天元区",
      status: "rated",
      // 09:45 is a binary fraction of a day: the reader of the test truncates others by a millisecond.
      acceptedAt: MORNING + 45 * MINUTE_MS,
      doneAt: MORNING + 60 * MINUTE_MS,
      rating: 5,
      ratingSealed: box.seal("师傅手艺好"),
      detail: { ...SECRET, needs: ["wheelchair"], answers: { [question!.id]: "厨房" } },
    });
    const [row] = await read((await collect(exportOrders(staffActor("dispatcher"), WEEK, PURPOSE)))[0]);
    expect(Object.keys(row!)).toEqual(Object.values(HEADERS));
    expect(row).toMatchObject({
      [HEADERS.number]: "20261123-0001",
      [HEADERS.item]: item.name,
      [HEADERS.kind]: item.kind,
      [HEADERS.status]: "已评价",
      [HEADERS.district]: "天元区",
      // What the clock in Shanghai showed.
      [HEADERS.submittedAt]: new Date(Date.UTC(2026, 10, 23, 9, 0)),
      [HEADERS.acceptedAt]: new Date(Date.UTC(2026, 10, 23, 9, 45)),
      [HEADERS.arrivedAt]: null,
      [HEADERS.rating]: 5,
      [HEADERS.callBack]: "否",
      [HEADERS.memberId]: memberId,
      [HEADERS.member]: "测试甲",
      [HEADERS.contactName]: SECRET.contactName,
      [HEADERS.phone]: SECRET.phone,
      [HEADERS.address]: SECRET.address,
      [HEADERS.whoIsThere]: SECRET.whoIsThere,
      [HEADERS.answers]: `${question!.ask} 厨房`,
      [HEADERS.words]: SECRET.words,
      [HEADERS.ratingWord]: "师傅手艺好",
    });
    expect(row?.[HEADERS.needs]).toContain("轮椅");
    expect(await collect(exportOrders(staffActor("admin"), WEEK, PURPOSE))).toMatchObject([{ rows: 1 }]);
  });

  it("gives viewers and editors no personal field, neither shown nor hidden", async () => {
    const { exportOrders, order, members } = setUp();
    const memberId = members.add(OPERATOR, { name: "测试甲", category: "退休" });
    order({ memberId, detail: SECRET });
    for (const role of ["viewer", "editor"] as const) {
      const [file] = await collect(exportOrders(staffActor(role), WEEK, PURPOSE));
      const [row] = await read(file);
      for (const field of PERSONAL) expect(row).not.toHaveProperty([HEADERS[field]]);
      const strings = part(file!.content, "xl/sharedStrings.xml");
      expect(strings).toContain("20261123-0001");
      for (const secret of ["测试甲", ...Object.values(SECRET)]) expect(strings).not.toContain(secret);
    }
  });

  it("keeps text that begins like a formula as text", async () => {
    const { exportOrders, order } = setUp();
    const dangerous = ['=HYPERLINK("http://a","b")', "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"];
    for (const words of dangerous) order({ detail: { words, contactName: words } });
    const [file] = await collect(exportOrders(OPERATOR, WEEK, PURPOSE));
    expect((await read(file)).map((row) => row[HEADERS.words])).toEqual(dangerous);
    const sheet = part(file!.content, "xl/worksheets/sheet1.xml");
    expect(sheet).toContain("<row");
    expect(sheet).not.toMatch(/<f[ >]/);
  });

  it("splits what is large into files, with every order in exactly one", async () => {
    const { exportOrders, order, store } = setUp({ rowsPerFile: 40 });
    store.transaction(() => {
      // Many at the same moment, across the border between two files.
      for (let i = 0; i < 100; i++) order({ submittedAt: MORNING + (i < 60 ? 0 : i) });
    });
    const files = await collect(exportOrders(OPERATOR, WEEK, PURPOSE));
    expect(files.map(({ part: one, parts, rows }) => [one, parts, rows])).toEqual([
      [1, 3, 40],
      [2, 3, 40],
      [3, 3, 20],
    ]);
    const rows = (await Promise.all(files.map(read))).flat();
    expect(new Set(rows.map((row) => row[HEADERS.number])).size).toBe(100);
  });

  it("leaves to the next export what comes in while it is written", async () => {
    const { exportOrders, order } = setUp({ rowsPerFile: 1 });
    order();
    order();
    let rows = 0;
    for await (const file of exportOrders(OPERATOR, WEEK, PURPOSE)) {
      rows += file.rows;
      order();
    }
    expect(rows).toBe(2);
  });

  it("of nothing is a file with headers", async () => {
    const { exportOrders } = setUp();
    const [file] = await collect(exportOrders(staffActor("viewer"), WEEK, PURPOSE));
    expect(file).toMatchObject({ part: 1, parts: 1, rows: 0 });
    const [sheet] = await readSheets(file!.content);
    expect(sheet?.data[0]).toContain(HEADERS.number);
  });

  it("says of erased orders that they are, and holds nothing of the person", async () => {
    const { exportOrders, order, box } = setUp();
    order({
      erasedAt: MORNING,
      detailSealed: box.seal(JSON.stringify({ contactName: "", needs: [], answers: {}, words: "" })),
    });
    const [row] = await read((await collect(exportOrders(OPERATOR, WEEK, PURPOSE)))[0]);
    expect(row).toMatchObject({
      [HEADERS.contactName]: "资料已按要求删除",
      [HEADERS.phone]: null,
      [HEADERS.words]: null,
    });
  });

  it("keeps in the audit log how many, which fields and what for, before a file is handed out", async () => {
    const { exportOrders, order, members } = setUp();
    order({ detail: SECRET });
    const files = exportOrders(staffActor("dispatcher"), WEEK, `  ${PURPOSE}\n`);
    expect(members.audit.of("requests:all", 5)).toEqual([]);
    await files.next();
    const [entry] = members.audit.of("requests:all", 5);
    expect(entry).toMatchObject({
      actor: "staff:1",
      action: "requests.export",
      detail: { rows: 1, part: 1, parts: 1, purpose: PURPOSE, fields: Object.keys(HEADERS), ...WEEK },
    });
    expect(JSON.stringify(entry)).not.toContain(SECRET.phone);
  });

  it("is refused at once to who may not, without a purpose, and for a period the wrong way round", () => {
    const { exportOrders, members } = setUp();
    for (const actor of [
      staffActor("liaison"),
      staffActor(),
      { kind: "member", memberId: 1 },
      { kind: "system", name: "open311" },
    ] as const)
      expect(() => exportOrders(actor, WEEK, PURPOSE)).toThrow(NotAllowed);
    expect(() => exportOrders(OPERATOR, WEEK, " ")).toThrow(MemberError);
    expect(() => exportOrders(OPERATOR, WEEK, "长".repeat(101))).toThrow(MemberError);
    expect(() => exportOrders(OPERATOR, { from: 2, to: 2 }, PURPOSE)).toThrow(MemberError);
    expect(members.audit.of("requests:all", 5)).toEqual([]);
  });
});
