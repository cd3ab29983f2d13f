/** Chinese numerals as they count articles, sections and years. */

const DIGITS = new Map([..."零一二三四五六七八九"].map((digit, value) => [digit, value]));
DIGITS.set("〇", 0).set("○", 0).set("Ｏ", 0).set("两", 2);
const UNITS = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
]);

/** The characters of a number, for use inside a character class. */
export const NUMERAL = "0-9０-９零〇一二两三四五六七八九十百千";

/** Reads 十九, 一百零一, 19 or １９. Undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  if (/^\d+$/.test(plain)) return Number(plain);
  if (/^[零〇○一二三四五六七八九]{2,}$/.test(plain)) {
    return Number([...plain].map((digit) => DIGITS.get(digit)).join(""));
  }
  let total = 0;
  let pending: number | undefined;
  for (const character of plain) {
    const unit = UNITS.get(character);
    const digit = DIGITS.get(character);
    if (unit !== undefined) {
      total += (pending ?? 1) * unit;
      pending = undefined;
    } else if (digit !== undefined) {
      pending = digit;
    } else {
      return undefined;
    }
  }
  return plain === "" ? undefined : total + (pending ?? 0);
}

/** 1 → 一, 10 → 十, 101 → 一百零一, 1010 → 一千零一十, as articles are numbered. For 1 to 9,999. */
export function writeNumber(number: number): string {
  const names = [..."零一二三四五六七八九"];
  const units = ["", "十", "百", "千"];
  const digits = [...String(number)].map(Number);
  let out = "";
  let gap = false;
  digits.forEach((digit, i) => {
    if (digit === 0) {
      gap = out !== "";
      return;
    }
    out += `${gap ? "零" : ""}${names[digit]}${units[digits.length - 1 - i]}`;
    gap = false;
  });
  return out.replace(/^一十/, "十");
}
