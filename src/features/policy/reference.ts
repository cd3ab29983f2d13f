/** Direct references: 老年法第十八条, 民法典1127条, 株老干发〔2026〕5号 go straight to the clause. */

import { nameKey } from "./binding.ts";
import { writeNumber } from "./document/index.ts";
import type { Generation, LibraryDocument } from "./generation.ts";

/** What a question refers to by name. */
export type Reference =
  | {
      readonly kind: "clause";
      readonly ordinals: readonly number[];
      /** `第二款`, `第一款第（三）项`, where one was named. */
      readonly passage: string | undefined;
    }
  | { readonly kind: "document"; readonly document: number };

const ARTICLE = /第?\s*([0-9零〇一二两三四五六七八九十百千]+)\s*条(?:之([一二三四五六七八九十]))?/g;
const PASSAGE =
  /^\s*(?:的?第([0-9一二三四五六七八九十]+)款)?(?:的?第?[（(]?([0-9一二三四五六七八九十]+)[）)]?项)?/;
const DOC_NUMBER =
  /([\p{Script=Han}]{2,12})\s*[〔[【（(]?\s*(\d{4})\s*[〕\]】）)年]?\s*第?\s*(\d{1,4})\s*号/gu;

/** Finds the first reference that the library holds. `translations` are official names for names said (老年法). */
export function findReference(
  question: string,
  translations: readonly string[],
  generation: Generation,
): Reference | undefined {
  return byDocNumber(question, generation) ?? byArticle(question, translations, generation);
}

function byDocNumber(question: string, generation: Generation): Reference | undefined {
  for (const [, agency, year, number] of question.matchAll(DOC_NUMBER)) {
    const tail = `〔${year}〕${number}号`;
    const document = generation.documents.findIndex(({ version }) => {
      const own = version.docNumber;
      return own?.endsWith(tail) === true && agency!.endsWith(own.slice(0, -tail.length));
    });
    if (document >= 0) return { kind: "document", document };
  }
  return undefined;
}

function byArticle(
  question: string,
  translations: readonly string[],
  generation: Generation,
): Reference | undefined {
  for (const match of question.matchAll(ARTICLE)) {
    const label = `第${toChineseNumber(match[1]!)}条${match[2] === undefined ? "" : `之${match[2]}`}`;
    const before = question.slice(0, match.index);
    for (const title of titlesNamed(before, translations, generation.documents)) {
      const binding = generation.binder.bind(title, label);
      if (binding.status === "bound") {
        const passage = passageAfter(question.slice(match.index + match[0].length));
        return { kind: "clause", ordinals: binding.clauses, passage };
      }
    }
  }
  return undefined;
}

/** Titles whose name stands in the text, the longest name first; a name said in everyday words counts too. */
function titlesNamed(
  text: string,
  translations: readonly string[],
  documents: readonly LibraryDocument[],
): string[] {
  const said = text.replace(/[《》\s]/g, "");
  const named = new Map<string, number>();
  for (const { version } of documents) {
    for (const title of [version.title, version.title.split(" ")[0]!]) {
      const name = nameKey(title);
      const stated = said.includes(name) || translations.some((official) => nameKey(official) === name);
      if (stated) named.set(title, name.length);
    }
  }
  return [...named].sort((a, b) => b[1] - a[1]).map(([title]) => title);
}

/** 1127 → 一千一百二十七; Chinese numerals are given back with 〇 and 两 in their plain form. */
export function toChineseNumber(number: string): string {
  return /^\d+$/.test(number)
    ? writeNumber(Number(number))
    : number.replaceAll("〇", "零").replaceAll("两", "二");
}

/** The 款 or 项 named right after the article: 第二款, 第一款第（三）项. A 项 alone is one of the first 款. */
function passageAfter(rest: string): string | undefined {
  const match = PASSAGE.exec(rest);
  if (match === null) return undefined;
  const [, paragraph, item] = match;
  if (paragraph === undefined && item === undefined) return undefined;
  const first = `第${toChineseNumber(paragraph ?? "1")}款`;
  return item === undefined ? first : `${first}第（${toChineseNumber(item)}）项`;
}
