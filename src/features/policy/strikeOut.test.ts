import { expect, it } from "vitest";
import { strikeOutNumbers } from "./strikeOut.ts";

it("keeps no identity, card or telephone number", () => {
  const text =
    "我43020219400101123X，手机13800001111，卡6222021234567890123，座机0731-12345678，2024年第18条";
  expect(strikeOutNumbers(text)).toBe(
    "我〔身份证号〕，手机〔手机号〕，卡〔卡号〕，座机〔电话〕，2024年第18条",
  );
});
