import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, HOUR_MS } from "./bureau.fixture.ts";
import { type Said, setUpTalk } from "./talk.fixture.ts";

const WORDS: readonly Said[] = [
  "学习活动",
  "我参加",
  "请假",
  "周五的学习我去不了",
  "要接送",
  "签到",
  "1234",
  "签到 9999",
  "我的学习记录",
  "好了",
  "今天听了很受教育，回去要讲给孙子听。",
  "交上去",
  "取消",
  "高龄补贴有多少？",
  { files: [{ kind: "voice", fileId: "v", seconds: 3 }] },
];
const VERBS = [
  "",
  "yes",
  "no",
  "later",
  "ride",
  "noride",
  "sign",
  "files",
  "makeup",
  "madeup",
  "notyet",
  "write",
];

/** A word from above, a button of a session, or the n-th button of the last reply; sometimes hours pass. */
const step = fc.oneof(
  fc.constantFrom(...WORDS).map((said) => ({ kind: "say" as const, said })),
  fc.constantFrom(...VERBS).map((verb) => ({ kind: "verb" as const, verb })),
  fc.nat(8).map((n) => ({ kind: "button" as const, n })),
  fc.constantFrom(1, 30, 48).map((hours) => ({ kind: "wait" as const, hours })),
);

describe("any course of a member's conversation", () => {
  it("has an answer to everything, buttons that Telegram takes, and no answer kept that was not said back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const talk = setUpTalk();
        const elder = talk.person("web:elder");
        const id = talk.session([elder], {
          pickUp: true,
          materials: [{ title: "讲义", url: "https://example.org/a" }],
        });
        talk.setClock(at("2026-11-26", "20:00"));
        let buttons: readonly string[] = [];
        for (const one of steps) {
          if (one.kind === "wait") {
            talk.pass(one.hours * HOUR_MS);
            continue;
          }
          const said: Said =
            one.kind === "say"
              ? one.said
              : {
                  action:
                    one.kind === "verb" ? `study:${id}:${one.verb}:${elder}` : (buttons[one.n] ?? "study"),
                };
          const before = talk.invitee(id, elder)!;
          const replies = await talk.send("web:elder", said);
          const after = talk.invitee(id, elder)!;
          expect(replies.length).toBeGreaterThan(0);
          expect(replies.every(({ blocks }) => blocks.length > 0)).toBe(true);
          buttons = replies.flatMap(({ choices }) => choices.map(({ action }) => action));
          for (const action of buttons) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
          const words = JSON.stringify(replies);
          expect(words).not.toMatch(/undefined|NaN|null|[!！]/);
          if (after.answer !== before.answer) expect(words).toMatch(/参加|请假|不急/);
          if (after.attendedAt !== before.attendedAt) expect(words).toContain("签到好了");
          if (after.madeUpAt !== before.madeUpAt) expect(words).toContain("补学了");
        }
        talk.store.close();
      }),
      { numRuns: 25 },
    );
  });
});
