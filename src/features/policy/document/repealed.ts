/** What a text says is repealed with it. */
import { bookTitles } from "./bookTitles.ts";
import { findDates } from "./dates.ts";
import { normaliseDocNumber } from "./docNumber.ts";

/** A repealed text. The date is `YYYY-MM-DD`, where the sentence states it. */
export interface Repealed {
  title: string;
  issuedOn?: string;
  docNumber?: string;
}

const REPEAL = /(同时|即行|一并|相应|自行|予以)(废止|失效|停止执行)|之日起(废止|失效|停止执行)/;

/** All titles that the clauses repeal: 《X》同时废止, …《Y》（株老干发〔2023〕21号）同时废止. */
export function readRepeals(clauses: readonly string[]): Repealed[] {
  return clauses.flatMap((clause) => sentences(clause).flatMap(repealsOf));
}

/** Sentences, not broken inside a title. */
function sentences(text: string): string[] {
  const titles = bookTitles(text);
  const ends = [...text.matchAll(/[。；\n]/g)]
    .map(({ index }) => index)
    .filter((at) => !titles.some(({ start, end }) => start < at && at < end));
  return [...ends, text.length].map((end, i) => text.slice(i === 0 ? 0 : ends[i - 1]! + 1, end));
}

function repealsOf(sentence: string): Repealed[] {
  const verb = REPEAL.exec(sentence);
  if (!verb) return [];
  // 根据《…》 and 按照《…》 name the reason, not what is repealed.
  const titles = bookTitles(sentence).filter(
    ({ start }) =>
      start < verb.index && !/(根据|依据|按照|依照|施行|实施|与)\s*$/.test(sentence.slice(0, start)),
  );
  return titles.map(({ title, start, end }, i) => {
    const before = sentence.slice(titles[i - 1]?.end ?? 0, start);
    const after = sentence.slice(end, titles[i + 1]?.start ?? verb.index);
    const docNumber = /^\s*[（(]/.test(after)
      ? normaliseDocNumber(after.replace(/^\s*[（(]/, ""))
      : undefined;
    const issuedOn = issueDate(before);
    return {
      title,
      ...(issuedOn === undefined ? {} : { issuedOn }),
      ...(docNumber === undefined ? {} : { docNumber }),
    };
  });
}

/** 1997年3月17日批准、…1997年7月1日发布的: the day of issue, else of adoption, else the first. */
function issueDate(text: string): string | undefined {
  // 本法自2022年3月1日起施行，《…》 states another date.
  const own = text.replace(/^.*起(施行|实施|试行|执行)[，,]?/, "");
  const dates = findDates(own);
  const doing = dates.map(({ iso, end }, i) => ({ iso, what: own.slice(end, dates[i + 1]?.start) }));
  const issued =
    doing.find(({ what }) => /发布|公布|印发|颁布/.test(what)) ??
    doing.find(({ what }) => what.includes("通过"));
  return (issued ?? doing[0])?.iso;
}
