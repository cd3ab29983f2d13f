import { describe, expect, it, vi } from "vitest";
import { FRESH, type IncomingMessage, NO_CONTEXT, replyText } from "../../dialogue/index.ts";
import { createSafetyIntents } from "./conversation.ts";

function message(text: string, action?: string): IncomingMessage {
  return { channel: "web", chatId: "c", messageId: "m", at: 0, text, action };
}

function intents() {
  const openHandover = vi.fn();
  const [emergency, fraud] = createSafetyIntents({ openHandover, alerted: () => true });
  if (emergency === undefined || fraud === undefined) throw new Error("two intents expected");
  return { emergency, fraud, openHandover };
}

const DANGER = message("我爸摔倒了喊不应");
const FRAUD = message("有人自称公安叫我把钱转到安全账户");

describe("the order of the safety intents", () => {
  it("puts danger before fraud, and both before commands", () => {
    const { emergency, fraud } = intents();
    expect([emergency.urgency, fraud.urgency]).toEqual([0, 10]);
  });

  it("gives a message that is both to danger", () => {
    const { emergency } = intents();
    expect(emergency.matches(message("骗子叫我转钱 我现在胸口痛得喘不上气"), FRESH, NO_CONTEXT)).toBe(true);
  });
});

describe("danger", () => {
  it("says first what to dial, and marks the reply urgent", async () => {
    const turn = await intents().emergency.handle(DANGER, FRESH, NO_CONTEXT);
    expect(turn.kind).toBe("emergency");
    expect(turn.replies[0]?.urgent).toBe(true);
    expect(replyText(turn.replies[0]!).startsWith("请马上拨打 120。")).toBe(true);
    expect(turn.detail).toEqual({ service: "120" });
  });

  it("tells someone on duty, but only when the turn commits", async () => {
    const { emergency, openHandover } = intents();
    const turn = await emergency.handle(DANGER, FRESH, NO_CONTEXT);
    expect(openHandover).not.toHaveBeenCalled();
    for (const effect of turn.effects) effect();
    expect(openHandover).toHaveBeenCalledExactlyOnceWith(DANGER, "emergency", "120");
  });

  it("offers a human and 我没事了", async () => {
    const turn = await intents().emergency.handle(DANGER, FRESH, NO_CONTEXT);
    expect(turn.replies[0]?.choices).toEqual([
      { label: "转人工", action: "human" },
      { label: "我没事了", action: "safe" },
    ]);
  });

  it.each([message("", "safe"), message("我没事了。")])(
    "answers the all-clear kindly, without an alarm",
    async (said) => {
      const { emergency } = intents();
      expect(emergency.matches(said, FRESH, NO_CONTEXT)).toBe(true);
      const turn = await emergency.handle(said, FRESH, NO_CONTEXT);
      expect(turn.kind).toBe("chat");
      expect(turn.effects).toEqual([]);
    },
  );

  it("leaves other taps to whom they belong", () => {
    const { emergency, fraud } = intents();
    expect(emergency.matches(message("着火了", "clause:3"), FRESH, NO_CONTEXT)).toBe(false);
    expect(fraud.matches(message(FRAUD.text, "human"), FRESH, NO_CONTEXT)).toBe(false);
  });
});

describe("fraud", () => {
  it("says first to send nothing, names 96110, and tells someone on duty", async () => {
    const { emergency, fraud, openHandover } = intents();
    expect(emergency.matches(FRAUD, FRESH, NO_CONTEXT)).toBe(false);
    expect(fraud.matches(FRAUD, FRESH, NO_CONTEXT)).toBe(true);
    const turn = await fraud.handle(FRAUD, FRESH, NO_CONTEXT);
    expect(turn.kind).toBe("fraud");
    const text = replyText(turn.replies[0]!);
    expect(text.startsWith("先别转账，先别给验证码。")).toBe(true);
    expect(text).toContain("96110");
    for (const effect of turn.effects) effect();
    expect(openHandover).toHaveBeenCalledExactlyOnceWith(FRAUD, "fraud");
  });
});
