/** From when, and until when, a text says it is in force. */
import { withoutQuotations } from "./bookTitles.ts";
import { DATE, isoOf, lastDayOfTerm } from "./dates.ts";
import { readNumber } from "./numerals.ts";

/** Texts say when they take effect near their end. */
const LAST_CLAUSES = 6;
const STARTS = new RegExp(`自\\s*${DATE}\\s*起?\\s*(正式)?(试行|施行|实施|执行|生效)`, "g");
const STARTS_ON_ISSUE = /自?(公布|发布|印发|颁布|下发)之日起?(正式)?(试行|施行|实施|执行|生效)/;
const TERM = /(?:有效期|试行期)(?:限)?为?\s*([0-9一二两三四五六七八九十]{1,3})\s*年/;
const ENDS = new RegExp(`有效期(?:限)?(?:截?止|至|到)+\\s*${DATE}`);

/** Whether a text takes effect on the day it is issued: 自公布之日起施行. */
export function startsOnIssue(texts: readonly string[]): boolean {
  return texts.slice(-LAST_CLAUSES).some((text) => STARTS_ON_ISSUE.test(withoutQuotations(text)));
}

/** The day of the last “自…起施行” that speaks of the text itself, `YYYY-MM-DD`. */
export function readEffectiveOn(clauses: readonly string[]): string | undefined {
  const days = clauses.slice(-LAST_CLAUSES).flatMap((clause) => {
    const text = withoutQuotations(clause);
    return [...text.matchAll(STARTS)].flatMap((match) => {
      // 《某条例》自2010年1月1日起施行 speaks of another law.
      const ofAnother = /＿\s*(已|将)?$/.test(text.slice(0, match.index));
      const iso = isoOf(match);
      return ofAnother || iso === undefined ? [] : [iso];
    });
  });
  return days.at(-1);
}

/** The last day in force, from 有效期至… or a term of years (有效期5年, 试行期2年) in the clause on taking effect. */
export function readExpiresOn(
  clauses: readonly string[],
  effectiveOn: string | undefined,
): string | undefined {
  for (const clause of clauses.slice(-LAST_CLAUSES).toReversed()) {
    const text = withoutQuotations(clause);
    const end = ENDS.exec(text);
    const stated = end === null ? undefined : isoOf(end);
    if (stated !== undefined) return stated;
    const speaksOfItself = STARTS_ON_ISSUE.test(text) || new RegExp(STARTS.source).test(text);
    const years = speaksOfItself ? readNumber(TERM.exec(text)?.[1] ?? "") : undefined;
    if (years !== undefined && effectiveOn !== undefined) return lastDayOfTerm(effectiveOn, years);
  }
  return undefined;
}
