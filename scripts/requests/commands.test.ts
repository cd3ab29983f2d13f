import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { loadHolidays, loadOfficeHours } from "../../src/delivery/index.ts";
import { type Actor, createMembers, MemberError } from "../../src/features/members/index.ts";
import {
  createApiKeys,
  createFigures,
  createOrdersExport,
  createRequests,
  loadCatalogue,
} from "../../src/features/requests/index.ts";
import { createSecretBox, openStore } from "../../src/store/index.ts";
import { type Said, UsageError } from "../command.ts";
import type { Desk, Values } from "./desk.ts";
import { deskCommands } from "./deskCommands.ts";
import { figureCommands } from "./figureCommands.ts";
import { orderCommands } from "./orderCommands.ts";

const DATA = resolve(import.meta.dirname, "..", "..", "data");
const ZONE = "Asia/Shanghai";
const KEY = Buffer.alloc(32, 7);
const OPERATOR: Actor = { kind: "operator", name: "test" };
/** Monday 2026-11-23, 09:00 in Shanghai. */
const MORNING = Date.UTC(2026, 10, 23, 1);
const COMMANDS = { ...orderCommands, ...figureCommands, ...deskCommands };

function setUp() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(KEY);
  const clock = () => MORNING;
  const members = createMembers({ store, box, key: KEY, clock, timeZone: ZONE });
  const file = loadCatalogue(join(DATA, "services.yaml"));
  const catalogue = { current: () => file };
  const holidays = loadHolidays(join(DATA, "holidays.csv"));
  const officeHours = loadOfficeHours(join(DATA, "office-hours.csv"), holidays, ZONE);
  const { audit } = members;
  const requests = createRequests({
    store,
    box,
    clock,
    timeZone: ZONE,
    members,
    catalogue,
    officeHours,
    pushes: { send: () => undefined as never },
    toAccount: () => undefined,
    tellStaff: () => undefined,
    followUp: () => undefined,
    mayCarryPersonal: () => true,
  });
  const desk: Desk = {
    requests,
    catalogue,
    figures: createFigures({ store, officeHours, catalogue, clock }),
    exportOrders: createOrdersExport({ store, box, audit, catalogue, timeZone: ZONE, rowsPerFile: 2 }),
    apiKeys: createApiKeys({ store, key: KEY, audit, clock }),
    actor: OPERATOR,
    timeZone: ZONE,
    clock,
  };
  const item =
    file.items.find(({ price, questions }) => price.kind === "free" && questions.length === 0) ??
    file.items[0]!;
  return {
    members,
    item,
    memberId: members.add(OPERATOR, { name: "测试甲", category: "退休", phone: "13800001234" }),
    run: async (name: keyof typeof COMMANDS, words: string[] = [], values: Values = {}): Promise<Said> =>
      await COMMANDS[name]!(desk, words, values),
    order(memberId: number): string {
      const detail = { contactName: "测试甲", needs: [], answers: {}, words: "水管漏了" };
      const done = requests.submit(OPERATOR, {
        itemId: item.id,
        memberId,
        source: "staff",
        district: "天元区",
        detail,
        duplicateKnown: true,
        useVoucher: false,
      });
      if (!done.ok) throw new Error(done.refusal.words);
      return done.request.number;
    },
  };
}

it("takes an order from list to end, and shows its way", async () => {
  const { members, memberId, order, run, item } = setUp();
  const number = order(memberId);
  const staff = String(members.addStaff(OPERATOR, { name: "测试员", roles: ["liaison"] }));
  expect((await run("list", [], { district: "天元区", status: ["submitted"] })).text).toBe(
    `${number}  待受理  ${item.name}  天元区  测试甲`,
  );
  expect((await run("list", [], { late: true })).text).toBe("没有。");
  expect((await run("accept", [number], { note: "下午去" })).text).toContain("已受理");
  expect((await run("dispatch", [number], { staff })).text).toContain("已派单");
  expect((await run("finish", [number])).text).toContain("已办结");
  const refused = await run("cancel", [number], { reason: "弄错了" });
  expect(refused.ok).toBe(false);
  const card = (await run("show", [number])).text;
  for (const words of ["办理人：测试员", "operator:test  accept  → 已受理  下午去", "→ 已办结"])
    expect(card).toContain(words);
});

it("shows phone and words only when it is asked to, and keeps that in the audit log", async () => {
  const { members, memberId, order, run } = setUp();
  const number = order(memberId);
  const looks = () =>
    members.audit.of(`member:${memberId}`, 50).filter(({ action }) => action === "member.read");
  const before = looks().length;
  const card = (await run("show", [number])).text;
  for (const secret of ["13800001234", "水管漏了"]) expect(card).not.toContain(secret);
  expect(looks()).toHaveLength(before);
  const whole = (await run("show", [number], { detail: true })).text;
  for (const secret of ["13800001234", "水管漏了"]) expect(whole).toContain(secret);
  expect(looks()).toHaveLength(before + 1);
});

it("says so when there is no such order, and asks for what is missing", async () => {
  const { memberId, order, run } = setUp();
  expect(await run("accept", ["20261123-9999"])).toMatchObject({ ok: false });
  const number = order(memberId);
  for (const [name, words, values] of [
    ["accept", [], {}],
    ["decline", [number], {}],
    ["dispatch", [number], { staff: "x" }],
    ["list", [], { status: ["open"] }],
    ["figures", [], { from: "2026-02-30" }],
    ["figures", [], { from: "2026-11-02", to: "2026-11-01" }],
    ["export", [], {}],
    ["voucher issue", [], { member: "1", kind: "cash", yuan: "1" }],
    ["voucher issue", [], { member: "1", kind: "careCard", yuan: "1.234" }],
    ["key revoke", ["one"], {}],
  ] as const)
    await expect((async () => run(name, [...words], { ...values } as Values))()).rejects.toThrow(UsageError);
});

it("tells figures in words and as JSON, of whole days of the bureau", async () => {
  const { memberId, order, run, item } = setUp();
  const number = order(memberId);
  await run("accept", [number]);
  const { text } = await run("figures");
  expect(text).toContain("2026年10月25日到2026年11月23日：提交 1 单");
  expect(text).toContain("受理：1 单，按时 100.0%");
  expect(text).toContain(`  ${item.name}  提交 1`);
  expect(text).not.toMatch(/NaN|undefined|null/);
  const json = async (values: Values) =>
    JSON.parse((await run("figures", [], { ...values, json: true })).text);
  expect((await json({ from: "2026-11-23", to: "2026-11-23" })).period.orders).toBe(1);
  expect((await json({ to: "2026-11-22" })).period.orders).toBe(0);
  expect((await run("figures", [], { to: "2026-11-22" })).text).not.toMatch(/NaN|undefined|null/);
});

it("exports into numbered files that nobody else may read", async () => {
  const { memberId, order, run } = setUp();
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-requests-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (let i = 0; i < 3; i++) order(memberId);
  const { text } = await run("export", [join(folder, "单.xlsx")], { purpose: "测试" });
  expect(text).toContain("2 单");
  for (const name of ["单.xlsx", "单-2.xlsx"]) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    // A zip.
    expect(readFileSync(join(folder, name)).subarray(0, 2).toString()).toBe("PK");
  }
  expect(existsSync(join(folder, "单-3.xlsx"))).toBe(false);
});

it("issues vouchers to the fen and shows what is left", async () => {
  const { memberId, run } = setUp();
  const member = String(memberId);
  expect((await run("voucher show", [], { member })).text).toBe("没有。");
  await run("voucher issue", [], { member, kind: "serviceVoucher", yuan: "0.29", expires: "2099-12-31" });
  expect((await run("voucher show", [], { member })).text).toBe(
    "1  服务券  可用 0.29 元  占用 0.00 元  用到 2099-12-31",
  );
});

it("notes who serves what", async () => {
  const { members, run, item } = setUp();
  const staff = String(members.addStaff(OPERATOR, { name: "测试员", roles: ["liaison"] }));
  await run("skill add", [], { staff, item: item.id, district: "天元区" });
  expect((await run("skill list", [], { staff })).text).toBe(`${item.id}  ${item.name}  天元区`);
  await run("skill remove", [], { staff, item: item.id, district: "天元区" });
  expect((await run("skill list", [], { staff })).text).toBe("没有。");
});

it("issues a key once, lists it without the key, and ends it", async () => {
  const { run } = setUp();
  const added = await run("key add", ["市12345热线"]);
  const key = /jq_\S+/.exec(added.text)?.[0];
  expect(key).toHaveLength(46);
  const listed = (await run("key list")).text;
  expect(listed).toContain("1  市12345热线");
  expect(listed).not.toContain(key);
  expect(await run("key revoke", ["1"])).toEqual({ ok: true, text: "停用了。" });
  await expect((async () => run("key revoke", ["1"]))()).rejects.toThrow(MemberError);
  expect((await run("key list")).text).toContain("停用");
});
