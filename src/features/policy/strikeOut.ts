/** Striking identity, telephone and bank numbers out of a question before it is kept for quality work. */

const NUMBERS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, "〔身份证号〕"],
  [/(?<!\d)\d{15,19}(?!\d)/g, "〔卡号〕"],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, "〔手机号〕"],
  [/(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)/g, "〔电话〕"],
];

/** The text with such numbers replaced by what they were. */
export function strikeOutNumbers(text: string): string {
  return NUMBERS.reduce((struck, [pattern, name]) => struck.replace(pattern, name), text);
}
