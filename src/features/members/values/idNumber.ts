/** 公民身份号码: GB 11643-1999, its check character after ISO 7064 MOD 11-2. */
import { solarDay } from "./day.ts";
import { VALUE_TEXT } from "./valueText.ts";

/** What reading an identity number yields: 18 characters, and what the number itself tells. */
export type ReadIdNumber =
  | {
      readonly ok: true;
      readonly idNumber: string;
      /** Solar, `YYYY-MM-DD`. */
      readonly birthDay: string;
      readonly gender: "男" | "女";
    }
  | { readonly ok: false; readonly reason: string };

/** GB 11643-1999, 附录 A: weight of place i is 2^(i-1) mod 11, counted from the right. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = "10X98765432";

/**
 * Reads an identity number; full-width digits, spaces and a small x are taken. A number of 15 digits (GB 11643-1989)
 * becomes one of 18. The area code is not held against a list: codes were split and withdrawn over the years, and the
 * oldest numbers bear codes that no list has any more.
 */
export function readIdNumber(text: string): ReadIdNumber {
  const written = text
    .normalize("NFKC")
    .replace(/[\s'-]/g, "")
    .toUpperCase();
  if (written === "") return refuse("idEmpty");
  if (!/^[0-9X]+$/.test(written)) return refuse("idCharacters");
  if (written.length !== 15 && written.length !== 18) return refuse("idLength");
  const number = written.length === 15 ? upgrade(written) : written;
  if (!/^\d{17}[0-9X]$/.test(number)) return refuse("idCharacters");
  const day = solarDay(
    Number(number.slice(6, 10)),
    Number(number.slice(10, 12)),
    Number(number.slice(12, 14)),
  );
  if (!day.ok) return refuse("idDay");
  if (checkCharacter(number.slice(0, 17)) !== number[17]) return refuse("idCheck");
  return {
    ok: true,
    idNumber: number,
    birthDay: day.day,
    gender: Number(number[16]) % 2 === 1 ? "男" : "女",
  };
}

/** The 18th character for the first 17 digits. */
export function checkCharacter(digits: string): string {
  let sum = 0;
  for (const [place, weight] of WEIGHTS.entries()) sum += weight * Number(digits[place]);
  return CHECKS[sum % 11]!;
}

/** Numbers of 15 digits were given to people born in the 1900s; their sequence codes 996–999 meant the 1800s. */
function upgrade(number: string): string {
  const century = number.slice(12) >= "996" ? "18" : "19";
  const digits = `${number.slice(0, 6)}${century}${number.slice(6)}`;
  return `${digits}${checkCharacter(digits)}`;
}

function refuse(reason: "idEmpty" | "idLength" | "idCharacters" | "idDay" | "idCheck"): ReadIdNumber {
  return { ok: false, reason: VALUE_TEXT[reason] };
}
