import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NEEDS, readNeeds, sayNeeds } from "./needWords.ts";

describe("reading needs", () => {
  it.each([
    ["我爸坐轮椅，耳朵背", ["wheelchair", "hearing"]],
    ["听力不好", ["hearing"]],
    ["眼睛看不清了", ["sight"]],
    ["家里养了狗", ["dog"]],
    ["有条大狗", ["dog"]],
    ["六楼没电梯", ["stairs"]],
    ["我爬不动楼", ["stairs"]],
    ["我一个人住", ["alone"]],
    ["瘫在床上半年了", ["bedridden"]],
    ["只会讲醴陵话", ["dialect"]],
    ["腿脚不方便", ["walking"]],
    ["老年痴呆认不得人", ["memory"]],
    ["要吸氧", ["oxygen"]],
    ["中风后讲不出话", ["speech"]],
    ["眼睛不好，耳朵也背，冇得电梯，一个人住", ["hearing", "sight", "alone", "stairs"]],
  ])("reads %s", (text, needs) => {
    expect(readNeeds(text).needs).toEqual(needs);
  });

  it.each(["没养狗", "不用轮椅", "冇得狗", "有电梯", "想借一个轮椅", "没有什么", "我走路去的", ""])(
    "reads no need into: %s",
    (text) => {
      expect(readNeeds(text).needs).toEqual([]);
    },
  );

  it.each([
    ["老伴在家", "老伴"],
    ["我崽在屋里等你们", "崽"],
    ["保姆会开门", "保姆"],
    ["有女儿在家", "女儿"],
  ])("reads who is there from %s", (text, who) => {
    expect(readNeeds(text)).toEqual({ needs: [], whoIsThere: who, rest: "" });
  });

  it("does not take someone who is away for someone at home", () => {
    expect(readNeeds("我女儿不在家").whoIsThere).toBeUndefined();
  });

  it("leaves the rest of the sentence", () => {
    expect(readNeeds("水管漏了，我坐轮椅，老伴在家")).toEqual({
      needs: ["wheelchair"],
      whoIsThere: "老伴",
      rest: "水管漏了，我",
    });
  });

  it("says needs back so that they are read again, and keeps words of its own as they are", () => {
    for (const need of NEEDS) expect(readNeeds(sayNeeds([need])).needs).toContain(need);
    expect(sayNeeds(["dog", "怕冷"])).toBe("家里有狗；怕冷");
    expect(sayNeeds([])).toBe("");
  });

  it("takes words that are names of the language itself as they are", () => {
    expect(sayNeeds(["constructor", "toString"])).toBe("constructor；toString");
  });

  it("names each need once, and leaves no more than was said, whatever the text", () => {
    const scraps = fc.constantFrom(
      ..."没养狗轮椅不坐耳朵背听看不清一个人住瘫床老伴在家会开门电梯楼，。".split(""),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: scraps, maxLength: 30 })), (text) => {
        const { needs, rest } = readNeeds(text);
        expect(new Set(needs).size).toBe(needs.length);
        expect(rest.length).toBeLessThanOrEqual(text.length);
        // Doubled signs are tidied up; the words stay.
        const words = (said: string) => said.replaceAll(/[\s，,、。]/g, "");
        if (needs.length === 0) expect(words(text)).toContain(words(rest));
      }),
    );
  });
});
