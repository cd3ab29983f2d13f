/** Clauses of form: why the text was made, when it takes effect, who interprets it. */

const PURPOSE = /^(第[^条]{1,9}条\s*)?(为了?|根据).{4,}(制定|现就|现将|特作|作如下)(本|有关|如下)?/s;
const IN_FORCE = /自.{2,20}起(施行|实施|试行|执行)/;
const INTERPRETED = /负责解释|解释权/;
/** A longer clause says more than that. */
const LONGEST = 140;

/** True for a clause that answers hardly any question but the one after itself. */
export function isFormal(text: string): boolean {
  if (PURPOSE.test(text)) return true;
  return text.length <= LONGEST && (IN_FORCE.test(text) || INTERPRETED.test(text));
}
