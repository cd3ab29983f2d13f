import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt } from "./excerpt.ts";

const weight = () => 1;

describe("excerpt", () => {
  it("marks the sentence that shares most with the question", () => {
    const text = "赡养人应当履行义务。\n赡养人不履行赡养义务，老年人有要求赡养人付给赡养费的权利。";
    const { quote, evidence } = excerpt(
      text,
      new Map([
        ["赡养费", 1],
        ["权利", 1],
      ]),
      weight,
      500,
    );
    expect(quote).toBe(text);
    expect(quote.slice(...evidence)).toBe("赡养人不履行赡养义务，老年人有要求赡养人付给赡养费的权利。");
  });

  it("is always a stretch of the clause, word for word, and holds its evidence", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(..."老年人养费。；\n，第一条") }), { maxLength: 30 }),
        fc.integer({ min: 5, max: 200 }),
        (parts, longest) => {
          const text = parts.join("") || "空";
          const { quote, evidence, cut } = excerpt(text, new Map([["养费", 1]]), weight, longest);
          expect(text).toContain(quote);
          expect(cut).toBe(quote !== text);
          expect(evidence[0]).toBeGreaterThanOrEqual(0);
          expect(evidence[1]).toBeLessThanOrEqual(quote.length);
        },
      ),
    );
  });
});
