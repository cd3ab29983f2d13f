import { expect, it } from "vitest";
import { DAY_MS, OPERATOR, setUpChat } from "./chatTalk.fixture.ts";

it("confirms for the member whom the button names, once, however often it is tapped", async () => {
  const chat = setUpChat();
  const memberId = chat.member("a");
  const id = await chat.sent({ needsConfirmation: true });
  const button = chat.sentTo("a").at(-1)!.choices[0]!;
  expect(await chat.say("a", { action: button.action })).toBe("记下了，谢谢您。");
  expect(await chat.say("a", { action: button.action })).toContain("之前已经记下了");
  expect(chat.announcements.ofMember(memberId, 5)).toMatchObject([{ id, confirmed: true }]);
});

it("lets a proxy confirm, naming the member", async () => {
  const chat = setUpChat();
  const memberId = chat.member("a");
  chat.proxy(memberId, "p");
  const id = await chat.sent({ needsConfirmation: true });
  expect(await chat.say("p", { action: `ann:${id}:got:${memberId}` })).toBe("记下了：王大明已经收到。");
  expect(chat.announcements.progress(OPERATOR, id).confirmed).toBe(1);
});

it("does not confirm for a member whom the account does not stand for", async () => {
  const chat = setUpChat();
  const memberId = chat.member("a");
  chat.member("b", { name: "李四" });
  const id = await chat.sent({ needsConfirmation: true });
  expect(await chat.say("b", { action: `ann:${id}:got:${memberId}` })).toContain("不能替这位老同志");
  expect(await chat.say("stranger", { action: `ann:${id}:got:${memberId}` })).toContain("不能替这位老同志");
  expect(chat.announcements.progress(OPERATOR, id).confirmed).toBe(0);
});

it("takes 收到 of the member of staff it went to, and of no other", async () => {
  const chat = setUpChat();
  chat.staff("l", "赵联络", "liaison");
  chat.staff("v", "钱看看", "viewer");
  const id = await chat.sent({
    audience: { version: 1, staffRoles: ["liaison"] },
    needsConfirmation: true,
  });
  expect(await chat.say("v", { action: `ann:${id}:got` })).toContain("不是发给您的");
  expect(await chat.say("l", { action: `ann:${id}:got` })).toBe("记下了，谢谢您。");
});

it("hears 收到 when exactly one announcement waits", async () => {
  const chat = setUpChat();
  chat.member("a");
  const id = await chat.sent({ needsConfirmation: true });
  await chat.sent({ title: "不用点的" });
  expect(await chat.say("a", "收到了")).toBe("记下了，谢谢您。");
  expect(chat.announcements.progress(OPERATOR, id).confirmed).toBe(1);
});

it("asks which when several wait, and leaves 收到 to others when none does", async () => {
  const chat = setUpChat();
  const memberId = chat.member("a");
  const one = await chat.sent({ title: "甲", needsConfirmation: true });
  const two = await chat.sent({ title: "乙", needsConfirmation: true });
  expect(await chat.say("a", "收到")).toContain("有 2 条通知等您点收到");
  expect(chat.actions("a").sort()).toEqual([`ann:${one}:got:${memberId}`, `ann:${two}:got:${memberId}`]);
  await chat.tap("a", "甲");
  expect(await chat.say("a", "知道了")).toBe("记下了，谢谢您。");
  expect(await chat.say("a", "收到")).toBe("政策：收到");
});

it("does not take 收到 for what was sent more than 14 days ago, or was recalled", async () => {
  const chat = setUpChat();
  chat.member("a");
  await chat.sent({ needsConfirmation: true });
  chat.pass(15 * DAY_MS);
  expect(await chat.say("a", "收到")).toBe("政策：收到");
  const id = await chat.sent({ title: "新的", needsConfirmation: true });
  chat.announcements.recall(OPERATOR, id, "写错了");
  expect(await chat.say("a", "收到")).toBe("政策：收到");
});

it("names the members when a proxy of two says 收到", async () => {
  const chat = setUpChat();
  chat.proxy(chat.member("a"), "p");
  chat.proxy(chat.member("b", { name: "李秀英" }), "p");
  await chat.sent({ needsConfirmation: true });
  expect(await chat.say("p", "收到")).toContain("有 2 条");
  expect(chat.labels("p")).toEqual(["王大明：体检通知", "李秀英：体检通知"]);
  expect(await chat.tap("p", "李秀英：体检通知")).toBe("记下了：李秀英已经收到。");
});

it("lists what a member was sent, newest first, with what is still to do", async () => {
  const chat = setUpChat();
  chat.member("a");
  await chat.sent({ title: "旧的", needsConfirmation: true });
  await chat.say("a", "收到");
  chat.pass(DAY_MS);
  await chat.sent({ title: "新的", needsConfirmation: true });
  await chat.sent({ title: "只是看看" });
  const list = await chat.say("a", "看通知");
  expect(list).toContain("1．只是看看　2026年11月25日\n\n2．新的　2026年11月25日　请点收到");
  expect(list).toContain("3．旧的　2026年11月24日　已点收到");
});

it("shows no more than ten, and only what was sent to this member", async () => {
  const chat = setUpChat();
  chat.member("a", { district: "天元区" });
  chat.member("b", { name: "李四", district: "芦淞区" });
  for (let n = 0; n < 11; n += 1) {
    await chat.sent({ title: `第${n}条`, audience: { version: 1, districts: ["天元区"] } });
  }
  expect((await chat.say("a", "通知公告")).match(/^\d+．/gm)).toHaveLength(10);
  expect(await chat.say("b", "通知公告")).toContain("还没有发给您的通知");
});

it("opens one again, whole, with the clause, and 收到 only while it waits", async () => {
  const chat = setUpChat();
  chat.member("a");
  await chat.sent({ needsConfirmation: true, clause: { title: "株洲市示例办法", article: "第三条" } });
  await chat.say("a", "通知");
  const opened = await chat.tap("a", "1．体检通知");
  expect(opened).toContain("请大家按时体检。");
  expect(opened).toContain("每年体检一次");
  expect(await chat.tap("a", "收到")).toBe("记下了，谢谢您。");
  await chat.say("a", "通知");
  await chat.tap("a", "1．体检通知");
  expect(chat.labels("a")).toEqual(["通知公告"]);
});

it("does not show a recalled text again, nor one that was not sent to the member", async () => {
  const chat = setUpChat();
  const memberId = chat.member("a");
  const other = chat.member("b", { name: "李四" });
  const id = await chat.sent({ audience: { version: 1, memberIds: [memberId] } });
  expect(await chat.say("b", { action: `ann:${id}:open:${other}` })).toContain("不是发给您的");
  expect(await chat.say("b", { action: `ann:${id}:open:${memberId}` })).toContain("不是发给您的");
  chat.announcements.recall(OPERATOR, id, "写错了");
  const opened = await chat.say("a", { action: `ann:${id}:open:${memberId}` });
  expect(opened).toContain("已经撤回");
  expect(opened).not.toContain("按时体检");
});

it("asks a proxy of two whose announcements, and shows one's at a tap", async () => {
  const chat = setUpChat();
  const [first, second] = [chat.member("a"), chat.member("b", { name: "李秀英" })];
  chat.proxy(first, "p");
  chat.proxy(second, "p");
  await chat.sent({ audience: { version: 1, memberIds: [second] } });
  expect(await chat.say("p", "通知公告")).toContain("谁的通知");
  expect(await chat.tap("p", "看李秀英的通知")).toContain("发给李秀英的通知");
  expect(await chat.tap("p", "看王大明的通知")).toContain("王大明：还没有发给本人的通知");
  expect(await chat.say("p", { action: "annof:999" })).toContain("没有这条通知");
});

it("tells a stranger how to register, and staff where their announcements are", async () => {
  const chat = setUpChat();
  chat.staff("l", "赵联络", "liaison");
  expect(await chat.say("x", "通知公告")).toContain("登记");
  expect(chat.labels("x")).toEqual(["写登记码", "转人工"]);
  expect(await chat.say("l", "通知公告")).toContain("直接送到这里");
});
