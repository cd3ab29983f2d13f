import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createFileShelf, createPushes, createStaffNotes } from "../../src/delivery/index.ts";
import {
  comingFestivals,
  createAnnouncements,
  type Festival,
} from "../../src/features/announcements/index.ts";
import {
  type Actor,
  createAudiences,
  createMembers,
  readAudienceList,
} from "../../src/features/members/index.ts";
import { createSecretBox, openStore, tables } from "../../src/store/index.ts";
import { RefusedError, type Said, UsageError } from "../command.ts";
import { afterCommands } from "./afterCommands.ts";
import type { Desk, Values } from "./desk.ts";
import { draftCommands } from "./draftCommands.ts";
import { lifeCommands } from "./lifeCommands.ts";

const ZONE = "Asia/Shanghai";
const KEY = Buffer.alloc(32, 7);
const OPERATOR: Actor = { kind: "operator", name: "test" };
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
const MORNING = Date.UTC(2026, 10, 24, 1);
const COMMANDS = { ...draftCommands, ...lifeCommands, ...afterCommands };
const FESTIVALS: readonly Festival[] = [
  {
    name: "春节",
    rule: { calendar: "lunar", month: 1, day: 1 },
    leadDays: 14,
    title: "春节问候（示例）",
    greeting: "祝您春节安康。",
    audience: { version: 1, everyone: true },
  },
];

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-announce-"));
  const store = openStore(":memory:");
  onTestFinished(() => {
    store.close();
    rmSync(folder, { recursive: true });
  });
  const box = createSecretBox(KEY);
  const clock = () => MORNING;
  const members = createMembers({ store, box, key: KEY, clock, timeZone: ZONE });
  const common = { store, box, key: KEY, clock, timeZone: ZONE, members };
  const audiences = createAudiences(common);
  const files = createFileShelf(common);
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const notes = createStaffNotes({ ...common, log, duty: undefined, staffAccounts: members.staffAccounts });
  const pushes = createPushes({
    ...common,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const announcements = createAnnouncements({
    ...common,
    audiences,
    files,
    notes,
    pushes,
    readClause: (title) =>
      title === "某办法" ? { clauseId: 1, source: "《某办法》", text: "示例" } : undefined,
    quietEndsAt: (at) => at,
    festivals: FESTIVALS,
  });
  const desk: Desk = {
    announcements,
    audiences,
    members,
    notes,
    keepFile: (file) => files.keep(file, "operator:test").id,
    readList: (file) => readAudienceList(common, OPERATOR, file),
    festivals: () => comingFestivals(FESTIVALS, "2026-11-24"),
    actor: OPERATOR,
    timeZone: ZONE,
    clock,
  };
  const first = members.add(OPERATOR, {
    name: "测试甲",
    category: "退休",
    district: "天元区",
    phone: "13800001234",
  });
  members.add(OPERATOR, { name: "测试乙", category: "离休", district: "芦淞区" });
  const entered = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const run = async (name: string, words: readonly string[] = [], values: Values = {}): Promise<Said> =>
    await COMMANDS[name]!(desk, words, values);
  return {
    ...common,
    announcements,
    folder,
    first,
    entered,
    run,
    text: async (name: string, words: readonly string[] = [], values: Values = {}) =>
      (await run(name, words, values)).text,
    /** A draft for everyone; its number. */
    async draft(values: Values = {}): Promise<string> {
      const said = await run("draft add", [], {
        title: "体检通知",
        body: "请大家按时体检。",
        everyone: true,
        ...values,
      });
      return /编号 (\d+)/.exec(said.text)![1]!;
    },
    carryOn: () => announcements.carryOn(new AbortController().signal),
  };
}

it("writes a draft out of files and options, and says whom it means", async () => {
  const { run, entered, announcements, text } = setUp();
  const added = await run("draft add", [], {
    title: "体检通知",
    "body-file": entered("正文.txt", "请大家按时体检。\n"),
    clause: "《某办法》第三条",
    url: "https://example.org/",
    file: [entered("名单.txt", "一些字"), entered("说明.txt", "另一些字")],
    confirm: true,
    at: "2026-11-27 09:00",
    district: ["天元区"],
    "follow-up-hours": "24",
    "call-hours": "72",
  });
  expect(added.text).toBe("草稿存好了，编号 1。\n发给：天元区\n老同志 1 人，工作人员 0 人");
  expect(announcements.get(1)).toMatchObject({
    body: "请大家按时体检。",
    clause: { title: "某办法", article: "第三条" },
    url: "https://example.org/",
    files: [{ name: "名单.txt" }, { name: "说明.txt" }],
    needsConfirmation: true,
    sendAt: Date.UTC(2026, 10, 27, 1),
    audience: { version: 1, districts: ["天元区"] },
    followUpHours: 24,
    callHours: 72,
  });
  expect(await text("show", ["1"])).toContain("定时：2026年11月27日 09:00");
});

it("changes only what is named", async () => {
  const { draft, run, announcements } = setUp();
  const id = await draft({ confirm: true });
  await run("draft change", [id], { title: "新标题" });
  expect(announcements.get(Number(id))).toMatchObject({
    title: "新标题",
    body: "请大家按时体检。",
    needsConfirmation: true,
  });
  await expect(run("draft change", [id])).rejects.toThrow(UsageError);
});

it("takes an uploaded list, and refuses it whole when a row names nobody", async () => {
  const { draft, text, entered, first } = setUp();
  const list = entered("名单.csv", `姓名,手机\n测试甲,13800001234\n`);
  const id = await draft({ everyone: false, list });
  expect(await text("audience", [id], { names: true })).toContain(`${first}  测试甲  天元区  未写支部`);
  const faulty = entered("坏名单.csv", `姓名,手机\n测试甲,13800001234\n无此人,13900000000\n`);
  await expect(draft({ list: faulty })).rejects.toThrow(/第 3 行/);
});

it("takes an audience as JSON, narrowed by options, and exclusions", async () => {
  const { draft, text } = setUp();
  const id = await draft({
    everyone: false,
    audience: '{"categories":["离休","退休"]}',
    district: ["芦淞区"],
  });
  expect(await text("audience", [id])).toContain("老同志 1 人");
  const except = await draft({ "except-district": ["芦淞区"] });
  expect(await text("audience", [except])).toContain("老同志 1 人");
});

it("says what is wrong with an argument, and keeps nothing", async () => {
  const { draft, run, announcements } = setUp();
  await expect(draft({ at: "2026-02-30 09:00" })).rejects.toThrow("2026-11-27 09:00");
  await expect(draft({ clause: "某办法第三条" })).rejects.toThrow("《文件名》第三条");
  await expect(draft({ clause: "《没有的办法》第三条" })).rejects.toThrow("没有找到");
  await expect(draft({ audience: "天元区" })).rejects.toThrow("JSON");
  await expect(draft({ everyone: false })).rejects.toThrow("发给谁");
  await expect(draft({ everyone: false, branch: ["没有的支部"] })).rejects.toThrow("没有的支部");
  await expect(draft({ file: ["/没有/这个.txt"] })).rejects.toThrow("打不开");
  await expect(run("draft add", [], { title: "只有标题", everyone: true })).rejects.toThrow(UsageError);
  await expect(run("show", ["999"])).rejects.toThrow(RefusedError);
  await expect(run("show", ["x"])).rejects.toThrow(UsageError);
  expect(announcements.list({})).toEqual([]);
});

it("goes the whole way: submit, approve, progress, who is missing, receipts", async () => {
  const { draft, text, run, carryOn, folder } = setUp();
  const id = await draft({ confirm: true });
  await run("submit", [id]);
  expect(await text("list", [], { status: "submitted" })).toContain("等审批  体检通知");
  expect(await text("approve", [id])).toContain("发给 2 人");
  await carryOn();
  expect(await text("progress", [id])).toContain("一共发给 2 人");
  expect(JSON.parse(await text("progress", [id], { json: true }))).toMatchObject({
    id: Number(id),
    recipients: 2,
    toCall: { noAccount: 2 },
    state: "sent",
  });
  expect(await text("unconfirmed", [id])).toMatch(/测试甲.*\n.*测试乙.*\n共 2 人/);
  const file = join(folder, "回执.xlsx");
  expect(await text("export", [id, file])).toContain("个人资料");
  expect(readFileSync(file).subarray(0, 2).toString()).toBe("PK");
  expect(statSync(file).mode & 0o077).toBe(0);
});

it("corrects and recalls what went out, and drops what did not", async () => {
  const { draft, run, announcements, carryOn, entered } = setUp();
  const id = await draft();
  await run("approve", [id]);
  await carryOn();
  await expect(run("correct", [id], { body: "新的正文。" })).rejects.toThrow(UsageError);
  await run("correct", [id], { "body-file": entered("新.txt", "新的正文。"), reason: "写错了" });
  expect(announcements.get(Number(id))?.body).toBe("新的正文。");
  await run("recall", [id], { reason: "不办了" });
  expect(announcements.get(Number(id))?.status).toBe("recalled");
  const other = await draft();
  await run("drop", [other]);
  expect(announcements.get(Number(other))?.status).toBe("dropped");
});

it("shows the preview, and sends it to the telephone of a member of staff", async () => {
  const { draft, text, run, members, store, box } = setUp();
  const id = await draft({ confirm: true });
  expect(await text("preview", [id])).toMatch(/^体检通知\n\n请大家按时体检。[\s\S]*［收到］$/);
  const staffId = members.addStaff(OPERATOR, { name: "王敏", roles: ["editor"], phone: "13700009999" });
  await expect(run("preview", [id], { staff: String(staffId) })).rejects.toThrow("没有登记账号");
  const { id: invitation } = members.invite(OPERATOR, { staffId });
  members.bind({ channel: "web", accountId: "e" }, invitation, { name: "王敏", lastFour: "9999" }, "v1");
  expect(await text("preview", [id], { staff: String(staffId) })).toContain("1 个账号");
  const sent = store.records.select().from(tables.outbox).all();
  expect(sent.map(({ chatId }) => chatId)).toEqual(["e"]);
  expect(box.open(sent[0]!.body)).toContain("ann:preview");
});

it("says which festivals come, and when their greetings are drafted", async () => {
  const { text } = setUp();
  expect(await text("festivals")).toBe("2027-02-06  春节  2027-01-23 起草问候");
});

it("reads a text only as UTF-8", async () => {
  const { draft, folder } = setUp();
  const file = join(folder, "gbk.txt");
  writeFileSync(file, Buffer.from([0xcc, 0xe5, 0xbc, 0xec]));
  await expect(draft({ body: undefined as never, "body-file": file })).rejects.toThrow("UTF-8");
  expect(existsSync(file)).toBe(true);
});
