import { expect, it } from "vitest";
import { EDITOR, MEMBER, SECRETARY, setUpOrganisers } from "./organiserTalk.fixture.ts";

it("shows a secretary the next session with its answers, and what can be done now", async () => {
  const { say, send, create, branches, say: _, sessions, secretary, ...bureau } = setUpOrganisers();
  const id = create({ capacity: 30, contact: "王书记" });
  sessions.answer(secretary, id, branches.first.memberIds[1]!, "accept");
  const shown = await say(SECRETARY, "我的支部");
  expect(shown).toContain("第一支部");
  expect(shown).toContain("下一次活动");
  expect(shown).toContain("十月学习会（学习）");
  expect(shown).toContain("时间：11月27日（星期五）下午3点到4点半");
  expect(shown).toContain("地点：天元区老党员之家二楼会议室");
  expect(shown).toContain("邀请 4 人：参加 1 人，还没回复 3 人。");
  const [card, rest] = await send(SECRETARY, { action: "branch" });
  const labels = (reply = card) => reply!.choices.map(({ label }) => label);
  expect(labels()).toEqual(["看回复", "提醒没回复的", "改时间", "换地点", "加材料", "取消活动"]);
  expect(labels(rest)).toEqual([
    "发起活动",
    "每月固定活动",
    "以后的活动",
    "以前的活动",
    "日历订阅",
    "本年情况",
  ]);
  bureau.setClock(Date.UTC(2026, 10, 27, 6, 30));
  expect(labels((await send(SECRETARY, "/branch"))[0])).toEqual([
    "签到点名",
    "今天的签到码",
    "看回复",
    "提醒没回复的",
    "改时间",
    "换地点",
    "加材料",
    "取消活动",
  ]);
});

it("keeps the branch from whoever does not run it, in words and by its buttons", async () => {
  const { say, tap, create, branches } = setUpOrganisers();
  const id = create();
  expect(await say(MEMBER, "我的支部")).toContain("支部书记和工作人员用的");
  expect(await say(MEMBER, "支部")).toBe("政策：支部");
  expect(await say("telegram:nobody", "/branch")).toContain("支部书记和工作人员用的");
  for (const verb of ["s", "who", "nudge", "tick", "code", "move", "cancel", "mats", "refl", "find"]) {
    expect(await tap(MEMBER, `org:${verb}:${id}`), verb).toContain("不归您管");
  }
  for (const verb of ["b", "new", "series", "feed", "feedyes", "year", "list", "past"]) {
    expect(await tap(MEMBER, `org:${verb}:${branches.first.id}`), verb).toContain("支部书记和工作人员用的");
    expect(await tap(SECRETARY, `org:${verb}:${branches.second.id}`), verb).toContain(
      "支部书记和工作人员用的",
    );
  }
  expect(await tap(SECRETARY, "org:s:999")).toContain("没有找到这次活动");
  expect(await tap(SECRETARY, "org:constructor:1")).toContain("用不上了");
});

it("leaves questions of policy alone that merely speak of branches and sessions", async () => {
  const { say } = setUpOrganisers();
  for (const words of [
    "支部书记补贴是多少",
    "我的支部在哪里开会",
    "党支部多久换届一次",
    "活动经费怎么报",
    "离退休干部党支部建设有什么规定",
    "发起活动要多少人同意",
    "取消活动经费了吗",
    "点名批评是什么处分",
    "签到码是什么意思",
  ])
    expect(await say(SECRETARY, words), words).toBe(`政策：${words}`);
});

it("asks staff which branch by name, and finds it by a few characters", async () => {
  const { say, tap, members, branches } = setUpOrganisers();
  expect(await say(EDITOR, "支部")).toContain("请写支部的名字");
  expect(await say(EDITOR, "没有这个名字")).toContain("没有找到");
  expect(await say(EDITOR, "支部")).toContain("哪个支部");
  expect(await say(EDITOR, "第二支")).toContain("第二支部");
  // Found: the next words are no names any more.
  expect(await say(EDITOR, "第一")).toBe("政策：第一");
  expect(await tap(EDITOR, `org:b:${branches.first.id}`)).toContain("第一支部");
  for (let i = 0; i < 12; i++)
    members.addBranch({ kind: "operator", name: "test" }, { name: `老年大学${i + 10}支部` });
  const many = await say(EDITOR, "/branch", "老年大学");
  expect(many).toContain("有 12 个");
  expect(await say(EDITOR, "医药费怎么报销？")).toContain("政策：医药费怎么报销？");
  expect(await say(EDITOR, "取消")).toContain("没有改动");
});

it("offers sessions to come and those of the past year, newest first", async () => {
  const { buttons, create, setClock, branches, tap } = setUpOrganisers();
  create({ title: "第一次" });
  const later = create({
    title: "第二次",
    startsAt: Date.UTC(2026, 11, 4, 7),
    endsAt: Date.UTC(2026, 11, 4, 8),
  });
  const upcoming = await buttons(SECRETARY, { action: `org:list:${branches.first.id}` });
  expect([...upcoming.keys()]).toEqual([
    "11月27日（星期五）下午3点 第一次",
    "12月4日（星期五）下午3点 第二次",
    "我的支部",
  ]);
  expect(await tap(SECRETARY, `org:past:${branches.first.id}`)).toContain("没有办过活动");
  setClock(Date.UTC(2026, 11, 5));
  const past = await buttons(SECRETARY, { action: `org:past:${branches.first.id}` });
  expect([...past.keys()]).toEqual([
    "12月4日（星期五）下午3点 第二次",
    "11月27日（星期五）下午3点 第一次",
    "我的支部",
  ]);
  expect(await tap(SECRETARY, `org:list:${branches.first.id}`)).toContain("以后没有安排活动");
  // After it: ticking and reflections, no moving.
  const card = await buttons(SECRETARY, { action: `org:s:${later}` });
  expect([...card.keys()]).toEqual(["签到点名", "看回复", "加材料", "看心得"]);
});

it("says how the year went, and gives the calendar's address once it was asked for twice", async () => {
  const { tap, branches, noted, setClock, create, attending, secretary } = setUpOrganisers();
  const id = create();
  const { first } = branches;
  expect(await tap(SECRETARY, `org:year:${first.id}`)).toContain("还没有办过活动");
  setClock(Date.UTC(2026, 10, 27, 7));
  attending.tick(secretary, id, first.memberIds[0]!, true);
  setClock(Date.UTC(2026, 10, 28));
  const year = await tap(SECRETARY, `org:year:${first.id}`);
  expect(year).toContain("第一支部 2026 年学习情况");
  expect(year).toContain("办了 1 次");
  expect(year).toContain("到会率 25.0%");
  expect(await tap(SECRETARY, `org:feed:${first.id}`)).toContain("以前的地址就不能用了");
  expect(noted).toEqual([]);
  expect(await tap(SECRETARY, `org:feedyes:${first.id}`)).toContain("以前的地址不能再用");
  expect(noted).toHaveLength(1);
  expect(noted[0]!.to).toBe(SECRETARY);
  expect(JSON.stringify(noted[0]!.reply)).toMatch(/https:\/\/example\.org\/calendar\/branch\/[\w-]{43}\.ics/);
});
