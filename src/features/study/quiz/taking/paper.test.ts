/** Papers: every order alike likely, what is drawn, what stays in order. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../../testing/seededRandom.ts";
import { drawPaper, isRight, shuffled } from "./paper.ts";

function dice(seed: number) {
  const draw = seededRandom(seed);
  return (below: number) => Math.floor(draw() * below);
}

const QUESTIONS = [1, 2, 3, 4, 5].map((id) => ({ id, options: ["甲", "乙", "丙"] }));

describe("shuffling", () => {
  it("gives each order for exactly one course of the dice: none is likelier than another", () => {
    const orders = new Map<string, number>();
    // 4 × 3 × 2: every course there is for four things.
    for (let course = 0; course < 24; course++) {
      const rolls = [Math.floor(course / 6), Math.floor(course / 2) % 3, course % 2];
      const order = shuffled(["a", "b", "c", "d"], () => rolls.shift()!).join("");
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(orders.size).toBe(24);
    expect(new Set(orders.values())).toEqual(new Set([1]));
  });

  it("loses nothing and doubles nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (list, seed) => {
        expect(shuffled(list, dice(seed)).sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
      }),
    );
  });
});

describe("a paper", () => {
  it("is the file as it stands where nothing is shuffled", () => {
    const paper = drawPaper(QUESTIONS, { draw: null, shuffled: false }, dice(1));
    expect(paper).toEqual(QUESTIONS.map(({ id }) => ({ questionId: id, order: [0, 1, 2] })));
  });

  it("draws different questions, each once, in the order of the file where nothing is shuffled", () => {
    const papers = Array.from({ length: 40 }, (_, seed) =>
      drawPaper(QUESTIONS, { draw: 2, shuffled: false }, dice(seed)).map(({ questionId }) => questionId),
    );
    for (const ids of papers) {
      expect(new Set(ids).size).toBe(2);
      expect(ids[0]!).toBeLessThan(ids[1]!);
    }
    expect(new Set(papers.flat())).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it("shuffles questions and options, but not options that speak of others", () => {
    const fixed = [
      { id: 6, options: ["甲", "乙", "以上都对"] },
      { id: 7, options: ["甲", "乙", "A和B"] },
    ];
    const papers = Array.from({ length: 40 }, (_, seed) =>
      drawPaper([...QUESTIONS, ...fixed], { draw: null, shuffled: true }, dice(seed)),
    );
    const orders = (test: (id: number) => boolean) =>
      new Set(
        papers.flatMap((paper) =>
          paper.filter(({ questionId }) => test(questionId)).map(({ order }) => order.join("")),
        ),
      );
    expect(orders((id) => id > 5)).toEqual(new Set(["012"]));
    expect(orders((id) => id <= 5).size).toBe(6);
    expect(new Set(papers.map(([first]) => first?.questionId)).size).toBeGreaterThan(3);
  });
});

it("a choice is right only when it is exactly the right set", () => {
  expect([
    isRight([0, 2], [0, 2]),
    isRight([0], [0, 2]),
    isRight([0, 1, 2], [0, 2]),
    isRight([], [0]),
  ]).toEqual([true, false, false, false]);
});
