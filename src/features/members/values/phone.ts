/** Telephone numbers of mainland China: mobiles of 11 digits, landlines with their area code. */
import { VALUE_TEXT } from "./valueText.ts";

/** What reading a phone number yields: digits alone. */
export type ReadPhone =
  | { readonly ok: true; readonly phone: string }
  | { readonly ok: false; readonly reason: string };

/** 工业和信息化部《电信网编号计划》: mobiles begin with 13 to 19. */
const MOBILE = /^1[3-9]\d{9}$/;
/** The same plan: 010 and 02x have two digits behind the zero and eight-digit numbers, other areas three and 7 or 8. */
const LANDLINE = /^(010|02\d)[1-9]\d{7}$|^0[3-9]\d{2}[1-9]\d{6,7}$/;
const LOCAL = /^[1-9]\d{6,7}$/;

/**
 * Reads one phone number: `138 0000 0000`, `+86-138…`, `0731-12345678`, `（0731）12345678` → its digits.
 * The country code 86 goes, also from landlines (`+86 731 …` gets its zero back).
 */
export function readPhone(text: string): ReadPhone {
  const written = text.normalize("NFKC").replace(/[\s'()·.\-–—_]/g, "");
  if (written === "") return refuse("phoneEmpty");
  const international = /^(?:\+|00)86(\d+)$/.exec(written)?.[1];
  if (international !== undefined) {
    return readDigits(MOBILE.test(international) ? international : `0${international.replace(/^0/, "")}`);
  }
  if (!/^\d+$/.test(written)) return refuse("phoneSeveral");
  return readDigits(/^861[3-9]\d{9}$/.test(written) ? written.slice(2) : written);
}

/** The last four digits, as people give them to prove who they are. */
export function lastFour(phone: string): string {
  return phone.slice(-4);
}

/** 13800001234 → 138****1234, 073112345678 → 0731****5678; anything shorter than 7 digits → ****. */
export function maskPhone(phone: string): string {
  if (phone.length < 7) return "****";
  if (phone.length < 11) return `****${lastFour(phone)}`;
  return `${phone.slice(0, /^0[3-9]/.test(phone) ? 4 : 3)}****${lastFour(phone)}`;
}

function readDigits(digits: string): ReadPhone {
  if (MOBILE.test(digits) || LANDLINE.test(digits)) return { ok: true, phone: digits };
  if (LOCAL.test(digits)) return refuse("phoneAreaCode");
  if (digits.length >= 20) return refuse("phoneSeveral");
  return refuse(digits.startsWith("1") ? "phoneMobile" : "phoneUnknown");
}

function refuse(
  reason: "phoneEmpty" | "phoneSeveral" | "phoneMobile" | "phoneAreaCode" | "phoneUnknown",
): ReadPhone {
  return { ok: false, reason: VALUE_TEXT[reason] };
}
