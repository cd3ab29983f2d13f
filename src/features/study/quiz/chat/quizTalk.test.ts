/** Answering a quiz in a chat: taps, words, interruptions, what does not fit. */
import { describe, expect, it } from "vitest";
import { replyText } from "../../../../dialogue/index.ts";
import { tables } from "../../../../store/index.ts";
import { DAY_MS, OPERATOR, quizDraft } from "../quiz.fixture.ts";
import { labelsOf, setUpTalk } from "./quizTalk.fixture.ts";

describe("the way through", () => {
  it("goes from 知识竞答 to the result by buttons alone", async () => {
    const { send, button, quizzes, memberId, clauses } = setUpTalk({ attempts: 2, passPercent: 60 });
    clauses.set("规程 二（一） 2026-11-24", {
      source: "《规程》二（一）",
      text: "每月一次。",
      clauseId: 8,
      note: "示例文本",
    });
    const card = await send("a", "知识竞答");
    expect(card.map(replyText).join()).toContain("一共 3 道题。不限时间，您慢慢答。");
    expect(card.map(replyText).join()).toContain("多选题要全部选对才得分");
    let replies = await send("a", button(card, "开始答题"));
    expect(replyText(replies[0]!)).toContain("第 1 题，共 3 题（单选，10 分）");
    replies = await send("a", button(replies, "A. 甲题对"));
    expect(replyText(replies[0]!)).toContain("答对了，得 10 分。");
    expect(replyText(replies[0]!)).toContain("甲题的解析。");
    replies = await send("a", button(replies, "下一题"));
    expect(replyText(replies[0]!)).toContain("多选，20 分");
    replies = await send("a", button(replies, "A."));
    replies = await send("a", button(replies, "B."));
    replies = await send("a", button(replies, "已选 B."));
    replies = await send("a", button(replies, "C."));
    expect(labelsOf(replies)).toEqual(["已选 A. 乙题对", "B. 乙题错", "已选 C. 乙题都错", "选好了"]);
    replies = await send("a", button(replies, "选好了"));
    expect(replyText(replies[0]!)).toContain("答对了，得 20 分。");
    replies = await send("a", button(replies, "下一题"));
    const [verdict, result] = await send("a", button(replies, "B."));
    expect(replyText(verdict!)).toContain("这道题没有答对。\n\n您选的是：B. 丙题错\n\n正确答案是：A. 丙题对");
    expect(verdict!.blocks.at(-1)).toEqual({
      kind: "clause",
      source: "《规程》二（一）",
      spans: [{ text: "每月一次。" }],
      note: "示例文本",
      open: { label: "看全文", clauseId: 8 },
    });
    expect(replyText(result!)).toContain("得了 30 分，满分 40 分。答对 2 题，答错 1 题。");
    expect(labelsOf([result!])).toEqual(["再答一次（还可以答 1 次）", "领证书", "看排名", "全部竞答"]);
    expect(quizzes.bestOf(memberId, 2026)).toEqual([{ title: "第四季度竞答", score: 30, total: 40 }]);
  });

  it("can be written or spoken, every step of it", async () => {
    const { say, quizId, memberId } = setUpTalk();
    expect(await say("a", "/quiz")).toContain("第四季度竞答");
    await say("a", { tap: `quiz:start:${quizId}:${memberId}` });
    expect(await say("a", "我选第一个")).toContain("答对了");
    expect(await say("a", "下一题")).toContain("第 2 题");
    expect(await say("a", "a和c")).toContain("答对了，得 20 分");
    expect(await say("a", "继续", "1")).toContain("得了 40 分");
  });

  it("carries actions of at most 64 bytes, with the largest ids there are", async () => {
    const { send, quizId, memberId, store } = setUpTalk({
      questions: [
        {
          ...quizDraft().questions[1]!,
          text: "长".repeat(300),
          options: Array.from({ length: 8 }, (_, i) => `${i}${"项".repeat(99)}`),
        },
      ],
    });
    const replies = await send("a", { tap: `quiz:start:${quizId}:${memberId}` });
    const row = store.records.select().from(tables.quizAttempt).get();
    for (const { action } of replies.flatMap(({ choices }) => choices)) {
      const largest = action.replace(String(row?.id), String(2 ** 47 - 1));
      expect(Buffer.byteLength(largest)).toBeLessThanOrEqual(64);
    }
    expect(labelsOf(replies).slice(0, 2)).toEqual(["A", "B"]);
  });
});

describe("an interruption", () => {
  it("is answered, and the question asked again with what was chosen", async () => {
    const { say, send, start, button } = setUpTalk();
    await say("a", start, "A", "下一题");
    const replies = await send("a", button(await send("a", "A"), "C."));
    expect(labelsOf(replies)).toContain("已选 C. 乙题都错");
    const [answer, again] = await send("a", "高龄补贴怎么领");
    expect(replyText(answer!)).toBe("政策：高龄补贴怎么领");
    expect(labelsOf([again!])).toEqual(["已选 A. 乙题对", "B. 乙题错", "已选 C. 乙题都错", "选好了"]);
    expect(await say("a", "选好了")).toContain("答对了");
    expect(await say("a", "高龄补贴怎么领")).toContain("已经答了 2 题，共 3 题。点「下一题」接着答。");
  });

  it("by 取消 or by a day keeps what was answered, and 答题 goes on there", async () => {
    const { say, start, pass } = setUpTalk();
    await say("a", start, "A");
    expect(await say("a", "取消")).toContain("说「答题」就能接着答");
    expect(await say("a", "答题")).toContain("第 2 题");
    pass(DAY_MS + 1);
    expect(await say("a", "答题")).toContain("第 2 题");
  });

  it("of another matter is not thrown away for a quiz", async () => {
    const { say, start, hold, quizzes, memberId, send, button } = setUpTalk();
    hold("a");
    expect(await say("a", start)).toMatch(/先把它办完[\s\S]*要几点来？/);
    expect(quizzes.seenBy(memberId)[0]?.used).toBe(0);
    await say("a", "取消");
    const first = await send("a", start);
    hold("a");
    expect(await say("a", button(first, "A."))).toContain("先把它办完");
    await say("a", "取消");
    expect(await say("a", button(first, "A."))).toContain("答对了");
  });
});

describe("what does not fit", () => {
  it("an old question's button changes nothing and says so", async () => {
    const { send, say, start, button, quizzes } = setUpTalk();
    const first = await send("a", start);
    await send("a", button(first, "A."));
    expect(await say("a", button(first, "B."))).toContain("已经答过了，答案没有变");
    await say("a", "下一题");
    expect(await say("a", button(first, "B."))).toMatch(/已经答过了，答案没有变[\s\S]*第 2 题/);
    await say("a", "AC", "下一题", "A");
    expect(await say("a", button(first, "B."))).toContain("得了 40 分");
    expect(quizzes.ranking(OPERATOR, 1)[0]?.score).toBe(40);
  });

  it.each([
    ["E", "没有这个选项"],
    ["AB", "这道题是单选题，请只选一个"],
    ["不知道", "请选一个您觉得最像的"],
    ["不会", "请选一个您觉得最像的"],
  ])("%s is answered kindly, and the question asked again", async (said, words) => {
    const { say, start } = setUpTalk();
    expect(await say("a", start, said)).toMatch(new RegExp(`${words}[\\s\\S]*第 1 题`));
  });

  it("选好了 with one chosen of several says how many it takes", async () => {
    const { say, start } = setUpTalk();
    expect(await say("a", start, "A", "下一题", "B", "选好了")).toContain("至少要选两个");
  });

  it("an answer before the next question is put is no answer", async () => {
    const { say, start, store } = setUpTalk();
    expect(await say("a", start, "A", "B")).toContain("点「下一题」接着答");
    expect(store.records.select().from(tables.quizAnswer).all()).toHaveLength(1);
  });

  it("a tap that is read twice, killed before it was stored, is counted once", async () => {
    const { turnOf, send, start, button, store } = setUpTalk();
    const first = await send("a", start);
    await turnOf("a", button(first, "A."));
    await send("a", button(first, "A."));
    expect(store.records.select().from(tables.quizAnswer).all()).toHaveLength(1);
  });

  it("two devices at one question: the second is read again and finds it answered", async () => {
    const { turnOf, say, send, start, button } = setUpTalk();
    const first = await send("a", start);
    const slow = await turnOf("a", button(first, "B."));
    await send("a", button(first, "A."));
    expect(slow.commit).toThrow("重新读一次");
    expect(await say("a", button(first, "B."))).toContain("已经答过了");
  });

  it("a withdrawn quiz ends kindly", async () => {
    const { say, start, quizzes, quizId } = setUpTalk();
    await say("a", start);
    quizzes.withdraw(OPERATOR, quizId);
    expect(await say("a", "A")).toContain("政策：A");
    expect(await say("a", start)).toContain("这次竞答已经撤下");
  });
});
