import { expect, it } from "vitest";
import { DAY_MS, documentNamed, OPERATOR, setUpChat } from "../chatTalk.fixture.ts";

type Chat = ReturnType<typeof setUpChat>;

/** An editor 王敏 (`e`), an admin 周管 (`z`), and two members. */
function bureau() {
  const chat = setUpChat();
  chat.staff("e", "王敏", "editor");
  chat.staff("z", "周管", "admin");
  chat.member("a", { name: "王大明", district: "天元区", tags: ["独居"] });
  chat.member("b", { name: "李秀英", district: "芦淞区", category: "离休" });
  return chat;
}

/** Up to the question 发给谁. */
async function untilWhom(chat: Chat, who = "e"): Promise<string> {
  await chat.say(who, "发通知", "体检通知", "请大家按时体检。");
  await chat.tap(who, "没有");
  return chat.tap(who, "没有");
}

/** Up to the preview: to everyone, to be confirmed, at once. */
async function untilReady(chat: Chat, who = "e"): Promise<string> {
  await untilWhom(chat, who);
  await chat.tap(who, "全体人员", "就这些", "要点收到");
  return chat.tap(who, "现在");
}

const stored = (chat: Chat) => chat.announcements.list({});

it("asks one thing at a time, shows it as recipients will see it, and hands it in for approval", async () => {
  const chat = bureau();
  expect(await chat.say("e", "发通知")).toContain("标题是什么");
  expect(await chat.say("e", "体检通知")).toContain("正文");
  expect(await chat.say("e", "请大家按时体检。")).toContain("文件或图片");
  expect(await chat.tap("e", "没有")).toContain("条款");
  expect(await chat.tap("e", "没有")).toContain("发给谁");
  expect(await chat.tap("e", "全体人员")).toContain("现在选的是：全体老同志。共 2 人");
  expect(await chat.tap("e", "就这些")).toContain("点「收到」");
  expect(await chat.tap("e", "要点收到")).toContain("什么时候发");
  const ready = await chat.tap("e", "现在");
  expect(ready).toContain("体检通知\n\n请大家按时体检。");
  expect(ready).toContain("发给：全体老同志。共 2 人");
  expect(stored(chat)).toEqual([]);
  expect(await chat.tap("e", "提交审批")).toContain("提交审批了");
  expect(stored(chat)).toMatchObject([
    {
      title: "体检通知",
      body: "请大家按时体检。",
      status: "submitted",
      needsConfirmation: true,
      sendAt: null,
    },
  ]);
});

it("takes words that danger and fraud would hear as the announcement's own", async () => {
  const chat = bureau();
  await chat.say("e", "发通知");
  expect(await chat.say("e", "关于冬季防火的通知")).toContain("正文");
  expect(await chat.say("e", "请大家防范电信诈骗，不要转账。")).toContain("文件或图片");
  expect(await chat.say("e", "救命，快来人")).toContain("警报");
});

it("hears danger as ever where nothing is being written, and whoever is no editor", async () => {
  const chat = bureau();
  expect(await chat.say("e", "防火怎么做")).toContain("警报");
  await chat.say("a", "发通知");
  expect(await chat.say("a", "防火")).toContain("警报");
});

it("leaves the conversation to staff who hold it", async () => {
  const chat = bureau();
  await chat.say("e", "发通知");
  chat.hold();
  expect(await chat.say("e", "关于冬季防火的通知")).toContain("警报");
});

it("is for editors and admins; a member's 发通知 is a question", async () => {
  const chat = bureau();
  chat.staff("v", "钱看看", "viewer");
  expect(await chat.say("v", "/announce")).toContain("资料员或管理员");
  expect(await chat.say("a", "发通知")).toBe("政策：发通知");
});

it("asks again for what the core refuses, with its words", async () => {
  const chat = bureau();
  await chat.say("e", "发通知");
  expect(await chat.say("e", "长".repeat(61))).toContain("标题太长");
  expect(await chat.say("e", "短一点")).toContain("正文");
  expect(await chat.say("e", "字".repeat(3_001))).toContain("正文太长");
  expect(await chat.say("e", "好的正文")).toContain("文件或图片");
});

it("keeps files as they come, five at most, and says kindly what it does not take", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  expect(await chat.say("e", { files: [documentNamed("名单.pdf")] })).toContain("收下了：名单.pdf");
  chat.fetchFile.mockResolvedValueOnce({ kind: "refused", words: "文件超过 20 MB，请改小再发。" });
  expect(await chat.say("e", { files: [documentNamed("大.pdf")] })).toContain("超过 20 MB");
  expect(await chat.say("e", { files: [documentNamed("程序.exe")] })).not.toContain("收下了");
  expect(await chat.say("e", { files: [documentNamed("空.pdf", 0)] })).toContain("空的");
  expect(await chat.say("e", { files: [{ kind: "other" }] })).toContain("收不了");
  const four = ["2", "3", "4", "5"].map((n) => documentNamed(`${n}.pdf`));
  const last = await chat.say("e", { files: [...four, documentNamed("6.pdf")] });
  expect(last).toContain("最多带 5 个");
  expect(last).toContain("条款");
});

it("shows kept files to recipients in the order in which they came", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  await chat.say("e", { files: [documentNamed("一.pdf")] }, { files: [documentNamed("二.pdf")] });
  await chat.tap("e", "没有了", "没有", "全体人员", "就这些", "不用");
  await chat.tap("e", "现在", "提交审批");
  expect(stored(chat)[0]!.files.map(({ name }) => name)).toEqual(["一.pdf", "二.pdf"]);
});

it("takes the same file twice for one", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  await chat.say("e", { files: [documentNamed("一.pdf")] }, { files: [documentNamed("一.pdf")] });
  await chat.tap("e", "没有了", "没有", "全体人员", "就这些", "不用");
  await chat.tap("e", "现在", "提交审批");
  expect(stored(chat)[0]!.files).toHaveLength(1);
});

it("looks a clause up, in either kind of numeral, and takes an address besides", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知", "请大家按时体检。");
  await chat.tap("e", "没有");
  expect(await chat.say("e", "见第三条")).toContain("《文件名》第几条");
  expect(await chat.say("e", "《不存在的办法》第一条")).toContain("没有找到现在有效的《不存在的办法》第一条");
  expect(await chat.say("e", "https://example.org/notice")).toContain("网址记下了");
  expect(await chat.say("e", "《株洲市示例办法》第3条")).toContain("附上这一条：《株洲市示例办法》第三条");
  await chat.tap("e", "全体人员", "就这些", "不用", "现在");
  await chat.tap("e", "提交审批");
  expect(stored(chat)).toMatchObject([
    { clause: { title: "株洲市示例办法", article: "第三条" }, url: "https://example.org/notice" },
  ]);
});

it("reads when it is to go out, and refuses the past", async () => {
  const chat = bureau();
  await untilWhom(chat);
  await chat.tap("e", "全体人员", "就这些", "不用");
  expect(await chat.say("e", "昨天上午9点")).toContain("已经过了");
  expect(await chat.say("e", "随便啦")).toContain("没看懂时间");
  expect(await chat.say("e", "后天上午9点")).toContain("定在2026年11月26日 09:00发");
  await chat.tap("e", "提交审批");
  expect(stored(chat)[0]!.sendAt).toBe(Date.UTC(2026, 10, 26, 1));
});

it("lets an admin send at once only after asking once more, and nobody else", async () => {
  const chat = bureau();
  await untilReady(chat);
  expect(chat.labels("e")).not.toContain("直接发送");
  await untilReady(chat, "z");
  expect(await chat.tap("z", "直接发送")).toContain("共 2 人，不再经过审批。确认吗");
  expect(stored(chat)).toEqual([]);
  expect(await chat.tap("z", "确认发送")).toContain("开始发给 2 人");
  expect(stored(chat)).toMatchObject([{ status: "approved" }]);
  await chat.carryOn();
  expect(chat.sentTo("a")).toHaveLength(1);
});

it("does not send at a tap on the button of an earlier writing", async () => {
  const chat = bureau();
  await untilReady(chat, "z");
  await chat.tap("z", "直接发送");
  const old = chat.actions("z")[0]!;
  await chat.say("z", "取消");
  chat.pass(60_000);
  await chat.say("z", "发通知", "别的", "别的正文。");
  await chat.say("z", { action: old });
  expect(stored(chat)).toEqual([]);
});

it("changes any part before it is handed in", async () => {
  const chat = bureau();
  await untilReady(chat);
  await chat.tap("e", "修改", "标题");
  expect(await chat.say("e", "改好的标题")).toContain("改好的标题\n\n请大家按时体检。");
  await chat.tap("e", "修改", "要不要点收到");
  expect(await chat.tap("e", "不用")).toContain("不用点「收到」");
  await chat.tap("e", "修改", "发给谁", "重新选", "按区县", "天元区");
  expect(await chat.tap("e", "就这些")).toContain("发给：天元区。共 1 人");
  await chat.tap("e", "修改", "文件和图片");
  await chat.say("e", { files: [documentNamed("名单.pdf")] });
  await chat.tap("e", "没有了", "修改", "条款和网址");
  await chat.say("e", "《株洲市示例办法》第三条");
  await chat.tap("e", "修改", "什么时候发");
  await chat.say("e", "明天上午9点");
  await chat.tap("e", "提交审批");
  expect(stored(chat)).toMatchObject([
    {
      title: "改好的标题",
      needsConfirmation: false,
      files: [{ name: "名单.pdf" }],
      clause: { article: "第三条" },
      sendAt: Date.UTC(2026, 10, 25, 1),
    },
  ]);
});

it("keeps a draft, and takes it up again where it stood", async () => {
  const chat = bureau();
  await untilReady(chat);
  expect(await chat.tap("e", "存草稿")).toContain("草稿存好了");
  expect(stored(chat)).toMatchObject([{ status: "draft", title: "体检通知" }]);
  expect(await chat.say("z", "草稿")).toContain("体检通知");
  expect(await chat.tap("z", "体检通知")).toContain("接着写《体检通知》");
  await chat.tap("z", "修改", "标题");
  await chat.say("z", "新标题");
  await chat.tap("z", "提交审批");
  expect(stored(chat)).toMatchObject([{ status: "submitted", title: "新标题" }]);
});

it("does not overwrite what another changed meanwhile", async () => {
  const chat = bureau();
  await untilReady(chat);
  await chat.tap("e", "存草稿");
  const { id } = stored(chat)[0]!;
  await chat.say("e", { action: `annedit:${id}` });
  chat.announcements.change(OPERATOR, id, { title: "别人改的" });
  expect(await chat.say("e", "提交审批")).toContain("刚才被别人改过");
  expect(stored(chat)).toMatchObject([{ status: "draft", title: "别人改的" }]);
});

it("says where a draft can be kept when it is too early for one", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知");
  expect(await chat.say("e", "存草稿")).toContain("选好发给谁以后");
  expect(stored(chat)).toEqual([]);
});

it("does not lose what is half written to a second 发通知, another announcement or a question", async () => {
  const chat = bureau();
  const id = await chat.sent();
  await untilWhom(chat);
  expect(await chat.say("e", "发通知")).toContain("还没有写完");
  expect(await chat.say("e", { action: `annrec:${id}` })).toContain("还没有写完");
  expect(await chat.say("e", "离休干部的护理费是多少，怎么领？")).toContain("政策：");
  expect(await chat.tap("e", "全体人员")).toContain("共 2 人");
});

it("lapses after three days, saying so, and 取消 puts it aside", async () => {
  const chat = bureau();
  await chat.say("e", "发通知", "体检通知");
  chat.pass(3 * DAY_MS - 1);
  expect(await chat.say("e", "正文来了。")).toContain("文件或图片");
  chat.pass(3 * DAY_MS + 1);
  expect(await chat.say("e", "没有")).toContain("已经放下了");
  await chat.say("e", "发通知", "体检通知");
  expect(await chat.say("e", "取消")).toContain("先不写了");
});

it("ends when the right to write is taken away meanwhile", async () => {
  const chat = bureau();
  await untilReady(chat);
  const [one] = chat.members.staff().filter(({ name }) => name === "王敏");
  chat.members.setRoles(OPERATOR, one!.id, ["viewer"]);
  expect(await chat.tap("e", "提交审批")).toContain("资料员或管理员");
  expect(stored(chat)).toEqual([]);
});

it("leads back to the question at fault when nobody is left before it is handed in", async () => {
  const chat = bureau();
  await untilReady(chat);
  chat.members.setStatus(OPERATOR, 1, "deceased", "2026-11-24");
  chat.members.setStatus(OPERATOR, 2, "deceased", "2026-11-24");
  const refused = await chat.tap("e", "提交审批");
  expect(refused).toContain("一个人也没有");
  expect(refused).toContain("发给谁");
});
