import { describe, expect, it } from "vitest";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Block, Choice } from "../../dialogue/message.ts";
import { keyboard } from "./keyboard.ts";

const clause = (clauseId: number, source: string, label = "看全文"): Block => ({
  kind: "clause",
  source,
  spans: [{ text: "文" }],
  open: { label, clauseId },
});
const rows = (blocks: Block[], choices: Choice[] = []) => keyboard({ blocks, choices });

describe("keyboard", () => {
  it("offers the full text first, then the choices, one a row", () => {
    expect(rows([clause(12, "《办法》")], [{ label: "转人工", action: "human" }])).toEqual([
      [{ text: "看全文", callback_data: "clause:12" }],
      [{ text: "转人工", callback_data: "human" }],
    ]);
  });

  it("names the button 看全文 when the clause has no label", () => {
    expect(rows([clause(1, "《办法》", "")])[0]?.[0]?.text).toBe("看全文");
  });

  it("tells two clauses' buttons apart, and shows one for a clause quoted twice", () => {
    const labels = rows([clause(1, "甲"), clause(2, "乙"), clause(1, "甲")]).map(([button]) => button?.text);
    expect(labels).toEqual(["看全文：甲", "看全文：乙"]);
  });

  it("shortens a label to 40 without cutting a character in half", () => {
    const [[button] = []] = rows([], [{ label: `${"字".repeat(38)}𠮷${"字".repeat(10)}`, action: "a" }]);
    expect(button?.text).toBe(`${"字".repeat(38)}…`);
  });

  it("takes 64 bytes of action and refuses 65, counting bytes and not characters", () => {
    const choose = (action: string) => () => rows([], [{ label: "选", action }]);
    expect(choose("a".repeat(64))).not.toThrow();
    for (const action of ["a".repeat(65), "字".repeat(22), ""]) {
      expect(choose(action)).toThrow(DeliveryError);
      expect(choose(action)).toThrow(/64 字节/);
    }
  });

  it("refuses a button without words", () => {
    expect(() => rows([], [{ label: "  ", action: "a" }])).toThrow(DeliveryError);
  });
});
