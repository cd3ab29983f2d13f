import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { CONSENT_VERSION, consentLines } from "./consentWords.ts";

/** All words that anybody may be shown. */
function allWords(): string {
  return (["member", "proxy", "staff"] as const)
    .flatMap((forWhom) => [true, false].map((atHome) => consentLines({ forWhom, atHome }).join("\n")))
    .join("\n\n");
}

it("keeps version and words together: whoever changes the words gives them a new version", () => {
  const hash = createHash("sha256").update(allWords()).digest("hex").slice(0, 16);
  expect({ version: CONSENT_VERSION, hash }).toEqual({ version: "2026-11", hash: "c516d43ed4bf4621" });
});

it("tells what is kept, what for, who sees it, who keeps it, how long, and the rights", () => {
  const lines = consentLines({ forWhom: "member", atHome: true, bureau: "示例局" }).join("\n");
  for (const word of [
    "登记什么",
    "用来做什么",
    "谁看得到",
    "由谁保管：示例局",
    "保存多久",
    "导出",
    "删除",
    "收回同意",
  ]) {
    expect(lines).toContain(word);
  }
});
