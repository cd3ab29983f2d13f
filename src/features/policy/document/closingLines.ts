/** The foot of a notice: the list of annexes, 落款, 抄送. */
import { isAnnexList, isDateLine, isFootNote, isSignerLine, signerBeforeDate } from "./formalLines.ts";
import { bare } from "./marks.ts";

const MOST_SIGNERS = 8;

/** How many lines at the end of the body (annexes already cut off) are its foot. */
export function countClosingLines(body: readonly string[]): number {
  let start = body.length;
  let signers = MOST_SIGNERS;
  let dated = false;
  while (start > 0) {
    const line = body[start - 1]!;
    const listed = annexListStart(body, start - 1);
    if (listed !== undefined) {
      start = listed;
    } else if (isDateLine(line) || signerBeforeDate(line) !== undefined) {
      dated = true;
      start--;
    } else if (isFootNote(line)) {
      start--;
    } else if (dated && signers > 0 && isSignerLine(line)) {
      signers--;
      start--;
    } else {
      break;
    }
  }
  return body.length - start;
}

/** Where the list of annexes begins that the line belongs to: 附件：1.… or a numbered line under it. */
function annexListStart(body: readonly string[], at: number): number | undefined {
  let start = at;
  while (start > 0 && /^\d{1,2}\s*[.．、]/.test(bare(body[start]!)) && !isAnnexList(body[start]!)) start--;
  return isAnnexList(body[start]!) ? start : undefined;
}
