import { describe, expect, it } from "vitest";
import type { Invitation } from "../types.ts";
import { invitationLinks, invitationSheet } from "./invitationSheet.ts";

const INVITATION: Invitation = {
  id: 1,
  code: "123456789",
  expiresAt: Date.UTC(2026, 11, 7, 2),
  forWhom: "member",
  name: "测试甲",
};
const OPTIONS = { bureau: "示例市老干部局", timeZone: "Asia/Shanghai" };

describe("the sheet of invitations", () => {
  it("has a card for each: name, code in threes, steps, last day, who invites", async () => {
    const proxy: Invitation = {
      ...INVITATION,
      code: "987654321",
      forWhom: "proxy",
      name: "测试女",
      memberName: "测试乙",
      relation: "女儿",
    };
    const page = await invitationSheet([INVITATION, proxy], OPTIONS);
    for (const words of [
      "测试甲",
      "123 456 789",
      "2026年12月7日",
      "示例市老干部局",
      "测试乙的女儿，代办人",
      "987 654 321",
    ]) {
      expect(page).toContain(words);
    }
    expect(page.match(/class="card"/g)).toHaveLength(2);
    expect(page).not.toContain("<svg");
  });

  it("draws a QR code for each way in, and fetches nothing", async () => {
    const page = await invitationSheet([INVITATION], {
      ...OPTIONS,
      publicUrl: "https://example.org/",
      botUsername: "@jinqiu_bot",
    });
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain("default-src &#39;none&#39;".replaceAll("&#39;", "'"));
    expect(page).not.toMatch(/<script|<img|src=|href=/);
  });

  it("escapes names", async () => {
    const page = await invitationSheet([{ ...INVITATION, name: "<b>甲</b>" }], OPTIONS);
    expect(page).toContain("&lt;b&gt;甲&lt;/b&gt;");
  });
});

describe("the links of a code", () => {
  it("lead to the chat page and to the bot", () => {
    expect(
      invitationLinks("123456789", { publicUrl: "https://example.org/", botUsername: "@jinqiu_bot" }),
    ).toEqual([
      { kind: "web", url: "https://example.org/i/123456789" },
      { kind: "telegram", url: "https://t.me/jinqiu_bot?start=123456789" },
    ]);
    expect(invitationLinks("123456789", {})).toEqual([]);
  });
});
