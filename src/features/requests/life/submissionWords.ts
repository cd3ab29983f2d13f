/** Words of an order, shortened to what is kept. */
import { CUT_MARK } from "../text.ts";
import type { OrderDetail } from "../types.ts";

/** Characters. */
export const LONGEST = {
  words: 2000,
  contactName: 40,
  phone: 30,
  address: 200,
  whoIsThere: 200,
  need: 40,
  answer: 500,
} as const;
const MOST_NEEDS = 20;
const MOST_ANSWERS = 10;

/** The text, or its beginning with a mark that something is missing. Never cuts a character in two. */
export function shortened(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest).join("")}${CUT_MARK}`;
}

/** Trimmed, shortened, without empty fields. `cut` when words were left out. */
export function keptDetail(detail: OrderDetail): { readonly detail: OrderDetail; readonly cut: boolean } {
  const words = shortened(detail.words.trim(), LONGEST.words);
  const optional = (key: "phone" | "address" | "whoIsThere") => {
    const text = detail[key]?.trim() ?? "";
    return text === "" ? {} : { [key]: shortened(text, LONGEST[key]) };
  };
  const kept: OrderDetail = {
    contactName: shortened(detail.contactName.trim(), LONGEST.contactName),
    ...optional("phone"),
    ...optional("address"),
    ...optional("whoIsThere"),
    needs: detail.needs.slice(0, MOST_NEEDS).map((need) => shortened(need, LONGEST.need)),
    answers: Object.fromEntries(
      Object.entries(detail.answers)
        .slice(0, MOST_ANSWERS)
        .map(([id, answer]) => [id, shortened(answer, LONGEST.answer)]),
    ),
    words,
  };
  return { detail: kept, cut: words !== detail.words.trim() };
}
