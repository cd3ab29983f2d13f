import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCharacter, readIdNumber } from "./idNumber.ts";
import { VALUE_TEXT } from "./valueText.ts";

/** Area code 000000 belongs to nobody. */
function invented(birth: string, sequence: string): string {
  const digits = `000000${birth}${sequence}`;
  return `${digits}${checkCharacter(digits)}`;
}

describe("readIdNumber", () => {
  it("reads the standard's own example of a check character", () => {
    // GB 11643-1999, 附录 A.
    expect(checkCharacter("11010519491231002")).toBe("X");
    expect(checkCharacter("44052418800101001")).toBe("4");
  });

  it("tells birth and gender from the number", () => {
    expect(readIdNumber(invented("19400503", "123"))).toMatchObject({
      ok: true,
      birthDay: "1940-05-03",
      gender: "男",
    });
    expect(readIdNumber(invented("19400503", "124"))).toMatchObject({ ok: true, gender: "女" });
  });

  it("takes full-width digits, spaces, a leading apostrophe and a small x", () => {
    const number = "11010519491231002X";
    for (const written of [
      "１１０１０５１９４９１２３１００２Ｘ",
      "110105 19491231 002x",
      "'11010519491231002X",
    ]) {
      expect(readIdNumber(written)).toMatchObject({ ok: true, idNumber: number });
    }
  });

  it("makes 18 digits of an old number of 15", () => {
    expect(readIdNumber("000000400503123")).toEqual(readIdNumber(invented("19400503", "123")));
    expect(readIdNumber("000000890503996")).toMatchObject({ ok: true, birthDay: "1889-05-03" });
  });

  it.each([
    ["", VALUE_TEXT.idEmpty],
    ["1234", VALUE_TEXT.idLength],
    ["1101051949123100230", VALUE_TEXT.idLength],
    ["11010519491231002Y", VALUE_TEXT.idCharacters],
    ["X10105194912310023", VALUE_TEXT.idCharacters],
    ["00000040050312X", VALUE_TEXT.idCharacters],
    ["110105194902301234", VALUE_TEXT.idDay],
    ["110105194912310021", VALUE_TEXT.idCheck],
  ])("refuses %j and says what to do", (text, reason) => {
    expect(readIdNumber(text)).toEqual({ ok: false, reason });
  });

  it("notices every single wrong digit, and every two neighbours exchanged", () => {
    const sequence = fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, "0"));
    fc.assert(
      fc.property(
        sequence,
        fc.integer({ min: 0, max: 16 }),
        fc.integer({ min: 1, max: 9 }),
        (tail, place, shift) => {
          const number = invented("19400503", tail);
          const digits = [...number];
          digits[place] = String((Number(digits[place]) + shift) % 10);
          expect(readIdNumber(digits.join("")).ok).toBe(false);
          const next = Math.min(place + 1, 16);
          const exchanged = [...number];
          [exchanged[place], exchanged[next]] = [exchanged[next]!, exchanged[place]!];
          expect(readIdNumber(exchanged.join("")).ok).toBe(number === exchanged.join(""));
        },
      ),
    );
  });
});
