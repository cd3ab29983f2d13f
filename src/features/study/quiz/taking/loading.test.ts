/** Loading quizzes: new, again, refused. */
import { describe, expect, it } from "vitest";
import { type Actor, NotAllowed } from "../../../members/index.ts";
import { OPERATOR, question, quizDraft, setUpQuizzes } from "../quiz.fixture.ts";
import { judged, loaded, put, self } from "./attempt.fixture.ts";

describe("loading", () => {
  it("makes a quiz, and a new version of it when the file is loaded again", () => {
    const { quizzes } = setUpQuizzes();
    const first = quizzes.load(OPERATOR, quizDraft());
    expect(first).toEqual({ id: first.id, created: true, changed: 3 });
    expect(quizzes.load(OPERATOR, quizDraft({ title: "改名" }))).toEqual({
      id: first.id,
      created: false,
      changed: 0,
    });
    expect(quizzes.get(first.id)).toMatchObject({ title: "改名", questions: 3, state: "open" });
    const [one, two] = quizDraft().questions;
    expect(quizzes.load(OPERATOR, quizDraft({ questions: [two!, { ...one!, points: 5 }] })).changed).toBe(2);
    expect(quizzes.list()).toHaveLength(1);
    expect(quizzes.get(first.id)?.questions).toBe(2);
  });

  it("leaves attempts under way the questions they began with", () => {
    const { quizzes, quizId, memberId, actor } = loaded();
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    quizzes.load(OPERATOR, quizDraft({ questions: [question("新题", { correct: [1] })] }));
    expect(quizzes.current(attemptId)).toMatchObject({ text: "甲题", of: 3 });
    expect(judged(quizzes.answer(actor, attemptId, 0, [0])).correct).toBe(true);
    quizzes.answer(actor, attemptId, 1, [0, 2]);
    expect(judged(quizzes.answer(actor, attemptId, 2, [0])).result).toMatchObject({ score: 40, total: 40 });
  });

  it("is for editors and admins, and audited", () => {
    const { quizzes, members, memberId } = loaded();
    const staff = (...roles: ("viewer" | "editor")[]): Actor => ({
      kind: "staff",
      staffId: 1,
      name: "甲",
      roles,
    });
    for (const actor of [staff("viewer"), self(memberId), { kind: "system", name: "job" } as const]) {
      expect(() => quizzes.load(actor, quizDraft())).toThrow(NotAllowed);
      expect(() => quizzes.withdraw(actor, 1)).toThrow(NotAllowed);
    }
    const { id } = quizzes.load(staff("editor"), quizDraft());
    quizzes.withdraw(staff("editor"), id);
    quizzes.withdraw(staff("editor"), id);
    const actions = members.audit.of(`quiz:${id}`, 9).map(({ action }) => action);
    expect(actions).toEqual(["quiz.withdraw", "quiz.load", "quiz.load"]);
  });

  it("refuses a draft with faults, wherever it came from, and keeps nothing of it", () => {
    const { quizzes } = setUpQuizzes();
    expect(() => quizzes.load(OPERATOR, quizDraft({ questions: [] }))).toThrow("一道题也没有");
    expect(quizzes.list()).toEqual([]);
  });
});
