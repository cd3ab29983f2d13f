/** Reading an answer that was written or spoken: A, a c, 1 3, 选B, 第二个, the option's own words. */

/** What was understood. `unknown` names an option that is not there; `none` is no answer at all. */
export type ReadAnswer =
  | { readonly kind: "options"; readonly options: readonly number[] }
  | { readonly kind: "unknown" }
  | { readonly kind: "none" };

/** Characters of an answer in letters, with all that may stand around them. */
const LONGEST = 60;
const NUMERALS = "一二三四五六七八";
/** What may stand around the letters: 我选 A 和 C 吧. */
const BEFORE = /^(?:我|那|就|应该|答案|正确答案|选择|选项|选|是|为|第|[：:])+/u;
const AFTER = /(?:都是|都对|都选|吧|啊|呀|个|项|号|对|这两项|这三项)+$/u;
const MARKS = /[\s。.!?！？，,、;；+和与跟-]/gu;

/** Reads an answer to a question with these options, as they are shown; indexes in ascending order, each once. */
export function readAnswer(text: string, options: readonly string[]): ReadAnswer {
  const said = bare(text);
  if (said === "") return { kind: "none" };
  const own = options.findIndex((option) => bare(option) === said);
  if (own >= 0) return { kind: "options", options: [own] };
  if (said.length > LONGEST) return { kind: "none" };
  const letters = said
    .toUpperCase()
    .replace(BEFORE, "")
    .replace(AFTER, "")
    .replace(/[个项号第选]/gu, "");
  const read = indexesOf(letters);
  if (read === undefined) return { kind: "none" };
  if (read.some((index) => index >= options.length)) return { kind: "unknown" };
  return { kind: "options", options: [...new Set(read)].sort((a, b) => a - b) };
}

function indexesOf(letters: string): number[] | undefined {
  if (/^[A-H]{1,8}$/.test(letters)) return [...letters].map((letter) => letter.charCodeAt(0) - 65);
  if (/^[1-9]{1,8}$/.test(letters)) return [...letters].map((digit) => Number(digit) - 1);
  const spoken = letters.replaceAll("两", "二");
  if (
    [...spoken].length > 0 &&
    [...spoken].length <= 8 &&
    [...spoken].every((one) => NUMERALS.includes(one))
  ) {
    return [...spoken].map((numeral) => NUMERALS.indexOf(numeral));
  }
  return undefined;
}

function bare(text: string): string {
  return text.normalize("NFKC").replace(MARKS, "");
}
