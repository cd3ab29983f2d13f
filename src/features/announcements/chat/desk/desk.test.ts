import { expect, it } from "vitest";
import { DAY_MS, OPERATOR, setUpChat } from "../chatTalk.fixture.ts";

/** An editor 王敏 (`e`) who wrote and handed in an announcement for two members, a second editor (`f`), an admin (`z`). */
async function submitted() {
  const chat = setUpChat();
  chat.staff("e", "王敏", "editor");
  chat.staff("f", "孙二", "editor");
  chat.staff("z", "周管", "admin");
  const first = chat.member("a", { district: "天元区" });
  chat.member("b", { name: "李秀英" });
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  await chat.tap("e", "没有", "没有", "全体人员", "就这些", "要点收到", "现在", "提交审批");
  const [announcement] = chat.announcements.list({});
  return { chat, id: announcement!.id, version: announcement!.version, first };
}

/** Approved by the second editor, and queued. */
async function sent() {
  const all = await submitted();
  await all.chat.say("f", { action: `annap:${all.id}:${all.version}` });
  await all.chat.carryOn();
  return all;
}

const statusOf = ({ chat, id }: Awaited<ReturnType<typeof submitted>>) => chat.announcements.get(id)?.status;

it("approves from the note that asks for it, says how many, and tells the author", async () => {
  const all = await submitted();
  const { chat } = all;
  const note = chat.sentTo("f").at(-1)!;
  const approve = note.choices.find(({ label }) => label === "批准")!;
  expect(await chat.say("f", { action: approve.action })).toBe("批准了。《体检通知》会发给 2 人。");
  expect(statusOf(all)).toBe("approved");
  expect(JSON.stringify(chat.sentTo("e").at(-1))).toContain("批准了");
  expect(await chat.say("f", { action: approve.action })).toContain("不能批准");
});

it("refuses approval by whoever wrote it, kindly", async () => {
  const all = await submitted();
  const { chat, id, version } = all;
  expect(await chat.say("e", { action: `annap:${id}:${version}` })).toContain("另一位");
  expect(statusOf(all)).toBe("submitted");
});

it("does not approve what was changed since it was looked at", async () => {
  const all = await submitted();
  const { chat, id, version } = all;
  chat.announcements.change(OPERATOR, id, { body: "改过的。" });
  chat.announcements.submit(OPERATOR, id);
  expect(await chat.say("f", { action: `annap:${id}:${version}` })).toContain("刚才被别人改过");
  expect(statusOf(all)).toBe("submitted");
  expect(await chat.tap("f", "看这条通知")).toContain("改过的。");
  expect(await chat.tap("f", "批准")).toContain("批准了");
});

it("asks why it goes back, and tells the author", async () => {
  const all = await submitted();
  const { chat, id } = all;
  expect(await chat.say("f", { action: `annback:${id}` })).toContain("退回的原因");
  expect(await chat.say("f", "里面写的诈骗电话是错的")).toContain("退回了");
  expect(chat.announcements.get(id)).toMatchObject({
    status: "draft",
    returnedReason: "里面写的诈骗电话是错的",
  });
  expect(JSON.stringify(chat.sentTo("e").at(-1))).toContain("里面写的诈骗电话是错的");
  expect(await chat.say("e", { action: `annopen:${id}` })).toContain("退回的原因：里面写的诈骗电话是错的");
});

it("says at once when it cannot go back any more", async () => {
  const { chat, id } = await sent();
  expect(await chat.say("f", { action: `annback:${id}` })).toContain("不能退回");
  expect(await chat.say("f", "一句平常话")).toContain("政策：");
});

it("lists nobody chosen by a tag where what is personal may not go through the channel", async () => {
  const chat = setUpChat();
  chat.staff("f", "孙二", "editor");
  chat.member("a", { tags: ["困难"] });
  const audience = { version: 1, tags: ["困难"] } as const;
  const draft = { title: "慰问通知", body: "请在家等候。", audience, needsConfirmation: true };
  const id = chat.announcements.create(OPERATOR, draft);
  chat.announcements.release(OPERATOR, id);
  await chat.carryOn();
  for (const action of [`annwho:${id}`, `annun:${id}`]) {
    chat.strict(false);
    expect(await chat.say("f", { action })).toContain("王大明");
    chat.strict(true);
    const told = await chat.say("f", { action });
    expect(told).toContain("不在这里显示名字");
    expect(told).not.toContain("王大明");
  }
});

it("shows the names before approval, and the progress after it, to viewers too", async () => {
  const { chat, id } = await submitted();
  chat.staff("v", "钱看看", "viewer");
  expect(await chat.say("v", { action: `annwho:${id}` })).toContain("王大明（天元区）\n李秀英");
  expect(await chat.say("v", { action: `annst:${id}` })).toContain("《体检通知》　等审批");
  await chat.say("v", { action: `annopen:${id}` });
  expect(chat.labels("v")).not.toContain("批准");
});

it.each([
  "annap:1:1",
  "annback:1",
  "annwho:1",
  "annst:1",
  "annopen:1",
  "annun:1",
  "anncor:1",
  "annrec:1",
  "anndrop:1",
  "annedit:1",
])("gives %s to staff only, and to those who may", async (action) => {
  const all = await submitted();
  const { chat } = all;
  chat.staff("l", "赵联络", "liaison");
  const before = chat.announcements.get(all.id);
  expect(await chat.say("a", { action })).toMatch(/只给工作人员用|资料员或管理员/);
  expect(await chat.say("l", { action })).toContain("资料员或管理员");
  expect(await chat.say("stranger", { action })).toMatch(/只给工作人员用|资料员或管理员/);
  expect(chat.announcements.get(all.id)).toEqual(before);
});

it("counts in words how far it has come, and lists who has not confirmed", async () => {
  const { chat, id, first } = await sent();
  await chat.say("a", { action: `ann:${id}:got:${first}` });
  const progress = await chat.say("e", { action: `annst:${id}` });
  expect(progress).toContain("一共发给 2 人");
  expect(progress).toContain("点了收到：1 人");
  const missing = await chat.tap("e", "没点收到的名单");
  expect(missing).toContain("李秀英");
  expect(missing).not.toContain("王大明");
});

it("corrects with a preview and the number of those told, and only once it is confirmed", async () => {
  const { chat, id } = await sent();
  expect(await chat.say("f", { action: `anncor:${id}` })).toContain("更正后的正文");
  expect(await chat.say("f", "请大家周五按时体检，谨防诈骗。")).toContain("为什么更正");
  const asked = await chat.say("f", "漏写了日子");
  expect(asked).toContain("体检通知\n\n请大家周五按时体检，谨防诈骗。");
  expect(asked).toContain("确认更正吗");
  expect(chat.announcements.get(id)!.body).toBe("请大家按时体检。");
  expect(await chat.tap("f", "确认更正")).toContain("更正了");
  expect(chat.announcements.get(id)!.body).toBe("请大家周五按时体检，谨防诈骗。");
});

it("asks again for a correction that changes nothing, and starts anew on 重新写", async () => {
  const { chat, id } = await sent();
  await chat.say("f", { action: `anncor:${id}` });
  expect(await chat.say("f", "请大家按时体检。")).toContain("和原来一样");
  await chat.say("f", "新的正文。", "写错了");
  expect(await chat.tap("f", "重新写")).toContain("更正后的正文");
});

it("does not offer an author to correct their own alone, and says why", async () => {
  const { chat, id } = await sent();
  await chat.say("e", { action: `annst:${id}` });
  expect(chat.labels("e")).not.toContain("更正");
  expect(chat.labels("e")).toContain("撤回");
  expect(await chat.say("e", { action: `anncor:${id}` })).toContain("另一位");
});

it("recalls with a reason, told how many it reached, and only once it is confirmed", async () => {
  const all = await sent();
  const { chat, id } = all;
  expect(await chat.say("e", { action: `annrec:${id}` })).toContain("为什么撤回");
  expect(await chat.say("e", "日子定错了")).toContain("确认撤回吗");
  expect(statusOf(all)).toBe("sent");
  expect(await chat.say("e", "随便说说")).toContain("请点下面的按钮");
  expect(await chat.say("e", "确认撤回")).toContain("撤回了");
  expect(statusOf(all)).toBe("recalled");
});

it("does not recall at the old button of another announcement's question", async () => {
  const all = await sent();
  const { chat, id } = all;
  const other = await chat.sent({ title: "别的" });
  await chat.say("z", { action: `annrec:${other}` }, "写错了");
  const old = chat.actions("z")[0]!;
  await chat.say("z", { action: `annrec:${id}` }, "日子错了", { action: old });
  expect(statusOf(all)).toBe("sent");
  expect(chat.announcements.get(other)?.status).toBe("sent");
});

it("drops what has not begun, after asking once more", async () => {
  const all = await submitted();
  const { chat, id } = all;
  expect(await chat.say("e", { action: `anndrop:${id}` })).toContain("确定吗");
  expect(statusOf(all)).toBe("submitted");
  expect(await chat.tap("e", "确定不发了")).toContain("不发了");
  expect(statusOf(all)).toBe("dropped");
});

it("lists the newest with their state, and pages on", async () => {
  const { chat } = await submitted();
  for (let n = 0; n < 10; n += 1) await chat.sent({ title: `第${n}条` });
  const list = await chat.say("e", "通知管理");
  expect(list).toContain("第9条　已发送　2026年11月24日");
  expect(list).not.toContain("体检通知");
  expect(await chat.tap("e", "更早的")).toContain("体检通知　等审批");
  expect(await chat.tap("e", "体检通知")).toContain("请大家按时体检。");
  expect(await chat.say("e", "通知公告")).toContain("第9条　已发送");
  expect(await chat.tap("e", "看草稿")).toContain("没有草稿");
  chat.staff("v", "钱看看", "viewer");
  await chat.say("v", "通知管理");
  expect(chat.labels("v")).not.toContain("发通知");
});

it("takes 通知管理 and 草稿 of others for what they are: questions", async () => {
  const { chat } = await submitted();
  expect(await chat.say("a", "通知管理")).toBe("政策：通知管理");
  expect(await chat.say("a", "草稿")).toBe("政策：草稿");
});

it("does nothing at the button of a preview but say so", async () => {
  const { chat, id } = await submitted();
  await chat.say("f", { action: `annopen:${id}` });
  expect(await chat.tap("f", "收到")).toContain("这是预览");
});

it("writes a submitted one anew only as a draft again", async () => {
  const all = await submitted();
  const { chat, id } = all;
  await chat.say("e", { action: `annopen:${id}` });
  await chat.tap("e", "修改", "修改", "标题");
  await chat.say("e", "新标题");
  await chat.tap("e", "存草稿");
  expect(chat.announcements.get(id)).toMatchObject({ status: "draft", title: "新标题" });
  await chat.say("e", { action: `anndrop:${id}:sure` });
  expect(await chat.say("e", { action: `annedit:${id}` })).toContain("不能再改");
});

it("forgets a reason that was never written", async () => {
  const all = await submitted();
  const { chat, id } = all;
  await chat.say("f", { action: `annback:${id}` });
  chat.pass(DAY_MS);
  expect(await chat.say("f", "这是原因")).toContain("没有动");
  expect(statusOf(all)).toBe("submitted");
});
