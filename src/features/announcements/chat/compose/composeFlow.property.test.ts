import fc from "fast-check";
import { expect, it } from "vitest";
import { replyText } from "../../../../dialogue/index.ts";
import { documentNamed, setUpChat } from "../chatTalk.fixture.ts";

const WORDS = [
  "体检通知",
  "",
  "没有",
  "天元区",
  "张三",
  "80岁以上",
  "明天上午9点",
  "确认",
  "存草稿x",
  "《a》第1条",
  "怎么报销？",
  "https://a.b/c",
];

const saying = fc.oneof(
  { weight: 5, arbitrary: fc.nat(14).map((n) => ({ tap: n })) },
  { weight: 3, arbitrary: fc.constantFrom(...WORDS).map((words) => ({ words })) },
  { weight: 1, arbitrary: fc.constant({ file: true }) },
);

it("stores nothing before it is told to, whatever is said, and never leaves the writer without a question", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(saying, { maxLength: 25 }), async (sayings) => {
      const chat = setUpChat();
      chat.staff("z", "周管", "admin");
      chat.member("a", { name: "张三", district: "天元区" });
      await chat.say("z", "发通知", "标题", "正文。");
      for (const one of sayings) {
        const labels = chat.labels("z");
        const actions = chat.actions("z");
        const chosen = "tap" in one && actions.length > 0 ? one.tap % actions.length : undefined;
        const label = chosen === undefined ? "" : labels[chosen]!;
        const said =
          chosen !== undefined
            ? { action: actions[chosen]! }
            : "words" in one
              ? one.words
              : { files: [documentNamed("a.pdf")] };
        const replies = await chat.send("z", said);
        expect(replies.length).toBeGreaterThan(0);
        for (const reply of replies) {
          expect(replyText(reply)).not.toBe("");
          for (const { action } of reply.choices) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
        }
        const kept = chat.announcements.list({}).length;
        const told = ["提交审批", "确认发送", "存草稿"].includes(label) || said === "确认";
        if (told && kept > 0) return;
        expect(kept).toBe(0);
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);
