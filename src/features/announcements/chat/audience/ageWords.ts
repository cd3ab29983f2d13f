/** Ages in words: 80岁以上, 60到69岁, 70岁以下, 八十以上. */
const NUMBERS = "[0-9一二三四五六七八九十百零]{1,4}";
const FROM = new RegExp(`^满?(${NUMBERS})(?:周?岁)?(?:及|和|含)?以上$`, "u");
const TO = new RegExp(`^(${NUMBERS})(?:周?岁)?(?:及|和|含)?以下$`, "u");
const BETWEEN = new RegExp(`^(${NUMBERS})(?:周?岁)?[到至—~-]+(${NUMBERS})(?:周?岁)?(?:之间)?$`, "u");
const OLDEST = 130;

export interface Ages {
  readonly ageFrom?: number;
  readonly ageTo?: number;
}

/** Full years, both ends included. Undefined when it is no age, or none that anyone has. */
export function readAges(text: string): Ages | undefined {
  const plain = text.normalize("NFKC").replace(/[\s。,的]/gu, "");
  const between = BETWEEN.exec(plain);
  if (between !== null) return checked({ ageFrom: years(between[1]!), ageTo: years(between[2]!) });
  const from = FROM.exec(plain);
  if (from !== null) return checked({ ageFrom: years(from[1]!) });
  const to = TO.exec(plain);
  return to === null ? undefined : checked({ ageTo: years(to[1]!) });
}

function checked(ages: Ages): Ages | undefined {
  const { ageFrom = 0, ageTo = OLDEST } = ages;
  return ageFrom >= 0 && ageFrom <= ageTo && ageTo <= OLDEST ? ages : undefined;
}

/** 80, 八十, 八十五, 一百零二. NaN, which no comparison passes, when it is none. */
function years(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const match = /^(?:(一)百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/u.exec(text);
  if (match === null || text === "") return Number.NaN;
  const [, hundred, ten, unit, one] = match;
  const digit = (sign: string | undefined) =>
    sign === undefined ? 0 : "一二三四五六七八九".indexOf(sign) + 1;
  return digit(hundred) * 100 + (unit === undefined ? 0 : Math.max(1, digit(ten)) * 10) + digit(one);
}
