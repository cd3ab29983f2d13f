/** Numbers as people write and say them, 0 to 99, and years. */

/** A number in a pattern: 3, 12, 三, 十二, 二十五, 廿三. */
export const NUMBER = "(?:\\d{1,2}|[〇零一二两三四五六七八九十廿卅]{1,3})";

const DIGITS = "〇一二三四五六七八九";

/** Reads 3, 03, 三, 两, 十, 十五, 二十, 二十五, 廿三, 卅. Undefined when it is no number. */
export function readNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const plain = text
    .replaceAll("零", "〇")
    .replaceAll("两", "二")
    .replaceAll("廿", "二十")
    .replaceAll("卅", "三十");
  const match = /^([一二三四五六七八九]?)(十?)([〇一二三四五六七八九]?)$/.exec(plain.replace(/^〇(?=.)/, ""));
  if (match === null || plain === "") return undefined;
  const [, tens = "", ten = "", units = ""] = match;
  if (ten === "") return tens === "" || units === "" ? DIGITS.indexOf(tens + units) : undefined;
  return (tens === "" ? 1 : DIGITS.indexOf(tens)) * 10 + (units === "" ? 0 : DIGITS.indexOf(units));
}
