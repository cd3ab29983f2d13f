import fc from "fast-check";
import { expect, it } from "vitest";
import { at, OPERATOR } from "../../../study.fixture.ts";
import { EDITOR, MEMBER, SECRETARY, setUpOrganisers } from "../organiserTalk.fixture.ts";

/** The answers to all questions of a session, up to the summary. */
const ANSWERS = [
  "学习全会精神",
  "座谈",
  "下周五下午3点",
  "一个半小时",
  "天元区老党员之家",
  "二楼会议室",
  "30人",
  "要问",
];

it("asks one thing at a time, reads it back with how many are invited, and creates it once it is confirmed", async () => {
  const { say, tap, sessions, branches } = setUpOrganisers();
  expect(await say(SECRETARY, "发起活动")).toContain("主题是什么");
  expect(await say(SECRETARY, ANSWERS[0]!)).toContain("什么形式");
  expect(await say(SECRETARY, ANSWERS[1]!)).toContain("什么时候开始");
  expect(await say(SECRETARY, ANSWERS[2]!)).toContain("多长时间");
  expect(await say(SECRETARY, ANSWERS[3]!)).toContain("在哪里办");
  expect(await say(SECRETARY, ANSWERS[4]!)).toContain("哪个房间");
  expect(await say(SECRETARY, ANSWERS[5]!)).toContain("多少人");
  expect(await say(SECRETARY, ANSWERS[6]!)).toContain("接送");
  const summary = await say(SECRETARY, ANSWERS[7]!);
  for (const line of [
    "支部：第一支部",
    "主题：学习全会精神（座谈）",
    "时间：12月4日（星期五）下午3点到4点半",
    "地点：天元区老党员之家二楼会议室",
    "名额：30 人",
    "接送：会问",
    "会邀请 4 位同志",
  ])
    expect(summary).toContain(line);
  expect(sessions.list({})).toEqual([]);
  expect(await tap(SECRETARY, "orgf:ok")).toContain("发起好了");
  expect(sessions.list({})).toMatchObject([
    {
      title: "学习全会精神",
      form: "座谈",
      startsAt: at("2026-12-04"),
      endsAt: at("2026-12-04", "16:30"),
      homeId: branches.first.homeId,
      room: "二楼会议室",
      capacity: 30,
      pickUp: true,
      branchId: branches.first.id,
      audience: { version: 1, branchIds: [branches.first.id] },
    },
  ]);
  // The button is an old one now.
  expect(await tap(SECRETARY, "orgf:ok")).toContain("用不上了");
  expect(sessions.list({})).toHaveLength(1);
});

it("takes the same answers by buttons", async () => {
  const { say, buttons, tap, sessions, branches } = setUpOrganisers();
  const { first } = branches;
  await tap(EDITOR, `org:new:${first.id}`);
  const forms = await buttons(EDITOR, "读书会");
  await tap(EDITOR, forms.get("参观")!);
  const lengths = await buttons(EDITOR, "12月5日上午9点");
  const homes = await buttons(EDITOR, { action: lengths.get("2小时")! });
  const rooms = await buttons(EDITOR, { action: homes.get("天元区老党员之家")! });
  const limits = await buttons(EDITOR, { action: rooms.get("整个地方都用")! });
  const rides = await buttons(EDITOR, { action: limits.get("不限人数")! });
  expect(await tap(EDITOR, rides.get("不用问")!)).toContain("名额：不限");
  expect(await say(EDITOR, "确认发起")).toContain("发起好了");
  expect(sessions.list({})).toMatchObject([
    { form: "参观", homeId: first.homeId, room: null, capacity: null, pickUp: false },
  ]);
});

it("asks only what is left when more was said at once, and answers an old button with the open question", async () => {
  const { say, tap } = setUpOrganisers();
  await say(SECRETARY, "发起活动", "读书会", "学习");
  expect(await say(SECRETARY, "12月5日下午3点到5点")).toContain("在哪里办");
  expect(await tap(SECRETARY, "orgf:a:form:1")).toContain("在哪里办");
  expect(await say(SECRETARY, "芦淞区老党员之家三楼活动室")).toContain("多少人");
  const summary = await say(SECRETARY, "不限", "不用问");
  expect(summary).toContain("下午3点到5点");
  expect(summary).toContain("地点：芦淞区老党员之家三楼活动室");
});

it("shows what the core refuses, and asks that question again", async () => {
  const { say, create, sessions } = setUpOrganisers();
  create({ title: "先定的活动", startsAt: at("2026-12-04"), endsAt: at("2026-12-04", "17:00") });
  const refused = await say(SECRETARY, "发起活动", ...ANSWERS);
  expect(refused).toContain("先定的活动");
  expect(refused).toContain("在哪里办");
  const summary = await say(SECRETARY, "芦淞区老党员之家", "整个地方都用");
  expect(summary).toContain("地点：芦淞区老党员之家");
  await say(SECRETARY, "确认");
  expect(sessions.list({})).toHaveLength(2);
});

it("shows it once more when somebody took the room between the summary and the confirmation", async () => {
  const { say, create, sessions } = setUpOrganisers();
  await say(SECRETARY, "发起活动", ...ANSWERS);
  create({ title: "抢先的活动", startsAt: at("2026-12-04"), endsAt: at("2026-12-04", "17:00") });
  expect(await say(SECRETARY, "确认")).toContain("抢先的活动");
  expect(sessions.list({})).toHaveLength(1);
});

it("changes one answer and keeps the others, or begins anew", async () => {
  const { say, tap, buttons } = setUpOrganisers();
  await say(SECRETARY, "发起活动", ...ANSWERS);
  const fields = await buttons(SECRETARY, "改一项");
  expect([...fields.keys()]).toEqual([
    "主题",
    "形式",
    "时间",
    "多长时间",
    "地点",
    "房间",
    "名额",
    "接送",
    "都不改",
  ]);
  expect(await tap(SECRETARY, fields.get("地点")!)).toContain("在哪里办");
  const summary = await say(SECRETARY, "市博物馆正门");
  expect(summary).toContain("地点：市博物馆正门");
  expect(summary).toContain("主题：学习全会精神（座谈）");
  expect(await tap(SECRETARY, "orgf:again")).toContain("主题是什么");
});

it("answers a question in between and asks its own again; 取消 puts all away", async () => {
  const { say, tap, create, sessions } = setUpOrganisers();
  const id = create();
  await say(SECRETARY, "发起活动", "读书会", "学习");
  const answer = await say(SECRETARY, "医药费怎么报销？");
  expect(answer).toContain("政策：医药费怎么报销？");
  expect(answer).toContain("什么时候开始");
  const look = await tap(SECRETARY, `org:who:${id}:0`);
  expect(look).toContain("还没回复");
  expect(look).toContain("什么时候开始");
  expect(await say(SECRETARY, "取消")).toContain("没有发起");
  expect(sessions.list({})).toHaveLength(1);
});

it("ends when the secretary is one no longer", async () => {
  const { say, members, branches, sessions } = setUpOrganisers();
  await say(SECRETARY, "发起活动", ...ANSWERS);
  members.setSecretary(OPERATOR, branches.first.id, branches.first.memberIds[1]!);
  expect(await say(SECRETARY, "确认")).toContain("不归您管");
  expect(sessions.list({})).toEqual([]);
  expect(await say(MEMBER, "发起活动")).toContain("主题是什么");
});

it("draws up a series: rule and hour in one sentence, the next six dates, what a holiday does", async () => {
  const { say, tap, buttons, sessions, branches } = setUpOrganisers();
  const { first } = branches;
  expect(await tap(SECRETARY, `org:series:${first.id}`)).toContain("还没有固定活动");
  await tap(SECRETARY, `org:newseries:${first.id}`);
  await say(SECRETARY, "主题党日", "学习");
  expect(await say(SECRETARY, "每天")).toContain("太密");
  expect(await say(SECRETARY, "每月第一个星期五下午3点")).toContain("多长时间");
  await say(SECRETARY, "1小时", "天元区老党员之家", "整个地方都用", "不限", "不用问");
  const summary = await say(SECRETARY, "遇节假日就不办");
  for (const line of [
    "主题：主题党日（学习）",
    "每次：1小时",
    "节假日：遇节假日就不办",
    "时间：每月第一个星期五",
    "接下来这几次",
    "12月4日（星期五）",
    "2027年1月1日（星期五），是节假日，不办",
    "2027年2月5日（星期五）",
  ])
    expect(summary).toContain(line);
  expect(summary.match(/（星期五）/gu)).toHaveLength(6);
  expect(sessions.series()).toEqual([]);
  expect(await tap(SECRETARY, "orgf:ok")).toContain("定好了");
  expect(sessions.series()).toMatchObject([
    { rule: "FREQ=MONTHLY;BYDAY=1FR", title: "主题党日", branchId: first.id, startsOn: "2026-11-24" },
  ]);
  const { id } = sessions.series()[0]!;

  const page = await buttons(SECRETARY, "每月固定活动");
  expect(await tap(SECRETARY, page.get("停办：主题党日")!)).toContain("为什么停办");
  expect(await say(SECRETARY, "支部合并了")).toContain("原因：支部合并了");
  expect(sessions.series()[0]?.endsOn).toBeNull();
  expect(await tap(SECRETARY, "orgf:yes")).toContain("停办了");
  expect(sessions.series().find((one) => one.id === id)?.endsOn).toBe("2026-11-24");
});

it("never creates anything before it is confirmed, whatever is said on the way", async () => {
  const said = fc.constantFrom(
    ...ANSWERS,
    "不知道",
    "",
    "2",
    "？",
    "昨天下午3点",
    "每月15日",
    "改一项",
    "重新填",
    "整个地方都用",
    "😀",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(said, { maxLength: 14 }), async (messages) => {
      const { say, sessions } = setUpOrganisers();
      await say(SECRETARY, "发起活动");
      for (const message of messages) expect(await say(SECRETARY, message)).not.toMatch(/undefined|null|NaN/);
      expect(sessions.list({})).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
