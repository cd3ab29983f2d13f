/** A clause or an address in words: 《株洲市某办法》第三条, 《某办法》第19条, https://… */

export type WrittenReference =
  | { readonly kind: "clause"; readonly title: string; readonly article: string }
  | { readonly kind: "url"; readonly url: string };

const CLAUSE = /^\D{0,10}?《([^《》]{2,100})》\s*(?:的|中的|中)?\s*([^《》\s]{1,20})$/u;
const ADDRESS = /^https?:\/\/[^\s<>"]+$/iu;
const LONGEST_ADDRESS = 500;

/** Undefined when it is neither. */
export function readReference(text: string): WrittenReference | undefined {
  const plain = text.trim().replace(/[。，]+$/u, "");
  if (ADDRESS.test(plain) && plain.length <= LONGEST_ADDRESS && URL.canParse(plain)) {
    return { kind: "url", url: plain };
  }
  const match = CLAUSE.exec(plain);
  if (match === null) return undefined;
  return { kind: "clause", title: match[1]!.trim(), article: inChineseNumerals(match[2]!) };
}

/** 第19条 → 第十九条, as articles are labelled. */
function inChineseNumerals(article: string): string {
  return article.replace(
    /^第?([0-9０-９]{1,4})条/,
    (_, digits: string) => `第${chinese(Number(digits.normalize("NFKC")))}条`,
  );
}

/** 1 to 9,999. */
function chinese(number: number): string {
  const digits = [...String(number)].map(Number);
  const written = digits
    .map((digit, i) =>
      digit === 0 ? "零" : `${"零一二三四五六七八九"[digit]}${["", "十", "百", "千"][digits.length - 1 - i]}`,
    )
    .join("");
  return written
    .replace(/零+/g, "零")
    .replace(/(?<=.)零$/, "")
    .replace(/^一十/, "十");
}
