import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TopK } from "./topK.ts";

describe("TopK", () => {
  it("keeps what a full sort would keep, ties to the smaller id", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 200 }),
        fc.integer({ min: 1, max: 30 }),
        (scores, k) => {
          const top = new TopK(k);
          scores.forEach((score, id) => {
            top.offer(score, id);
          });
          const expected = scores
            .map((score, id) => ({ score, id }))
            .sort((a, b) => b.score - a.score || a.id - b.id)
            .slice(0, k);
          expect(top.drain()).toEqual({
            ids: expected.map((e) => e.id),
            scores: expected.map((e) => e.score),
          });
        },
      ),
    );
  });

  it("keeps nothing when nothing is wanted", () => {
    const top = new TopK(0);
    top.offer(1, 1);
    expect(top.drain().ids).toEqual([]);
  });
});
