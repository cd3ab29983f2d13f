import { expect, it } from "vitest";
import { OPERATOR, setUpChat } from "../chatTalk.fixture.ts";

/** An editor at the question 发给谁; six members. */
async function asked() {
  const chat = setUpChat();
  chat.staff("e", "王敏", "editor");
  const first = chat.members.addBranch(OPERATOR, { name: "天元第一支部" });
  const second = chat.members.addBranch(OPERATOR, { name: "天元第二支部" });
  const add = (name: string, more: object) => chat.members.add(OPERATOR, { name, category: "退休", ...more });
  add("王大明", { district: "天元区", branchId: first, tags: ["独居"] });
  add("王大明", { district: "天元区", branchId: second, birth: { day: "1940-05-03", calendar: "solar" } });
  add("李秀英", { district: "天元区", category: "离休", birth: { day: "1930-01-01", calendar: "solar" } });
  add("张三", { district: "芦淞区", tags: ["独居", "腿脚不便"] });
  add("李四", { district: "石峰区" });
  const gone = add("赵五", { district: "荷塘区" });
  chat.members.setStatus(OPERATOR, gone, "moved", "2026-01-01");
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  await chat.tap("e", "没有", "没有");
  return chat;
}

it("counts exactly, and narrows with each choice", async () => {
  const chat = await asked();
  expect(await chat.tap("e", "全体人员")).toContain("全体老同志。共 5 人");
  expect(await chat.tap("e", "按区县", "天元区")).toContain("天元区。共 3 人");
  expect(await chat.tap("e", "按区县", "芦淞区")).toContain("共 4 人");
  expect(await chat.tap("e", "按类别", "退休")).toContain("共 3 人");
  expect(await chat.tap("e", "按标签", "独居")).toContain("共 2 人");
  expect(await chat.tap("e", "重新选")).not.toContain("现在选的是");
});

it("offers only districts and tags of the living", async () => {
  const chat = await asked();
  await chat.tap("e", "按区县");
  expect(chat.labels("e")).toEqual(["天元区", "石峰区", "芦淞区", "返回"]);
});

it("takes ages by button and in words", async () => {
  const chat = await asked();
  expect(await chat.tap("e", "80岁以上")).toContain("80 岁以上。共 2 人");
  expect(await chat.say("e", "90岁以上")).toContain("90 岁以上。共 1 人");
  expect(await chat.say("e", "80到89岁")).toContain("80 至 89 岁。共 1 人");
  await chat.tap("e", "按年龄");
  expect(await chat.say("e", "很老")).toContain("没看懂年纪");
});

it("takes written districts only where there is somebody", async () => {
  const chat = await asked();
  await chat.tap("e", "按区县");
  expect(await chat.say("e", "天元区、荷糖区")).toContain("没有人符合“荷糖区”");
  expect(await chat.say("e", "天元区、石峰区")).toContain("共 4 人");
});

it("finds a branch by part of its name, and asks which of several", async () => {
  const chat = await asked();
  await chat.tap("e", "按支部");
  expect(await chat.say("e", "荷塘")).toContain("没有名字里带“荷塘”的支部");
  expect(await chat.say("e", "天元")).toContain("不止一个");
  expect(await chat.tap("e", "天元第二支部")).toContain("天元第二支部。共 1 人");
  await chat.tap("e", "按支部");
  expect(await chat.say("e", "第一")).toContain("共 2 人");
});

it("takes one away by name, asks which of two, and only from among those chosen", async () => {
  const chat = await asked();
  await chat.tap("e", "按区县", "天元区", "除去某人");
  expect(await chat.say("e", "李四")).toContain("没有叫“李四”的");
  expect(await chat.say("e", "王大明")).toContain("不止一位");
  expect(chat.labels("e").slice(0, 2)).toEqual([
    "王大明（天元区，天元第一支部）",
    "王大明（天元区，天元第二支部）",
  ]);
  const after = await chat.tap("e", "王大明（天元区，天元第一支部）");
  expect(after).toContain("除去了王大明");
  expect(after).toContain("共 2 人");
  await chat.tap("e", "除去某人");
  expect(await chat.say("e", "李秀英")).toContain("共 1 人");
});

it("adds staff beside the members and counts them apart", async () => {
  const chat = await asked();
  chat.staff("l", "赵联络", "liaison");
  expect(await chat.tap("e", "工作人员和联络员", "联络员")).toContain("共 1 人，其中工作人员 1 人");
  expect(await chat.tap("e", "全体人员")).toContain("共 6 人，其中工作人员 1 人");
  expect(await chat.tap("e", "工作人员和联络员", "都发")).toContain("共 7 人，其中工作人员 2 人");
});

it("does not go on with nobody", async () => {
  const chat = await asked();
  expect(await chat.say("e", "就这些")).not.toContain("点「收到」");
  await chat.tap("e", "按区县", "石峰区", "80岁以上");
  expect(await chat.tap("e", "就这些")).toContain("一个人也没有");
  expect(await chat.tap("e", "除去某人", "返回", "重新选", "全体人员", "就这些")).toContain("点「收到」");
});

it("shows the names page by page", async () => {
  const chat = await asked();
  for (let n = 0; n < 40; n += 1) {
    chat.members.add(OPERATOR, { name: `老同志${n}`, category: "退休", district: "醴陵市" });
  }
  await chat.tap("e", "全体人员");
  const first = await chat.tap("e", "看名单");
  expect(first).toContain("王大明（天元区，天元第一支部）");
  expect(first.match(/老同志\d+/g)).toHaveLength(35);
  expect((await chat.tap("e", "下一页")).match(/老同志\d+/g)).toHaveLength(5);
  expect(await chat.tap("e", "返回")).toContain("共 45 人");
});
