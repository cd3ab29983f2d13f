/** Attempts: marks, order, tries, and any course of one. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../../../store/index.ts";
import { MINUTE_MS, OPERATOR, question, quizDraft } from "../quiz.fixture.ts";
import { judged, loaded, put, words } from "./attempt.fixture.ts";

describe("an attempt", () => {
  it("gives the points of a multiple question only for exactly the right set", () => {
    for (const [chosen, correct] of [
      [[0, 2], true],
      [[2, 0], true],
      [[0, 1], false],
      [[0, 1, 2], false],
    ] as const) {
      const { quizzes, quizId, memberId, actor } = loaded();
      const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
      quizzes.answer(actor, attemptId, 0, [0]);
      const { correct: right, points } = judged(quizzes.answer(actor, attemptId, 1, chosen));
      expect([chosen, right, points]).toEqual([chosen, correct, correct ? 20 : 0]);
    }
  });

  it("cites the clause in force on that day with the explanation", () => {
    const { quizzes, quizId, memberId, actor, clauses } = loaded();
    clauses.set("规程 二（一） 2026-11-24", {
      source: "《规程》二（一）",
      text: "每月一次。",
      clauseId: 8,
      note: "示例",
    });
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    expect(judged(quizzes.answer(actor, attemptId, 0, [1]))).toMatchObject({
      correct: false,
      right: [0],
      chosen: [1],
      explanation: "甲题的解析。",
      next: { text: "乙题", index: 1 },
    });
    quizzes.answer(actor, attemptId, 1, [0, 2]);
    const last = judged(quizzes.answer(actor, attemptId, 2, [0]));
    expect(last.clause).toEqual({
      source: "《规程》二（一）",
      text: "每月一次。",
      clauseId: 8,
      note: "示例",
    });
    expect(last.next).toBeUndefined();
    expect(last.result).toMatchObject({
      score: 30,
      total: 40,
      right: 2,
      wrong: 1,
      attemptsLeft: 0,
      outOfTime: false,
    });
  });

  it("counts the first answer only, and only the open question", () => {
    const { quizzes, quizId, memberId, actor } = loaded();
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    quizzes.answer(actor, attemptId, 0, [1]);
    expect(words(quizzes.answer(actor, attemptId, 0, [0]))).toContain("已经答过了");
    expect(words(quizzes.answer(actor, attemptId, 2, [0]))).toContain("按次序");
    quizzes.answer(actor, attemptId, 1, [0, 2]);
    expect(judged(quizzes.answer(actor, attemptId, 2, [0])).result?.score).toBe(30);
    expect(words(quizzes.answer(actor, attemptId, 2, [0]))).toContain("已经结束");
  });

  it.each([[[]], [[0, 1]], [[3]], [[-1]], [[0.5]]])(
    "refuses %j for a single question of three options",
    (chosen) => {
      const { quizzes, quizId, memberId, actor } = loaded();
      const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
      words(quizzes.answer(actor, attemptId, 0, chosen));
      expect(quizzes.current(attemptId)?.index).toBe(0);
    },
  );

  it("goes on where it was, and begins anew only after the last question", () => {
    const { quizzes, quizId, memberId, actor } = loaded({ attempts: 2 });
    const first = put(quizzes.begin(actor, quizId, memberId));
    quizzes.answer(actor, first.attemptId, 0, [0]);
    expect(put(quizzes.begin(actor, quizId, memberId))).toMatchObject({
      attemptId: first.attemptId,
      index: 1,
    });
    quizzes.answer(actor, first.attemptId, 1, [0, 1]);
    quizzes.answer(actor, first.attemptId, 2, [0]);
    const second = put(quizzes.begin(actor, quizId, memberId));
    expect(second.attemptId).not.toBe(first.attemptId);
    expect(second.index).toBe(0);
  });

  it("is refused after as many tries as there are; the best of them counts", () => {
    const { quizzes, quizId, memberId, actor, take } = loaded({ attempts: 2, passPercent: 60 });
    const good = take(quizId, memberId, 2);
    const bad = take(quizId, memberId, 1);
    expect(quizzes.resultOf(good)).toMatchObject({ score: 30, passed: true, best: 30, attemptsLeft: 0 });
    expect(quizzes.resultOf(bad)).toMatchObject({ score: 10, passed: false, best: 30 });
    expect(words(quizzes.begin(actor, quizId, memberId))).toContain("您已经答完了");
    expect(quizzes.openFor(memberId)).toEqual([]);
    expect(quizzes.seenBy(memberId)).toMatchObject([
      { used: 2, left: 0, best: { attemptId: good, passed: true } },
    ]);
  });

  it("is passed by exactly the share that is asked for", () => {
    const { quizzes, quizId, memberId, take } = loaded({ passPercent: 75 });
    expect(quizzes.resultOf(take(quizId, memberId, 2))).toMatchObject({ score: 30, total: 40, passed: true });
  });
});

describe("any course of an attempt", () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("answer" as const),
      index: fc.nat(4),
      chosen: fc.array(fc.nat(4), { maxLength: 4 }),
    }),
    fc.record({ do: fc.constant("right" as const) }),
    fc.record({ do: fc.constant("wait" as const), minutes: fc.nat(9) }),
    fc.record({ do: fc.constant("begin" as const) }),
    fc.record({ do: fc.constant("reload" as const), points: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ do: fc.constant("close" as const) }),
  );

  it("never gives more points than there are, more tries than allowed, or a second chance at a question", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.boolean(), (steps, shuffled) => {
        const { quizzes, quizId, memberId, actor, pass, store } = loaded({
          minutes: 20,
          attempts: 2,
          shuffled,
        });
        let attemptId = 0;
        const answered = new Map<string, boolean>();
        for (const one of steps) {
          if (one.do === "wait") pass(one.minutes * MINUTE_MS);
          if (one.do === "close") quizzes.closeExpired();
          if (one.do === "reload") {
            quizzes.load(
              OPERATOR,
              quizDraft({
                minutes: 20,
                attempts: 2,
                shuffled,
                questions: [question("新题", { points: one.points }), ...quizDraft().questions],
              }),
            );
          }
          if (one.do === "begin") {
            const begun = quizzes.begin(actor, quizId, memberId);
            if (begun.kind !== "refused") attemptId = begun.attemptId;
          }
          if (one.do === "answer" || one.do === "right") {
            const current = quizzes.current(attemptId);
            const index = one.do === "answer" ? one.index : (current?.index ?? 0);
            const right = (texts: readonly string[]) =>
              texts.flatMap((text, at) =>
                text.endsWith("题对") || (current?.kind === "multiple" && text.endsWith("都错")) ? [at] : [],
              );
            const chosen = one.do === "answer" ? one.chosen : right(current?.options ?? []);
            const outcome = quizzes.answer(actor, attemptId, index, chosen);
            if (!("kind" in outcome)) {
              const key = `${attemptId}:${index}`;
              expect(answered.has(key)).toBe(false);
              expect(current?.index).toBe(index);
              if (one.do === "right") expect(outcome.correct).toBe(true);
              answered.set(key, outcome.correct);
            }
          }
        }
        const rows = store.records.select().from(tables.quizAttempt).all();
        expect(rows.length).toBeLessThanOrEqual(2);
        for (const row of rows) {
          const rights = [...answered].filter(
            ([key, correct]) => correct && key.startsWith(`${row.id}:`),
          ).length;
          const result = quizzes.resultOf(row.id);
          expect(row.total).toBeGreaterThanOrEqual(40);
          if (result !== undefined) {
            expect(result.right).toBe(rights);
            expect(result.right + result.wrong + result.unanswered).toBe(row.paper.length);
            expect(result.score).toBeLessThanOrEqual(row.total);
            expect(result.score === row.total).toBe(rights === row.paper.length);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});
