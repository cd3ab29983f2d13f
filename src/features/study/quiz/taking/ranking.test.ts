/** Rankings: order, ties, who is seen by whom. */
import { describe, expect, it } from "vitest";
import { tables } from "../../../../store/index.ts";
import { type Actor, NotAllowed } from "../../../members/index.ts";
import { MINUTE_MS, OPERATOR, quizDraft, setUpQuizzes } from "../quiz.fixture.ts";
import { self } from "./attempt.fixture.ts";

describe("the ranking", () => {
  function ranked() {
    const bureau = setUpQuizzes();
    const [north, south] = ["第一支部", "第二支部"].map((name) =>
      bureau.members.addBranch(OPERATOR, { name }),
    ) as [number, number];
    const { id: quizId } = bureau.quizzes.load(OPERATOR, quizDraft({ attempts: 2 }));
    const add = (name: string, branchId: number, right: number, minutes = 1) => {
      const memberId = bureau.member(name, { branchId });
      bureau.take(quizId, memberId, right, minutes * MINUTE_MS);
      return memberId;
    };
    return { ...bureau, north, south, quizId, add };
  }

  it("goes by the best score, then by the shorter time; equal results share a rank", () => {
    const { quizzes, quizId, add, north, take } = ranked();
    const slow = add("慢", north, 3, 9);
    const fast = add("快", north, 3, 2);
    const equal = add("同", north, 3, 9);
    const last = add("末", north, 1, 1);
    take(quizId, last, 2, 5 * MINUTE_MS);
    const lines = quizzes.ranking(OPERATOR, quizId);
    expect(lines.map(({ memberId, rank, score, seconds }) => [memberId, rank, score, seconds])).toEqual([
      [fast, 1, 40, 120],
      [slow, 2, 40, 540],
      [equal, 2, 40, 540],
      [last, 4, 30, 300],
    ]);
  });

  it("shows members their own branch only, staff any or all, and nobody who is deceased or erased", () => {
    const { quizzes, quizId, add, north, south, members, member, store } = ranked();
    const one = add("甲", north, 3);
    const two = add("乙", south, 2);
    const dead = add("丙", north, 1);
    expect(quizzes.ranking(self(one), quizId).map(({ name }) => name)).toEqual(["甲", "丙"]);
    expect(() => quizzes.ranking(self(one), quizId, south)).toThrow(NotAllowed);
    expect(quizzes.ranking(OPERATOR, quizId, south).map(({ name }) => name)).toEqual(["乙"]);
    const viewer: Actor = { kind: "staff", staffId: 1, name: "甲", roles: ["viewer"] };
    expect(quizzes.ranking(viewer, quizId)).toHaveLength(3);
    expect(() => quizzes.ranking({ kind: "system", name: "job" }, quizId)).toThrow(NotAllowed);
    members.setStatus(OPERATOR, dead, "deceased", "2026-11-24");
    expect(quizzes.ranking(self(one), quizId).map(({ name }) => name)).toEqual(["甲"]);
    quizzes.erase(two);
    expect(quizzes.ranking(OPERATOR, quizId).map(({ memberId }) => memberId)).toEqual([one]);
    expect(quizzes.bestOf(two, 2026)).toEqual([]);
    expect(store.records.select().from(tables.quizAnswer).all()).toHaveLength(6);
    const alone = member("无支部");
    expect(quizzes.ranking(self(alone), quizId)).toEqual([]);
  });

  it("leaves to each member the list of their own tries, which goes with their erasure", () => {
    const { quizzes, quizId, add, north, take } = ranked();
    const one = add("甲", north, 1);
    add("乙", north, 3);
    take(quizId, one, 3);
    expect(quizzes.triesOf(one).map(({ title, score, total }) => [title, score, total])).toEqual([
      ["第四季度竞答", 40, 40],
      ["第四季度竞答", 10, 40],
    ]);
    quizzes.erase(one);
    expect(quizzes.triesOf(one)).toEqual([]);
  });

  it("of branches is the mean of their members' best, of those who took part", () => {
    const { quizzes, quizId, add, north, south, member, take } = ranked();
    add("甲", north, 3);
    take(quizId, add("乙", north, 1), 2);
    member("丙", { branchId: north });
    add("丁", south, 3);
    expect(quizzes.branchRanking(OPERATOR, quizId)).toEqual([
      { rank: 1, branchId: south, branch: "第二支部", members: 1, took: 1, average: 100 },
      { rank: 2, branchId: north, branch: "第一支部", members: 3, took: 2, average: 87.5 },
    ]);
  });
});
