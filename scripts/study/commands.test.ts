import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { MemberError } from "../../src/features/members/index.ts";
import { QuizFileError, StudyError } from "../../src/features/study/index.ts";
import { RefusedError, UsageError } from "../command.ts";
import { DATA, MORNING, setUp } from "./commands.fixture.ts";
import type { Values } from "./desk.ts";

const START = Date.UTC(2026, 10, 27, 7);

it("adds, shows, changes, moves and cancels a session", async () => {
  const { add, run, desk, homeId } = setUp();
  const id = await add({
    room: "二楼",
    capacity: "20",
    "pick-up": true,
    remind: ["1440", "60"],
    contact: "王书记",
  });
  const shown = (await run("session show", [id])).text;
  for (const words of [
    "2026年11月27日 15:00  测试学习会（学习）  测试老党员之家二楼  测试支部",
    "名额：20",
    "联系：王书记",
    "接送：会问",
    "提醒：提前 1440、60 分钟",
    "邀请 3，参加 0",
  ])
    expect(shown).toContain(words);
  expect(shown).not.toMatch(/undefined|null|NaN/);
  await run("session change", [id], {
    capacity: "none",
    contact: "none",
    title: "新主题",
    "no-pick-up": true,
  });
  expect(desk.sessions.get(Number(id))).toMatchObject({
    title: "新主题",
    capacity: null,
    contact: null,
    pickUp: false,
  });
  expect((await run("session move", [id], { at: "2026-11-28 09:00" })).text).toContain(
    "2026年11月28日 09:00",
  );
  expect(desk.sessions.get(Number(id))).toMatchObject({ endsAt: Date.UTC(2026, 10, 28, 2, 30), homeId });
  await run("session move", [id], { place: "市图书馆" });
  expect(desk.sessions.get(Number(id))).toMatchObject({ where: "市图书馆", homeId: null });
  await expect(run("session change", [id], { title: "再改", version: "1" })).rejects.toThrow(StudyError);
  expect((await run("session cancel", [id], { reason: "停电" })).text).toContain("取消了");
  expect((await run("session list")).text).toBe("没有。");
  expect((await run("session list", [], { all: true })).text).toContain("已取消");
});

it("lists by branch and by days, both included", async () => {
  const { add, run, branchId } = setUp();
  await add();
  const list = (values: Values) =>
    run("session list", [], values).then(({ text }) => text.split("\n").length);
  expect(await list({ branch: String(branchId), from: "2026-11-27", to: "2026-11-27" })).toBe(1);
  expect((await run("session list", [], { from: "2026-11-28" })).text).toBe("没有。");
  expect((await run("session list", [], { to: "2026-11-26" })).text).toBe("没有。");
  expect((await run("session list", [], { branch: "99" })).text).toBe("没有。");
});

it("previews, adds and ends a series", async () => {
  const { run, usual, desk } = setUp();
  const { at: _, ...rest } = usual;
  const series = { ...rest, rule: "RRULE:FREQ=MONTHLY;BYDAY=1FR", starts: "2026-11-24", time: "15:00" };
  expect((await run("series preview", [], { ...series, count: "3" })).text).toBe(
    "2026-12-04\n2027-01-01  节假日，不办\n2027-02-05  节假日，不办",
  );
  expect(desk.sessions.series()).toEqual([]);
  const added = (await run("series add", [], series)).text;
  const id = /编号 (\d+)/.exec(added)![1]!;
  expect((await run("series list")).text).toContain(`${id}  测试学习会`);
  await run("series end", [id], { last: "2026-12-31", reason: "合并了" });
  expect((await run("series list")).text).toContain("到 2026-12-31 为止");
});

it("notes answers and ticks, and tells records and tables of the year", async () => {
  const { add, run, desk, people, setClock, branchId, path } = setUp();
  const [one, two, three] = people.map(String);
  const id = await add({ capacity: "1", "pick-up": true });
  expect((await run("answer", [id], { member: [one!], yes: true })).text).toContain("参加");
  expect((await run("answer", [id], { member: [two!], yes: true })).text).toContain("排队等候，第 1 位");
  const refused = await run("answer", [id], { member: [one!], yes: true, "pick-up": true });
  expect(refused).toMatchObject({ ok: false, text: expect.stringContaining("接送没有约上") });
  expect((await run("who", [id])).text).toContain(`${two}  测试乙  测试支部  等候第 1 位`);
  expect((await run("nudge", [id])).text).toBe("提醒了 0 人。");
  while (desk.sessions.tick() > 0);
  setClock(MORNING + 24 * 3_600_000);
  expect((await run("nudge", [id])).text).toBe("提醒了 1 人。");
  setClock(START);
  await expect(run("tick", [id], { member: [one!, "999"] })).rejects.toThrow();
  expect((await run("session show", [id])).text).toContain("签到 0");
  expect((await run("tick", [id], { member: [one!, three!] })).text).toBe("记了已到：2 人。");
  expect((await run("tick", [id], { member: [three!], absent: true })).text).toBe("改成没到：1 人。");
  setClock(START + 3 * 3_600_000);
  const record = (await run("record", [], { member: [one!] })).text;
  expect(record).toContain("2026 年：应到 1 次，到会 1 次");
  expect(record).toContain("测试学习会（学习）  到会");
  expect((await run("table")).text).toContain("测试支部  3 人  计划 1  办了 1  取消 0  应到 3  实到 1");
  expect(JSON.parse((await run("table", [], { json: true, branch: String(branchId) })).text)).toHaveLength(1);
  expect((await run("table", [], { year: "2025" })).text).not.toMatch(/NaN|undefined|null/);
  expect((await run("reflections", [id])).text).toBe("没有。");
  await run("export", [path("表.xlsx")], {});
  expect(readFileSync(path("表.xlsx")).subarray(0, 2).toString()).toBe("PK");
  expect(statSync(path("表.xlsx")).mode & 0o777).toBe(0o600);
});

it("adds a file and a link, and takes one back; a file that is refused leaves nothing", async () => {
  const { add, run, path, files } = setUp();
  const id = await add();
  writeFileSync(path("学习提纲.txt"), "一、二、三");
  await run("material add", [id], { file: path("学习提纲.txt") });
  const added = (await run("material add", [id], { url: "https://example.org/", title: "官网" })).text;
  expect((await run("session show", [id])).text).toMatch(/材料 \d+：学习提纲 {2}文件 1[\s\S]*官网 {2}https/);
  await run("material remove", [id], { material: /编号 (\d+)/.exec(added)![1]! });
  expect((await run("session show", [id])).text).not.toContain("官网");
  writeFileSync(path("程序.exe"), "MZ");
  await expect(run("material add", [id], { file: path("程序.exe") })).rejects.toThrow();
  await expect(run("material add", [id], { file: path("没有.txt") })).rejects.toThrow(RefusedError);
  await expect(run("material add", [id], { url: "ftp://example.org", title: "坏" })).rejects.toThrow(
    StudyError,
  );
  expect(files.get(2)).toBeUndefined();
});

it("writes the sheet for the door and issues a calendar's address", async () => {
  const { add, run, path, branchId, desk } = setUp();
  const id = await add();
  await run("door", [id], { out: path("门口.html"), bot: "@jinqiu_bot" });
  const sheet = readFileSync(path("门口.html"), "utf8");
  expect(sheet).toContain(desk.sessions.get(Number(id))!.code);
  const branch = String(branchId);
  expect((await run("feed issue", [], { branch })).text).toMatch(
    /^https:\/\/example\.org\/calendar\/branch\/\S+\.ics\n/,
  );
  expect((await run("feed revoke", [], { branch })).text).toBe("停用了。");
});

it("loads a quiz from its file once, lists, ranks and withdraws it", async () => {
  const { run, path } = setUp();
  expect((await run("quiz list")).text).toBe("没有。");
  const sample = join(DATA, "quizzes", "sample.yaml");
  expect((await run("quiz load", [sample])).text).toMatch(/^新加了：1 .*10 题/);
  expect((await run("quiz load", [sample])).text).toContain("没有变化");
  expect((await run("quiz list")).text).toMatch(/^1 {2}sample .*（示例）/);
  expect((await run("quiz ranking", ["1", "members"])).text).toBe("没有。");
  expect((await run("quiz ranking", ["1"])).text).not.toMatch(/NaN|undefined|null/);
  expect((await run("quiz withdraw", ["1"])).text).toBe("撤回了。");
  expect((await run("quiz list")).text).toContain("已撤回");
  await expect(run("quiz certificate", ["9"], { out: path("证书.pdf") })).rejects.toThrow(RefusedError);
  expect(existsSync(path("证书.pdf"))).toBe(false);
  await run("quiz template", [path("题目.xlsx")]);
  expect(readFileSync(path("题目.xlsx")).subarray(0, 2).toString()).toBe("PK");
  writeFileSync(path("坏.yaml"), "title: 坏\n");
  await expect(run("quiz load", [path("坏.yaml")])).rejects.toThrow(QuizFileError);
});

it("says what is wrong, and asks for what is missing", async () => {
  const { add, run, usual } = setUp();
  const id = await add();
  const without = (key: keyof Values): Values =>
    Object.fromEntries(Object.entries(usual).filter(([name]) => name !== key));
  for (const [name, words, values] of [
    ["session add", [], {}],
    ["session add", [], without("title")],
    ["session add", [], without("home")],
    ["session add", [], without("branch")],
    ["session add", [], { ...usual, place: "两个地方" }],
    ["session add", [], { ...usual, form: "开会" }],
    ["session add", [], { ...usual, "pick-up": true, "no-pick-up": true }],
    ["session change", [id], {}],
    ["session move", [id], { title: "不是移动" }],
    ["session cancel", [id], {}],
    ["session show", ["x"], {}],
    ["session show", ["1e0"], {}],
    ["answer", [id], { member: ["1"] }],
    ["answer", [id], { member: ["1"], yes: true, no: true }],
    ["tick", [id], {}],
    ["material add", [id], {}],
    ["record", [], {}],
    ["table", [], { year: "26" }],
    ["door", [id], {}],
    ["feed issue", [], {}],
    ["quiz load", [], {}],
  ] as const)
    await expect(
      run(name, [...words], { ...values } as Values),
      `${name} ${JSON.stringify(values)}`,
    ).rejects.toThrow(UsageError);
  await expect(run("session show", ["999"])).rejects.toThrow(RefusedError);
  await expect(add({ at: "2026-02-30 15:00" })).rejects.toThrow("看不懂");
  await expect(add({ at: "明天下午" })).rejects.toThrow("看不懂");
  await expect(add({ audience: "{" })).rejects.toThrow("不是 JSON");
  await expect(add({ audience: "[]" })).rejects.toThrow(RefusedError);
  await expect(add({ audience: '{"districts":7}' })).rejects.toThrow(MemberError);
  await expect(add({ at: "2026-11-23 15:00" })).rejects.toThrow(StudyError);
  await expect(add()).rejects.toThrow("测试学习会");
});
