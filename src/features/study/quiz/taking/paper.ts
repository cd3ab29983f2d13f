/** A paper: which questions an attempt has, and the order in which they and their options are shown. */
import { keepsOrder } from "../file/draftCheck.ts";

/** A whole number from 0 up to, not including, `below`, each as likely: node:crypto's `randomInt`. */
export type Random = (below: number) => number;

/** One question of a paper; `order` holds indexes into the question's own options, as they are shown. */
export interface PaperQuestion {
  readonly questionId: number;
  readonly order: number[];
}

/** In an order drawn at random, each as likely (Durstenfeld's form of Fisher and Yates, CACM algorithm 235). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const drawn = [...list];
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = random(last + 1);
    [drawn[last], drawn[other]] = [drawn[other]!, drawn[last]!];
  }
  return drawn;
}

/**
 * Draws a paper. What is drawn without shuffling stays in the order of the file.
 * @param draw how many questions; all when null
 */
export function drawPaper(
  questions: readonly { readonly id: number; readonly options: readonly string[] }[],
  how: { readonly draw: number | null; readonly shuffled: boolean },
  random: Random,
): PaperQuestion[] {
  const count = Math.min(how.draw ?? questions.length, questions.length);
  const mixed =
    how.shuffled || count < questions.length
      ? shuffled([...questions.keys()], random)
      : [...questions.keys()];
  const chosen = mixed.slice(0, count);
  if (!how.shuffled) chosen.sort((a, b) => a - b);
  return chosen.map((at) => {
    const { id, options } = questions[at]!;
    const order = [...options.keys()];
    const mixes = how.shuffled && !keepsOrder(options);
    return { questionId: id, order: mixes ? shuffled(order, random) : order };
  });
}

/** Whether exactly the right options were chosen; both ascending. No part marks. */
export function isRight(chosen: readonly number[], correct: readonly number[]): boolean {
  return chosen.length === correct.length && chosen.every((option, i) => option === correct[i]);
}
