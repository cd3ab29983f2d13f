import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastFour, maskPhone, readPhone } from "./phone.ts";
import { VALUE_TEXT } from "./valueText.ts";

describe("readPhone", () => {
  it.each([
    ["13800001234", "13800001234"],
    ["138 0000 1234", "13800001234"],
    ["138-0000-1234", "13800001234"],
    ["１３８００００１２３４", "13800001234"],
    ["+86 138 0000 1234", "13800001234"],
    ["0086-13800001234", "13800001234"],
    ["8613800001234", "13800001234"],
    ["0731-12345678", "073112345678"],
    ["（0731）2234567", "07312234567"],
    ["+86 731 22345678", "073122345678"],
    ["+86 10 22345678", "01022345678"],
    ["+86-0731-22345678", "073122345678"],
    ["010-22345678", "01022345678"],
    ["020 22345678", "02022345678"],
  ])("reads %s as %s", (text, phone) => {
    expect(readPhone(text)).toEqual({ ok: true, phone });
  });

  it.each([
    ["", VALUE_TEXT.phoneEmpty],
    ["22345678", VALUE_TEXT.phoneAreaCode],
    ["1380000123", VALUE_TEXT.phoneMobile],
    ["12800001234", VALUE_TEXT.phoneMobile],
    ["138000012345", VALUE_TEXT.phoneMobile],
    ["010-2234567", VALUE_TEXT.phoneUnknown],
    ["0731-223456", VALUE_TEXT.phoneUnknown],
    ["13800001234、13900001234", VALUE_TEXT.phoneSeveral],
    ["1380000123413900001234", VALUE_TEXT.phoneSeveral],
    ["13800001234（女儿）", VALUE_TEXT.phoneSeveral],
    ["0731-22345678转801", VALUE_TEXT.phoneSeveral],
  ])("refuses %j and says what to do", (text, reason) => {
    expect(readPhone(text)).toEqual({ ok: false, reason });
  });

  it("reads what it has read as the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789+- ()") }), (text) => {
        const read = readPhone(text);
        if (read.ok) expect(readPhone(read.phone)).toEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("masking", () => {
  it("shows where a number is from and its end", () => {
    expect(maskPhone("13800001234")).toBe("138****1234");
    expect(maskPhone("073112345678")).toBe("0731****5678");
    expect(maskPhone("01022345678")).toBe("010****5678");
  });

  it("shows nothing of what is too short to hide in", () => {
    expect(maskPhone("12345")).toBe("****");
    expect(maskPhone("12345678")).toBe("****5678");
  });

  it("takes the last four for proof", () => {
    expect(lastFour("13800001234")).toBe("1234");
  });
});
