import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MINUTE_MS, OPERATOR } from "./conversationBureau.fixture.ts";
import { setUpOrders } from "./conversationOrders.fixture.ts";

const WORDS = [
  "我家水管漏了下午能来人吗",
  "请派个师傅上门给我理发",
  "要服务",
  "我的服务单",
  "明天上午",
  "昨天",
  "天元区黄河北路6号1栋502",
  "长沙市",
  "没有",
  "有",
  "确认",
  "修改",
  "取消",
  "医药费怎么报销",
  "坐轮椅",
  "嗯",
  "",
  "陈建国",
  "13911112222",
  "我打5分",
  "老房子".repeat(200),
] as const;

describe("the conversation about services", () => {
  it("answers whatever is said and tapped in whatever order, with buttons that fit, and orders only on 确认", async () => {
    const step = fc.oneof(
      fc.constantFrom(...WORDS).map((words) => ({ words })),
      // Taps one of the buttons that were shown, old ones too.
      fc.nat(60).map((tap) => ({ tap })),
      fc.integer({ min: 1, max: 2000 }).map((minutes) => ({ minutes })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("web:elder", "web:stranger", "telegram:9"),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        async (to, steps) => {
          const bureau = setUpOrders();
          const memberId = bureau.member("elder");
          bureau.member("mother", { name: "李秀英" });
          bureau.proxy(memberId, "9");
          bureau.requests.vouchers.issue(OPERATOR, memberId, "serviceVoucher", 8000);
          const shown: string[] = ["svc", "orders"];
          for (const one of steps) {
            if ("minutes" in one) {
              bureau.pass(one.minutes * MINUTE_MS);
              continue;
            }
            const action = "tap" in one ? shown[one.tap % shown.length]! : undefined;
            const before = bureau.orders().length;
            const replies = await bureau.talk.send(
              to,
              action === undefined ? (one as { words: string }).words : { action },
            );
            const confirms = action === "ord:ok" || ("words" in one && one.words === "确认");
            expect(bureau.orders().length - before).toBeLessThanOrEqual(confirms ? 1 : 0);
            for (const reply of replies) {
              expect(reply.blocks.length).toBeGreaterThan(0);
              for (const choice of reply.choices) {
                expect(Buffer.byteLength(choice.action)).toBeLessThanOrEqual(64);
                expect(choice.label).not.toBe("");
                shown.push(choice.action);
              }
            }
          }
          for (const { balance, held } of bureau.requests.vouchers.balances(memberId)) {
            expect(Math.min(balance, held)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
