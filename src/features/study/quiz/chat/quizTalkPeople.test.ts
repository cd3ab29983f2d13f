/** Quizzes in a chat: time, for whom, the ranking, certificates. */
import { describe, expect, it } from "vitest";
import { replyText } from "../../../../dialogue/index.ts";
import { tables } from "../../../../store/index.ts";
import { MINUTE_MS, OPERATOR, quizDraft } from "../quiz.fixture.ts";
import { labelsOf, setUpTalk } from "./quizTalk.fixture.ts";

describe("time", () => {
  it("that is over ends the attempt with what was right by then", async () => {
    const { say, start, pass, quizzes, quizId, send } = setUpTalk({ minutes: 20, attempts: 2 });
    expect(await say("a", start)).toContain("请在 09:20 以前答完。");
    await say("a", "A", "下一题");
    pass(20 * MINUTE_MS);
    const replies = await send("a", { tap: "quiz:s:1000001:1" });
    expect(replies.map(replyText).join()).toContain("时间到了，还有 2 题没有答");
    expect(replies.map(replyText).join()).toContain("得了 10 分，满分 40 分");
    expect(await say("a", start)).toContain("第 1 题");
    expect(quizzes.ranking(OPERATOR, quizId)[0]).toMatchObject({ score: 10, seconds: 1200 });
  });

  it("runs while other things are asked, and it is said once that it is over", async () => {
    const { say, send, button, start, pass } = setUpTalk({ minutes: 20 });
    await say("a", start);
    pass(21 * MINUTE_MS);
    const replies = await send("a", "高龄补贴怎么领");
    expect(replies.map(replyText)).toEqual(["刚才那次竞答已经结束，成绩记下了。", "政策：高龄补贴怎么领"]);
    expect(await say("a", "高龄补贴怎么领")).toBe("政策：高龄补贴怎么领");
    expect(await say("a", button(replies, "看成绩"))).toContain("时间到了，还有 3 题没有答");
  });

  it("of a quiz that is not open yet says when", async () => {
    const { say, clock } = setUpTalk({ opensAt: Date.UTC(2026, 11, 1, 1) });
    expect(clock()).toBeLessThan(Date.UTC(2026, 11, 1, 1));
    expect(await say("a", "知识竞答")).toContain("2026年12月1日 09:00 开始");
  });
});

describe("who", () => {
  it("strangers are told how to take part, staff for whom it is", async () => {
    const { say, members } = setUpTalk();
    expect(await say("nobody", "知识竞答")).toContain("要先登记");
    const staffId = members.addStaff(OPERATOR, { name: "李四", roles: ["viewer"], phone: "13700009999" });
    const { id } = members.invite(OPERATOR, { staffId });
    members.bind({ channel: "web", accountId: "s" }, id, { name: "李四", lastFour: "9999" }, "v1");
    expect(await say("s", "知识竞答")).toContain("给老同志参加的");
  });

  it("a proxy of two chooses for whom, and each attempt stays its member's", async () => {
    const { send, say, button, member, memberId, proxy, quizzes, quizId } = setUpTalk();
    const mother = member("李小兰");
    proxy(memberId, "p");
    proxy(mother, "p");
    const whom = await send("p", "知识竞答");
    expect(labelsOf(whom)).toEqual(["王大明", "李小兰"]);
    const card = await send("p", button(whom, "李小兰"));
    expect(card.map(replyText).join()).toContain("李小兰的知识竞答");
    const first = await send("p", button(card, "开始答题"));
    await say("p", { tap: `quiz:start:${quizId}:${memberId}` }, "B");
    // Back to the mother's open question, by its own button.
    await say("p", button(first, "A."), "下一题", "AC", "下一题", "A");
    expect(quizzes.ranking(OPERATOR, quizId).map(({ name, score }) => [name, score])).toEqual([
      ["李小兰", 40],
    ]);
    expect(quizzes.seenBy(memberId)[0]?.underWay?.answered).toBe(1);
  });

  it("nobody takes, sees or ends another's attempt, whatever they tap", async () => {
    const { send, say, start, member, quizId, memberId, take, store } = setUpTalk({
      passPercent: 1,
      attempts: 2,
    });
    member("李小兰", {}, "b");
    const passed = take(quizId, memberId, 3);
    await send("a", start);
    for (const tap of [
      `quiz:list:${memberId}`,
      `quiz:card:${quizId}:${memberId}`,
      `quiz:start:${quizId}:${memberId}`,
      `quiz:rank:${quizId}:${memberId}`,
      `quiz:cert:${passed}`,
      "quiz:a:1000002:0:0",
      "quiz:n:1000002:0",
    ]) {
      expect(await say("b", { tap })).toBe("这是别人的竞答，这个账号不能替他答。");
    }
    expect(store.records.select().from(tables.quizAnswer).all()).toHaveLength(3);
  });

  it("a grant that is taken back ends the proxy's answering", async () => {
    const { say, send, button, memberId, proxy, members, start } = setUpTalk();
    const { grantId } = proxy(memberId, "p");
    const first = await send("p", start);
    members.revokeGrant(OPERATOR, grantId);
    expect(await say("p", button(first, "A."))).toContain("不能替他答题");
    expect(await say("p", button(first, "A."))).toContain("别人的竞答");
  });
});

describe("afterwards", () => {
  it("the ranking shows ten of the branch and one's own place", async () => {
    const { say, members, member, take, quizId } = setUpTalk({ attempts: 1 });
    const branchId = members.addBranch(OPERATOR, { name: "第一支部" });
    for (let i = 0; i < 11; i++) take(quizId, member(`甲${i}`, { branchId }), 3, (i + 1) * MINUTE_MS);
    const own = member("赵老", { branchId }, "z");
    take(quizId, own, 1);
    const text = await say("z", { tap: `quiz:rank:${quizId}:${own}` });
    expect(text).toContain("第 1 名　甲0　40 分　用时 1 分 0 秒");
    expect(text).toContain("第 10 名　甲9");
    expect(text).not.toContain("甲10　");
    expect(text).toContain("您排在第 12 名，共 12 人答过。您的成绩是 10 分。");
  });

  it("a certificate comes as a file, the same each time, and says what its name lacks", async () => {
    const { send, member, take, quizId, kept } = setUpTalk({ passPercent: 60, sample: true });
    const memberId = member("㛃大明", {}, "c");
    const tap = `quiz:cert:${take(quizId, memberId, 3)}`;
    const [reply] = await send("c", { tap });
    expect(reply!.files).toEqual([
      expect.objectContaining({ name: "证书-第四季度竞答.pdf", mediaType: "application/pdf" }),
    ]);
    expect(replyText(reply!)).toContain("示例");
    expect(replyText(reply!)).toContain("「㛃」");
    expect((await send("c", { tap }))[0]!.files).toEqual(reply!.files);
    expect(new Set(kept.map((one) => one.memberId))).toEqual(new Set([memberId]));
  });

  it("a certificate whose number changed between reply and storing is made again", async () => {
    const { turnOf, memberId, take, quizId, numberOf } = setUpTalk({ passPercent: 60 });
    const { commit } = await turnOf("a", { tap: `quiz:cert:${take(quizId, memberId, 3)}` });
    numberOf.of = () => 1;
    expect(commit).toThrow("重新读一次");
  });

  it("without enough points there is no certificate", async () => {
    const { say, memberId, take, quizId } = setUpTalk({ passPercent: 60 });
    expect(await say("a", { tap: `quiz:cert:${take(quizId, memberId, 1)}` })).toContain("还没有合格");
  });

  it("several quizzes are listed with where each stands", async () => {
    const { say, quizzes, take, quizId, memberId } = setUpTalk();
    quizzes.load(OPERATOR, quizDraft({ slug: "q5", title: "第五次竞答", attempts: 2 }));
    take(quizId, memberId, 3);
    const text = await say("a", "知识竞答");
    expect(text).toContain("第五次竞答：还可以答 2 次");
    expect(text).toContain("第四季度竞答：最好成绩 40 分，满分 40 分，次数已经用完");
    expect(await say("a", "答题")).toContain("第五次竞答：还可以答 2 次");
  });

  it("without any quiz says so", async () => {
    const { say, quizzes, quizId } = setUpTalk();
    quizzes.withdraw(OPERATOR, quizId);
    expect(await say("a", "知识竞答")).toContain("现在没有可以参加的竞答");
  });
});
