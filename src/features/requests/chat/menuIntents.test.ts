import { describe, expect, it } from "vitest";
import { setUpOrders } from "./conversationOrders.fixture.ts";

describe("the menu", () => {
  it("leads from 要服务 over the five kinds to an item, in pages of eight", async () => {
    const bureau = setUpOrders();
    bureau.member("elder");
    const { talk, choices, catalogue } = bureau;
    const kinds = await choices("web:elder", "要服务");
    expect(kinds.slice(0, 5)).toEqual(
      ["医疗", "安全", "温情", "生活", "法律"].map((kind) => `svc:kind:${kind}`),
    );
    const first = await choices("web:elder", { action: "svc:kind:生活" });
    const second = await choices("web:elder", { action: "svc:kind:生活:1" });
    const items = [...first, ...second].filter((action) => action.startsWith("svc:item:"));
    expect(first.filter((action) => action.startsWith("svc:item:"))).toHaveLength(8);
    expect(items).toHaveLength(catalogue.items.filter(({ kind }) => kind === "生活").length);
    expect(await talk.tap("web:elder", "svc:item:haircut")).toContain("什么时间");
    expect(await talk.tap("web:elder", "svc:item:nothing-like-it")).toContain("没有了");
  });

  it("shows only what the person may order", async () => {
    const bureau = setUpOrders();
    bureau.member("factory", { category: "国企退休" });
    const shown = await bureau.choices("web:factory", { action: "svc:kind:医疗" });
    expect(shown).not.toContain("svc:item:special-exam");
  });
});
