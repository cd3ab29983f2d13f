import { describe, expect, it } from "vitest";
import { createEars } from "./ears.ts";

const panic = () => ({ danger: 0.99, fraud: 0, service: "120" as const });

describe("ears", () => {
  it.each(["981180900", "981 180 900", "13800001234", "12:30", "好的。", "3-201", "消息演练办法第八百条"])(
    "do not ask the classifier about %s: a code, a number or a reference is no cry for help",
    (text) => {
      expect(createEars(panic).danger(text)).toBeUndefined();
    },
  );

  it("ask it about words, once for danger and fraud together", () => {
    let asked = 0;
    const ears = createEars(() => {
      asked++;
      return { danger: 0.9, fraud: 0.95, service: "120" };
    });
    const text = "有人叫我把验证码报给他";
    expect(ears.danger(text)).toBeUndefined();
    expect(ears.fraud(text)).toBe(true);
    expect(asked).toBe(1);
  });
});
